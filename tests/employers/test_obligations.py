"""The position read from the workforce and the figures kept for lists."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from portal.employers import jobs as employers_jobs
from portal.employers import public as employers
from portal.employers.companies.actions import workforce
from portal.employers.companies.queries import seen
from portal.employers.companies.vocabulary import WorkContract
from portal.employers.obligations.actions import recount
from portal.employers.obligations.queries import counts
from portal.employers.obligations.queries.standing import standing
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def administrator() -> tuple[Viewer, UUID, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id, await builders.head_office(viewer.organisation_id)


def asking(viewer: Viewer, provinces: list[str] | None) -> counts.Asking:
    assert viewer.organisation_id is not None
    return counts.Asking(viewer.organisation_id, viewer.account_id, clock.today(), provinces)


async def test_the_position_is_counted_from_the_rows_as_they_are_written() -> None:
    viewer, company_id, site = await administrator()
    await builders.workers(48, viewer)
    await builders.workers(4, viewer, prefix="P", weekly_hours=Decimal(20))
    await builders.workers(2, viewer, prefix="D", contract=WorkContract.EXECUTIVE)
    await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    found = await employers.coverage(company_id, clock.today())
    assert (found.dependants, found.base, found.quota3, found.covered3, found.gap3) == (55, 50, 2, 1, 1)
    assert all(step.article for step in found.steps)


async def test_the_position_of_a_past_day_counts_who_was_there() -> None:
    viewer, company_id, _ = await administrator()
    await builders.workers(15, viewer)
    assert (await employers.coverage(company_id, date(2020, 3, 1))).dependants == 0
    assert (await employers.coverage(company_id, date(2020, 3, 2))).quota3 == 1
    with pytest.raises(Refused, match="2018"):
        await employers.coverage(company_id, date(2017, 12, 31))


async def test_the_overview_has_deadlines_and_quarters() -> None:
    viewer, company_id, _ = await administrator()
    await builders.workers(15, viewer)
    overview = await employers.coverage_overview(company_id, date(2026, 11, 23))
    assert [one.kind for one in overview.deadlines] == ["request", "prospetto"]
    assert overview.deadlines[0].due_on == date(2020, 5, 1)
    assert len(overview.quarters) == 8
    assert overview.quarters[-1].day == date(2026, 11, 23)


async def test_a_change_of_the_workforce_is_counted_by_a_job_once() -> None:
    viewer, company_id, _ = await administrator()
    await builders.workers(51, viewer)
    assert await employers.counted([company_id]) == {}
    await jobs.drain()
    counted = (await employers.counted([company_id]))[company_id]
    assert (counted.base3, counted.quota3, counted.quota18, counted.gap3, counted.gap18) == (51, 4, 1, 4, 1)
    assert counted.gap3_since == date(2020, 3, 2)
    await recount.recount(company_id)
    assert (await employers.counted([company_id]))[company_id] == counted
    assert await db.fetchval("SELECT sum(real3) FROM coverage_province WHERE company = $1", company_id) == 4


async def test_a_contract_that_ends_is_counted_on_its_day_without_anybody_writing() -> None:
    viewer, company_id, _ = await administrator()
    await builders.workers(15, viewer)
    today = clock.today()
    soon = builders.draft(await builders.head_office(company_id), "T1", ends_on=today)
    await workforce.add_worker(soon, id=new_id(), by=viewer)
    await jobs.drain()
    tomorrow = today + timedelta(days=1)
    assert (await standing(company_id, today)).next_change_on == tomorrow
    await recount.recount(company_id, today - timedelta(days=1))
    await employers_jobs.recount_due.run()
    counted = (await employers.counted([company_id]))[company_id]
    # the day before yesterday's count: nothing was due before tomorrow
    assert counted.counted_on == today - timedelta(days=1)
    await db.execute("UPDATE coverage_count SET next_change_on = $2 WHERE company = $1", company_id, today)
    await employers_jobs.recount_due.run()
    counted = (await employers.counted([company_id]))[company_id]
    assert counted.counted_on == today


async def test_services_see_the_companies_of_their_region_with_the_figures() -> None:
    viewer, company_id, _ = await administrator()
    await builders.workers(15, viewer)
    await jobs.drain()
    coordinator = await Cast().owner(Role.COORDINATOR)
    assert await seen.provinces_of(coordinator) is None
    found = await counts.listed(
        asking(coordinator, None), counts.Filters(uncovered_only=True), limit=25, offset=0
    )
    [row] = [row for row in found if row.id == company_id]
    assert (row.quota, row.gap, row.dependants) == (1, 1, 15)


async def test_a_company_outside_the_territory_is_not_there() -> None:
    from portal.accounts import public as accounts

    _, company_id, _ = await administrator()
    lazio, lombardia = new_id(), new_id()
    for id, region in ((lazio, "12"), (lombardia, "03")):
        await accounts.create_territory(
            id=id,
            name=f"Ambito {region}",
            kind=accounts.TerritoryKind.AMBITO,
            region_code=region,
            comuni=["058091"],
            by=OPERATOR_COMMAND,
        )
    far = await cast.someone(
        await cast.organisation(OrganisationKind.PLACEMENT_SERVICE, territory_ids=[lazio]), Role.COORDINATOR
    )
    near = await cast.someone(
        await cast.organisation(OrganisationKind.PLACEMENT_SERVICE, territory_ids=[lombardia]),
        Role.COORDINATOR,
    )
    with pytest.raises(NotThere):
        await seen.seen_company(company_id, far)
    assert await seen.seen_company(company_id, near) == company_id
    narrowed = await seen.provinces_of(far)
    assert company_id not in {
        row.id for row in await counts.listed(asking(far, narrowed), counts.Filters(), limit=1000, offset=0)
    }


async def test_gaps_of_a_territory_add_up_by_province() -> None:
    viewer, _, _ = await administrator()
    await builders.workers(36, viewer)
    await jobs.drain()
    coordinator = await Cast().owner(Role.COORDINATOR)
    lecco = next(row for row in await employers.gaps_by_province(coordinator) if row.province == "LC")
    assert (lecco.quota, lecco.gap) == (2, 2)
