"""A commitment, an accommodation under lock, looked for among those of the own company."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.inclusion.rules.accommodations import Steps
from portal.employers.inclusion.vocabulary import Answer, Every
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Locked:
    version: int
    starts_on: date
    due_on: date
    done_on: date | None
    every: Every


async def locked(commitment_id: UUID, company_id: UUID) -> Locked:
    """Raises NotThere; Refused when the company is archived."""
    await editable_company(company_id)
    row = await db.fetchrow(
        "SELECT version, starts_on, due_on, done_on, every FROM commitment WHERE id = $1 AND company = $2 FOR UPDATE",
        commitment_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return Locked(
        row["version"], row["starts_on"], row["due_on"], row["done_on"], Every(row["every"] or Every.ONCE)
    )


async def locked_accommodation(accommodation_id: UUID, company_id: UUID) -> tuple[int, Steps]:
    """Its version and its days. Raises NotThere; Refused when the company is archived."""
    await editable_company(company_id)
    row = await db.fetchrow(
        "SELECT version, requested_on, answer_due_on, heard_on, answered_on, answer, in_place_on, review_on, ended_on"
        " FROM accommodation WHERE id = $1 AND company = $2 FOR UPDATE",
        accommodation_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return row["version"], Steps(
        row["requested_on"],
        row["answer_due_on"],
        row["heard_on"],
        row["answered_on"],
        Answer(row["answer"]) if row["answer"] else None,
        row["in_place_on"],
        row["review_on"],
        row["ended_on"],
    )
