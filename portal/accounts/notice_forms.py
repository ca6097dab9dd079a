"""Which notifications somebody wants, and how: one question a kind."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from portal.foundation.notifications import CHANNEL_LABELS, KINDS, Channel, Kind
from portal.foundation.web.forms import Choice, Form, Tick

_ANSWERS = [(channel.value, label) for channel, label in CHANNEL_LABELS.items()]


class PreferencesForm(Form):
    """The questions are those of the kinds that may reach somebody: see ``preferences_form``."""

    mail = Tick("Ricevi mail da Incontro per questa organizzazione", required=False)

    def wanted(self, kinds: Iterable[Kind]) -> dict[Kind, Channel]:
        return {kind: Channel(self[kind.value]) for kind in kinds}

    @staticmethod
    def known(chosen: Mapping[Kind, Channel], *, mail: bool) -> dict[str, Any]:
        return {kind.value: channel.value for kind, channel in chosen.items()} | {"mail": "1" if mail else ""}


@cache
def preferences_form(kinds: tuple[Kind, ...]) -> type[PreferencesForm]:
    """A form that asks about these kinds and no others."""
    questions = {
        kind.value: Choice(KINDS[kind].label, hint=KINDS[kind].hint, choices=_ANSWERS) for kind in kinds
    }
    return type("PreferencesForm", (PreferencesForm,), questions)
