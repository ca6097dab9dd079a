"""What passes with time in conventions, and who is told."""

from datetime import time

from portal.accounts import public as accounts
from portal.employers.companies.queries.company_accounts import followers_now
from portal.employers.events import ConvenzioneCommitmentMissed, ConvenzioneCommitmentNear
from portal.employers.measures.actions import promises
from portal.employers.measures.queries import conventions
from portal.employers.measures.rules.agreements import commitment_states
from portal.employers.measures.vocabulary import CONVENZIONE_LABELS
from portal.foundation import clock, notifications
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import date_it, plural
from portal.kernel.roles import Role

_COMPANY = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)


@sweep("employers.convention_promises", daily_at=time(6, 40))
async def convention_promises() -> None:
    """Commitments that come near or have passed without the people they promised."""
    today = clock.today()
    for convenzione_id, company_id in await conventions.to_look_at(today):
        await promises.look_at(convenzione_id, company_id, today)


@job("employers.tell_commitment")
async def tell_commitment(event: ConvenzioneCommitmentNear | ConvenzioneCommitmentMissed) -> None:
    """The company and whoever follows it for a service; nobody when people were hired in the meantime."""
    today = clock.today()
    agreement = await conventions.convenzione(event.convenzione_id, event.company_id)
    states = {one.commitment.id: one for one in commitment_states(agreement, today)}
    state = states.get(event.commitment_id)
    if state is None or not state.missing or not agreement.in_force_on(today):
        return
    missed = isinstance(event, ConvenzioneCommitmentMissed)
    who = plural(state.missing, "persona", "persone")
    due = date_it(state.commitment.due_on)
    label = CONVENZIONE_LABELS[agreement.kind]
    if missed:
        verb = "manca" if state.missing == 1 else "mancano"
        words = f"{label}: dopo il {due} {verb} {who}. I posti del programma contano di nuovo come scoperti."
    else:
        verb = "serve" if state.missing == 1 else "servono"
        words = f"{label}: entro il {due} {verb} ancora {who}."
    kind = Kind.CONVENTION_MISSED if missed else Kind.CONVENTION
    step = "missed" if missed else "near"
    href = f"/conventions/{agreement.id}"
    await accounts.tell_members(
        kind,
        event.company_id,
        object_id=event.commitment_id,
        step=step,
        words=words,
        href=href,
        roles=_COMPANY,
    )
    company = await accounts.organisation(event.company_id)
    for follower in await followers_now(event.company_id, today):
        await notifications.notify(
            kind,
            account_ids=[follower.holder_id],
            organisation_id=follower.service_id,
            object_id=event.commitment_id,
            step=step,
            words=f"{company.name}. {words}" if company else words,
            href=f"{href}?company={event.company_id}",
        )


SWEEPS: tuple[Sweep, ...] = (convention_promises,)
