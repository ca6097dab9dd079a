"""What follows in matching, and what passes with time."""

from datetime import time
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import events as people
from portal.candidates import public as candidates
from portal.candidates.public import CaseAdvanced, CaseClosed, CaseSuspended, ConsentRevoked, HandoverAccepted
from portal.employers import events as vacancies
from portal.foundation import clock, db
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import Kind
from portal.matching import events
from portal.matching.actions import auditing, expiring, letters, silence
from portal.matching.actions import rows as match_rows
from portal.matching.actions.closing import close_open_of
from portal.matching.queries.detail import GROUNDS
from portal.matching.queries.fairness import services_of
from portal.matching.transitions import company_label
from portal.matching.vocabulary import (
    OPEN,
    STATE_LABELS,
    TOLD_TO_COMPANY,
    WITHDRAWAL_LABELS,
    ProposalState,
    WithdrawalReason,
)

_HER_OWN_ACT = (WithdrawalReason.COUNSELLOR, WithdrawalReason.PERSON_ASKED)
"""Reasons a counsellor gave herself."""


@job("matching.close_proposals_of_case")
async def close_proposals_of_case(event: CaseClosed | CaseSuspended | CaseAdvanced) -> None:
    """A case that leaves the phases in which one may be proposed closes what is open, unless it is back already."""
    if not await candidates.case_allows_proposals(event.person_id, clock.today()):
        await close_open_of(event.person_id, WithdrawalReason.CASE_CLOSED)
    # her row follows here, not in a job of its own: a case moves often
    await match_rows.refresh_people([event.person_id])


@job("matching.follow_handover")
async def follow_handover(event: HandoverAccepted | people.CaseAssigned) -> None:
    """Open proposals of a person go with her case to the service and the counsellor who took it."""
    holder = await candidates.holder_of(event.person_id)
    service_id = await candidates.service_of(event.person_id)
    if holder is not None and service_id is not None:
        await db.execute(
            "UPDATE proposal SET service = $2, counsellor = $3 WHERE person = $1 AND state = ANY($4)",
            event.person_id,
            service_id,
            holder,
            [state.value for state in OPEN],
        )


@job("matching.close_proposals_without_consent")
async def close_proposals_without_consent(event: ConsentRevoked) -> None:
    if event.kind in GROUNDS:
        await close_open_of(event.person_id, WithdrawalReason.CONSENT_WITHDRAWN)
    await match_rows.refresh_people([event.person_id])


@job("matching.tell_counsellor")
async def tell_counsellor(
    event: events.ContactRequested
    | events.ProposalAgreed
    | events.ProposalDeclined
    | events.TalkWished
    | events.NewLinkWished
    | events.InterviewArranged
    | events.ProposalAccepted
    | events.ProposalRefused
    | events.ProposalWithdrawn
    | events.DisclosureConsentRenewed
    | events.DisclosureRevoked
    | events.ProposalMessageWritten,
) -> None:
    """Who follows the person today hears that there is something to do or to know."""
    if isinstance(event, events.ProposalMessageWritten) and not event.from_company:
        return
    if isinstance(event, events.ProposalWithdrawn) and event.reason in _HER_OWN_ACT:
        return
    holder = await candidates.holder_of(event.person_id)
    service_id = await candidates.service_of(event.person_id)
    row = await _now(event.proposal_id)
    if holder is None or service_id is None or row is None:
        return
    if isinstance(event, events.DisclosureRevoked) and row[1] is not ProposalState.ACCEPTED:
        return  # what was open is withdrawn with it, and that is told
    what = {
        events.DisclosureRevoked: "La persona ha ritirato il consenso. Il percorso continua.",
        events.TalkWished: "La persona vorrebbe parlarne con te.",
        events.InterviewArranged: "L’azienda propone delle date per un colloquio: senti la persona.",
        events.NewLinkWished: "Il link della persona era scaduto: ne chiede un altro.",
        events.DisclosureConsentRenewed: "La persona ha rinnovato il consenso.",
        events.ProposalMessageWritten: "L’azienda ti ha scritto.",
    }.get(type(event), f"Ora è nello stato «{STATE_LABELS[row[1]]}».")
    await letters.news(
        account_ids=[holder],
        organisation_id=service_id,
        proposal_id=event.proposal_id,
        code=row[0],
        what=what,
    )


