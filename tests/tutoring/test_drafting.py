"""An acceptance spawns exactly one plan, with its parties and what the person ticked."""

from datetime import timedelta

import pytest

from portal.candidates.phases.moves import move
from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.matching.vocabulary import Group
from portal.tutoring.actions import preparing
from portal.tutoring.actions.drafting import draft_from
from portal.tutoring.actions.preparing import GoalLine
from portal.tutoring.vocabulary import PlanState
from tests import cast
from tests.matching import builders as proposals
from tests.told import told
from tests.tutoring import builders

pytestmark = pytest.mark.usefixtures("db_rollback")


async def parties(course: builders.Course) -> set[tuple[object, str]]:
    rows = await db.fetch("SELECT account, role FROM plan_party WHERE plan = $1", course.plan_id)
    return {(row["account"], row["role"]) for row in rows}


@pytest.mark.parametrize(
    ("contract", "kind", "prefix"),
    [("tis", "tis", "TIS-"), ("tirocinio", "tirocinio", "TIR-"), ("permanent", "hire_with_tutoring", "ASS-")],
)
async def test_the_kind_of_plan_follows_the_contract_of_the_vacancy(
    contract: str, kind: str, prefix: str
) -> None:
    course = await builders.drafted(contract=contract, reserved="none")
    assert await builders.value(course, "kind") == kind
    assert (await builders.value(course, "code")).startswith(prefix)
    assert await builders.state_of(course) is PlanState.DRAFTED


async def test_it_names_the_readers_and_the_counsellor_and_keeps_what_was_ticked() -> None:
    course = await builders.drafted(groups=[Group.CONTACTS, Group.CV])
    assert await parties(course) == {
        (course.recruiter.account_id, "company"),
        (course.counsellor.account_id, "counsellor"),
    }
    assert await builders.value(course, "groups") == ["contacts", "cv"]


async def test_the_case_waits_for_the_plan_in_place_of_the_proposal() -> None:
    course = await builders.drafted()
    rows = await db.fetch("SELECT kind, ref_id, code FROM case_commitment")
    assert [(row["kind"], row["ref_id"]) for row in rows] == [("plan", course.plan_id)]
    assert rows[0]["code"] == await builders.value(course, "code")


async def test_asked_again_it_makes_no_second_one() -> None:
    course = await builders.drafted()
    assert await draft_from(await builders.value(course, "proposal")) is None
    assert await db.fetchval("SELECT count(*) FROM plan") == 1
    assert await db.fetchval("SELECT count(*) FROM plan_party") == 2


async def test_no_plan_comes_from_a_proposal_that_was_not_accepted() -> None:
    now = await proposals.stage()
    id, _ = await proposals.sent(now)
    with pytest.raises(LookupError):
        await draft_from(id)
    assert await db.fetchval("SELECT count(*) FROM plan") == 0


async def test_a_case_closed_since_the_acceptance_does_not_lose_the_plan() -> None:
    now = await proposals.stage()
    await proposals.accepted(now)
    await move(now.person_id, "withdraw", said_by_person=True, by=now.counsellor)
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan") == 1


async def test_the_counsellor_hears_that_it_is_to_be_prepared() -> None:
    course = await builders.drafted()
    letters = await told(course.counsellor, Kind.PLAN_NEWS)
    assert len(letters) == 1
    assert f"/plans/{course.plan_id}/preparation" in letters[0]


async def test_prepared_it_has_dates_hours_goals_and_its_tutor_as_a_party() -> None:
    course = await builders.prepared()
    assert (course.tutor.account_id, "tutor") in await parties(course)
    goals = await db.fetch("SELECT text, target FROM plan_goal ORDER BY position")
    assert [(row["text"], row["target"]) for row in goals] == [
        ("Preparare gli ordini", 4),
        ("Chiedere aiuto quando serve", 4),
    ]


async def test_prepared_again_with_another_tutor_the_first_finds_it_no_more() -> None:
    course = await builders.prepared()
    other = await builders.tutor_of(course.stage)
    given = builders.preparation(other, goals=builders.GOALS[:1])
    await preparing.prepare(course.plan_id, given, by=course.counsellor)
    roles = await parties(course)
    assert (other.account_id, "tutor") in roles
    assert (course.tutor.account_id, "tutor") not in roles
    assert await db.fetchval("SELECT count(*) FROM plan_goal") == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": clock.today() - timedelta(days=41)}, "ends_on"),
        ({"ends_on": clock.today() + timedelta(days=900)}, "ends_on"),
        ({"weekly_hours": 0}, "weekly_hours"),
        ({"weekly_hours": 41}, "weekly_hours"),
        ({"day_ends_at": builders.time(8, 0)}, "day_ends_at"),
        ({"goals": ()}, "goal_1"),
        ({"goals": (GoalLine("Uno", "Si vede", 6),)}, "goal_1"),
    ],
)
async def test_a_wrong_preparation_is_refused_on_its_field_and_nothing_is_saved(
    changes: dict[str, object], field: str
) -> None:
    course = await builders.drafted()
    with pytest.raises(Refused) as refused:
        await builders.prepared(course, **changes)
    assert refused.value.field == field
    assert await builders.value(course, "starts_on") is None


async def test_the_tutor_is_one_of_that_company() -> None:
    course = await builders.drafted()
    elsewhere = await cast.someone(await cast.verified_company(), Role.IN_COMPANY_TUTOR)
    for wrong in (elsewhere, course.recruiter):
        with pytest.raises(Refused, match="Scegli un tutor fra quelli dell’azienda"):
            await builders.prepared(course, tutor_id=wrong.account_id)


async def test_what_somebody_else_changed_in_the_meantime_is_not_overwritten() -> None:
    course = await builders.drafted()
    version = await builders.value(course, "version")
    given = builders.preparation(course.tutor)
    await preparing.prepare(course.plan_id, given, by=course.counsellor, version=version)
    with pytest.raises(Refused, match="Ricarica la pagina"):
        await preparing.prepare(
            course.plan_id,
            builders.preparation(course.tutor, weekly_hours=10),
            by=course.counsellor,
            version=version,
        )
    assert await builders.value(course, "weekly_hours") == 20


async def test_an_empty_plan_is_not_sent_to_be_signed() -> None:
    course = await builders.drafted()
    with pytest.raises(Refused, match="scrivi inizio, fine e ore"):
        await preparing.complete(course.plan_id, by=course.counsellor)


async def test_a_plan_out_at_signature_is_changed_only_after_it_was_reopened() -> None:
    course = await builders.to_sign()
    with pytest.raises(Refused, match="riapri la preparazione"):
        await builders.prepared(course)
    await preparing.redraft(course.plan_id, by=course.counsellor)
    await builders.prepared(course, weekly_hours=16)
    assert await builders.value(course, "weekly_hours") == 16
