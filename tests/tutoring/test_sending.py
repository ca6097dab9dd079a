"""Forms that come twice over a bad connection change the plan once; what changed meanwhile is told."""

from datetime import time, timedelta

import pytest

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.tutoring.actions import keeping, sending
from portal.tutoring.actions.keeping import Rated
from portal.tutoring.actions.sending import ChangedMeanwhile, Sending
from portal.tutoring.queries import register, waiting
from portal.tutoring.queries.register import ratings_mark
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")


async def log(course: Course, hour: int, form: Sending | None = None) -> None:
    await keeping.log_day(
        course.plan_id,
        day=clock.today(),
        starts_at=time(8, 30),
        ends_at=time(hour),
        sending=form,
        by=course.tutor,
    )


async def ends_at(course: Course) -> time | None:
    (line,) = await register.attendance(course.plan_id)
    return line.ends_at


async def test_a_presence_sent_again_after_a_correction_does_not_undo_it() -> None:
    course, form = await builders.running_plan(), Sending(new_id())
    await log(course, 12, form)
    await log(course, 13)
    await log(course, 12, form)
    assert await ends_at(course) == time(13)
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'AttendanceLogged'") == 2


async def test_what_was_refused_is_not_remembered_as_taken() -> None:
    course, form = await builders.running_plan(), Sending(new_id())
    with pytest.raises(Refused):
        await log(course, 8, form)
    assert await db.fetchval("SELECT count(*) FROM sent_form") == 0
    await log(course, 12, form)
    assert await ends_at(course) == time(12)


async def test_a_day_written_otherwise_since_the_page_was_drawn_is_told() -> None:
    course, drawn = await builders.running_plan(), clock.now()
    with clock.as_of(drawn + timedelta(minutes=5)):
        await log(course, 11)
        with pytest.raises(ChangedMeanwhile, match="ora c’è scritto «dalle 8:30 alle 11:00»"):
            await log(course, 12, Sending(new_id(), drawn))
        assert await ends_at(course) == time(11)
        # the same line is no surprise, and whoever saw it may change it
        await log(course, 11, Sending(new_id(), drawn))
        await log(course, 12, Sending(new_id(), drawn + timedelta(minutes=6)))
    assert await ends_at(course) == time(12)


async def test_two_forms_of_one_page_may_wait_on_one_phone() -> None:
    course, drawn = await builders.running_plan(), clock.now()
    with clock.as_of(drawn + timedelta(minutes=5)):
        await log(course, 12, Sending(new_id(), drawn))
        await log(course, 13, Sending(new_id(), drawn))
    assert await ends_at(course) == time(13)


async def test_ratings_sent_again_do_not_undo_later_ones() -> None:
    course = await builders.running_plan()
    goal_id = (await register.goals(course.plan_id))[0].id
    form, today = Sending(new_id()), clock.today()

    async def rate(level: int, form: Sending | None = None, seen: str | None = None) -> None:
        rating = [Rated(goal_id, level, "Visto.")]
        await keeping.rate_goals(course.plan_id, rating, on=today, sending=form, seen=seen, by=course.tutor)

    before = ratings_mark(await register.goals(course.plan_id))
    await rate(2, form, before)
    await rate(4)
    await rate(2, form, before)
    with pytest.raises(ChangedMeanwhile, match="valutati di nuovo"):
        await rate(3, Sending(new_id()), before)
    assert (await register.goals(course.plan_id))[0].ratings[-1].level == 4


async def test_keys_are_forgotten_once_no_phone_can_send_again() -> None:
    course = await builders.running_plan()
    await log(course, 12, Sending(new_id()))
    assert await sending.forget_old() == 0
    with clock.as_of(clock.now() + timedelta(days=8)):
        assert await sending.forget_old() == 1


# --- difficulties -----------------------------------------------------------------------------------------------------


async def test_a_difficulty_stands_among_the_things_to_do_until_it_is_taken_up() -> None:
    course, id = await builders.running_plan(), new_id()
    await keeping.report_difficulty(course.plan_id, id=id, text="Arriva tardi.", by=course.tutor)

    async def titles() -> list[str]:
        people = [course.stage.person_id]
        return [one.title for one in await waiting.for_counsellor(course.counsellor, people)]

    code = await builders.value(course, "code")
    assert (await titles())[0] == f"Difficoltà segnalata, {code}"
    await keeping.handle_difficulty(course.plan_id, id, by=course.counsellor)
    assert f"Difficoltà segnalata, {code}" not in await titles()
    assert any("preso in carico la difficoltà" in text for text in await told(course.tutor, Kind.PLAN_NEWS))
    with pytest.raises(Refused, match="già presa in carico"):
        await keeping.handle_difficulty(course.plan_id, id, by=course.counsellor)


async def test_nobody_of_the_company_takes_a_difficulty_up() -> None:
    course, id = await builders.running_plan(), new_id()
    await keeping.report_difficulty(course.plan_id, id=id, text="Arriva tardi.", by=course.tutor)
    for viewer in (course.tutor, course.recruiter):
        with pytest.raises(NotThere):
            await keeping.handle_difficulty(course.plan_id, id, by=viewer)
    with pytest.raises(NotThere):
        await keeping.handle_difficulty(course.plan_id, new_id(), by=course.counsellor)
