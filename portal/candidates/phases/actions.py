"""Writes of the phases' outputs: interviews, the note of the first evaluation, the final review."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.locking import LockedCase, held_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CaseState
from portal.candidates.events import EvaluationNoted, FinalReviewWritten, InterviewRecorded
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.sealing import seal, sealed
from portal.candidates.phases.vocabulary import InterviewKind, Mode, Network, Present
from portal.foundation import clock, db, facts
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

CRISIS_FOLLOW_UP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview as it was held. Words are sealed, dates and kinds are not."""

    kind: InterviewKind
    minutes: int
    mode: Mode
    agreed: str
    next_step: str
    present: tuple[Present, ...] = (Present.PERSON,)
    wishes: str | None = None
    facts: str | None = None
    resources: str | None = None
    difficulties: str | None = None
    next_on: date | None = None


def _refuse_closed(case: LockedCase, to_do: str) -> None:
    sentence = closed_sentence(case.state, case.closed_on, to_do)
    if sentence is not None:
        raise Refused(sentence)


async def record_interview(
    *, id: UUID, person_id: UUID, talk: Talk, held_on: date | None = None, by: Viewer
) -> UUID:
    """Pressed twice it is recorded once. A crisis is followed up within seven days."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _refuse_closed(case, "registrare un colloquio")
        on = sure_of_day(held_on, field="held_on")
        if on < case.opened_on:
            raise Refused(
                f"Il caso è stato aperto dopo, {day_it(case.opened_on, 'il')}. Controlla il giorno.",
                field="held_on",
            )
        if talk.kind is InterviewKind.CRISIS and (
            talk.next_on is None or talk.next_on > on + CRISIS_FOLLOW_UP
        ):
            raise Refused("Dopo una crisi fissa un passo entro 7 giorni.", field="next_on")
        if talk.next_on is not None and talk.next_on < on:
            raise Refused(
                "Il prossimo passo viene dopo il colloquio. Controlla le due date.", field="next_on"
            )
        if await db.fetchval("SELECT count(*) FROM interview WHERE id = $1", id):
            return id
        await db.execute(
            'INSERT INTO interview (id, "case", kind, held_on, minutes, mode, present, wishes_sealed, facts_sealed,'
            " resources_sealed, difficulties_sealed, agreed_sealed, next_step_sealed, next_on, recorded_by,"
            " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            id,
            case.id,
            talk.kind.value,
            on,
            talk.minutes,
            talk.mode.value,
            [one.value for one in talk.present],
            seal(talk.wishes, "interview", "wishes_sealed", id),
            seal(talk.facts, "interview", "facts_sealed", id),
            seal(talk.resources, "interview", "resources_sealed", id),
            seal(talk.difficulties, "interview", "difficulties_sealed", id),
            sealed(talk.agreed, "interview", "agreed_sealed", id),
            sealed(talk.next_step, "interview", "next_step_sealed", id),
            talk.next_on,
            by.account_id,
            clock.now(),
        )
        await facts.record(InterviewRecorded(interview_id=id, case_id=case.id, person_id=person_id), by=by)
    return id


async def note_evaluation(
    *,
    id: UUID,
    person_id: UUID,
    workstations: str,
    load: str,
    network: Network,
    on: date | None = None,
    by: Viewer,
) -> UUID:
    """Output of phase 2."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _only_in(case, CaseState.FIRST_EVALUATION, "La nota di prima valutazione")
        noted_on = sure_of_day(on, field="noted_on")
        if await db.fetchval("SELECT count(*) FROM first_evaluation WHERE id = $1", id):
            return id
        await db.execute(
            'INSERT INTO first_evaluation (id, "case", workstations_sealed, load_sealed, network, noted_on, noted_by)'
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            case.id,
            sealed(workstations, "first_evaluation", "workstations_sealed", id),
            sealed(load, "first_evaluation", "load_sealed", id),
            network.value,
            noted_on,
            by.account_id,
        )
        await facts.record(EvaluationNoted(case_id=case.id), by=by)
    return id


async def review(*, id: UUID, person_id: UUID, words: str, on: date | None = None, by: Viewer) -> UUID:
    """Output of phase 8."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _only_in(case, CaseState.FINAL_EVALUATION, "La valutazione finale")
        reviewed_on = sure_of_day(on, field="reviewed_on")
        if await db.fetchval("SELECT count(*) FROM final_review WHERE id = $1", id):
            return id
        await db.execute(
            'INSERT INTO final_review (id, "case", words_sealed, reviewed_on, reviewed_by) VALUES ($1, $2, $3, $4, $5)',
            id,
            case.id,
            sealed(words, "final_review", "words_sealed", id),
            reviewed_on,
            by.account_id,
        )
        await facts.record(FinalReviewWritten(case_id=case.id), by=by)
    return id


def _only_in(case: LockedCase, phase: CaseState, what: str) -> None:
    if case.state is not phase:
        now = CASE_STATE_LABELS[case.state]
        raise Refused(f"{what} si scrive nella fase «{CASE_STATE_LABELS[phase]}»: il caso ora è in «{now}».")
