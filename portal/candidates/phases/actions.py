"""Writes of the phases' outputs: interviews, the note of the first evaluation, the final review."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.locking import LockedCase, held_case, locked_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CaseState
from portal.candidates.events import (
    EvaluationNoted,
    FinalReviewCalled,
    FinalReviewWritten,
    InterviewPlanned,
    InterviewRecorded,
)
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import added_by
from portal.candidates.people.sealing import seal, seal_json, sealed
from portal.candidates.phases.rules import notice_missing
from portal.candidates.phases.vocabulary import (
    InterviewKind,
    InterviewState,
    Mode,
    Network,
    PlanOutcome,
    Present,
    ReviewDecision,
)
from portal.foundation import clock, db, facts
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

CRISIS_FOLLOW_UP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview as it was held. Words are sealed, dates and kinds are not.

    ``shared_note`` is for the team; ``reserved_note`` for its author, who is a lawyer, psychologist or mediator.
    """

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
    place: str | None = None
    shared_note: str | None = None
    reserved_note: str | None = None


RESERVING = frozenset({Role.LAWYER, Role.PSYCHOLOGIST, Role.INTERCULTURAL_MEDIATOR})
"""Professions whose notes may stay theirs (services.md §1, §4)."""


def _refuse_closed(case: LockedCase, to_do: str) -> None:
    sentence = closed_sentence(case.state, case.closed_on, to_do)
    if sentence is not None:
        raise Refused(sentence)


async def _to_talk(person_id: UUID, to_do: str, by: Viewer) -> LockedCase:
    """The case, for whoever of the team adds to its activities."""
    ground = await added_by(person_id, Part.ACTIVITIES, by)
    case = await locked_case(ground.case_id)
    _refuse_closed(case, to_do)
    return case


def _refuse_talk(talk: Talk, on: date, case: LockedCase, by: Viewer, *, draft: bool) -> None:
    if on < case.opened_on:
        raise Refused(
            f"Il caso è stato aperto dopo, {day_it(case.opened_on, 'il')}. Controlla il giorno.",
            field="held_on",
        )
    if talk.reserved_note and not by.is_any(*RESERVING):
        raise Refused(
            "Una nota riservata la scrive solo un avvocato, uno psicologo o un mediatore.",
            field="reserved_note",
        )
    if draft:
        return
    if not talk.agreed:
        raise Refused("Scrivi che cosa avete concordato.", field="agreed")
    if not talk.next_step:
        raise Refused("Scrivi il prossimo passo.", field="next_step")
    if talk.kind is InterviewKind.CRISIS and (talk.next_on is None or talk.next_on > on + CRISIS_FOLLOW_UP):
        raise Refused("Dopo una crisi fissa un passo entro 7 giorni.", field="next_on")
    if talk.next_on is not None and talk.next_on < on:
        raise Refused("Il prossimo passo viene dopo il colloquio. Controlla le due date.", field="next_on")


async def record_interview(
    *,
    id: UUID,
    person_id: UUID,
    talk: Talk,
    held_on: date | None = None,
    draft: bool = False,
    plan_id: UUID | None = None,
    by: Viewer,
) -> UUID:
    """Pressed twice it is recorded once. A draft is its author's and may be written again; closed, it stays.

    A crisis is followed up within seven days. ``plan_id``: the planned interview that this one was.
    """
    async with db.unit_of_work():
        case = await _to_talk(person_id, "registrare un colloquio", by)
        on = sure_of_day(held_on, field="held_on")
        _refuse_talk(talk, on, case, by, draft=draft)
        row = await db.fetchrow(
            'SELECT "case", state, recorded_by FROM interview WHERE id = $1 FOR UPDATE', id
        )
        if row is not None:
            if row["case"] != case.id or row["recorded_by"] != by.account_id:
                raise NotThere
            if row["state"] == InterviewState.CLOSED.value:
                return id
        state = InterviewState.DRAFT if draft else InterviewState.CLOSED
        await db.execute(
            'INSERT INTO interview (id, "case", kind, held_on, minutes, mode, present, wishes_sealed, facts_sealed,'
            " resources_sealed, difficulties_sealed, agreed_sealed, next_step_sealed, next_on, recorded_by,"
            " recorded_at, place, state, shared_note_sealed, reserved_note_sealed)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
            " ON CONFLICT (id) DO UPDATE SET kind = $3, held_on = $4, minutes = $5, mode = $6, present = $7,"
            " wishes_sealed = $8, facts_sealed = $9, resources_sealed = $10, difficulties_sealed = $11,"
            " agreed_sealed = $12, next_step_sealed = $13, next_on = $14, recorded_at = $16, place = $17, state = $18,"
            " shared_note_sealed = $19, reserved_note_sealed = $20",
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
            talk.place,
            state.value,
            seal(talk.shared_note, "interview", "shared_note_sealed", id),
            seal(talk.reserved_note, "interview", "reserved_note_sealed", id),
        )
        if plan_id is not None:
            await _came_of(plan_id, case, PlanOutcome.HELD)
        if not draft:
            await facts.record(
                InterviewRecorded(interview_id=id, case_id=case.id, person_id=person_id), by=by
            )
    return id


