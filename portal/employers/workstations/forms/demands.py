"""What a workstation asks, on the 28 dimensions; what nobody knows yet may wait."""

from typing import Any

from portal.employers.vacancies.queries.detail import Demand
from portal.employers.vacancies.vocabulary import LEVELS
from portal.employers.workstations.queries.detail import WorkstationDetail
from portal.foundation.web.forms import Choices, Form, FormInput, Hidden
from portal.reference import dimensions

_KNOWN = {str(level) for level, _ in LEVELS}


class DemandsForm(Form):
    """28 questions named by their code, read beside the declared fields: they are data, not code."""

    adjustable = Choices(
        "Che cosa puoi cambiare",
        required=False,
        choices=[(one.code, one.name) for one in dimensions.entries()],
        hint="Richieste che l’azienda può togliere o ridurre.",
    )
    version = Hidden(required=False)

    def __init__(self, choices: Any = None) -> None:
        super().__init__(choices)
        self.levels: dict[str, str] = {}

    @classmethod
    def of(cls, sent: FormInput) -> "DemandsForm":
        form = cls.bind(sent)
        for one in dimensions.entries():
            level = sent.get(f"level_{one.code}")
            if level in _KNOWN:
                form.levels[one.code] = str(level)
            elif level:
                form.fail(None, f"Scegli una risposta dell’elenco per «{one.name}».")
        loose = set(form.values.get("adjustable") or ()) - set(form.levels)
        if loose:
            names = ", ".join(dimensions.name(code) for code in sorted(loose))
            form.fail("adjustable", f"Prima di’ quanto serve: {names}.")
        return form

    @classmethod
    def known(cls, place: WorkstationDetail) -> "DemandsForm":
        form = cls.blank(
            adjustable=[code for code, one in place.demands.items() if one.adjustable], version=place.version
        )
        form.levels = {code: str(one.level) for code, one in place.demands.items()}
        return form

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else None

    def demands(self) -> dict[str, Demand]:
        adjustable = set(self["adjustable"])
        return {code: Demand(int(level), code in adjustable) for code, level in self.levels.items()}
