"""Moves of a case, each one transaction: lock, ask the table, save, history, card, fact."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases import rules as case_rules
from portal.candidates.cases.locking import LockedCase, coordinated_case, held_case
from portal.candidates.cases.steps import add_step
from portal.candidates.cases.team.ending import close_services
from portal.candidates.cases.vocabulary import CLOSED, CaseState, ClosingReason, Track, Weight
from portal.candidates.events import (
    CaseAdvanced,
    CaseClosed,
    CaseExtended,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
    ExtensionRequested,
)
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.card_keeper import ground_lost
from portal.candidates.people.sealing import sealed
from portal.candidates.phases.checks import make_plan
from portal.candidates.phases.gathering import gather
from portal.candidates.phases.rules import extension_reason, months_are_few, term_is_running
from portal.candidates.phases.transitions import PHASES_TABLE, landing
from portal.candidates.phases.vocabulary import (
    COORDINATOR,
    HOLDER,
    LIGHT_HOLDER,
    PERSON,
    DecisionOutcome,
    Destination,
)
from portal.candidates.projects.actions import close_with_case, supersede_in_force
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

ADMITTING = frozenset({"admit", "light_admit"})
DECIDING = ADMITTING | {"refuse"}
"""Moves that write a decision with its reason and the day of the notice."""
CHANGING_TRACK = frozenset({"change_track", "change_track_running"})
REDESIGNING = frozenset({"redesign", "change_track"})
"""Moves after which the project in force no longer holds."""
CLOSING: dict[str, ClosingReason] = {
    "dismiss": ClosingReason.COMPLETED,
    "light_dismiss": ClosingReason.COMPLETED,
    "hand_over_outside": ClosingReason.HANDED_OVER,
    "withdraw": ClosingReason.PERSON_LEFT,
}
"""Moves that say by themselves why the case closes; a refusal chooses its reason."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a move brings with it; each move's needs say which of these it wants."""

    reason: str | None = None
    notice_on: date | None = None
    review_on: date | None = None
    months: int | None = None
    destination: Destination | None = None
    closing_reason: ClosingReason | None = None
    agreed_on: date | None = None
    paper_on: date | None = None


NOTHING = Given()


async def move(
    person_id: UUID,
    name: str,
    given: Given = NOTHING,
    *,
    said_by_person: bool = False,
    on: date | None = None,
    by: Viewer,
) -> CaseState:
    """Any move but the coordinator's extension. ``said_by_person``: the holder records the person's own word.

    Raises NotThere for who does not hold the case, Refused with what the table misses.
    """
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        taken_on = _day_of(case, on)
        holder = LIGHT_HOLDER if case.weight is Weight.LIGHT else HOLDER
        actor = PERSON if said_by_person else holder
        row = PHASES_TABLE.move(name, case.state, [actor], await _facts(case, given))
        after = landing(row, case.state, case.suspended_from)
        await _save(case, name, after, given, taken_on)
        if name in DECIDING:
            await _decide(case, name, given, taken_on, by)
        if name in CHANGING_TRACK and case.state is CaseState.DECISION:
            # the positive decision itself: her other path begins with it
            await _decide(case, name, replace(given, notice_on=given.agreed_on), taken_on, by)
        if name in REDESIGNING:
            await supersede_in_force(case.id)
        if after is CaseState.FIRST_EVALUATION:
            await make_plan(case.id, taken_on)
        if after in CLOSED:
            await close_with_case(case.id)
            await close_services(case.id, by=by)
        await add_step(case.id, name, case.state, after, on=taken_on, actor=actor, reason=given.reason, by=by)
        await _card_follows(case, name, after, by)
        await facts.record(_event(row.then, case, after), by=by)
    return after


def _day_of(case: LockedCase, on: date | None) -> date:
    day = sure_of_day(on, field="on")
    since = case.closed_on or case.state_since
    if day < since:
        raise Refused(f"La data è prima dell’inizio della fase ({day_it(since)}).", field="on")
    return day


async def _facts(case: LockedCase, given: Given) -> Any:
    return await gather(
        case,
        reason=given.reason,
        notice_on=given.notice_on,
        review_on=given.review_on,
        months=given.months,
        destination=given.destination.value if given.destination else None,
        closing_reason=given.closing_reason.value if given.closing_reason else None,
        agreed_on=given.agreed_on,
        paper_on=given.paper_on,
    )