async def plan_interview(
    *, id: UUID, person_id: UUID, kind: InterviewKind, on: date, place: str | None, by: Viewer
) -> UUID:
    """A talk to come: day and place only."""
    async with db.unit_of_work():
        case = await _to_talk(person_id, "fissare un colloquio", by)
        if on < clock.today():
            raise Refused(
                "Un colloquio si fissa da oggi in poi. Se c’è già stato, registralo.", field="planned_for"
            )
        if await db.fetchval("SELECT count(*) FROM interview_plan WHERE id = $1", id):
            return id
        await db.execute(
            'INSERT INTO interview_plan (id, "case", kind, planned_for, place, planned_by, planned_at)'
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            case.id,
            kind.value,
            on,
            place,
            by.account_id,
            clock.now(),
        )
        await facts.record(InterviewPlanned(plan_id=id, case_id=case.id), by=by)
    return id


async def tell_outcome(plan_id: UUID, person_id: UUID, outcome: PlanOutcome, *, by: Viewer) -> None:
    """One tick: she did not come, or it was called off."""
    async with db.unit_of_work():
        case = await _to_talk(person_id, "aggiornare un colloquio", by)
        await _came_of(plan_id, case, outcome)
        await facts.record(InterviewPlanned(plan_id=plan_id, case_id=case.id), by=by)


async def _came_of(plan_id: UUID, case: LockedCase, outcome: PlanOutcome) -> None:
    tag = await db.execute(
        'UPDATE interview_plan SET outcome = $3, told_on = $4 WHERE id = $1 AND "case" = $2 AND outcome IS NULL',
        plan_id,
        case.id,
        outcome.value,
        clock.today(),
    )
    if not db.affected(tag):
        raise NotThere


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


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The case read again: what changed and for whom, who was there, what each service did, what is decided.

    ``present``: «person» and the ids of services; ``aims``: result and fact of each aim by its id.
    """

    words: str
    decision: ReviewDecision = ReviewDecision.DISMISS
    present: tuple[str, ...] = ("person",)
    absent_reason: str | None = None
    helped: str | None = None
    hindered: str | None = None
    network: str | None = None
    aims: Mapping[str, tuple[str, str]] = field(default_factory=dict)


async def call_review(*, id: UUID, person_id: UUID, meets_on: date, by: Viewer) -> UUID:
    """All active services are asked; the day of the call is the notice."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _only_in(case, CaseState.FINAL_EVALUATION, "La verifica finale")
        if meets_on < clock.today():
            raise Refused("La verifica si fissa da oggi in poi.", field="meets_on")
        if await db.fetchval("SELECT count(*) FROM review_call WHERE id = $1", id):
            return id
        await db.execute(
            'INSERT INTO review_call (id, "case", called_on, meets_on, called_by) VALUES ($1, $2, $3, $4, $5)',
            id,
            case.id,
            clock.today(),
            meets_on,
            by.account_id,
        )
        await facts.record(FinalReviewCalled(call_id=id, case_id=case.id, person_id=person_id), by=by)
    return id


async def _absent(case: LockedCase, present: tuple[str, ...]) -> list[str]:
    """Names of active services that were not there."""
    rows = await db.fetch(
        "SELECT v.organisation, o.name FROM case_service v JOIN organisation o ON o.id = v.organisation"
        " WHERE v.\"case\" = $1 AND v.position = 'further' AND v.state = 'active' ORDER BY o.name",
        case.id,
    )
    return [row["name"] for row in rows if str(row["organisation"]) not in present]


async def review(
    *, id: UUID, person_id: UUID, reviewed: Reviewed, on: date | None = None, by: Viewer
) -> UUID:
    """Output of phase 8. Without one of the active services only after notice, with the reason."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _only_in(case, CaseState.FINAL_EVALUATION, "La verifica finale")
        reviewed_on = sure_of_day(on, field="reviewed_on")
        if await db.fetchval("SELECT count(*) FROM final_review WHERE id = $1", id):
            return id
        absent = await _absent(case, reviewed.present)
        called_on = await db.fetchval(
            'SELECT min(called_on) FROM review_call WHERE "case" = $1 AND called_on >= $2',
            case.id,
            case.state_since,
        )
        problem = notice_missing(called_on, reviewed_on, absent, clock.today())
        if problem is not None:
            raise Refused(problem, field="present")
        if absent and not reviewed.absent_reason:
            raise Refused(f"Scrivi perché manca {absent[0]}.", field="absent_reason")
        aims = {key: {"reached": reached, "fact": fact} for key, (reached, fact) in reviewed.aims.items()}
        await db.execute(
            'INSERT INTO final_review (id, "case", words_sealed, present, absent_sealed, aims_sealed, helped_sealed,'
            " hindered_sealed, network_sealed, decision, reviewed_on, reviewed_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id,
            case.id,
            sealed(reviewed.words, "final_review", "words_sealed", id),
            list(reviewed.present),
            seal(reviewed.absent_reason if absent else None, "final_review", "absent_sealed", id),
            seal_json(aims, "final_review", "aims_sealed", id) if aims else None,
            seal(reviewed.helped, "final_review", "helped_sealed", id),
            seal(reviewed.hindered, "final_review", "hindered_sealed", id),
            seal(reviewed.network, "final_review", "network_sealed", id),
            reviewed.decision.value,
            reviewed_on,
            by.account_id,
        )
        await facts.record(FinalReviewWritten(case_id=case.id), by=by)
    return id


def _only_in(case: LockedCase, phase: CaseState, what: str) -> None:
    if case.state is not phase:
        now = CASE_STATE_LABELS[case.state]
        raise Refused(f"{what} si scrive nella fase «{CASE_STATE_LABELS[phase]}»: il caso ora è in «{now}».")
