"""The one function that moves a proposal: asks the table, saves, and brings about what every move brings about."""

from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.states import Transition
from portal.kernel.viewer import By
from portal.matching import events
from portal.matching.actions.locking import Locked
from portal.matching.late import refusal
from portal.matching.queries.interviews import NO_DAYS, standing_of
from portal.matching.rules import Consent, answer_due, waits_since
from portal.matching.transitions import TRANSITIONS, Facts
from portal.matching.vocabulary import CONSENTED, OPEN, Actor, LinkKind, ProposalState

ALREADY = "C’è già una proposta aperta fra questo profilo e questo annuncio."

_CLOSING_REASON = frozenset({ProposalState.REFUSED, ProposalState.WITHDRAWN})


async def gather(row: Locked, *, reason: str | None = None, vacancy_id: UUID | None = None) -> Facts:
    """What the needs of a move look at, read under the locks."""
    when = clock.now()
    vacancy = await employers.vacancy(vacancy_id or row.vacancy_id)
    consent = await db.fetchrow(
        "SELECT given_at, expires_at FROM disclosure_consent"
        " WHERE proposal = $1 AND revoked_at IS NULL AND closed_at IS NULL",
        row.id,
    )
    readers = await db.fetchval("SELECT count(*) FROM proposal_reader WHERE proposal = $1", row.id)
    days = await standing_of(row.id) if row.state is ProposalState.INTERVIEW else NO_DAYS
    return Facts(
        person_refusal=await candidates.may_be_proposed(row.person_id, clock.today()),
        vacancy_open=vacancy is not None and vacancy.is_open,
        places_left=vacancy.places_left if vacancy is not None else 0,
        consent_in_force=consent is not None
        and Consent(consent["given_at"], consent["expires_at"]).in_force(when),
        readers=readers,
        reason=reason,
        dates_proposed=days.proposed,
        interview_over=days.over(when),
    )


async def move(
    row: Locked,
    name: str,
    actor: Actor,
    given: Facts,
    *,
    by: By,
    reason: str | None = None,
    note: str | None = None,
    extra: dict[str, Any] | None = None,
) -> ProposalState:
    """Raises Refused with the sentence that says what is possible instead.

    ``extra`` are further columns of the proposal to be saved with it.
    """
    sentence = refusal(name, row.state, actor, given, code=row.code, was_sent=row.sent_at is not None)
    if sentence is not None:
        raise Refused(sentence)
    transition = TRANSITIONS.named(name)
    state, when = ProposalState(transition.lands(row.state)), clock.now()
    if not transition.stays:
        await _save(row, state, when, reason, extra or {})
    await add_step(row.id, name, state, actor, by=by, reason=reason, note=note)
    await _settle(row, state, when)
    await facts.record(_event(transition, row, actor, reason, extra or {}), by=by)
    return state


async def _save(
    row: Locked, state: ProposalState, when: datetime, reason: str | None, extra: dict[str, Any]
) -> None:
    interview = extra.get("interview_at")
    since = waits_since(
        state,
        clock.in_rome(when).date(),
        row.waiting_since,
        clock.in_rome(interview).date() if interview is not None else None,
    )
    changes: dict[str, Any] = {
        "state": state.value,
        "state_since": when,
        "waiting_since": since,
        "answer_due_on": answer_due(
            state, since, dates_open=state is ProposalState.INTERVIEW and interview is None
        ),
        "close_reason": reason if state in _CLOSING_REASON else None,
        **extra,
    }
    if state is ProposalState.SENT:
        changes["sent_at"] = row.sent_at or when
    if state is ProposalState.DRAFTED:
        changes |= {"interview_at": None, "interview_place": None}
        await drop_days(row.id)
    settings = ", ".join(f"{column} = ${place}" for place, column in enumerate(changes, start=2))
    try:
        await db.execute(
            f"UPDATE proposal SET {settings}, version = version + 1 WHERE id = $1", row.id, *changes.values()
        )
    except asyncpg.UniqueViolationError:
        raise Refused(ALREADY) from None


async def _settle(row: Locked, state: ProposalState, when: datetime) -> None:
    """Whatever the move: nothing outlives the state it belongs to."""
    if state not in CONSENTED and state is not ProposalState.PUT_TO_PERSON:
        await close_links(row.id, LinkKind.ANSWER, when)
    if state not in CONSENTED and state is not ProposalState.ACCEPTED:
        await close_links(row.id, LinkKind.WITHDRAWAL, when)
        await close_consent(row.id, when)
    if state in OPEN and row.state not in OPEN:
        await candidates.commit(row.person_id, kind="proposal", ref=row.id, code=row.code)
    # An accepted one keeps the case until its plan takes over.
    if state not in OPEN and state is not ProposalState.ACCEPTED:
        await candidates.release_commitment(row.id)


async def drop_days(proposal_id: UUID) -> None:
    """Days of an interview that were proposed, or chosen and not told of yet, hold no more."""
    await db.execute(
        "UPDATE interview_date SET state = 'dropped', needs_sealed = NULL"
        " WHERE proposal = $1 AND state <> 'dropped' AND outcome IS NULL",
        proposal_id,
    )


async def close_consent(proposal_id: UUID, when: datetime) -> None:
    """What the consent was given for is over; the person did not take it back."""
    await db.execute(
        "UPDATE disclosure_consent SET closed_at = $2"
        " WHERE proposal = $1 AND revoked_at IS NULL AND closed_at IS NULL",
        proposal_id,
        when,
    )


async def close_links(proposal_id: UUID, kind: LinkKind, when: datetime) -> None:
    await db.execute(
        "UPDATE consent_link SET expires_at = least(expires_at, $3), token_sealed = NULL"
        " WHERE proposal = $1 AND kind = $2 AND used_at IS NULL",
        proposal_id,
        kind.value,
        when,
    )


def _event(
    transition: Transition, row: Locked, actor: Actor, reason: str | None, extra: dict[str, Any]
) -> events.ProposalEvent:
    kind = transition.then
    if kind is None or not issubclass(kind, events.ProposalEvent):
        raise RuntimeError(f"{transition.name} has no event")
    about: dict[str, Any] = row.about()
    if "vacancy" in extra:
        about["vacancy_id"] = extra["vacancy"]
    if kind is events.ProposalAccepted:
        about["service_id"] = row.service_id
    if kind in (events.ProposalRefused, events.ProposalWithdrawn):
        about["reason"] = reason or ""
    if kind is events.InterviewOutcomeRecorded:
        about |= {"outcome": reason or "", "from_company": actor is Actor.COMPANY}
    return kind(**about)


async def add_step(
    proposal_id: UUID,
    name: str,
    state: ProposalState,
    actor: Actor,
    *,
    by: By,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    """One line of the chronicle. Under the proposal's lock, so that positions follow one another."""
    id = new_id()
    await db.execute(
        "INSERT INTO proposal_step (id, proposal, position, move, state, actor, account, reason, note_sealed, at)"
        " SELECT $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9"
        " FROM proposal_step WHERE proposal = $2",
        id,
        proposal_id,
        name,
        state.value,
        actor.value,
        by.account_id,
        reason,
        crypto.seal(note, table="proposal_step", column="note_sealed", row=id) if note else None,
        clock.now(),
    )
