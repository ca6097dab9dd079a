"""Who hears of an interview: the other side of whoever moved. No word of what helps the person leaves the page."""

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import db
from portal.foundation.jobs import job
from portal.matching import events
from portal.matching.actions import letters


@job("matching.tell_interview")
async def tell_interview(
    event: events.InterviewDateChosen | events.InterviewDatesUnsuitable | events.InterviewOutcomeRecorded,
) -> None:
    code = await db.fetchval("SELECT code FROM proposal WHERE id = $1", event.proposal_id)
    if code is None:
        return
    if isinstance(event, events.InterviewOutcomeRecorded) and event.from_company:
        await _tell_counsellor(event, code, "L’azienda ha scritto com’è andato il colloquio.")
        return
    what = {
        events.InterviewDateChosen: "La data del colloquio è fissata.",
        events.InterviewDatesUnsuitable: "Per il colloquio servono altre date.",
    }.get(type(event), "L’operatore ha scritto com’è andato il colloquio.")
    rows = await db.fetch("SELECT account FROM proposal_reader WHERE proposal = $1", event.proposal_id)
    members = {one.account_id for one in await accounts.members(event.company_id)}
    await letters.news(
        account_ids=sorted(members & {row["account"] for row in rows}),
        organisation_id=event.company_id,
        proposal_id=event.proposal_id,
        code=code,
        what=what,
    )


async def _tell_counsellor(event: events.ProposalEvent, code: str, what: str) -> None:
    holder = await candidates.holder_of(event.person_id)
    service_id = await candidates.service_of(event.person_id)
    if holder is None or service_id is None:
        return
    await letters.news(
        account_ids=[holder],
        organisation_id=service_id,
        proposal_id=event.proposal_id,
        code=code,
        what=what,
    )
