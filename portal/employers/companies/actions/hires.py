"""A plan that ended with a hire proposes a row; the company says whether the hire took place."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.actions.locking import company_for_update, editable_company
from portal.employers.companies.actions.workforce import check, insert_worker
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.sealing import PROPOSAL, open_details, open_name, seal_details, seal_name
from portal.employers.companies.transitions import HIRE_PROPOSAL
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    HireProposalState,
    Protection,
    WorkContract,
)
from portal.employers.events import HireProposed, WorkforceChanged
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import By, Viewer


@dataclass(frozen=True, slots=True)
class Hire:
    """What a plan knows of a hire. ``protection`` and ``details`` only where the person agreed that the company
    reads them; what is missing the company completes when it confirms.
    """

    company_id: UUID
    plan_id: UUID
    name: str
    starts_on: date
    weekly_hours: Decimal
    full_time_hours: Decimal
    contract: WorkContract = WorkContract.PERMANENT
    protection: Protection = Protection.NONE
    details: ProtectionDetails | None = None
    site_id: UUID | None = None


async def propose_hire(hire: Hire, *, by: By) -> UUID:
    """One a plan: asked again it answers the same id."""
    async with db.unit_of_work():
        await company_for_update(hire.company_id)
        known = await db.fetchval("SELECT id FROM worker_proposal WHERE plan_id = $1", hire.plan_id)
        if known is not None:
            return UUID(str(known))
        id = new_id()
        await db.execute(
            "INSERT INTO worker_proposal (id, company, plan_id, site, name_sealed, starts_on, weekly_hours,"
            " full_time_hours, contract, protection, protection_sealed, state, proposed_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            hire.company_id,
            hire.plan_id,
            hire.site_id,
            seal_name(hire.name, id, PROPOSAL),
            hire.starts_on,
            hire.weekly_hours,
            hire.full_time_hours,
            hire.contract.value,
            hire.protection.value,
            seal_details(hire.details, id, PROPOSAL),
            HireProposalState.PROPOSED.value,
            clock.now(),
        )
        await facts.record(HireProposed(worker_proposal_id=id, company_id=hire.company_id), by=by)
    return id


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the company adds or corrects when it confirms."""

    code: str
    site_id: UUID
    starts_on: date
    contract: WorkContract
    weekly_hours: Decimal
    full_time_hours: Decimal
    ends_on: date | None = None
    protection: Protection = Protection.NONE
    details: ProtectionDetails | None = None


async def confirm_hire(proposal_id: UUID, confirmation: Confirmation, *, by: Viewer) -> UUID:
    """The row of the workforce is made; the duties are counted again. Answers the worker's id."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        found = await _locked(proposal_id, company_id)
        row = HIRE_PROPOSAL.move("confirm", found.state, by.roles)
        draft = WorkerDraft(
            code=confirmation.code,
            site_id=confirmation.site_id,
            starts_on=confirmation.starts_on,
            ends_on=confirmation.ends_on,
            contract=confirmation.contract,
            weekly_hours=confirmation.weekly_hours,
            full_time_hours=confirmation.full_time_hours,
            name=found.name,
            protection=confirmation.protection,
            details=confirmation.details or found.details,
        )
        if draft.protection is Protection.NONE:
            draft = replace(draft, details=None)
        elif draft.protection is Protection.ART1:
            # a hire at the end of a plan goes through the targeted channel
            draft = replace(draft, coverage_title=CoverageTitle.TARGETED_HIRE)
        check(draft)
        worker_id = new_id()
        await insert_worker(worker_id, company_id, draft)
        await _decide(proposal_id, row.lands(found.state), worker_id, by)
        if row.then is not None:
            await facts.record(
                row.then(worker_proposal_id=proposal_id, company_id=company_id, plan_id=found.plan_id), by=by
            )
        await facts.record(WorkforceChanged(company_id=company_id), by=by)
    return worker_id


async def decline_hire(proposal_id: UUID, *, by: Viewer) -> None:
    """The hire did not take place; the plan's service is told."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(proposal_id, company_id)
        row = HIRE_PROPOSAL.move("decline", found.state, by.roles)
        await _decide(proposal_id, row.lands(found.state), None, by)
        if row.then is not None:
            await facts.record(
                row.then(worker_proposal_id=proposal_id, company_id=company_id, plan_id=found.plan_id), by=by
            )


@dataclass(frozen=True, slots=True)
class _Locked:
    state: HireProposalState
    plan_id: UUID
    name: str | None
    details: ProtectionDetails | None


async def _locked(proposal_id: UUID, company_id: UUID) -> _Locked:
    row = await db.fetchrow(
        "SELECT state, plan_id, name_sealed, protection_sealed FROM worker_proposal"
        " WHERE id = $1 AND company = $2 FOR UPDATE",
        proposal_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return _Locked(
        HireProposalState(row["state"]),
        row["plan_id"],
        open_name(row["name_sealed"], proposal_id, PROPOSAL),
        open_details(row["protection_sealed"], proposal_id, PROPOSAL),
    )


async def _decide(proposal_id: UUID, state: object, worker_id: UUID | None, by: Viewer) -> None:
    await db.execute(
        "UPDATE worker_proposal SET state = $2, worker = $3, decided_at = $4, decided_by = $5 WHERE id = $1",
        proposal_id,
        str(state),
        worker_id,
        clock.now(),
        by.account_id,
    )
