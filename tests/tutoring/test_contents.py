"""What a plan holds: activities and measures from the match, courses, visits, calendar; the retention plan."""

from datetime import date, time, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.tutoring.actions import contents, ending, preparing, retaining, running, signing
from portal.tutoring.actions.retaining import Employer, Step
from portal.tutoring.pages.contents import contents_view
from portal.tutoring.planned import Pattern, planned_days
from portal.tutoring.queries import contents as read
from portal.tutoring.queries.detail import detail_for_party, detail_for_service
from portal.tutoring.rules import Month
from portal.tutoring.vocabulary import (
    CourseKind,
    InterruptedBy,
    MeasureState,
    Outcome,
    PlanKind,
    PlanState,
    VisitKind,
    VisitMode,
)
from tests.matching import builders as proposals
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.tutoring.test_pages import as_, at

pytestmark = pytest.mark.usefixtures("db_rollback")
TODAY = clock.today()


async def test_the_tasks_of_the_vacancy_are_the_first_activities() -> None:
    course = await builders.drafted()
    found = await read.activities(course.plan_id)
    assert found == [
        row["text"]
        for row in await db.fetch(
            "SELECT text FROM vacancy_task WHERE vacancy = $1 ORDER BY position", course.stage.vacancy_id
        )
    ]
    assert found
    await contents.write_activities(course.plan_id, ["Una", "Due"], by=course.counsellor)
    assert await read.activities(course.plan_id) == ["Una", "Due"]


async def test_what_is_signed_is_not_changed_behind_the_signature() -> None:
    course = await builders.to_sign()
    for act in (
        contents.write_activities(course.plan_id, ["Altro"], by=course.counsellor),
        contents.choose_measures(course.plan_id, ["M1"], by=course.counsellor),
    ):
        with pytest.raises(Refused, match="riapri la preparazione"):
            await act


async def test_a_measure_asked_in_writing_gets_a_reasoned_answer() -> None:
    course = await builders.drafted()
    await contents.choose_measures(course.plan_id, ["M1", "T1"], by=course.counsellor)

    async def answer(state: MeasureState, reason: str | None, on: date = TODAY) -> None:
        await contents.answer_measure(
            course.plan_id, "M1", answer=state, answered_on=on, reason=reason, by=course.counsellor
        )

    with pytest.raises(Refused, match="Prima scrivi quando"):
        await answer(MeasureState.GRANTED, None)
    await contents.ask_measure(course.plan_id, "M1", asked_on=TODAY - timedelta(days=3), by=course.counsellor)
    with pytest.raises(Refused, match="Scrivi il motivo"):
        await answer(MeasureState.REFUSED, None)
    with pytest.raises(Refused, match="non può precedere la richiesta"):
        await answer(MeasureState.GRANTED, None, TODAY - timedelta(days=4))
    await answer(MeasureState.REFUSED, "Costa troppo per una sede così piccola.")
    one = next(row for row in await read.measures(course.plan_id) if row.code == "M1")
    assert (one.state, one.reason) == (MeasureState.REFUSED, "Costa troppo per una sede così piccola.")
    await contents.choose_measures(course.plan_id, [], by=course.counsellor)
    assert [row.code for row in await read.measures(course.plan_id)] == ["M1"], "what was answered stays"


async def test_courses_are_added_once_and_end_within_their_hours() -> None:
    course, id = await builders.drafted(), new_id()
    for _ in range(2):
        await contents.add_course(
            course.plan_id,
            id=id,
            kind=CourseKind.BASE,
            title="Sicurezza",
            hours=8,
            starts_on=TODAY,
            by=course.counsellor,
        )
    with pytest.raises(Refused, match=r"superano quelle del corso \(8\)"):
        await contents.complete_course(
            course.plan_id, id, hours_done=9, completed_on=TODAY, by=course.counsellor
        )
    await contents.complete_course(course.plan_id, id, hours_done=7, completed_on=TODAY, by=course.counsellor)
    found = await read.courses(course.plan_id)
    assert [(one.title, one.hours_done) for one in found] == [("Sicurezza", 7)]


