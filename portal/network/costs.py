"""What a service costs, period by period; by its hours of direct work that is the cost of one (services.md §10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import asyncpg

from portal.foundation import clock, db, facts
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network import rules
from portal.network.events import ServiceCostRecorded


@dataclass(frozen=True, slots=True)
class Cost:
    """Euro of a period, both days included."""

    service_id: UUID
    service: str
    starts_on: date
    ends_on: date
    amount: Decimal


async def costs(service_ids: Collection[UUID], limit: int) -> list[Cost]:
    """The latest periods first."""
    rows = await db.fetch(
        "SELECT c.organisation AS service_id, o.name AS service, c.starts_on, c.ends_on, c.amount FROM service_cost c"
        " JOIN organisation o ON o.id = c.organisation WHERE c.organisation = ANY($1)"
        " ORDER BY c.starts_on DESC, o.name LIMIT $2",
        list(service_ids),
        limit,
    )
    return [Cost(**dict(row)) for row in rows]


async def record_cost(
    service_id: UUID, *, id: UUID, starts_on: date, ends_on: date, amount: Decimal, by: Viewer
) -> None:
    """By a coordinator, of a service she answers for: the caller has shown that. Pressed twice it is kept once.

    Raises Refused for a period to come, and for one that overlaps another.
    """
    if not by.is_any(Role.COORDINATOR):
        raise NotAllowed
    problem = rules.cost_problem(starts_on, ends_on, clock.today())
    if problem is not None:
        raise Refused(problem, field="ends_on")
    async with db.unit_of_work():
        await db.lock(f"costs:{service_id}")
        if await db.fetchval("SELECT true FROM service_cost WHERE id = $1", id):
            return
        try:
            async with db.unit_of_work():
                await db.execute(
                    "INSERT INTO service_cost (id, organisation, starts_on, ends_on, amount, recorded_by, recorded_at)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    id,
                    service_id,
                    starts_on,
                    ends_on,
                    amount,
                    by.account_id,
                    clock.now(),
                )
        except asyncpg.ExclusionViolationError:
            first = await db.fetchval(
                "SELECT min(starts_on) FROM service_cost WHERE organisation = $1"
                " AND daterange(starts_on, ends_on, '[]') && daterange($2, $3, '[]')",
                service_id,
                starts_on,
                ends_on,
            )
            raise Refused(
                f"Il periodo si sovrappone a quello iniziato {day_it(first, 'il')}.", field="starts_on"
            ) from None
        await facts.record(ServiceCostRecorded(organisation_id=service_id), by=by)
