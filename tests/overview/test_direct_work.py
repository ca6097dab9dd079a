"""Hours of direct work by who and what, and what an hour costs: amount of a period by the hours of the same one."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from portal.employers.companies.actions import company_accounts
from portal.employers.following.actions import keeping
from portal.employers.following.actions.keeping import ContactDraft
from portal.employers.following.vocabulary import ContactKind
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.direct_work import Period, Source, cost_per_hour
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network import public as network
from portal.overview.pages.direct_work import worked
from portal.tutoring.actions import contents
from portal.tutoring.vocabulary import VisitKind, VisitMode
from tests.cast import Cast
from tests.tutoring import builders as plans
from tests.web import browser

DB = pytest.mark.usefixtures("db_rollback")


@pytest.mark.parametrize(
    ("amount", "minutes", "euro"),
    [
        ("1000", 2400, "25.00"),
        ("1000", 60, "1000.00"),
        ("100", 180, "33.33"),
        ("200", 180, "66.67"),
        ("0.01", 120, "0.01"),
        ("1000", 0, None),
    ],
)
def test_an_hour_costs_the_amount_by_the_hours_to_the_cent(
    amount: str, minutes: int, euro: str | None
) -> None:
    assert cost_per_hour(Decimal(amount), minutes) == (None if euro is None else Decimal(euro))


async def talked(by: Viewer, company_id: UUID, on: date, minutes: int) -> None:
    said = ContactDraft(on, ContactKind.VISIT, "Visto il reparto.", minutes, no_step_reason="Non serve.")
    await keeping.write_contact(company_id, said, id=new_id(), by=by)


async def a_service() -> tuple[Cast, Viewer, Viewer, UUID]:
    people = Cast()
    coordinator, counsellor = await people.owner(Role.COORDINATOR), await people.owner(Role.JOB_COUNSELLOR)
    administrator = await people.owner(Role.COMPANY_ADMINISTRATOR)
    assert administrator.organisation_id is not None
    await company_accounts.assign(
        administrator.organisation_id, holder_id=counsellor.account_id, by=coordinator
    )
    return people, coordinator, counsellor, administrator.organisation_id


@DB
async def test_visits_of_plans_count_for_the_service_that_leads_them() -> None:
    course = await plans.running_plan()
    visit, today = new_id(), clock.today()
    await contents.plan_visit(
        course.plan_id, id=visit, kind=VisitKind.VISIT, due_on=today, by=course.counsellor
    )
    await contents.report_visit(
        course.plan_id, visit, held_on=today, mode=VisitMode.IN_PERSON, minutes=75, agreed=None,
        by=course.counsellor,
    )  # fmt: skip
    assert course.counsellor.organisation_id is not None
    found = await worked([Period(course.counsellor.organisation_id, today, today)])
    visits = [one for one in found if one.source is Source.VISIT]
    assert [(one.member_id, one.minutes) for one in visits] == [(course.counsellor.account_id, 75)]
    assert await worked([Period(new_id(), today, today)]) == []


@DB
async def test_a_cost_is_of_one_period_that_is_over() -> None:
    people, coordinator, counsellor, _ = await a_service()
    assert coordinator.organisation_id is not None
    service, today = coordinator.organisation_id, clock.today()
    id = new_id()
    for _ in range(2):
        await network.record_cost(
            service, id=id, starts_on=today - timedelta(days=60), ends_on=today - timedelta(days=31),
            amount=Decimal(9000), by=coordinator,
        )  # fmt: skip
    assert await db.fetchval("SELECT count(*) FROM service_cost") == 1
    for first, last, field, words in (
        (40, 20, "starts_on", "si sovrappone"),
        (10, -1, "ends_on", "non è ancora finito"),
        (10, 12, "ends_on", "prima dell’inizio"),
    ):
        with pytest.raises(Refused, match=words) as refused:
            await network.record_cost(
                service, id=new_id(), starts_on=today - timedelta(days=first),
                ends_on=today - timedelta(days=last), amount=Decimal(1), by=coordinator,
            )  # fmt: skip
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        await network.record_cost(
            service, id=new_id(), starts_on=today, ends_on=today, amount=Decimal(1), by=counsellor
        )
    # the day after another period begins a new one
    await network.record_cost(
        service,
        id=new_id(),
        starts_on=today - timedelta(days=30),
        ends_on=today,
        amount=Decimal(1),
        by=coordinator,
    )
    other = await people.outsider(Role.COORDINATOR)
    assert other.organisation_id is not None
    assert await network.costs([other.organisation_id], 10) == []


@DB
async def test_the_coordinator_reads_hours_costs_and_requests_on_one_page() -> None:
    _, coordinator, counsellor, company_id = await a_service()
    today = clock.today()
    await talked(counsellor, company_id, today, 90)
    assert coordinator.organisation_id is not None
    async with browser() as user:
        await user.sign_in_as(coordinator.account_id, coordinator.organisation_id)
        assert "Ore di lavoro diretto" in await user.get("/")
        page = await user.get("/direct-work")
        assert "1,5" in page
        assert counsellor.name in page
        assert "Nessun costo scritto ancora." in page
        day = f"{today:%d/%m/%Y}"
        wrong = await user.press(
            "/costs", {"service": str(coordinator.organisation_id), "starts_on": "31/2/2026"}
        )
        assert wrong.status == 422
        assert "Scrivi quanto è costato il periodo." in wrong
        done = await user.press(
            "/costs",
            {"service": str(coordinator.organisation_id), "starts_on": day, "ends_on": day, "amount": "60"},
        )
        assert "Costo registrato." in done
        assert "40,00 €" in done, "60 € for an hour and a half"
        counts = []
        for ago in (9, 19):
            with db.counted_queries() as queries:
                await user.get("/direct-work")
            counts.append(len(queries))
            await network.record_cost(
                coordinator.organisation_id, id=new_id(), starts_on=today - timedelta(days=ago),
                ends_on=today - timedelta(days=ago), amount=Decimal(5), by=coordinator,
            )  # fmt: skip
        assert counts[0] == counts[1], "many costs ask no more than one"
        before = await user.get("/direct-work?since=1/1/2020&until=31/12/2020")
        assert counsellor.name not in before
        await user.sign_in_as(counsellor.account_id, counsellor.organisation_id)
        assert (await user.get("/direct-work")).status == 403
