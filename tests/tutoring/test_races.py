"""Two people pressing at once on a plan: one wins, the other is told, nothing is half done."""

import asyncio
from collections.abc import Awaitable
from datetime import time, timedelta

import pytest

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import (
    amending,
    ending,
    keeping,
    messages,
    months,
    preparing,
    reminding,
    running,
    signing,
)
from portal.tutoring.actions.sending import Sending
from portal.tutoring.packs.delivered import company_tutor_max
from portal.tutoring.papers.actions import missing_signatures
from portal.tutoring.queries import months as month_queries
from portal.tutoring.rules import month_of
from portal.tutoring.vocabulary import InterruptedBy, Outcome, PlanState
from tests.matching import builders as proposals
from tests.tutoring import builders
from tests.tutoring.builders import Course, Stage

pytestmark = pytest.mark.usefixtures("fresh_database")


async def together(*acts: Awaitable[object]) -> list[str]:
    """How each refused act was refused; anything else that fails is a failure."""
    results = await asyncio.gather(*acts, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refused):
            raise result
    return [result.sentence for result in results if isinstance(result, Refused)]


async def same_tutor(first: Course) -> Course:
    stage = first.stage
    person = await proposals.proposable(stage.counsellor)
    vacancy = await proposals.employers.published_vacancy(stage.recruiter, contract="tis", reserved="none")
    other = await builders.drafted(
        now=Stage(stage.people, stage.counsellor, person, stage.recruiter, vacancy)
    )
    return Course(other.stage, other.plan_id, first.tutor)


async def test_two_plans_for_the_last_place_of_one_tutor() -> None:
    first = await builders.running_plan()
    for _ in range(company_tutor_max(clock.today()) - 2):
        await builders.running_plan(await same_tutor(first))
    rivals = [await builders.ready(await same_tutor(first)) for _ in range(2)]
    refused = await together(*(running.start(one.plan_id, by=one.counsellor) for one in rivals))
    (sentence,) = refused
    assert "il massimo è 3" in sentence
    assert sorted([await builders.state_of(one) for one in rivals]) == [PlanState.READY, PlanState.RUNNING]


async def test_two_users_of_the_company_sign_at_once() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, _ = await proposals.sent(now, readers=[now.recruiter, colleague])
    await proposals.answering.accept(id, by=now.recruiter)
    await builders.jobs.drain()
    plan_id = await db.fetchval("SELECT id FROM plan")
    course = await builders.to_sign(Course(now, plan_id, await builders.tutor_of(now)))
    refused = await together(
        signing.sign_for_company(plan_id, by=now.recruiter), signing.sign_for_company(plan_id, by=colleague)
    )
    assert len(refused) == 1
    assert await db.fetchval("SELECT count(*) FROM plan_signature") == 2  # of two documents
    assert await builders.state_of(course) is PlanState.TO_SIGN


async def test_the_last_signature_and_the_last_document_at_once_make_it_ready_once() -> None:
    course = await builders.to_sign()
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    await builders.person_signs(course)
    await builders.declared(course)
    kinds = list(builders.KINDS[builders.PlanKind.TIS].documents)
    for kind in kinds[1:]:
        await builders.document(course, kind)
    refused = await together(
        signing.sign_for_service(course.plan_id, by=course.counsellor), builders.document(course, kinds[0])
    )
    assert refused == []
    assert await builders.state_of(course) is PlanState.READY
    assert await db.fetchval("SELECT count(*) FROM plan_step WHERE move = 'make_ready'") == 1


async def test_signed_and_reopened_at_once() -> None:
    course = await builders.to_sign()
    await together(
        signing.sign_for_company(course.plan_id, by=course.recruiter),
        preparing.redraft(course.plan_id, by=course.counsellor),
    )
    assert await builders.state_of(course) is PlanState.DRAFTED
    # whichever came first: what changes now for the company must be signed by it again
    await builders.to_sign(course, weekly_hours=16)
    assert builders.Signer.COMPANY in await missing_signatures(course.plan_id)


async def test_ended_and_interrupted_at_once() -> None:
    course = await builders.running_plan()
    refused = await together(
        ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=clock.today(),
            words=None,
            by=course.counsellor,
        ),
        ending.interrupt(
            course.plan_id, interrupted_by=InterruptedBy.PERSON, reason="Altro.", by=course.counsellor
        ),
    )
    assert len(refused) == 1
    assert await db.fetchval("SELECT count(*) FROM plan_outcome") == 1