async def test_a_visit_is_due_held_and_what_it_agreed_stays_with_the_service() -> None:
    course, id = await builders.running_plan(), new_id()
    with pytest.raises(Refused, match="Il percorso comincia"):
        await contents.plan_visit(
            course.plan_id,
            id=id,
            kind=VisitKind.VISIT,
            due_on=TODAY - timedelta(days=90),
            by=course.counsellor,
        )
    await contents.plan_visit(course.plan_id, id=id, kind=VisitKind.VISIT, due_on=TODAY, by=course.counsellor)
    await contents.report_visit(
        course.plan_id, id, held_on=TODAY, mode=VisitMode.IN_PERSON, minutes=40, agreed="Un turno più corto.",
        by=course.counsellor,
    )  # fmt: skip
    mine = await contents_view(await detail_for_service(course.plan_id, course.counsellor), whole=True)
    theirs = await contents_view(await detail_for_party(course.plan_id, course.tutor))
    assert [one.agreed for one in mine.visits] == ["Un turno più corto."]
    assert [one.agreed for one in theirs.visits] == [None]


async def test_nobody_but_who_follows_the_person_writes_what_it_holds() -> None:
    course = await builders.drafted()
    for viewer in (course.recruiter, course.tutor, await course.stage.people.teammate(Role.JOB_COUNSELLOR)):
        with pytest.raises(NotThere):
            await contents.write_activities(course.plan_id, ["Altro"], by=viewer)


# --- the calendar ---------------------------------------------------------------------------------------------


def test_expected_days_follow_weekdays_hours_and_holidays() -> None:
    """November 2026: the first is a Sunday; the eighth of December a holiday."""
    monday = date(2026, 12, 7)
    pattern = Pattern(monday, date(2026, 12, 18), 20, (1, 2, 3, 4, 5), time(8, 30), time(12, 30))
    found = planned_days(pattern, {date(2026, 12, 8)})
    assert len(found) == 9
    assert sum(found.values()) == 36
    assert date(2026, 12, 8) not in found


def test_a_week_expects_no_more_than_its_hours() -> None:
    pattern = Pattern(date(2026, 12, 14), date(2026, 12, 20), 18, (1, 2, 3, 4, 5), time(8, 30), time(12, 30))
    found = planned_days(pattern, ())
    assert sum(found.values()) == 18
    assert found[date(2026, 12, 18)] == 2


def test_without_weekdays_as_many_as_the_hours_need_from_monday_on() -> None:
    pattern = Pattern(date(2026, 12, 14), date(2026, 12, 20), 12)
    assert list(planned_days(pattern, ())) == [date(2026, 12, 14), date(2026, 12, 15), date(2026, 12, 16)]
    assert set(planned_days(pattern, ()).values()) == {Fraction(4)}


def test_across_a_leap_day_and_a_change_of_year() -> None:
    pattern = Pattern(date(2027, 12, 27), date(2028, 3, 5), 20, (1, 2, 3, 4, 5))
    found = planned_days(pattern, {date(2028, 1, 1), date(2028, 1, 6)})
    assert date(2028, 2, 29) in found
    assert date(2028, 1, 6) not in found
    assert len(found) == 10 * 5 - 1


async def test_the_calendar_is_read_by_every_party_month_by_month() -> None:
    course = await builders.running_plan()
    await contents.plan_visit(
        course.plan_id, id=new_id(), kind=VisitKind.VISIT, due_on=TODAY, by=course.counsellor
    )
    month = Month(TODAY.year, TODAY.month)
    for viewer in (course.counsellor, course.tutor, course.recruiter):
        async with as_(viewer) as one:
            page = await one.get(at(course, f"/calendar?month={month.key}"))
            assert page.status == 200
            assert "Visita in azienda prevista" in page
            assert "8:30–12:30" in page


