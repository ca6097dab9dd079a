"""From an accepted proposal to a plan in preparation."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import SYSTEM
from portal.matching import public as matching
from portal.tutoring.actions.moving import add_step
from portal.tutoring.events import PlanDrafted
from portal.tutoring.vocabulary import KINDS, Actor, PartyRole, PlanKind, PlanState

_KIND_OF_CONTRACT: dict[str, PlanKind] = {"tis": PlanKind.TIS, "tirocinio": PlanKind.TIROCINIO}
"""Contracts of a vacancy that are no employment; every other is a hire."""


async def draft_from(proposal_id: UUID) -> UUID | None:
    """Exactly one plan for an accepted proposal, however often this runs; None when there is one already."""
    async with db.unit_of_work():
        proposal = await matching.proposal(proposal_id)
        if proposal is None:
            raise LookupError("an accepted proposal is gone")
        if proposal.state is not matching.ProposalState.ACCEPTED:
            raise LookupError("only an accepted proposal becomes a plan")
        vacancy = await employers.vacancy(proposal.vacancy_id)
        kind = _KIND_OF_CONTRACT.get(vacancy.contract if vacancy else "", PlanKind.HIRE_WITH_TUTORING)
        number = await db.fetchval("SELECT nextval('plan_code')")
        code, when = f"{KINDS[kind].prefix}-{number:03d}", clock.now()
        plan_id: UUID | None = await db.fetchval(
            "INSERT INTO plan (id, code, kind, title, proposal, person, company, service, counsellor, vacancy, groups,"
            " state, state_since, created_at, version, sintetico)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, 1, $14)"
            " ON CONFLICT (proposal) DO NOTHING RETURNING id",
            new_id(),
            code,
            kind.value,
            vacancy.title if vacancy else KINDS[kind].label,
            proposal.id,
            proposal.person_id,
            proposal.company_id,
            proposal.service_id,
            proposal.counsellor_id,
            proposal.vacancy_id,
            [group.value for group in proposal.groups],
            PlanState.DRAFTED.value,
            when,
            proposal.sintetico,
        )
        if plan_id is None:
            return None
        parties = [(new_id(), plan_id, reader, PartyRole.COMPANY.value) for reader in proposal.reader_ids]
        parties.append((new_id(), plan_id, proposal.counsellor_id, PartyRole.COUNSELLOR.value))
        await db.executemany(
            "INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, $4)", parties
        )
        await add_step(plan_id, "draft", PlanState.DRAFTED, Actor.SYSTEM, by=SYSTEM)
        await candidates.release_commitment(proposal.id)
        await _keep_case_open(proposal.person_id, plan_id, code)
        await facts.record(
            PlanDrafted(
                plan_id=plan_id,
                person_id=proposal.person_id,
                company_id=proposal.company_id,
                proposal_id=proposal.id,
            ),
            by=SYSTEM,
        )
        return plan_id


async def _keep_case_open(person_id: UUID, plan_id: UUID, code: str) -> None:
    try:
        await candidates.commit(person_id, kind="plan", ref=plan_id, code=code)
    except Refused:
        # The case was closed since the acceptance: the company still gets its plan, to be interrupted in words.
        return
