"""What the templates of the assessment receive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.candidates.assessment import queries
from portal.candidates.assessment.queries import SynthesisRow
from portal.candidates.assessment.rules import Level
from portal.candidates.people.reading import OpenFile
from portal.reference import dimensions

NOT_ASSESSED = "Non rilevato"


@dataclass(frozen=True, slots=True)
class DimensionLine:
    code: str
    name: str
    question: str
    alone: str
    helped: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: list[DimensionLine]


def _spoken(level: int | None) -> str:
    return NOT_ASSESSED if level is None else f"{level} su 4"


def groups(levels: Mapping[str, Level]) -> list[Group]:
    """Every dimension, in the order of the questionnaire, with what was seen."""
    found = []
    for title, members in dimensions.groups().items():
        lines = []
        for one in members:
            level = levels.get(one.code, Level(None, None))
            lines.append(
                DimensionLine(
                    one.code, one.name, one.question_for_counsellor, _spoken(level.k), _spoken(level.s)
                )
            )
        found.append(Group(title.capitalize(), lines))
    return found


@dataclass(frozen=True, slots=True)
class SynthesisView:
    words: str | None
    signed_on: date | None
    signed_by: str | None
    superseded_on: date | None
    assessed: int
    groups: list[Group]


def synthesis_view(row: SynthesisRow) -> SynthesisView:
    assessed = sum(1 for level in row.levels.values() if level.assessed)
    return SynthesisView(
        row.words, row.signed_on, row.signed_by, row.superseded_on, assessed, groups(row.levels)
    )


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    file: OpenFile
    draft: SynthesisView | None
    in_force: SynthesisView | None
    earlier: list[SynthesisView]
    total: int


async def draft_and_in_force(file: OpenFile) -> tuple[SynthesisRow | None, SynthesisRow | None]:
    rows = await queries.syntheses(file.person_id)
    return (
        next((row for row in rows if row.signed_on is None), None),
        next((row for row in rows if row.signed_on is not None and row.superseded_on is None), None),
    )


async def assessment_page(file: OpenFile) -> AssessmentPage:
    rows = [synthesis_view(row) for row in await queries.syntheses(file.person_id)]
    return AssessmentPage(
        file,
        next((one for one in rows if one.signed_on is None), None),
        next((one for one in rows if one.signed_on and one.superseded_on is None), None),
        [one for one in rows if one.superseded_on is not None],
        len(dimensions.entries()),
    )