# --- keeping a job --------------------------------------------------------------------------------------------


async def retention(*, knows: bool = True, groups: tuple[str, ...] = ("accommodations",)) -> Course:
    now = await proposals.stage(contract="permanent", reserved="none")
    company = (
        Employer(now.company_id, None, [now.recruiter.account_id]) if knows else Employer(None, "Ditta Rossi")
    )
    plan_id = await retaining.draft_retention(
        now.person_id, id=uuid4(), employer=company, groups=groups, tasks="Archivio e telefono",
        requested_in_writing_on=TODAY, measures=["T1"], by=now.counsellor,
    )  # fmt: skip
    return Course(now, plan_id, now.recruiter)


def preparation() -> preparing.Preparation:
    return preparing.Preparation(TODAY, TODAY + timedelta(days=200), 20, None, None, None, builders.GOALS)


async def test_a_job_is_kept_without_vacancy_tutor_or_card() -> None:
    course = await retention()
    row = await db.fetchrow("SELECT kind, vacancy, proposal, tutor FROM plan WHERE id = $1", course.plan_id)
    assert row is not None
    assert (row["kind"], row["vacancy"], row["proposal"], row["tutor"]) == (
        PlanKind.RETENTION.value,
        None,
        None,
        None,
    )
    steps = [Step(TODAY, 10, "Archivio", True), Step(TODAY + timedelta(days=30), 20, None, False)]
    await retaining.write_steps(course.plan_id, steps, by=course.counsellor)
    await preparing.prepare(course.plan_id, preparation(), by=course.counsellor)
    await preparing.complete(course.plan_id, by=course.counsellor)
    await builders.person_signs(course)
    assert await builders.state_of(course) is PlanState.TO_SIGN
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    assert await builders.state_of(course) is PlanState.READY
    await running.start(course.plan_id, by=course.counsellor)
    with pytest.raises(Refused, match="conclusioni di questo percorso"):
        await ending.end(
            course.plan_id, outcome=Outcome.OTHER_PATH, ended_on=TODAY, words=None, by=course.counsellor
        )
    await ending.end(course.plan_id, outcome=Outcome.KEPT, ended_on=TODAY, words=None, by=course.counsellor)
    assert await builders.state_of(course) is PlanState.ENDED
    assert await db.fetchval("SELECT count(*) FROM worker_proposal") == 0, (
        "the company's own act covers its quota"
    )
    assert await db.fetchval("SELECT count(*) FROM follow_up WHERE plan = $1", course.plan_id) == 4


async def test_where_the_company_must_not_know_the_person_alone_agrees() -> None:
    course = await retention(knows=False)
    await preparing.prepare(course.plan_id, preparation(), by=course.counsellor)
    await preparing.complete(course.plan_id, by=course.counsellor)
    await builders.person_signs(course)
    assert await builders.state_of(course) is PlanState.READY
    await running.start(course.plan_id, by=course.counsellor)
    async with as_(course.counsellor) as one:
        page = await one.get(at(course))
        assert "Ditta Rossi" in page
        assert "Mantenimento del lavoro" in page
    await ending.interrupt(
        course.plan_id, interrupted_by=InterruptedBy.PERSON, reason="Ha cambiato idea.", by=course.counsellor
    )


async def test_only_the_people_she_names_find_it() -> None:
    course = await retention()
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    async with as_(course.recruiter) as one:
        assert (await one.get(at(course))).status == 200
    async with as_(colleague) as one:
        assert (await one.get(at(course))).status == 404
        assert "Un altro percorso della tua azienda" in await one.get("/plans")


async def test_what_she_did_not_tick_the_company_does_not_read() -> None:
    for groups, seen in ((("accommodations",), True), ((), False)):
        course = await retention(groups=groups)
        async with as_(course.recruiter) as one:
            page = await one.get(at(course))
            assert ("Part-time o orario ridotto iniziale" in page) is seen


