"""What is typed on the pages of the two forms."""

from typing import Any, Self

from portal.candidates.assessment.review_forms.queries import ReviewFormRow
from portal.candidates.assessment.review_forms.vocabulary import (
    FORM_LABELS,
    MOST_LETTERS,
    SECTION_HINTS,
    SECTION_LABELS,
    SECTIONS,
    SETTING_LABELS,
    FormKind,
    Setting,
)
from portal.foundation.web.forms import Choice, Choices, Day, Form, Hidden, LongText, Once
from portal.reference import skills

_SETTINGS = [(one.value, SETTING_LABELS[one]) for one in Setting]


class BeginForm(Form):
    kind = Choice(
        "Che cosa scrivi",
        choices=[(one.value, FORM_LABELS[one]) for one in FormKind],
        missing="Scegli che cosa scrivi.",
    )
    setting = Choice("Come", choices=_SETTINGS, missing="Scegli come.")
    once = Once()


class _Sections(Form):
    """What both have beside their own six parts."""

    setting = Choice("Come", choices=_SETTINGS, missing="Scegli come.")
    version = Hidden(required=False)

    @classmethod
    def of(cls, row: ReviewFormRow) -> Self:
        typed: dict[str, Any] = {
            f"section_{place}": words for place, words in enumerate(row.sections, start=1)
        }
        return cls.blank(setting=row.setting.value, version=row.version, **typed)

    def sections(self) -> list[str]:
        return [self[f"section_{place}"] or "" for place in range(1, SECTIONS + 1)]

    def version_typed(self) -> int | None:
        text = self["version"]
        return int(text) if text and text.isdigit() else None


def _part(kind: FormKind, number: int) -> LongText:
    return LongText(
        SECTION_LABELS[kind][number - 1],
        hint=SECTION_HINTS.get(kind, {}).get(number),
        max_length=MOST_LETTERS,
        required=False,
    )


_BALANCE, _POTENTIAL = FormKind.SKILLS_BALANCE, FormKind.POTENTIAL_EVALUATION


class SkillsBalanceForm(_Sections):
    section_1 = _part(_BALANCE, 1)
    section_2 = _part(_BALANCE, 2)
    section_3 = _part(_BALANCE, 3)
    section_4 = _part(_BALANCE, 4)
    section_5 = _part(_BALANCE, 5)
    section_6 = _part(_BALANCE, 6)


class PotentialEvaluationForm(_Sections):
    section_1 = _part(_POTENTIAL, 1)
    section_2 = _part(_POTENTIAL, 2)
    section_3 = _part(_POTENTIAL, 3)
    section_4 = _part(_POTENTIAL, 4)
    section_5 = _part(_POTENTIAL, 5)
    section_6 = _part(_POTENTIAL, 6)


FORM_OF: dict[FormKind, type[_Sections]] = {_BALANCE: SkillsBalanceForm, _POTENTIAL: PotentialEvaluationForm}


class DiscussionForm(Form):
    discussed_on = Day("Discusso il", missing="Scrivi il giorno in cui ne avete parlato.")


class SkillsGainedForm(Form):
    skills = Choices(
        "Competenze emerse",
        choices=[(one.code, one.name) for one in skills.entries()],
        missing="Scegli almeno una competenza.",
    )
