"""The silence clock: reminders at 3 and 7 days, escalation, notice, closing at 60. Rows found by SQL, never timers."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock, db
from portal.foundation.notifications import Kind
from portal.matching.actions import letters
from portal.matching.actions.answering import expire
from portal.matching.actions.readers import READS_PROPOSALS
from portal.matching.rules import SILENCE_DAYS, DueStep, SilenceStep, steps_due
from portal.matching.vocabulary import WITH_COMPANY, ProposalState

BATCH = 500


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: UUID
    code: str
    state: ProposalState
    since: date
    person_id: UUID
    company_id: UUID
    service_id: UUID
    taken: frozenset[str]
    company_turn: bool
    """Else the service is to act: the days of an interview wait for the person too."""


_WAITING = """
SELECT p.id, p.code, p.state, p.waiting_since, p.person, p.company, p.service, p.answer_due_on,
    ARRAY(SELECT r.step FROM proposal_reminder r WHERE r.proposal = p.id AND r.since = p.waiting_since) AS taken
FROM proposal p
WHERE p.waiting_since <= $1 AND p.id > $2 ORDER BY p.id LIMIT $3
"""


async def sweep(on: date | None = None) -> int:
    """Takes every step that is due and was not taken; answers how many. Safe to run twice, or after days of rest."""
    today = on or clock.today()
    newest = date.fromordinal(today.toordinal() - min(SILENCE_DAYS.values()))
    taken, last = 0, UUID(int=0)
    while rows := await db.fetch(_WAITING, newest, last, BATCH):
        last = rows[-1]["id"]
        for waiting in map(_waiting, rows):
            for due in steps_due(waiting.state, waiting.since, today):
                if due.step not in waiting.taken:
                    taken += await _take(waiting, due)
    return taken


def _waiting(row: Any) -> _Waiting:
    return _Waiting(
        row["id"],
        row["code"],
        ProposalState(row["state"]),
        row["waiting_since"],
        row["person"],
        row["company"],
        row["service"],
        frozenset(row["taken"]),
        row["answer_due_on"] is not None,
    )


async def _take(waiting: _Waiting, due: DueStep) -> int:
    async with db.unit_of_work():
        now = await db.fetchrow(
            "SELECT state, waiting_since FROM proposal WHERE id = $1 FOR UPDATE", waiting.id
        )
        # Somebody may have answered since the row was found.
        if now is None or (now["state"], now["waiting_since"]) != (waiting.state.value, waiting.since):
            return 0
        new = await db.fetchval(
            "INSERT INTO proposal_reminder (proposal, step, since, due_on, taken_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (proposal, step, since) DO NOTHING RETURNING id",
            waiting.id,
            due.step.value,
            waiting.since,
            due.due_on,
            clock.now(),
        )
        if new is None:
            return 0
        if due.step is SilenceStep.CLOSED:
            await expire(waiting.id)
        await _write(waiting, due)
        return 1


_BOTH = frozenset({SilenceStep.CLOSING_NOTICE, SilenceStep.CLOSED})
"""What both sides hear, whoever is silent, once the company has received the proposal."""


async def _members(waiting: _Waiting) -> set[UUID]:
    return {one.account_id for one in await accounts.members_with(READS_PROPOSALS, waiting.company_id)}


async def _readers(waiting: _Waiting) -> set[UUID]:
    """The named users who still belong to the company."""
    rows = await db.fetch("SELECT account FROM proposal_reader WHERE proposal = $1", waiting.id)
    return await _members(waiting) & {row["account"] for row in rows}


async def _write(waiting: _Waiting, due: DueStep) -> None:
    """To the side that is silent; later also to the other, to a colleague and to the coordinator."""
    letter = partial(
        letters.silence,
        proposal_id=waiting.id,
        code=waiting.code,
        step=due.step,
        since=waiting.since,
        due_on=due.due_on,
    )
    second = due.step is SilenceStep.SECOND_REMINDER
    if waiting.company_turn:
        readers = await _readers(waiting)
        await letter(account_ids=readers, organisation_id=waiting.company_id)
        others = await _members(waiting) - readers if second else set()
        if others:
            await letter(account_ids=[min(others)], organisation_id=waiting.company_id, may_open=False)
    elif waiting.state in WITH_COMPANY and due.step in _BOTH:
        await letter(account_ids=await _readers(waiting), organisation_id=waiting.company_id)
    if due.step is not SilenceStep.FIRST_REMINDER or not waiting.company_turn:
        holder = await candidates.holder_of(waiting.person_id)
        service_id = await candidates.service_of(waiting.person_id)
        if holder is not None and service_id is not None:
            await letter(account_ids=[holder], organisation_id=service_id)
    if second:
        await accounts.tell_coordinators(
            Kind.PROPOSAL_SILENCE,
            waiting.service_id,
            object_id=waiting.id,
            step=letters.silence_step(due.step, waiting.since),
            words=letters.silence_words(waiting.code, due.step, waiting.since, due.due_on),
            href=f"/proposals/{waiting.id}",
        )
