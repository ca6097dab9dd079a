"""Hires proposed by plans of one company."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.sealing import PROPOSAL, open_details, open_name
from portal.employers.companies.vocabulary import HireProposalState, Protection, WorkContract
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class HireProposal:
    id: UUID
    plan_id: UUID
    name: str
    starts_on: date
    weekly_hours: Decimal
    full_time_hours: Decimal
    contract: WorkContract
    protection: Protection
    state: HireProposalState
    worker_id: UUID | None
    site_id: UUID | None
    details: ProtectionDetails | None = None
    """Category and percentage, where the person agreed to show them."""


async def hire_proposal(proposal_id: UUID, company_id: UUID) -> HireProposal:
    row = await db.fetchrow(
        "SELECT * FROM worker_proposal WHERE id = $1 AND company = $2", proposal_id, company_id
    )
    if row is None:
        raise NotThere
    return HireProposal(
        row["id"],
        row["plan_id"],
        open_name(row["name_sealed"], row["id"], PROPOSAL) or "",
        row["starts_on"],
        row["weekly_hours"],
        row["full_time_hours"],
        WorkContract(row["contract"]),
        Protection(row["protection"]),
        HireProposalState(row["state"]),
        row["worker"],
        row["site"],
        open_details(row["protection_sealed"], row["id"], PROPOSAL),
    )


@dataclass(frozen=True, slots=True)
class WaitingHire:
    id: UUID
    name: str
    starts_on: date


async def waiting_hires(company_id: UUID) -> list[WaitingHire]:
    rows = await db.fetch(
        "SELECT id, name_sealed, starts_on FROM worker_proposal WHERE company = $1 AND state = 'proposed'"
        " ORDER BY starts_on, id",
        company_id,
    )
    return [
        WaitingHire(row["id"], open_name(row["name_sealed"], row["id"], PROPOSAL) or "", row["starts_on"])
        for row in rows
    ]
