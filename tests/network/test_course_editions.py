"""Editions of courses: a coordinator writes them, plans take their hours and days from them while there are seats."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import Role
from portal.network import public as network
from portal.network.public import EditionDraft, Module
from portal.tutoring.actions import contents
from portal.tutoring.queries import contents as queries
from portal.tutoring.vocabulary import CourseKind
from tests import cast
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")

TODAY = clock.today()
USUAL = EditionDraft(
    Module.BASE,
    "Stare in squadra",
    "Scuola del lago",
    TODAY - timedelta(days=10),
    TODAY + timedelta(days=20),
    40,
    2,
)


async def held(course: Course, **changes: object) -> UUID:
    assert course.counsellor.organisation_id is not None
    by = await cast.someone(course.counsellor.organisation_id, Role.COORDINATOR)
    id = new_id()
    for _ in range(2):
        await network.record_edition(replace(USUAL, **changes), id=id, by=by)  # type: ignore[arg-type]
    return id


async def enrolled(course: Course, edition_id: UUID) -> UUID:
    id = new_id()
    for _ in range(2):
        await contents.enrol(course.plan_id, edition_id, id=id, by=course.counsellor)
    return id


async def test_a_plan_takes_title_hours_and_days_from_the_edition() -> None:
    course = await builders.drafted()
    id = await enrolled(course, await held(course))
    assert await db.fetchval("SELECT count(*) FROM course_edition") == 1
    (found,) = await queries.courses(course.plan_id)
    assert (found.id, found.kind, found.title, found.hours, found.starts_on, found.provider) == (
        id, CourseKind.BASE, USUAL.title, 40, USUAL.starts_on, "Scuola del lago",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "threshold", "certified"), [(28, 70, True), (27, 70, False), (20, 50, True)]
)
async def test_enough_hours_end_with_an_attestato(hours: int, threshold: int, certified: bool) -> None:
    course = await builders.drafted()
    id = await enrolled(course, await held(course, threshold_pct=threshold))
    (before,) = await queries.courses(course.plan_id)
    assert before.certified is None
    await contents.complete_course(
        course.plan_id, id, hours_done=hours, completed_on=TODAY, by=course.counsellor
    )
    (found,) = await queries.courses(course.plan_id)
    assert found.certified is certified


async def test_a_course_does_not_end_before_it_begins_nor_with_more_hours() -> None:
    course = await builders.drafted()
    id = await enrolled(course, await held(course))
    with pytest.raises(Refused, match="la fine viene dopo"):
        await contents.complete_course(
            course.plan_id, id, hours_done=10, completed_on=TODAY - timedelta(days=11), by=course.counsellor
        )
    with pytest.raises(Refused, match="superano quelle del corso"):
        await contents.complete_course(
            course.plan_id, id, hours_done=41, completed_on=TODAY, by=course.counsellor
        )


async def test_the_last_seat_is_given_once_and_nobody_is_in_it_twice() -> None:
    course = await builders.drafted()
    edition = await held(course, seats=1)
    await enrolled(course, edition)
    with pytest.raises(Refused, match="già in questa edizione"):
        await contents.enrol(course.plan_id, edition, id=new_id(), by=course.counsellor)
    other_person = await builders.proposals.proposable(course.counsellor)
    vacancy = await builders.proposals.employers.published_vacancy(
        course.recruiter, contract="tis", reserved="none"
    )
    stage = course.stage
    other = await builders.drafted(
        now=builders.Stage(stage.people, stage.counsellor, other_person, stage.recruiter, vacancy)
    )
    with pytest.raises(Refused, match="non ha più posti liberi"):
        await contents.enrol(other.plan_id, edition, id=new_id(), by=other.counsellor)
    await db.execute("UPDATE plan SET state = 'interrupted' WHERE id = $1", course.plan_id)
    await contents.enrol(other.plan_id, edition, id=new_id(), by=other.counsellor)


async def test_an_edition_that_is_over_or_of_another_service_is_not_offered() -> None:
    course = await builders.drafted()
    over = await held(course, starts_on=TODAY - timedelta(days=40), ends_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="è finita"):
        await contents.enrol(course.plan_id, over, id=new_id(), by=course.counsellor)
    stranger = await course.stage.people.outsider(Role.COORDINATOR)
    theirs = new_id()
    await network.record_edition(USUAL, id=theirs, by=stranger)
    with pytest.raises(NotThere):
        await contents.enrol(course.plan_id, theirs, id=new_id(), by=course.counsellor)
    with pytest.raises(NotAllowed):
        await network.record_edition(USUAL, id=new_id(), by=course.counsellor)
    coordinator = await cast.someone(course.counsellor.organisation_id or new_id(), Role.COORDINATOR)
    with pytest.raises(Refused, match="prima dell’inizio"):
        await network.record_edition(
            replace(USUAL, ends_on=USUAL.starts_on - timedelta(days=1)), id=new_id(), by=coordinator
        )


async def test_the_coordinator_writes_an_edition_and_the_counsellor_enrols_from_the_plan() -> None:
    course = await builders.running_plan()
    coordinator = await cast.someone(course.counsellor.organisation_id or new_id(), Role.COORDINATOR)
    async with browser() as user:
        await user.sign_in_as(coordinator.account_id, coordinator.organisation_id)
        await user.get("/course-editions")
        wrong = await user.press("/course-editions", {"title": "Sicurezza"})
        assert wrong.status == 422
        assert "Scrivi chi tiene il corso." in wrong
        said = {
            "module": "specific",
            "title": "Sicurezza in magazzino",
            "provider": "Scuola del lago",
            "starts_on": f"{TODAY:%d/%m/%Y}",
            "ends_on": f"{TODAY + timedelta(days=5):%d/%m/%Y}",
            "hours": "8",
            "seats": "12",
        }
        assert "Edizione registrata." in await user.press("/course-editions", said)
        id = await db.fetchval("SELECT id FROM course_edition")
        await user.sign_in_as(course.counsellor.account_id, course.counsellor.organisation_id)
        read = await user.get("/course-editions")
        assert "Sicurezza in magazzino" in read
        assert "Nuova edizione" not in read
        await user.get(f"/plans/{course.plan_id}/contents")
        done = await user.press("/contents/enrolments", {"edition": str(id)})
        assert "Iscrizione registrata." in done
        assert "Scuola del lago" in await user.get(f"/plans/{course.plan_id}")
