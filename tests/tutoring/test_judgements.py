"""The final judgement: the counsellor fills it, tutor and person confirm; who never came has a short path."""

from datetime import timedelta

import pytest
import time_machine

from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.tutoring.actions import keeping
from portal.tutoring.judgements import actions, queries
from portal.tutoring.judgements.vocabulary import Judgement
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.tutoring.test_pages import as_, at
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def token_of(course: Course) -> str:
    url = await actions.waiting_link(course.plan_id)
    assert url is not None
    return url.rsplit("/", 1)[-1]


async def came(course: Course) -> None:
    await keeping.log_day(
        course.plan_id,
        day=clock.today(),
        starts_at=builders.time(8, 30),
        ends_at=builders.time(12, 30),
        by=course.tutor,
    )


async def filled(course: Course | None = None) -> Course:
    course = course or await builders.running_plan()
    await actions.fill(
        course.plan_id,
        judgement=Judgement.WITH_CONDITIONS,
        conditions="Un turno fisso al mattino.",
        words="Prepara gli ordini da sola.",
        by=course.counsellor,
    )
    return course


async def test_the_counsellor_fills_and_both_confirm_each_with_a_word() -> None:
    course = await filled()
    await actions.confirm_as_tutor(course.plan_id, version=1, words="Confermo.", by=course.tutor)
    await actions.confirm_by_link(await token_of(course), words="Mi è piaciuto.")
    one = await queries.of_plan(course.plan_id)
    assert one is not None
    assert one.complete
    assert one.content.judgement is Judgement.WITH_CONDITIONS
    assert (one.tutor_words, one.person_words) == ("Confermo.", "Mi è piaciuto.")
    row = await db.fetchrow("SELECT * FROM plan_judgement")
    for column in ("content_sealed", "tutor_words_sealed", "person_words_sealed"):
        assert b"suited" not in row[column]
        assert b"piaciuto" not in row[column]


async def test_the_tutor_hears_that_it_waits_and_the_counsellor_that_it_was_confirmed() -> None:
    course = await filled()
    await jobs.drain()
    texts = await told(course.tutor, Kind.PLAN_NEWS)
    assert sum("aspetta la tua conferma" in text for text in texts) == 1
    await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=course.tutor)
    await actions.confirm_by_link(await token_of(course), words=None)
    await jobs.drain()
    texts = await told(course.counsellor, Kind.PLAN_NEWS)
    assert sum("Il tutor ha confermato il giudizio finale" in text for text in texts) == 1
    assert sum("La persona ha confermato il giudizio finale" in text for text in texts) == 1


async def test_filled_again_both_are_asked_again_and_the_old_link_is_dead() -> None:
    course = await filled()
    old = await token_of(course)
    await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=course.tutor)
    await filled(course)
    one = await queries.of_plan(course.plan_id)
    assert one is not None
    assert (one.version, one.tutor_on, one.person_on) == (2, None, None)
    with pytest.raises(Refused, match="scaduto o è già stato usato"):
        await actions.confirm_by_link(old, words=None)
    with pytest.raises(Refused, match="è cambiato: ricarica"):
        await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=course.tutor)


async def test_a_hand_confirms_once() -> None:
    course = await filled()
    token = await token_of(course)
    await actions.confirm_by_link(token, words=None)
    await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=course.tutor)
    with pytest.raises(Refused):
        await actions.confirm_by_link(token, words=None)
    with pytest.raises(Refused, match="Hai già confermato"):
        await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=course.tutor)
    with pytest.raises(Refused, match="non aspetta la conferma"):
        await actions.ask_again(course.plan_id, by=course.counsellor)


async def test_a_link_lasts_two_weeks_and_a_new_one_replaces_it() -> None:
    course = await filled()
    old = await token_of(course)
    with time_machine.travel(clock.now() + timedelta(days=15), tick=True):
        with pytest.raises(Refused):
            await actions.confirm_by_link(old, words=None)
        new = (await actions.ask_again(course.plan_id, by=course.counsellor)).rsplit("/", 1)[-1]
        await actions.confirm_by_link(new, words=None)


async def test_who_never_came_has_a_short_path_that_the_tutor_alone_confirms() -> None:
    course = await builders.running_plan()
    await actions.fill(course.plan_id, judgement=None, by=course.counsellor)
    assert await actions.waiting_link(course.plan_id) is None
    await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=course.tutor)
    one = await queries.of_plan(course.plan_id)
    assert one is not None
    assert one.no_show
    assert one.complete


async def test_who_came_once_is_no_no_show() -> None:
    course = await builders.running_plan()
    await came(course)
    with pytest.raises(Refused, match="almeno una presenza"):
        await actions.fill(course.plan_id, judgement=None, by=course.counsellor)


@pytest.mark.parametrize(
    ("judgement", "conditions", "field"),
    [(Judgement.WITH_CONDITIONS, None, "conditions"), (Judgement.SUITED, "Solo al mattino.", "judgement")],
)
async def test_conditions_belong_to_their_judgement(
    judgement: Judgement, conditions: str | None, field: str
) -> None:
    course = await builders.running_plan()
    with pytest.raises(Refused) as refused:
        await actions.fill(course.plan_id, judgement=judgement, conditions=conditions, by=course.counsellor)
    assert refused.value.field == field


async def test_before_the_start_nothing_is_judged() -> None:
    course = await builders.ready()
    with pytest.raises(Refused, match="viene dopo l’avvio"):
        await actions.fill(course.plan_id, judgement=Judgement.SUITED, by=course.counsellor)


async def test_nobody_else_fills_confirms_or_reads_it() -> None:
    course = await filled()
    outsider = await course.stage.people.outsider(Role.JOB_COUNSELLOR)
    for viewer in (course.tutor, course.recruiter, outsider):
        with pytest.raises(NotThere):
            await actions.fill(course.plan_id, judgement=Judgement.SUITED, by=viewer)
    for viewer in (course.counsellor, course.recruiter):
        with pytest.raises(NotThere):
            await actions.confirm_as_tutor(course.plan_id, version=1, words=None, by=viewer)
    for viewer in (course.recruiter, outsider):
        async with as_(viewer) as one:
            assert (await one.get(at(course, "/judgement"))).status in (403, 404)
    async with as_(course.recruiter) as one:
        assert "Adatta" not in await one.get(at(course))


async def test_counsellor_tutor_and_person_each_have_their_page() -> None:
    course = await builders.running_plan()
    async with as_(course.counsellor) as one:
        await one.get(at(course, "/judgement"))
        page = await one.press("/judgement", {"judgement": "with_conditions", "words": "Bene."})
        assert page.status == 422
        assert "Scrivi a quali condizioni." in page
        page = await one.press("/judgement", {"judgement": "suited", "words": "Bene.", "conditions": ""})
        assert "Giudizio salvato." in page
        assert "/judgements/" in page.html
    token = await token_of(course)
    async with as_(course.tutor) as one:
        page = await one.get(at(course, "/judgement"))
        assert "Adatta a queste mansioni" in page
        page = await one.press("/judgement/confirmation", {"words": "D’accordo."})
        assert "Giudizio confermato." in page
    async with browser() as one:
        page = await one.get(f"/judgements/{token}")
        assert "Adatta a queste mansioni" in page
        assert "D’accordo" not in page
        page = await one.press(f"/judgements/{token}", {"words": ""})
        assert "Hai confermato" in page
        assert (await one.get(f"/judgements/{token}")).status == 410
    async with as_(course.counsellor) as one:
        page = await one.get(at(course, "/judgement"))
        assert "D’accordo." in page
        assert "da confermare" not in page
