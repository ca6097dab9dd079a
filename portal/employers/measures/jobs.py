"""What passes with time in conventions, and who is told."""

from datetime import time, timedelta
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.queries.company_accounts import followers_now
from portal.employers.events import ConvenzioneCommitmentMissed, ConvenzioneCommitmentNear
from portal.employers.measures.actions import promises
from portal.employers.measures.queries import conventions, endings
from portal.employers.measures.rules.agreements import commitment_states
from portal.employers.measures.vocabulary import CONVENZIONE_LABELS, OWN_HIRES
from portal.foundation import clock, db, notifications
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import date_it, plural
from portal.kernel.ladders import ladder, reached
from portal.kernel.roles import Role

_COMPANY = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)


@sweep("employers.convention_promises", daily_at=time(6, 40))
async def convention_promises() -> None:
    """Commitments that come near or have passed without the people they promised."""
    today = clock.today()
    for convenzione_id, company_id in await conventions.to_look_at(today):
        await promises.look_at(convenzione_id, company_id, today)


_CONSEQUENCE = {
    True: "I posti del programma contano di nuovo come scoperti.",
    False: "Finché non lavorano, i loro posti restano scoperti.",
}
"""Of a commitment that was missed; only a programme of hires (True) had made its places wait."""


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
        words = f"{label}: dopo il {due} {verb} {who}. {_CONSEQUENCE[agreement.kind in OWN_HIRES]}"
    else:
        verb = "serve" if state.missing == 1 else "servono"
        words = f"{label}: entro il {due} {verb} ancora {who}."
    await _tell(
        Kind.CONVENTION_MISSED if missed else Kind.CONVENTION,
        event.company_id,
        event.commitment_id,
        "missed" if missed else "near",
        words,
        f"/conventions/{agreement.id}",
    )


ENDS = ladder(-30, -7)
"""So many days before the last one of a measure or a convention."""


@sweep("employers.measures_ending", daily_at=time(6, 45))
async def measures_ending() -> None:
    """What ends soon: from the day after, its places count again."""
    today = clock.today()
    for one in await endings.until(today, today + timedelta(days=-ENDS[0].days)):
        rung = reached(ENDS, one.ends_on, today)
        if rung is None:
            continue
        words = f"{one.label}: finisce {date_it(one.ends_on, 'il')}. Dal giorno dopo i suoi posti contano di nuovo."
        async with db.unit_of_work():
            step = f"ends:{one.ends_on.isoformat()}:{rung.name}"
            await _tell(Kind.CONVENTION, one.company_id, one.id, step, words, one.href)


async def _tell(kind: Kind, company_id: UUID, object_id: UUID, step: str, words: str, href: str) -> None:
    """The company, and with its name whoever follows it for a service; each step once."""
    await accounts.tell_members(
        kind, company_id, object_id=object_id, step=step, words=words, href=href, roles=_COMPANY
    )
    company = await accounts.organisation(company_id)
    for follower in await followers_now(company_id, clock.today()):
        await notifications.notify(
            kind,
            account_ids=[follower.holder_id],
            organisation_id=follower.service_id,
            object_id=object_id,
            step=step,
            words=f"{company.name}. {words}" if company else words,
            href=f"{href}?company={company_id}",
        )


SWEEPS: tuple[Sweep, ...] = (convention_promises, measures_ending)
