"""From an accepted proposal to a plan in preparation."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import SYSTEM
from portal.matching import public as matching
from portal.reference import accommodations
from portal.tutoring.actions.hanging import hang
from portal.tutoring.actions.moving import add_step
from portal.tutoring.events import PlanDrafted
from portal.tutoring.packs.gathering import category_from
from portal.tutoring.vocabulary import KINDS, Actor, MeasureState, PartyRole, PlanKind, PlanState

_KIND_OF_CONTRACT: dict[str, PlanKind] = {"tis": PlanKind.TIS, "tirocinio": PlanKind.TIROCINIO}
"""Contracts of a vacancy that are no employment; every other is a hire."""
ACTIVITIES = 12
"""Tasks of the vacancy taken over as activities."""


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
        code, when, plan_key = await new_code(kind), clock.now(), new_id()
        unit = await employers.host_unit(proposal.company_id, proposal.vacancy_id, clock.today())
        category = category_from(await candidates.quota_protection(proposal.person_id))
        plan_id: UUID | None = await db.fetchval(
            "INSERT INTO plan (id, code, kind, title, proposal, person, company, service, counsellor, vacancy, groups,"
            " state, state_since, created_at, version, sintetico, rules_region, category_sealed)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, 1, $14, $15, $16)"
            " ON CONFLICT (proposal) DO NOTHING RETURNING id",
            plan_key,
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
            unit.region if unit else None,
            crypto.seal(category.value, table="plan", column="category_sealed", row=plan_key),
        )
        if plan_id is None:
            return None
        parties = [(new_id(), plan_id, reader, PartyRole.COMPANY.value) for reader in proposal.reader_ids]
        parties.append((new_id(), plan_id, proposal.counsellor_id, PartyRole.COUNSELLOR.value))
        await db.executemany(
            "INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, $4)", parties
        )
        await _from_the_match(plan_id, vacancy, proposal)
        await add_step(plan_id, "draft", PlanState.DRAFTED, Actor.SYSTEM, by=SYSTEM)
        await candidates.release_commitment(proposal.id)
        await _keep_case_open(proposal.person_id, plan_id, code)
        await hang(
            plan_id,
            proposal.person_id,
            kind=kind,
            code=code,
            title=vacancy.title if vacancy else KINDS[kind].label,
            owner_id=proposal.counsellor_id,
        )
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


async def new_code(kind: PlanKind) -> str:
    """«TIS-418»: numbers count through all kinds."""
    number = await db.fetchval("SELECT nextval('plan_code')")
    return f"{KINDS[kind].prefix}-{number:03d}"


async def _from_the_match(
    plan_id: UUID, vacancy: employers.VacancyForMatching | None, proposal: matching.ProposalForPlan
) -> None:
    """The vacancy's tasks as activities; as measures what it offers of what helps her, when she ticked that."""
    if vacancy is None:
        return
    await db.executemany(
        "INSERT INTO plan_activity (id, plan, position, text) VALUES ($1, $2, $3, $4)",
        [
            (new_id(), plan_id, position, text)
            for position, text in enumerate(vacancy.tasks[:ACTIVITIES], start=1)
        ],
    )
    if matching.Group.ACCOMMODATIONS not in proposal.groups:
        return
    helps = await candidates.condition_codes(proposal.person_id)
    await db.executemany(
        "INSERT INTO plan_measure (id, plan, axis, code, state) VALUES ($1, $2, $3, $4, $5)",
        [
            (new_id(), plan_id, accommodations.by_code(code).axis.value, code, MeasureState.AGREED.value)
            for code in helps
            if code in vacancy.offers
        ],
    )


async def _keep_case_open(person_id: UUID, plan_id: UUID, code: str) -> None:
    try:
        await candidates.commit(person_id, kind="plan", ref=plan_id, code=code)
    except Refused:
        # The case was closed since the acceptance: the company still gets its plan, to be interrupted in words.
        return
