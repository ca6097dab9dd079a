"""Forms of the assessment: two levels for each of the 28 dimensions, words, signature."""

from collections.abc import Mapping
from typing import Any, Self

from portal.candidates.assessment import rules
from portal.candidates.assessment.rules import Level
from portal.foundation.web.forms import Choice, Day, Form, Hidden, LongText, Once
from portal.reference import dimensions

ALONE = "k_"
HELPED = "s_"
LEVEL_LABELS: dict[int, str] = {
    0: "0, per niente",
    1: "1, poco",
    2: "2, abbastanza",
    3: "3, molto",
    4: "4, pienamente",
}
_CHOICES = [(str(level), LEVEL_LABELS[level]) for level in rules.LEVELS]


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


class _LevelsForm(Form):
    words = LongText(
        "In parole",
        max_length=1500,
        required=False,
        hint="Che cosa sa fare e che cosa la aiuta. La leggerà anche la persona. Serve per firmare.",
    )
    version = Hidden(required=False)
    once = Once()

    @classmethod
    def of(cls, levels: Mapping[str, Level], words: str | None, version: int | None) -> Self:
        """Pre-filled; ``version`` None begins a new draft."""
        known: dict[str, Any] = {"words": words, "version": version}
        for code, level in levels.items():
            known |= {f"{ALONE}{code}": level.k, f"{HELPED}{code}": level.s}
        return cls.blank(**known)

    def check(self) -> None:
        for dimension in dimensions.entries():
            level = self._level(dimension.code)
            problem = rules.level_problem(dimension.code, level.k, level.s)
            if problem is not None:
                self.fail(f"{HELPED}{dimension.code}", problem)

    def _level(self, code: str) -> Level:
        return Level(_number(self.values.get(f"{ALONE}{code}")), _number(self.values.get(f"{HELPED}{code}")))

    def levels(self) -> dict[str, Level]:
        """Only what was seen: a dimension left out is not assessed."""
        found = {one.code: self._level(one.code) for one in dimensions.entries()}
        return {code: rules.completed(level.k, level.s) for code, level in found.items() if level.assessed}


def _questions() -> dict[str, Choice]:
    found: dict[str, Choice] = {}
    for one in dimensions.entries():
        found[f"{ALONE}{one.code}"] = Choice("Da sola", choices=_CHOICES, required=False)
        found[f"{HELPED}{one.code}"] = Choice("Con aiuti", choices=_CHOICES, required=False)
    return found


# The questions come from the reference list, so that a dimension added there is asked here.
AssessmentForm: type[_LevelsForm] = type("AssessmentForm", (_LevelsForm,), _questions())


class SignatureForm(Form):
    signed_on = Day("Data della firma", missing="Scrivi la data della firma.")
