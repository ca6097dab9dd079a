"""The register as a sheet: real days and times, hours that add up, months with their totals; by whoever reads it."""

import io
from datetime import date, time

import pytest
from python_calamine import CalamineWorkbook

from portal.tutoring.actions import keeping
from portal.tutoring.papers.spreadsheet import drawn
from portal.tutoring.rules import Day
from portal.tutoring.vocabulary import Absence
from tests.tutoring import builders
from tests.web import browser

DAYS = [
    Day(date(2026, 10, 30), time(8, 30), time(12, 30), None),
    Day(date(2026, 11, 2), time(8, 30), time(12, 0), None),
    Day(date(2026, 11, 3), None, None, Absence.ILLNESS),
    Day(date(2026, 11, 4), None, None, Absence.CLOSED),
]


def test_days_and_times_are_cells_that_can_be_added_up() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(drawn("TIS-418", DAYS)))
    title, heads, *rows = book.get_sheet_by_name("Registro").to_python()
    assert title[0] == "Registro delle presenze, percorso TIS-418"
    assert heads == ["Giorno", "Entrata", "Uscita", "Ore", "Assenza"]
    assert rows[0] == [date(2026, 10, 30), time(8, 30), time(12, 30), 4.0, ""]
    assert rows[2][4] == "Assenza per malattia"
    assert sum(row[3] for row in rows if row[3]) == 7.5


def test_each_month_has_its_total() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(drawn("TIS-418", DAYS)))
    _, *rows = book.get_sheet_by_name("Mesi").to_python()
    assert rows == [["Ottobre 2026", 4.0, 1.0, 1.0], ["Novembre 2026", 3.5, 1.0, 2.0]]


def test_an_empty_register_is_a_sheet_with_its_heads() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(drawn("TIS-418", [])))
    assert len(book.get_sheet_by_name("Registro").to_python()) == 2


@pytest.mark.usefixtures("db_rollback")
async def test_counsellor_company_and_tutor_read_it_and_nobody_else() -> None:
    course = await builders.running_plan()
    start = await builders.value(course, "starts_on")
    await keeping.log_day(
        course.plan_id, day=start, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
    )
    where = f"/plans/{course.plan_id}/register.xlsx"
    async with browser() as user:
        for reader in (course.counsellor, course.recruiter, course.tutor):
            await user.sign_in_as(reader.account_id, reader.organisation_id)
            assert "Registro delle presenze in Excel" in await user.get(f"/plans/{course.plan_id}")
            answer = await user.get(where)
            assert answer.status == 200
        stranger = await course.stage.people.outsider(builders.Role.JOB_COUNSELLOR)
        await user.sign_in_as(stranger.account_id, stranger.organisation_id)
        assert (await user.get(where)).status == 404
    early = await builders.ready()
    async with browser() as user:
        await user.sign_in_as(early.counsellor.account_id, early.counsellor.organisation_id)
        assert (await user.get(f"/plans/{early.plan_id}/register.xlsx")).status == 404
        assert (await user.get(f"/plans/{early.plan_id}")).status == 200


@pytest.mark.usefixtures("db_rollback")
async def test_what_the_sparklines_draw_stands_in_a_table() -> None:
    course = await builders.running_plan()
    goal = await builders.db.fetchval(
        "SELECT id FROM plan_goal WHERE plan = $1 ORDER BY position", course.plan_id
    )
    on = await builders.value(course, "starts_on")
    for level in (2, 4):
        await keeping.rate_goals(
            course.plan_id, [keeping.Rated(goal, level, "Visto al banco.")], on=on, by=course.tutor
        )
    async with browser() as user:
        await user.sign_in_as(course.recruiter.account_id, course.recruiter.organisation_id)
        page = await user.get(f"/plans/{course.plan_id}")
        assert "Valutazioni degli obiettivi" in page
        assert page.html.count("Dati in tabella") == 2, "hours per week, and the ratings"
        assert 'role="img"' in page.html
