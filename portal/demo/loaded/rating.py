"""Rows of an assessment: two sheets, the synthesis they agreed on, its two signatures."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.candidates.assessment.grading import as_kept as grade_as_kept
from portal.candidates.assessment.grading import figures_of
from portal.candidates.assessment.queries import as_kept
from portal.candidates.assessment.sheets import Rated, ratings_as_kept
from portal.candidates.assessment.vocabulary import AssessmentState, Occasion, SheetState
from portal.candidates.people.sealing import seal_json, sealed
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.people import CLOSE_AFTER
from portal.demo.loaded.batch import Batch
from portal.demo.world import words
from portal.demo.world.models import Person
from portal.demo.world.rating import judged_of, synthesis, two_raters
from portal.kernel.roles import Role

COLUMNS = {
    "assessment": "id case person occasion state opened_on close_by observed_in_sealed opened_by opened_at "
    "compared_on closed_on version",
    "rating_sheet": "id assessment rater role organisation state rated_on ratings_sealed version",
    "synthesis": "id case person assessment levels_sealed words_sealed written_by written_at signed_by signed_on "
    "version",
    "synthesis_signature": "id synthesis account role signed_on",
    "employability_grade": "id synthesis person figures_sealed rater judged_on",
}
_RATERS = (Role.JOB_COUNSELLOR, Role.PSYCHOLOGIST)


def add(
    batch: Batch,
    chance: Chance,
    person: Person,
    case_id: UUID,
    service_id: UUID,
    holder: UUID,
    psychologist: UUID,
    on: date,
) -> None:
    id, moment = person.assessment_id, at(on, 10.8)
    two = two_raters(chance, person.levels)
    observed_in = sealed(chance.choice(words.OBSERVED_IN), "assessment", "observed_in_sealed", id)
    batch.add(
        "assessment", id, case_id, person.id, Occasion.INITIAL.value, AssessmentState.SIGNED.value, on,
        on + CLOSE_AFTER, observed_in, holder, moment, on, on, 4,
    )  # fmt: skip
    for rater, role, ratings in zip((holder, psychologist), _RATERS, (two.first, two.second), strict=True):
        _sheet(batch, chance.id(on), id, rater, role, service_id, ratings, on)
    synthesis_id = chance.id(on)
    batch.add(
        "synthesis", synthesis_id, case_id, person.id, id,
        seal_json(as_kept(synthesis(two)), "synthesis", "levels_sealed", synthesis_id),
        sealed(chance.choice(words.SYNTHESES), "synthesis", "words_sealed", synthesis_id), holder, moment, holder, on,
        3,
    )  # fmt: skip
    for rater, role in zip((holder, psychologist), _RATERS, strict=True):
        batch.add("synthesis_signature", chance.id(on), synthesis_id, rater, role.value, on)
    wellbeing, judged = judged_of(chance, person.levels, on)
    grade_id, figures = chance.id(on), figures_of(person.levels, wellbeing, on)
    kept = grade_as_kept(figures, judged, words.GRADE_REASON)
    batch.add(
        "employability_grade", grade_id, synthesis_id, person.id,
        seal_json(kept, "employability_grade", "figures_sealed", grade_id), holder, on,
    )  # fmt: skip


def _sheet(
    batch: Batch,
    id: UUID,
    assessment_id: UUID,
    rater: UUID,
    role: Role,
    service_id: UUID,
    ratings: dict[str, Rated],
    on: date,
) -> None:
    kept = seal_json(ratings_as_kept(ratings), "rating_sheet", "ratings_sealed", id)
    state = SheetState.SUBMITTED.value
    batch.add("rating_sheet", id, assessment_id, rater, role.value, service_id, state, on, kept, 2)