async def _save(case: LockedCase, name: str, after: CaseState, given: Given, on: date) -> None:
    admitted_on = on if name in ADMITTING else case.admitted_on
    due_on, days_left = case.due_on, case.days_left
    track = case.track
    if name == "admit":
        # only days of a placement count, and a socio-occupational path has no horizon
        due_on = case_rules.due_on(on) if track is Track.PLACEMENT else None
    if name in CHANGING_TRACK:
        admitted_on, track = admitted_on or on, case.track.other
        due_on, days_left = case_rules.term_on_other_track(case.due_on, case.days_left, track, on)
    suspended = after is CaseState.SUSPENDED
    why = CLOSING.get(name, given.closing_reason) if after in CLOSED else None
    await db.execute(
        "UPDATE case_ SET state = $2, state_since = $3, suspended_from = $4, suspension_review_on = $5,"
        " admitted_on = $6, due_on = $7, closed_on = $8, destination = $9, track = $10, days_left = $11,"
        " closing_reason = $12, version = version + 1 WHERE id = $1",
        case.id,
        after.value,
        on,
        case.state.value if suspended else None,
        given.review_on if suspended else None,
        admitted_on,
        due_on,
        on if after in CLOSED else None,
        given.destination.value if given.destination else None,
        track.value,
        days_left,
        why.value if why else None,
    )


async def _decide(case: LockedCase, name: str, given: Given, on: date, by: Viewer) -> None:
    if given.reason is None or given.notice_on is None:
        raise RuntimeError("the table let a decision pass without reason or notice")
    id = new_id()
    outcome = DecisionOutcome.NOT_ADMITTED if name == "refuse" else DecisionOutcome.ADMITTED
    track = case.track.other if name in CHANGING_TRACK else case.track
    await db.execute(
        'INSERT INTO case_decision (id, "case", outcome, weight, track, reason_sealed, decided_by, decided_on,'
        " notice_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        case.id,
        outcome.value,
        case.weight.value,
        track.value,
        sealed(given.reason, "case_decision", "reason_sealed", id),
        by.account_id,
        on,
        given.notice_on,
    )


async def _card_follows(case: LockedCase, name: str, after: CaseState, by: Viewer) -> None:
    """Any move out of the phases with a card takes the card away, in this transaction."""
    track = case.track.other if name in CHANGING_TRACK else case.track
    if not case_rules.keeps_card(after, track, case.weight, case.due_on, clock.today()):
        await ground_lost(case.person_id, why="case", by=by)


def _event(kind: type[Any] | None, case: LockedCase, after: CaseState) -> Any:
    ids = {"case_id": case.id, "person_id": case.person_id}
    if kind in (CaseAdvanced, CaseResumed):
        return kind(**ids, to=after.value)
    if kind is CaseClosed:
        return kind(**ids, state=after.value)
    if kind in (CaseSuspended, CaseReopened):
        return kind(**ids)
    raise RuntimeError(f"no fact for {kind}")


async def ask_extension(*, id: UUID, person_id: UUID, months: int, reason: str, by: Viewer) -> UUID:
    """The holder asks the coordinator for more months, with the reason."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        if await db.fetchval("SELECT count(*) FROM case_extension WHERE id = $1", id):
            return id
        if case.state not in PHASES_TABLE.named("extend").sources:
            raise Refused(
                f"{PHASES_TABLE.thing} ora è in «{PHASES_TABLE.label(case.state)}»: la proroga non serve."
            )
        given = replace(await gather(case), months=months, reason=reason)
        if not given.has_term:
            raise Refused(str(term_is_running(given)))
        problem = months_are_few(given) or extension_reason(given)
        if problem is not None:
            raise Refused(problem, field="months" if months_are_few(given) else "reason")
        if given.extension_requested:
            raise Refused("Una richiesta di proroga aspetta già il coordinatore.")
        await db.execute(
            'INSERT INTO case_extension (id, "case", months, reason_sealed, requested_by, requested_on)'
            " VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            case.id,
            months,
            sealed(reason, "case_extension", "reason_sealed", id),
            by.account_id,
            clock.today(),
        )
        await facts.record(ExtensionRequested(case_id=case.id, person_id=person_id, months=months), by=by)
    return id


async def extend(person_id: UUID, *, months: int, reason: str, by: Viewer) -> None:
    """The coordinator's recorded decision: so many months more from the term in force."""
    async with db.unit_of_work():
        case = await coordinated_case(person_id, by)
        PHASES_TABLE.move(
            "extend", case.state, [COORDINATOR], await gather(case, months=months, reason=reason)
        )
        if case.due_on is None:
            raise RuntimeError("a case in phases 6 to 8 has a term")
        extension_id = await db.fetchval(
            'SELECT id FROM case_extension WHERE "case" = $1 AND decided_on IS NULL FOR UPDATE', case.id
        )
        await db.execute(
            "UPDATE case_extension SET granted_months = $2, decision_sealed = $3, decided_by = $4, decided_on = $5"
            " WHERE id = $1",
            extension_id,
            months,
            sealed(reason, "case_extension", "decision_sealed", extension_id),
            by.account_id,
            clock.today(),
        )
        await db.execute(
            "UPDATE case_ SET due_on = $2, version = version + 1 WHERE id = $1",
            case.id,
            case_rules.add_months(case.due_on, months),
        )
        await add_step(
            case.id,
            "extend",
            case.state,
            case.state,
            on=clock.today(),
            actor=COORDINATOR,
            reason=reason,
            by=by,
        )
        await facts.record(CaseExtended(case_id=case.id, person_id=person_id, months=months), by=by)
