"""A plan hangs from an action of the person's project: the one that waits, or a new one; it begins and ends with it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from portal.candidates import public as candidates
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.candidates.projects.actions import Action, Aim, Content
from portal.candidates.projects.vocabulary import ActionKind, ActionState, ProductArea
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.tutoring.actions import ending, running
from portal.tutoring.vocabulary import InterruptedBy, Outcome
from tests.matching import builders as proposals
from tests.matching.builders import Stage
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def a_project(now: Stage, *kinds: ActionKind, due_on: date | None = None) -> None:
    """In force, with one aim about relations and one about a stable job; the first has these actions."""
    term = due_on or clock.today() + timedelta(days=60)
    first = Aim(
        "Stare bene con i colleghi",
        ProductArea.SOCIAL_SKILLS,
        "Chiede aiuto",
        tuple(Action(f"Azione {kind.value}", kind, term, now.counsellor.account_id) for kind in kinds),
    )
    second = Aim(
        "Avere un lavoro stabile",
        ProductArea.STABLE_JOB,
        "Un contratto",
        (Action("Cercare", ActionKind.ACTIVE_SEARCH, term, None),),
    )
    content = Content(
        "Vorrei lavorare.", (first, second), clock.today() + timedelta(days=60), "Ha esperienza."
    )
    if await db.fetchval("SELECT true FROM project WHERE state = 'in_force'"):
        content = Content(
            content.wishes, content.aims, content.next_review_on, content.situation, redesign_reason="Cambia."
        )
    await projects.write(id=new_id(), person_id=now.person_id, content=content, by=now.counsellor)
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    await agreeing.agree(now.person_id, how=CollectedHow.IN_PERSON, on=clock.today(), by=now.counsellor)


async def action_of(course: Course) -> UUID | None:
    found: UUID | None = await builders.value(course, "project_action")
    return found


async def told(course: Course) -> candidates.PlanAim:
    id = await action_of(course)
    assert id is not None
    found = await candidates.aim_of(id)
    assert found is not None
    return found


async def test_a_plan_takes_the_action_that_waits_for_it() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await a_project(now, ActionKind.TRAINING, ActionKind.PLAN)
    course = await builders.drafted(now=now)
    found = await told(course)
    assert (found.action, found.aim, found.state) == (
        "Azione plan",
        "Stare bene con i colleghi",
        ActionState.PLANNED,
    )


async def test_without_one_it_makes_it_under_the_aim_of_a_stable_job() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await a_project(now, ActionKind.TRAINING)
    course = await builders.drafted(now=now)
    found = await told(course)
    assert found.aim == "Avere un lavoro stabile"
    assert await builders.value(course, "code") in found.action
    row = await db.fetchrow(
        "SELECT kind, owner, place FROM project_action WHERE id = $1", await action_of(course)
    )
    assert row is not None
    assert (row["kind"], row["owner"], row["place"]) == ("plan", now.counsellor.account_id, 2)


async def test_whoever_has_no_project_has_a_plan_all_the_same() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await db.execute("UPDATE project SET state = 'superseded' WHERE state = 'in_force'")
    course = await builders.drafted(now=now)
    assert await action_of(course) is None


async def test_the_action_begins_is_done_or_is_dropped_with_the_plan() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await a_project(now, ActionKind.PLAN)
    course = await builders.running_plan(await builders.drafted(now=now))
    assert (await told(course)).state is ActionState.RUNNING
    await running.suspend(course.plan_id, reason="Ferie.", by=course.counsellor)
    assert (await told(course)).state is ActionState.RUNNING
    await running.resume(course.plan_id, by=course.counsellor)
    await ending.end(
        course.plan_id,
        outcome=Outcome.BACK_TO_SERVICES,
        ended_on=clock.today(),
        words=None,
        by=course.counsellor,
    )
    assert (await told(course)).state is ActionState.DONE


async def test_an_interrupted_plan_drops_its_action_and_says_why() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await a_project(now, ActionKind.PLAN)
    course = await builders.drafted(now=now)
    await ending.interrupt(
        course.plan_id, interrupted_by=InterruptedBy.PERSON, reason="Ha cambiato idea.", by=course.counsellor
    )
    assert (await told(course)).state is ActionState.DROPPED


async def test_an_action_somebody_closed_by_hand_stays_as_it_is() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await a_project(now, ActionKind.PLAN)
    course = await builders.drafted(now=now)
    id = await action_of(course)
    assert id is not None
    await projects.move_action(id, now.person_id, "drop", reason="Non serve più.", by=now.counsellor)
    await builders.running_plan(course)
    assert (await told(course)).state is ActionState.DROPPED


async def test_the_counsellor_reads_what_the_plan_is_for_and_the_company_does_not() -> None:
    now = await proposals.stage(contract="tis", reserved="none")
    await a_project(now, ActionKind.PLAN)
    course = await builders.running_plan(await builders.drafted(now=now))
    async with browser() as user:
        await user.sign_in_as(course.counsellor.account_id, course.counsellor.organisation_id)
        page = await user.get(f"/plans/{course.plan_id}")
        assert "Stare bene con i colleghi" in page
        assert "Progetto personale, versione" in page
        for party in (course.recruiter, course.tutor):
            await user.sign_in_as(party.account_id, party.organisation_id)
            assert "Stare bene con i colleghi" not in await user.get(f"/plans/{course.plan_id}")
