"""The register of the indemnities: counted each month by the rules of the region, who reads it, who pays."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from portal.foundation import db, jobs
from portal.foundation.clock import ROME
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.tutoring.actions import amending, ending, keeping, months, running
from portal.tutoring.actions.preparing import Followed
from portal.tutoring.indemnities import actions, counting, queries
from portal.tutoring.indemnities.counting import count_months
from portal.tutoring.indemnities.queries import Asked, IndemnityRow
from portal.tutoring.indemnities.vocabulary import Payer
from portal.tutoring.packs.vocabulary import Category
from portal.tutoring.rules import Month
from portal.tutoring.vocabulary import Absence, Outcome, PlanKind
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.tutoring.test_pages import as_, at

pytestmark = pytest.mark.usefixtures("db_rollback")

STARTS, ENDS = date(2026, 12, 7), date(2027, 6, 30)
DECEMBER = Month(2026, 12)


def on_day(day: date) -> time_machine.travel:
    return time_machine.travel(datetime.combine(day, time(2, 15), tzinfo=ROME), tick=True)


async def since_december(euro: int = 500, kind: PlanKind = PlanKind.TIROCINIO, **changes: object) -> Course:
    """Monday, Wednesday and Friday, four hours a day, by the rules of Lombardia."""
    course = await builders.drafted(contract="tirocinio")
    followed = Followed(kind=kind, category=Category.DISABLED)
    await builders.ready(
        course,
        **{
            "starts_on": STARTS,
            "ends_on": ENDS,
            "weekdays": (1, 3, 5),
            "weekly_hours": 12,
            "indemnity": euro,
            "followed": followed,
            **changes,
        },
    )
    with on_day(STARTS):
        await running.start(course.plan_id, by=course.counsellor)
    return course


EXPECTED = [7, 9, 11, 14, 16, 18, 21, 23, 28, 30]
"""Days of December 2026 on which she is expected: Friday 25 is Christmas; the eighth is no day of hers."""


async def log(
    course: Course, days: list[int], month: Month = DECEMBER, absence: Absence | None = None
) -> None:
    for day in days:
        on = date(month.year, month.month, day)
        with on_day(on + timedelta(days=1)):
            if absence is not None:
                await keeping.log_day(course.plan_id, day=on, absence=absence, by=course.tutor)
            else:
                await keeping.log_day(
                    course.plan_id, day=on, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
                )


async def one(course: Course, key: str = "2026-12") -> IndemnityRow:
    (found,) = [row for row in await queries.of_plan(course.plan_id) if row.month.key == key]
    return found


async def test_a_month_is_counted_once_when_it_is_over() -> None:
    course = await since_december()
    await log(course, EXPECTED)
    with on_day(date(2026, 12, 31)):
        assert await count_months() == 0
    with on_day(date(2027, 1, 1)):
        assert [await count_months() for _ in range(2)] == [1, 0]
    found = await one(course)
    # the month would have fourteen days: 2 and 4 December come before the start
    assert (found.counted, found.done) == (10 * 240, 10 * 240)
    assert (found.agreed, found.base, found.due) == (500_00, 416_67, 416_67)
    assert (found.source, str(found.threshold)) == ("Lombardia DGR 7763 del 17-01-2018", "4/5")


async def test_under_the_threshold_of_the_region_it_is_in_proportion() -> None:
    course = await since_december()
    await log(course, EXPECTED[:6])
    await log(course, EXPECTED[6:], absence=Absence.ILLNESS)
    with on_day(date(2027, 1, 1)):
        await count_months()
    found = await one(course)
    assert (found.base, found.due) == (416_67, 250_00)


async def test_days_on_which_the_company_was_closed_and_days_of_suspension_do_not_count() -> None:
    course = await since_december()
    await log(course, EXPECTED[:3])
    await log(course, [14], absence=Absence.CLOSED)
    with on_day(date(2026, 12, 15)):
        await running.suspend(course.plan_id, reason="Chiusura", by=course.counsellor)
    with on_day(date(2027, 1, 11)):
        await running.resume(course.plan_id, by=course.counsellor)
        await count_months()
    found = await one(course)
    assert (found.counted, found.done) == (3 * 240, 3 * 240)
    assert found.base == found.due == 136_36  # three of the eleven open days of the month
    await log(course, [11, 13, 15, 18, 20, 22, 25, 27, 29], Month(2027, 1))
    with on_day(date(2027, 2, 1)):
        await count_months()
    january = await one(course, "2027-01")
    assert (january.counted, january.done) == (9 * 240, 9 * 240)


async def test_after_months_of_standstill_every_month_is_counted_once() -> None:
    course = await since_december()
    with on_day(date(2027, 4, 3)):
        assert [await count_months() for _ in range(2)] == [4, 0]
    rows = await queries.of_plan(course.plan_id)
    assert [row.month.key for row in rows] == ["2027-03", "2027-02", "2027-01", "2026-12"]
    assert {row.due for row in rows} == {0}


async def test_a_line_that_comes_later_counts_the_month_again() -> None:
    course = await since_december()
    with on_day(date(2027, 1, 1)):
        await count_months()
    assert (await one(course)).due == 0
    with on_day(date(2027, 1, 2)):
        for day in EXPECTED:
            await keeping.log_day(
                course.plan_id,
                day=date(2026, 12, day),
                starts_at=time(8, 30),
                ends_at=time(12, 30),
                by=course.tutor,
            )
        assert [await count_months() for _ in range(2)] == [1, 0]
    assert (await one(course)).due == 416_67


async def test_a_month_both_confirm_is_settled_and_counted_at_once() -> None:
    course = await since_december()
    await log(course, EXPECTED)
    with on_day(date(2027, 1, 2)):
        await count_months()
        assert not (await one(course)).settled
        await months.close(course.plan_id, DECEMBER, by=course.tutor)
        closing = await db.fetchval("SELECT id FROM plan_month WHERE plan = $1", course.plan_id)
        await months.answer_in_area(course.stage.person_id, closing, objection=None)
        await jobs.drain()
        assert (await one(course)).settled
        assert await count_months() == 0


async def test_a_plan_that_ended_has_its_last_month_counted_to_its_last_day() -> None:
    course = await since_december()
    await log(course, EXPECTED[:5])
    with on_day(date(2026, 12, 17)):
        await ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=date(2026, 12, 16),
            words=None,
            by=course.counsellor,
        )
    with on_day(date(2027, 1, 1)):
        assert await count_months() == 1
    found = await one(course)
    assert (found.counted, found.due) == (5 * 240, 208_33)


async def test_what_is_no_tirocinio_or_pays_nothing_has_no_register() -> None:
    await since_december(0, PlanKind.TIS)
    hired = await builders.drafted(contract="permanent")
    await builders.running_plan(hired)
    with on_day(date(2027, 3, 1)):
        assert await count_months() == 0


async def test_a_batch_costs_as_many_queries_as_one_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    await since_december()
    with on_day(date(2027, 1, 1)), db.counted_queries() as single:
        assert await count_months() == 1
    for _ in range(3):
        await since_december()
    with on_day(date(2027, 1, 1)), db.counted_queries() as several:
        assert await count_months() == 3
    assert len(several) == len(single)
    monkeypatch.setattr(counting, "BATCH", 1)
    with on_day(date(2027, 2, 1)):
        assert await count_months() == 4


# --- who pays, and who reads it ------------------------------------------------------------------------------------


async def counted() -> Course:
    course = await since_december()
    await log(course, EXPECTED)
    with on_day(date(2027, 1, 1)):
        await count_months()
    return course


async def test_who_hosts_pays_and_records_it_and_a_correction_replaces_it() -> None:
    course = await counted()
    with on_day(date(2027, 1, 15)):
        for cents in (400_00, 416_67):
            await actions.record_payment(
                course.plan_id, DECEMBER, paid_on=date(2027, 1, 12), cents=cents, by=course.recruiter
            )
    found = await one(course)
    assert (found.payer, found.paid, found.paid_on) == (Payer.HOST, 416_67, date(2027, 1, 12))
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'IndemnityPaid'") == 2


@pytest.mark.parametrize(
    ("paid_on", "words"),
    [(date(2027, 1, 16), "non può essere nel futuro"), (date(2026, 11, 30), "non può venire prima del mese")],
)
async def test_a_payment_has_a_day_that_makes_sense(paid_on: date, words: str) -> None:
    course = await counted()
    with on_day(date(2027, 1, 15)), pytest.raises(Refused, match=words):
        await actions.record_payment(course.plan_id, DECEMBER, paid_on=paid_on, cents=1, by=course.recruiter)


async def test_where_a_public_body_pays_the_service_records_it() -> None:
    course = await counted()
    await actions.choose_payer(course.plan_id, Payer.PUBLIC_BODY, by=course.counsellor)
    with on_day(date(2027, 1, 15)):
        with pytest.raises(Refused, match="paga un ente pubblico: lo registra il servizio"):
            await actions.record_payment(
                course.plan_id, DECEMBER, paid_on=date(2027, 1, 12), cents=1, by=course.recruiter
            )
        await actions.record_payment(
            course.plan_id, DECEMBER, paid_on=date(2027, 1, 12), cents=416_67, by=course.counsellor
        )
    assert (await one(course)).payer is Payer.PUBLIC_BODY


async def test_of_a_tis_a_public_body_usually_pays() -> None:
    course = await since_december(400, PlanKind.TIS)
    assert await queries.payer(course.plan_id, PlanKind.TIS) is Payer.PUBLIC_BODY
    assert await queries.payer(course.plan_id, PlanKind.TIROCINIO) is Payer.HOST


async def test_only_who_pays_or_leads_records_and_the_tutor_reads_no_amount() -> None:
    course = await counted()
    outsider = await course.stage.people.outsider(Role.JOB_COUNSELLOR)
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    for viewer in (course.tutor, outsider, colleague):
        with pytest.raises(NotThere):
            await actions.record_payment(
                course.plan_id, DECEMBER, paid_on=date(2026, 12, 31), cents=1, by=viewer
            )
        async with as_(viewer) as browser:
            assert (await browser.get(at(course, "/indemnity"))).status in (403, 404)
    with pytest.raises(NotThere):
        await actions.choose_payer(course.plan_id, Payer.HOST, by=course.recruiter)
    with pytest.raises(NotThere), on_day(date(2027, 1, 15)):
        await actions.record_payment(
            course.plan_id, Month(2026, 11), paid_on=date(2027, 1, 12), cents=1, by=course.recruiter
        )


async def test_the_register_shows_each_what_is_hers() -> None:
    course = await counted()
    code = await builders.value(course, "code")
    async with as_(course.recruiter) as browser:
        page = await browser.get("/indemnities")
        assert code in page
        assert "416,67 €" in page
        assert "Nives" not in page
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    async with as_(colleague) as browser:
        assert code not in await browser.get("/indemnities")
    coordinator = await course.stage.people.owner(Role.COORDINATOR)
    async with as_(coordinator) as browser:
        page = await browser.get("/indemnities?month=2026-12")
        assert code in page
        assert "Nives" not in page
        assert f"/plans/{course.plan_id}" not in page.html
        assert (await browser.get(at(course, "/indemnity"))).status == 404
        assert code not in await browser.get("/indemnities?month=2026-11")
    async with as_(course.counsellor) as browser:
        page = await browser.get("/indemnities?unpaid=1")
        assert "Nives" in page
        assert "Presenza 100 %, soglia 80 %: intera (Lombardia DGR 7763 del 17-01-2018)." in page


async def test_the_counsellor_records_a_payment_on_a_page() -> None:
    course = await counted()
    with on_day(date(2027, 1, 15)):
        await _pay_on_a_page(course)
    found = await one(course)
    assert (found.paid, found.payer) == (416_67, Payer.SERVICE)
    assert (await queries.total(course.counsellor, Asked(None, True, [course.stage.person_id]))).count == 0


async def _pay_on_a_page(course: Course) -> None:
    async with as_(course.counsellor) as browser:
        page = await browser.get(at(course, "/indemnity"))
        assert "L’azienda che ospita" in page
        await browser.press("/indemnity/payer", {"payer": "service"})
        await browser.get(at(course, "/indemnity/2026-12"))
        page = await browser.press("/indemnity/2026-12", {"paid_on": "05/01/2027", "amount": "quattro"})
        assert page.status == 422
        assert "Scrivi l’importo così: 450 oppure 387,50." in page
        await browser.press("/indemnity/2026-12", {"paid_on": "05/01/2027", "amount": "416,67"})


async def test_a_month_extended_afterwards_is_counted_to_its_new_end() -> None:
    course = await since_december(ends_on=date(2027, 2, 12))
    with on_day(date(2027, 3, 1)):
        await count_months()
        assert (await one(course, "2027-02")).counted == 6 * 240
        await amending.propose(
            course.plan_id,
            amending.Changes(ends_on=date(2027, 3, 31)),
            reason="Serve tempo.",
            by=course.counsellor,
        )
        await builders.signed(course)
        assert [await count_months() for _ in range(2)] == [3, 0]
    assert (await one(course, "2027-02")).counted == 12 * 240
