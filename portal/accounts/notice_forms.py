"""Which notifications somebody wants, and how: one question a kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.foundation.notifications import CHANNEL_LABELS, KINDS, Channel, Kind
from portal.foundation.web.forms import Choice, Form, Tick

_ANSWERS = [(channel.value, label) for channel, label in CHANNEL_LABELS.items()]


class _Choices(Form):
    """Kinds that do not concern the person are not asked, so no answer is required."""

    mail = Tick("Ricevi mail da Incontro per questa organizzazione", required=False)

    def wanted(self, kinds: Iterable[Kind]) -> dict[Kind, Channel]:
        return {kind: Channel(self[kind.value]) for kind in kinds if self[kind.value]}

    @staticmethod
    def known(chosen: Mapping[Kind, Channel], *, mail: bool) -> dict[str, Any]:
        return {kind.value: channel.value for kind, channel in chosen.items()} | {"mail": "1" if mail else ""}


PreferencesForm: type[_Choices] = type(
    "PreferencesForm",
    (_Choices,),
    {
        kind.value: Choice(about.label, hint=about.hint, required=False, choices=_ANSWERS)
        for kind, about in KINDS.items()
    },
)
