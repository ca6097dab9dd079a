"""What the services write beside a workstation, and the paths that take its seats."""

from datetime import date
from uuid import UUID

from portal.employers.companies.queries.seen import provinces_of
from portal.employers.events import WorkstationLoadNoted
from portal.employers.following.queries.followers import keeper
from portal.employers.workstations.queries.detail import seen_workstation
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer


async def note_load(workstation_id: UUID, *, climate: int | None, words: str | None, by: Viewer) -> None:
    """How the place is (1–3) and how much it bears, as a service finds it today; companies never read it.

    By whoever follows the company. Raises NotThere for anybody else.
    """
    async with db.unit_of_work():
        found = await seen_workstation(workstation_id, await provinces_of(by))
        await keeper(found.company_id, by)
        empty = climate is None and words is None
        await db.execute(
            "UPDATE workstation SET climate = $2, load_note = $3, load_noted_on = $4, load_noted_by = $5 WHERE id = $1",
            workstation_id,
            climate,
            words,
            None if empty else clock.today(),
            None if empty else by.account_id,
        )
        await facts.record(WorkstationLoadNoted(workstation_id=found.id, company_id=found.company_id), by=by)


async def occupy(
    *,
    plan_id: UUID,
    company_id: UUID,
    service_id: UUID,
    vacancy_id: UUID | None,
    tutor_id: UUID | None,
    starts_on: date,
    expected_end: date,
) -> None:
    """A path begins, or its days or its tutor are others: in the caller's transaction. Asked again, it is corrected.

    It takes a seat of the vacancy's workstation, if the vacancy has one. Raises NotThere for no company.
    """
    async with db.unit_of_work():
        if not await db.fetchval("SELECT true FROM company WHERE id = $1", company_id):
            raise NotThere
        workstation_id = (
            await db.fetchval("SELECT workstation FROM vacancy WHERE id = $1", vacancy_id)
            if vacancy_id
            else None
        )
        await db.execute(
            "INSERT INTO workstation_occupancy (id, company, workstation, plan_id, service, tutor, starts_on,"
            " expected_end) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (plan_id) DO UPDATE SET tutor = $6, starts_on = $7, expected_end = $8",
            new_id(),
            company_id,
            workstation_id,
            plan_id,
            service_id,
            tutor_id,
            starts_on,
            expected_end,
        )


async def correct(plan_id: UUID, *, tutor_id: UUID | None, expected_end: date) -> None:
    """An amendment changed tutor or end. Harmless for a path that has not begun or is over."""
    await db.execute(
        "UPDATE workstation_occupancy SET tutor = $2, expected_end = greatest(starts_on, $3)"
        " WHERE plan_id = $1 AND ended_on IS NULL",
        plan_id,
        tutor_id,
        expected_end,
    )


async def vacate(plan_id: UUID, *, ended_on: date, outcome: str) -> None:
    """The path is over: its seat is free from the next day. Harmless for one that took none."""
    await db.execute(
        "UPDATE workstation_occupancy SET ended_on = greatest(starts_on, $2), outcome = $3"
        " WHERE plan_id = $1 AND ended_on IS NULL",
        plan_id,
        ended_on,
        outcome,
    )