@job("matching.tell_company")
async def tell_company(
    event: events.ProposalSent
    | events.ProposalWithdrawn
    | events.DisclosureRevoked
    | events.ProposalMessageWritten,
) -> None:
    """The named users hear of what reached them; of what never did, they hear nothing."""
    row = await _now(event.proposal_id)
    if row is None or not row[2]:
        return
    code, state, _ = row
    if isinstance(event, events.ProposalMessageWritten):
        if event.from_company:
            return
        what = "L’operatore ti ha scritto."
    elif isinstance(event, events.ProposalWithdrawn):
        if event.reason == WithdrawalReason.CONSENT_WITHDRAWN:
            return
        what = f"Ora è nello stato «{company_label(ProposalState.WITHDRAWN, was_sent=True)}»{_why(event.reason)}."
    else:
        what = f"Ora è nello stato «{company_label(state, was_sent=True)}»."
    readers = await _readers(event.proposal_id, event.company_id)
    if isinstance(event, events.DisclosureRevoked):
        for address in readers.values():
            await letters.consent_taken_back(to=address, code=code)
        what = "La persona ha ritirato il consenso. Cancella i dati che hai copiato o stampato."
    await letters.news(
        account_ids=list(readers),
        organisation_id=event.company_id,
        proposal_id=event.proposal_id,
        code=code,
        what=what,
        by_letter=isinstance(event, events.DisclosureRevoked),
    )


def _why(reason: str) -> str:
    """Of why it ended a company hears no more than its page says."""
    if reason not in TOLD_TO_COMPANY:
        return ""
    words = WITHDRAWAL_LABELS[WithdrawalReason(reason)]
    return f": {words[:1].lower()}{words[1:]}"


async def _now(proposal_id: UUID) -> tuple[str, ProposalState, bool] | None:
    """Code, state, and whether it ever reached the company."""
    row = await db.fetchrow("SELECT code, state, sent_at FROM proposal WHERE id = $1", proposal_id)
    return None if row is None else (row["code"], ProposalState(row["state"]), row["sent_at"] is not None)


async def _readers(proposal_id: UUID, company_id: UUID) -> dict[UUID, str]:
    """The named users who still belong to the company, with their addresses."""
    rows = await db.fetch("SELECT account FROM proposal_reader WHERE proposal = $1", proposal_id)
    named = {row["account"] for row in rows}
    members = await accounts.members(company_id)
    return {one.account_id: one.email for one in members if one.account_id in named}


@sweep("matching.consents", daily_at=time(6, 45))
async def consents_ending() -> None:
    await expiring.remind()


@sweep("matching.silence", daily_at=time(7, 0))
async def silence_clock() -> None:
    await silence.sweep()


@job("matching.refresh_person")
async def refresh_person(
    event: people.PersonDataChanged
    | people.ConsentGiven
    | people.QuotaEligibilityRecorded
    | people.QuotaEligibilityEnded
    | people.CaseResumed
    | people.CaseExtended
    | people.CaseReopened
    | people.SynthesisSigned,
) -> None:
    """Her row of the ranking says what her file says now."""
    await match_rows.refresh_people([event.person_id])


@job("matching.refresh_vacancy")
async def refresh_vacancy(
    event: vacancies.VacancyPublished
    | vacancies.VacancyUnpublished
    | vacancies.VacancySuspended
    | vacancies.VacancyFilled
    | vacancies.VacancyClosed
    | vacancies.VacancyReopened
    | vacancies.VacancyChanged,
) -> None:
    await match_rows.refresh_vacancies([event.vacancy_id])


@job("matching.tell_fairness")
async def tell_fairness(event: events.FairnessAlerted) -> None:
    """Coordinators of the region's services: a group enters the shortlists much less than another."""
    for service_id in await services_of(event.audit_id):
        await accounts.tell_coordinators(
            Kind.FAIRNESS_ALERT,
            service_id,
            object_id=event.audit_id,
            step="alert",
            words="Un gruppo di persone entra fra i primi dieci molto meno di un altro: c’è una verifica aperta.",
            href="/matching/fairness",
        )


@sweep("matching.rows", daily_at=time(2, 30))
async def rows_again() -> None:
    """What ended without a fact: a term, a consent, an expiry."""
    await match_rows.rebuild()


@sweep("matching.fairness", daily_at=time(3, 0))
async def fairness_audit() -> None:
    await auditing.audit()


SWEEPS: tuple[Sweep, ...] = (consents_ending, silence_clock, rows_again, fairness_audit)
