"""Judging and reading the employability grade. It stands on the signed synthesis and is sealed as one blob."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from portal.candidates.assessment import queries
from portal.candidates.assessment.grade import (
    PRODUCTIVE,
    RELATION,
    Cuts,
    Grade,
    judgement_problem,
    mean,
    of_factor,
    shown,
    suggested,
)
from portal.candidates.assessment.rules import Level
from portal.candidates.cases.parameters import PARAMETERS
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.events import GradeJudged
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Cell, Part
from portal.candidates.people.grounds import Ground, ground_or_not_there
from portal.candidates.people.sealing import opened_json, seal_json
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Figures:
    """The three factors with their levels and what they suggest. Means have two decimals."""

    productive: str | None
    productive_level: Grade | None
    relation: str | None
    relation_level: Grade | None
    wellbeing: int
    wellbeing_level: Grade
    suggested: Grade | None


@dataclass(frozen=True, slots=True)
class Judgement:
    id: UUID
    synthesis_id: UUID
    figures: Figures
    judged: Grade
    reason: str | None
    rater: str
    judged_on: date
    superseded_on: date | None


def cuts(on: date) -> Cuts:
    return Cuts(PARAMETERS.value("grade.cut_low", on), PARAMETERS.value("grade.cut_medium", on))


def figures_of(levels: dict[str, Level], wellbeing: int, on: date) -> Figures:
    at = cuts(on)
    productive, relation = mean(levels, PRODUCTIVE), mean(levels, RELATION)
    return Figures(
        shown(productive),
        None if productive is None else of_factor(productive, at),
        shown(relation),
        None if relation is None else of_factor(relation, at),
        wellbeing,
        of_factor(Fraction(wellbeing), at),
        suggested(productive, relation, wellbeing, at),
    )


def as_kept(figures: Figures, judged: Grade, reason: str | None) -> dict[str, Any]:
    """As the sealed blob of a grade keeps it."""
    return {
        "productive": figures.productive,
        "productive_level": figures.productive_level,
        "relation": figures.relation,
        "relation_level": figures.relation_level,
        "wellbeing": figures.wellbeing,
        "wellbeing_level": figures.wellbeing_level,
        "suggested": figures.suggested,
        "judged": judged,
        "reason": reason,
    }


def _grade(word: str | None) -> Grade | None:
    return None if word is None else Grade(word)


def _judgement(row: Any) -> Judgement:
    kept = opened_json(row["figures_sealed"], "employability_grade", "figures_sealed", row["id"])
    figures = Figures(
        kept["productive"],
        _grade(kept["productive_level"]),
        kept["relation"],
        _grade(kept["relation_level"]),
        kept["wellbeing"],
        Grade(kept["wellbeing_level"]),
        _grade(kept["suggested"]),
    )
    return Judgement(
        row["id"],
        row["synthesis"],
        figures,
        Grade(kept["judged"]),
        kept["reason"],
        row["name"],
        row["judged_on"],
        row["superseded_on"],
    )


async def judgements(person_id: UUID) -> list[Judgement]:
    """The one in force first; the caller has shown the ground."""
    rows = await db.fetch(
        "SELECT g.*, a.name FROM employability_grade g JOIN account a ON a.id = g.rater WHERE g.person = $1"
        " ORDER BY g.superseded_on DESC NULLS FIRST, g.judged_on DESC, g.id DESC",
        person_id,
    )
    return [_judgement(row) for row in rows]


async def _writer(person_id: UUID, by: Viewer) -> Ground:
    """Whoever writes levels by the table part × role. Anyone else: not there."""
    ground = await ground_or_not_there(person_id, by)
    if ground.cell(Part.LEVELS) is not Cell.WRITE:
        raise NotThere
    return ground


async def judge(
    *,
    id: UUID,
    person_id: UUID,
    wellbeing: int,
    judged: Grade,
    reason: str | None = None,
    on: date | None = None,
    by: Viewer,
) -> UUID:
    """Records the judgement on the synthesis in force; the earlier one is superseded."""
    async with db.unit_of_work():
        ground = await _writer(person_id, by)
        case = await db.fetchrow(
            "SELECT state, closed_on FROM case_ WHERE id = $1 FOR UPDATE", ground.case_id
        )
        if case is None:
            raise NotThere
        sentence = closed_sentence(CaseState(case["state"]), case["closed_on"], "giudicare l’occupabilità")
        if sentence is not None:
            raise Refused(sentence)
        if await db.fetchval("SELECT count(*) FROM employability_grade WHERE id = $1", id):
            return id
        synthesis = await queries.synthesis_in_force(person_id)
        if synthesis is None:
            raise Refused("L’occupabilità si giudica su una sintesi firmata: prima concludi la valutazione.")
        judged_on = sure_of_day(on, field="judged_on")
        figures = figures_of(synthesis.levels, wellbeing, clock.today())
        problem = judgement_problem(wellbeing, figures.suggested, judged, reason)
        if problem is not None:
            raise Refused(problem, field="reason")
        await db.execute(
            "UPDATE employability_grade SET superseded_on = greatest($2, judged_on) WHERE person = $1"
            " AND superseded_on IS NULL",
            person_id,
            judged_on,
        )
        await db.execute(
            "INSERT INTO employability_grade (id, synthesis, person, figures_sealed, rater, judged_on)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            synthesis.id,
            person_id,
            seal_json(as_kept(figures, judged, reason), "employability_grade", "figures_sealed", id),
            by.account_id,
            judged_on,
        )
        await facts.record(GradeJudged(person_id=person_id, synthesis_id=synthesis.id), by=by)
    return id
