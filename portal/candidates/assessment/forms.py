"""Forms of the assessment: who rates, a sheet of 28 dimensions, what the team agrees on, a signature."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from portal.candidates.assessment import rules
from portal.candidates.assessment.comparison import Settled
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.sheets import Rated, Sheet
from portal.candidates.assessment.vocabulary import (
    BASIS_LABELS,
    OCCASION_LABELS,
    TAKEN_FROM_AGREEMENT,
    Basis,
)
from portal.foundation.web.forms import Choice, Choices, Day, Form, Hidden, LongText, Once, Text
from portal.reference import dimensions

ALONE, HELPED, LIMIT, BASIS, NOTE = "k_", "s_", "limit_", "basis_", "note_"
TAKE, REASON = "take_", "reason_"
LEVEL_LABELS: dict[int, str] = {
    0: "0, per niente",
    1: "1, poco",
    2: "2, abbastanza",
    3: "3, molto",
    4: "4, pienamente",
}
LEVEL_CHOICES = [(str(level), LEVEL_LABELS[level]) for level in rules.LEVELS]
_BASES = [(one.value, label) for one, label in BASIS_LABELS.items()]


def number(text: str | None) -> int | None:
    return None if text is None else int(text)


def version_of(form: Form) -> int | None:
    text = form["version"]
    return int(text) if text and text.isdigit() else None


class OpeningForm(Form):
    occasion = Choice("Occasione", choices=[(one.value, label) for one, label in OCCASION_LABELS.items()])
    raters = Choices(
        "Chi valuta",
        missing="Scegli almeno una persona che valuta.",
        hint="Meglio due o più. Ognuna compila da sola: le schede si vedono solo al confronto.",
    )
    close_by = Day("Schede entro il", missing="Scrivi entro quando servono le schede.")
    observed_in = Text(
        "Dove è stata osservata",
        max_length=200,
        required=False,
        hint="Per esempio un laboratorio, un tirocinio.",
    )
    once = Once()


class SheetFields(Form):
    version = Hidden(required=False)
    hand_in = Hidden(required=False)

    @classmethod
    def of(cls, sheet: Sheet, suggested: Mapping[str, Level]) -> Self:
        """Pre-filled with what was saved; where nothing was, with what her ICF codes suggest."""
        known: dict[str, Any] = {"version": sheet.version}
        for code, level in suggested.items():
            known |= {f"{ALONE}{code}": level.k, f"{HELPED}{code}": level.s}
        for code, one in sheet.ratings.items():
            known |= {
                f"{ALONE}{code}": one.level.k,
                f"{HELPED}{code}": one.level.s,
                f"{LIMIT}{code}": one.level.limit,
                f"{BASIS}{code}": one.basis.value if one.basis else None,
                f"{NOTE}{code}": one.note,
            }
        return cls.blank(**known)

    def check(self) -> None:
        for dimension in dimensions.entries():
            code = dimension.code
            level = self._level(code)
            problem = rules.level_problem(code, level.k, level.s)
            if problem is not None:
                self.fail(f"{HELPED}{code}", problem)
            problem = rules.basis_problem(code, level, self.values.get(f"{BASIS}{code}"))
            if problem is not None:
                self.fail(f"{BASIS}{code}", problem)

    def _level(self, code: str) -> Level:
        return Level(*(number(self.values.get(f"{part}{code}")) for part in (ALONE, HELPED, LIMIT)))

    def ratings(self) -> dict[str, Rated]:
        """Only what was seen: a dimension left out is not assessed."""
        found = {}
        for one in dimensions.entries():
            level = self._level(one.code)
            if level.assessed or level.limit is not None:
                basis = self.values.get(f"{BASIS}{one.code}")
                found[one.code] = Rated(
                    rules.completed(level.k, level.s, level.limit),
                    Basis(basis) if basis else None,
                    self.values.get(f"{NOTE}{one.code}"),
                )
        return found


def _sheet_questions() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in dimensions.entries():
        for part, label in ((ALONE, "Da sola"), (HELPED, "Con aiuti"), (LIMIT, "Limite medico")):
            found[f"{part}{one.code}"] = Choice(
                label,
                choices=LEVEL_CHOICES,
                required=False,
                wrong=f"{label}: scrivi una cifra da 0 a 4 (dimensione {one.code}).",
            )
        found[f"{BASIS}{one.code}"] = Choice("Si basa su", choices=_BASES, required=False)
        found[f"{NOTE}{one.code}"] = Text("Nota", max_length=300, required=False)
    return found


# The questions come from the reference list, so that a dimension added there is asked here.
SheetForm: type[SheetFields] = type("SheetForm", (SheetFields,), _sheet_questions())


class AgreementFields(Form):
    words = LongText(
        "In parole",
        max_length=1500,
        required=False,
        hint="Che cosa sa fare e che cosa la aiuta. La leggerà anche la persona. Serve per firmare.",
    )
    version = Hidden(required=False)

    @classmethod
    def of(
        cls,
        settled: Mapping[str, Settled],
        words: str | None,
        version: int,
        choices: Mapping[str, list[tuple[str, str]]],
    ) -> Self:
        known: dict[str, Any] = {"words": words, "version": version}
        for code, one in settled.items():
            known |= {f"{TAKE}{code}": one.taken_from, f"{REASON}{code}": one.reason}
            if one.taken_from == TAKEN_FROM_AGREEMENT:
                known |= {f"{ALONE}{code}": one.level.k, f"{HELPED}{code}": one.level.s}
        return cls.blank(choices=choices, **known)

    def settled(self, codes: Iterable[str], sheets: Mapping[str, Mapping[str, Level]]) -> dict[str, Settled]:
        """Answers to the differences; ``sheets``: levels by the id of the sheet. Unanswered ones stay open."""
        found = {}
        for code in codes:
            taken = self.values.get(f"{TAKE}{code}")
            if taken is None:
                continue
            reason = self.values.get(f"{REASON}{code}")
            if taken == TAKEN_FROM_AGREEMENT:
                alone, helped = (number(self.values.get(f"{part}{code}")) for part in (ALONE, HELPED))
                level = rules.completed(alone, helped)
            else:
                level = sheets[taken][code]
            found[code] = Settled(level, taken, reason)
        return found


def _agreement_questions() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in dimensions.entries():
        found[f"{TAKE}{one.code}"] = Choice("Vale", required=False)
        found[f"{ALONE}{one.code}"] = Choice("Da sola", choices=LEVEL_CHOICES, required=False)
        found[f"{HELPED}{one.code}"] = Choice("Con aiuti", choices=LEVEL_CHOICES, required=False)
        found[f"{REASON}{one.code}"] = Text("Motivo", max_length=300, required=False)
    return found


AgreementForm: type[AgreementFields] = type("AgreementForm", (AgreementFields,), _agreement_questions())


class SignatureForm(Form):
    signed_on = Day("Data della firma", missing="Scrivi la data della firma.")