async def test_one_open_at_a_time_drafted_once_for_one_s_own_people() -> None:
    course = await retention()
    employer = Employer(None, "Altra ditta")
    for act, error in (
        (course.counsellor, Refused),
        (await course.stage.people.teammate(Role.JOB_COUNSELLOR), NotThere),
    ):
        with pytest.raises(error):
            await retaining.draft_retention(
                course.stage.person_id, id=uuid4(), employer=employer, groups=(), tasks="Altro",
                requested_in_writing_on=None, by=act,
            )  # fmt: skip
    same = await retaining.draft_retention(
        course.stage.person_id, id=course.plan_id, employer=employer, groups=(), tasks="Altro",
        requested_in_writing_on=None, by=course.counsellor,
    )  # fmt: skip
    assert same == course.plan_id


async def test_steps_out_of_order_are_refused() -> None:
    course = await retention()
    steps = [Step(TODAY, 10, None, False), Step(TODAY, 20, None, False)]
    with pytest.raises(Refused, match="viene prima di quello precedente"):
        await retaining.write_steps(course.plan_id, steps, by=course.counsellor)


async def test_the_counsellor_opens_one_from_its_page() -> None:
    now = await proposals.stage(contract="permanent", reserved="none")
    async with as_(now.counsellor) as one:
        await one.get("/retention-plans/new")
        page = await one.press("/retention-plans/new", {"tasks": ""})
        assert page.status == 422
        for words in ("Scegli la persona.", "Scrivi le mansioni di oggi.", "Senza l’accordo della persona"):
            assert words in page
        page = await one.press(
            "/retention-plans/new",
            {"person": str(now.person_id), "employer_name": "Ditta Rossi", "tasks": "Cassa", "consent": "1"},
        )
        assert "Piano di mantenimento aperto." in page
        plan = page.response.url.path
        await one.get(f"{plan}/return-steps")
        page = await one.press("/return-steps", {"steps": "domani; 12"})
        assert page.status == 422
        assert "Riga 1: scrivi data, ore e mansioni" in page
        page = await one.press("/return-steps", {"steps": f"{TODAY:%d/%m/%Y}; 12; cassa; casa"})
        assert "Passi del rientro salvati." in page
        assert "12 ore alla settimana, cassa, da casa" in page


# --- the pages ------------------------------------------------------------------------------------------------


async def test_the_counsellor_writes_what_it_holds_from_one_page() -> None:
    course = await builders.drafted()
    async with as_(course.counsellor) as one:
        await one.get(at(course, "/contents"))
        assert "Attività salvate." in await one.press("/contents/activities", {"activities": "Uno\\n\\nDue"})
        assert "Condizioni salvate." in await one.press("/contents/measures", {"measures": ["M1", "T1"]})
        day = f"{TODAY:%d/%m/%Y}"
        page = await one.press("/contents/requests", {"measure": "M1", "asked_on": day})
        assert "Richiesta registrata." in page
        page = await one.press(
            "/contents/answers", {"measure": "M1", "answer": "granted", "answered_on": day}
        )
        assert "Risposta registrata." in page
        page = await one.press("/contents/courses", {"kind": "base", "title": "Sicurezza", "hours": "900"})
        assert page.status == 422
        assert "Le ore di un corso vanno da 1 a 600." in page
        page = await one.press("/contents/courses", {"kind": "base", "title": "Sicurezza", "hours": "8"})
        assert "Corso aggiunto." in page
        page = await one.press("/contents/visits", {"kind": "visit", "due_on": day})
        assert "Visita in calendario." in page
        visit = await db.fetchval("SELECT id FROM plan_visit")
        page = await one.press(
            "/contents/visit-reports",
            {"visit": str(visit), "held_on": day, "mode": "phone", "minutes": "20"},
        )
        assert "Visita registrata." in page
        assert "Mansioni, tipo e quantità" in page