async def test_one_line_of_the_register_sent_twice_at_once() -> None:
    course = await builders.running_plan()

    def press(hour: int) -> Awaitable[None]:
        return keeping.log_day(
            course.plan_id, day=clock.today(), starts_at=time(8, 30), ends_at=time(hour), by=course.tutor
        )

    assert await together(press(12), press(12), press(13)) == []
    assert await db.fetchval("SELECT count(*) FROM attendance") == 1


async def test_one_message_sent_twice_at_once() -> None:
    course = await builders.running_plan()
    id = new_id()
    acts = [messages.write(course.plan_id, id=id, text="Ciao", by=course.tutor) for _ in range(3)]
    assert await together(*acts) == []
    assert await db.fetchval("SELECT count(*) FROM plan_message") == 1
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'PlanMessageWritten'") == 1


async def test_two_workers_remind_of_one_month_once() -> None:
    await builders.running_plan()
    sent = await asyncio.gather(reminding.remind_months(), reminding.remind_months())
    months = await db.fetchval("SELECT count(*) FROM plan_reminder")
    assert months >= 1
    assert sum(sent) == months


async def test_two_presses_close_one_month_once() -> None:
    course = await builders.running_plan()
    month = month_of(clock.today() - timedelta(days=clock.today().day))
    await keeping.log_day(
        course.plan_id, day=month.last, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
    )
    acts = [months.close(course.plan_id, month, unwritten=True, by=course.tutor) for _ in range(3)]
    refused = await together(*acts)
    assert len(refused) == 2
    assert all("già chiuso. Aspetta la conferma della persona." in sentence for sentence in refused)
    assert await db.fetchval("SELECT count(*) FROM plan_month") == 1
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'MonthClosed'") == 1
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kind = 'month_to_confirm'") == 1


async def test_the_tutor_who_leaves_and_the_one_who_comes_close_one_month_at_once() -> None:
    """The person's signature, which hands the plan over, falls between them: whoever is its tutor then closes it."""
    course = await builders.running_plan()
    month = month_of(clock.today() - timedelta(days=clock.today().day))
    await keeping.log_day(
        course.plan_id, day=month.last, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
    )
    other = await builders.tutor_of(course.stage)
    changes = amending.Changes(tutor_id=other.account_id)
    await amending.propose(course.plan_id, changes, reason="Cambio di reparto.", by=course.counsellor)
    waiting = await missing_signatures(course.plan_id)
    if builders.Signer.COMPANY in waiting:
        await signing.sign_for_company(course.plan_id, by=course.recruiter)
    if builders.Signer.SERVICE in waiting:
        await signing.sign_for_service(course.plan_id, by=course.counsellor)

    async def press(tutor: Viewer) -> str:
        try:
            await months.close(course.plan_id, month, unwritten=True, by=tutor)
        except NotThere:
            return "not theirs"
        except Refused as refusal:
            return refusal.sentence
        return "closed"

    async def hand_over() -> str:
        if builders.Signer.PERSON in waiting:
            await builders.person_signs(course)
        return "handed over"

    told = await asyncio.gather(press(course.tutor), hand_over(), press(other))
    if "closed" not in told:  # the plan changed hands after both had asked
        told.append(await press(other))
    assert told.count("closed") == 1
    assert await db.fetchval("SELECT count(*) FROM plan_month") == 1
    one = (await month_queries.latest(course.plan_id))[month.key]
    assert one.closed_by == (course.tutor if told[0] == "closed" else other).account_id


async def test_her_link_pressed_twice_confirms_a_month_once() -> None:
    course = await builders.running_plan()
    month = month_of(clock.today() - timedelta(days=clock.today().day))
    await keeping.log_day(
        course.plan_id, day=month.last, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
    )
    await months.close(course.plan_id, month, unwritten=True, by=course.tutor)
    (asked,) = await months.waiting_links(course.plan_id)
    token = asked.url.rsplit("/", 1)[-1]
    refused = await together(
        months.answer_by_link(token, objection=None), months.answer_by_link(token, objection="No.")
    )
    assert len(refused) == 1
    assert (
        await db.fetchval(
            "SELECT count(*) FROM audit_entry WHERE what IN ('MonthConfirmed', 'MonthObjected')"
        )
        == 1
    )


async def test_one_form_of_the_phone_sent_twice_at_once_is_taken_once() -> None:
    course, form = await builders.running_plan(), Sending(new_id(), clock.now())

    def send() -> Awaitable[None]:
        return keeping.log_day(
            course.plan_id,
            day=clock.today(),
            starts_at=time(8, 30),
            ends_at=time(12),
            sending=form,
            by=course.tutor,
        )

    assert await together(send(), send(), send()) == []
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'AttendanceLogged'") == 1
