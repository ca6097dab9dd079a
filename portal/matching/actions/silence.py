"""The silence clock: reminders at 3 and 7 days, escalation, notice, closing at 60. Rows found by SQL, never timers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation.addresses import absolute
from portal.foundation import clock, db, mail
from portal.foundation.web.italian import date_it
from portal.kernel.roles import Role
from portal.matching.actions.answering import expire
from portal.matching.rules import INSIDE_DAYS, WAITING_INSIDE, DueStep, SilenceStep, steps_due
from portal.matching.transitions import WITH_COMPANY
from portal.matching.vocabulary import ProposalState

BATCH = 500
_READ_PROPOSALS = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: UUID
    code: str
    state: ProposalState
    since: date
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    vacancy_id: UUID


async def sweep(on: date | None = None) -> int:
    """Takes every step that is due and was not taken; answers how many. Safe to run twice, or after days of rest."""
    today = on or clock.today()
    taken, last = 0, UUID(int=0)
    while True:
        rows = await db.fetch(
            "SELECT id, code, state, (state_since AT TIME ZONE 'Europe/Rome')::date AS since, company, service,"
            " counsellor, vacancy FROM proposal WHERE state = ANY($1) AND id > $2"
            " AND (state_since AT TIME ZONE 'Europe/Rome')::date <= $3::date - $4::int ORDER BY id LIMIT $5",
            [state.value for state in WITH_COMPANY | WAITING_INSIDE],
            last,
            today,
            min(INSIDE_DAYS.values()),
            BATCH,
        )
        if not rows:
            return taken
        last = rows[-1]["id"]
        for row in rows:
            waiting = _Waiting(
                row["id"],
                row["code"],
                ProposalState(row["state"]),
                row["since"],
                row["company"],
                row["service"],
                row["counsellor"],
                row["vacancy"],
            )
            for due in steps_due(waiting.state, waiting.since, today):
                taken += await _take(waiting, due)


async def _take(waiting: _Waiting, due: DueStep) -> int:
    async with db.unit_of_work():
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
        if due.step is SilenceStep.CLOSED and not await expire(waiting.id):
            return 0
        letter = mail.compose(
            "proposal_silence",
            code=waiting.code,
            step=due.step.value,
            due_on=date_it(due.due_on),
            since=date_it(waiting.since),
            url=absolute(f"/proposals/{waiting.id}"),
        )
        for address in await _addresses(waiting, due.step):
            await mail.send(to=address, subject=letter.subject, text=letter.text, kind="proposal_silence")
        return 1


async def _addresses(waiting: _Waiting, step: SilenceStep) -> list[str]:
    """Who hears: the side that is silent; from the second reminder on also a colleague and the coordinator."""
    addresses: list[str] = []
    if waiting.state in WITH_COMPANY:
        rows = await db.fetch("SELECT account FROM proposal_reader WHERE proposal = $1", waiting.id)
        readers = {row["account"] for row in rows}
        people = await accounts.members(waiting.company_id)
        addresses += [one.email for one in people if one.account_id in readers]
        if step is not SilenceStep.FIRST_REMINDER:
            others = [one for one in people if one.account_id not in readers and one.role in _READ_PROPOSALS]
            addresses += [one.email for one in others[:1]]
    if step is not SilenceStep.FIRST_REMINDER or waiting.state in WAITING_INSIDE:
        counsellor = await accounts.account(waiting.counsellor_id)
        addresses += [counsellor.email] if counsellor else []
    if step is SilenceStep.SECOND_REMINDER:
        addresses += [one.email for one in await accounts.coordinators_of(waiting.service_id)]
    return list(dict.fromkeys(addresses))
