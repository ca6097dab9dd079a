"""What follows in tutoring, and what passes with time."""

from datetime import time
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.candidates.public import HandoverAccepted
from portal.employers.public import HireDeclined
from portal.foundation import db
from portal.foundation.jobs import Sweep, job, sweep
from portal.matching.public import ProposalAccepted
from portal.tutoring import events, nightly
from portal.tutoring.actions import letters, refreshing, sending, signing
from portal.tutoring.actions.drafting import draft_from
from portal.tutoring.papers.actions import missing_signatures
from portal.tutoring.queries.training import is_trained
from portal.tutoring.vocabulary import PartyRole, PlanState, Signer


@job("tutoring.draft_plan")
async def draft_plan(event: ProposalAccepted) -> None:
    """Exactly one plan for an accepted proposal."""
    await draft_from(event.proposal_id)


@job("tutoring.ready_plans_of_tutor")
async def ready_plans_of_tutor(event: events.TutorModuleCompleted) -> None:
    """The last module may be what a plan was waiting for."""
    if await is_trained(event.account_id):
        await signing.ready_plans_of(event.account_id)


@job("tutoring.follow_handover")
async def follow_handover(event: HandoverAccepted) -> None:
    """Plans of a person that are not over go with her case to the service and the counsellor who took it."""
    holder = await candidates.holder_of(event.person_id)
    if holder is not None:
        await db.execute(
            "UPDATE plan SET service = $2, counsellor = $3 WHERE person = $1 AND state <> ALL($4)",
            event.person_id,
            event.service_id,
            holder,
            [PlanState.ENDED.value, PlanState.INTERRUPTED.value],
        )


_BY_HAND = "La persona conferma le presenze con un link: daglielo tu."


@job("tutoring.tell_counsellor")
async def tell_counsellor(
    event: events.PlanDrafted
    | events.PlanReady
    | events.DifficultyReported
    | events.PlanMessageWritten
    | events.MonthClosed
    | events.MonthObjected
    | events.AttendanceCorrectionProposed,
) -> None:
    """Who follows the person today hears what there is to do."""
    if isinstance(event, events.PlanMessageWritten) and not event.from_tutor:
        return
    by_hand = isinstance(event, events.MonthClosed | events.AttendanceCorrectionProposed)
    if by_hand and await candidates.mail_address(event.person_id):
        return  # her link is in her mail
    holder = await candidates.holder_of(event.person_id)
    service_id = await candidates.service_of(event.person_id)
    if holder is None or service_id is None:
        return
    code, path = await _code(event.plan_id), f"/plans/{event.plan_id}"
    if isinstance(event, events.DifficultyReported):
        await letters.difficulty_reported(
            account_id=holder, organisation_id=service_id, code=code, plan_id=event.plan_id
        )
        return
    what, href = {
        events.PlanDrafted: ("È nato da una proposta accettata: preparalo.", f"{path}/preparation"),
        events.PlanReady: ("È pronto: puoi avviarlo.", path),
        events.MonthClosed: (_BY_HAND, f"{path}#presenze"),
        events.AttendanceCorrectionProposed: (_BY_HAND, f"{path}#presenze"),
        events.MonthObjected: ("La persona dice che un mese di presenze non torna.", f"{path}#presenze"),
    }.get(type(event), ("Il tutor ti ha scritto.", f"{path}/messages"))
    await letters.news(
        account_ids=[holder],
        organisation_id=service_id,
        plan_id=event.plan_id,
        code=code,
        what=what,
        href=href,
    )


@job("tutoring.tell_hire_declined")
async def tell_hire_declined(event: HireDeclined) -> None:
    """The company says that the hire a plan ended with did not take place: the counsellor looks into it."""
    person_id = await db.fetchval("SELECT person FROM plan WHERE id = $1", event.plan_id)
    holder = await candidates.holder_of(person_id) if person_id is not None else None
    service_id = await candidates.service_of(person_id) if person_id is not None else None
    if holder is not None and service_id is not None:
        await letters.news(
            account_ids=[holder],
            organisation_id=service_id,
            plan_id=event.plan_id,
            code=await _code(event.plan_id),
            what="L’azienda dice che l’assunzione non c’è stata.",
            href=f"/plans/{event.plan_id}",
        )


@job("tutoring.tell_company")
async def tell_company(
    event: events.PlanCompleted
    | events.PlanStarted
    | events.PlanMessageWritten
    | events.PlanAmendmentProposed
    | events.PlanAmended
    | events.DifficultyHandled
    | events.MonthObjected,
) -> None:
    """Users named in the proposal sign; the tutor begins, and reads what the service writes."""
    href, role = f"/plans/{event.plan_id}", PartyRole.TUTOR
    if event.company_id is None:
        return
    if isinstance(event, events.PlanCompleted | events.PlanAmendmentProposed):
        if Signer.COMPANY not in await missing_signatures(event.plan_id):
            return
        what, role = "Aspetta la firma dell’azienda.", PartyRole.COMPANY
    elif isinstance(event, events.DifficultyHandled):
        what = "L’operatore ha preso in carico la difficoltà."
    elif isinstance(event, events.MonthObjected):
        what = "La persona dice che un mese di presenze non torna."
        href = f"{href}/months/{event.month}"
    elif isinstance(event, events.PlanAmended):
        what = "È cambiato: guarda periodo e orario."
    elif isinstance(event, events.PlanMessageWritten):
        if event.from_tutor:
            return
        what, href = "Il servizio ti ha scritto.", f"{href}/messages"
    else:
        what = "È cominciato: da oggi segni le presenze."
    await letters.news(
        account_ids=await _parties(event.plan_id, event.company_id, role),
        organisation_id=event.company_id,
        plan_id=event.plan_id,
        code=await _code(event.plan_id),
        what=what,
        href=href,
    )


@job("tutoring.propose_assessment")
async def propose_assessment(event: events.PlanEnded | events.PlanInterrupted) -> None:
    """What she can do may have changed at work: who follows her is told to look at it again."""
    await candidates.propose_after_plan(event.person_id, event.plan_id)


async def _code(plan_id: UUID) -> str:
    return str(await db.fetchval("SELECT code FROM plan WHERE id = $1", plan_id))


async def _parties(plan_id: UUID, company_id: UUID, role: PartyRole) -> list[UUID]:
    """Those of the plan in that part who still belong to the company."""
    rows = await db.fetch("SELECT account FROM plan_party WHERE plan = $1 AND role = $2", plan_id, role.value)
    named = {row["account"] for row in rows}
    members = await accounts.members(company_id)
    return list({one.account_id for one in members if one.account_id in named})


@sweep("tutoring.tutors_to_refresh", daily_at=time(7, 40))
async def tutors_to_refresh() -> None:
    await refreshing.remind_tutors()


@sweep("tutoring.forget_sent_forms", daily_at=time(4, 20))
async def forget_sent_forms() -> None:
    await sending.forget_old()


SWEEPS: tuple[Sweep, ...] = (*nightly.SWEEPS, tutors_to_refresh, forget_sent_forms)
