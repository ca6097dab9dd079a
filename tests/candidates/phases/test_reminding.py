"""Reminders: told once for each step, to who answers today, then to the coordinators."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.candidates.cases import actions as cases
from portal.candidates.cases.team import telling
from portal.candidates.cases.vocabulary import SubstitutionReason
from portal.candidates.phases import checks, reminding
from portal.candidates.phases.reminding import late_step
from portal.candidates.phases.vocabulary import CheckResult, Consequence
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.team.making import Shared, case_of, joined, offered, shared
from tests.cast import someone
from tests.told import told

TERM = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("days", "step"), [(-1, None), (0, None), (1, 0), (7, 0), (8, 1), (14, 1), (15, 2), (90, 2)]
)
def test_a_late_phase_is_told_then_again_a_week_later_then_to_the_coordinator(
    days: int, step: int | None
) -> None:
    assert late_step(TERM, TERM + timedelta(days=days)) == step


@pytest.mark.parametrize(
    ("left", "step"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (0, 30), (-1, None)]
)
def test_the_end_of_the_months_is_told_at_ninety_sixty_and_thirty_days(left: int, step: int | None) -> None:
    assert telling.reached(TERM + timedelta(days=left), TERM, reminding.BEFORE_TERM) == step


db_test = pytest.mark.usefixtures("db_rollback")


@db_test
async def test_a_case_that_waits_is_told_to_its_holder_once_and_then_to_the_coordinators() -> None:
    now = await shared("first_evaluation")
    coordinator = await now.people.owner(Role.COORDINATOR)
    with clock.as_of(clock.now() + timedelta(days=21)):
        await reminding.remind_of_cases()
        await reminding.remind_of_cases()
        assert len(await told(now.counsellor, Kind.CASE_DUE)) == 1
        assert await told(coordinator, Kind.CASE_DUE) == []
    with clock.as_of(clock.now() + timedelta(days=28)):
        await reminding.remind_of_cases()
        assert len(await told(now.counsellor, Kind.CASE_DUE)) == 2
    with clock.as_of(clock.now() + timedelta(days=36)):
        await reminding.remind_of_cases()
        assert len(await told(coordinator, Kind.CASE_DUE)) == 1
    for line in await told(now.counsellor, Kind.CASE_DUE):
        assert "Brambilla" not in line, "dates only"


@db_test
async def test_a_project_is_told_before_its_review_on_the_day_and_after() -> None:
    now = await shared()
    coordinator = await now.people.owner(Role.COORDINATOR)
    # talks go on, so that only the review of the project is late
    for back, expected in ((60 - 14, 1), (60, 2), (60 + 7, 3)):
        with clock.as_of(clock.now() + timedelta(days=back)):
            await builders.interview(now.person_id, builders.InterviewKind.CHECK, now.counsellor)
            await reminding.remind_of_cases()
            reviews = [
                one
                for one in await told(now.counsellor, Kind.CASE_DUE)
                if "riguardat" in one or "progetto" in one
            ]
            assert len(reviews) == expected, back
    with clock.as_of(clock.now() + timedelta(days=60 + 22)):
        await reminding.remind_of_cases()
        assert any("progetto" in one for one in await told(coordinator, Kind.CASE_DUE))


async def _checks(viewer: Viewer) -> list[str]:
    return [one for one in await told(viewer, Kind.CASE_DUE) if "piano di valutazione" in one]


@db_test
async def test_a_question_of_the_evaluation_plan_is_told_on_its_day_and_a_week_later_until_it_is_answered() -> (
    None
):
    now = await shared("first_evaluation")
    due = await checks.due_of(await case_of(now.person_id), 2)
    for days, expected in ((-1, 0), (0, 1), (3, 1), (7, 2), (30, 2)):
        with clock.as_of(clock.now() + timedelta(days=(due - clock.today()).days + days)):
            await reminding.remind_of_checks()
            assert len(await _checks(now.counsellor)) == expected, days
    assert not any("Brambilla" in one for one in await _checks(now.counsellor)), "dates only"


@db_test
async def test_an_answered_question_is_silent_and_the_seventh_speaks_again_with_the_next_review() -> None:
    now = await shared()
    answer: dict[str, Any] = {
        "person_id": now.person_id,
        "phase": 7,
        "result": CheckResult.YES,
        "fact": "Le azioni sono fatte.",
        "consequence": Consequence.NONE,
    }
    await checks.answer(id=new_id(), **answer, by=now.counsellor)
    review_on = await db.fetchval("SELECT next_review_on FROM project WHERE state = 'in_force'")
    with clock.as_of(clock.now() + timedelta(days=(review_on - clock.today()).days + 1)):
        assert await reminding.remind_of_checks() == 0
        await db.execute(
            "UPDATE project SET next_review_on = $1 WHERE state = 'in_force'", review_on + timedelta(days=90)
        )
    with clock.as_of(clock.now() + timedelta(days=(review_on - clock.today()).days + 90)):
        assert await reminding.remind_of_checks() == 1
        assert await reminding.remind_of_checks() == 0, "once"


@db_test
async def test_an_agreement_that_is_missing_is_told_at_three_and_seven_days() -> None:
    now = await shared("acceptance")
    await projects.write(id=new_id(), person_id=now.person_id, content=builders.content(), by=now.counsellor)
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    for days, expected in ((2, 0), (3, 1), (5, 1), (7, 2), (9, 2)):
        with clock.as_of(clock.now() + timedelta(days=days)):
            await reminding.remind_of_agreements()
            assert len(await told(now.counsellor, Kind.CASE_DUE)) == expected, days


@db_test
async def test_a_mandate_that_ends_is_told_to_both_sides_at_thirty_and_seven_days() -> None:
    now = await shared()
    other = await now.people.owner(Role.HEALTH_OPERATOR)
    await joined(now, other)
    for days, expected in ((269, 0), (270, 2), (293, 4)):
        with clock.as_of(clock.now() + timedelta(days=days)):
            await telling.remind_of_mandates()
            # the mandate and her agreement end on the same day: one word for each
            assert len(await told(other, Kind.CASE_DUE)) == expected, days
            assert len(await told(now.counsellor, Kind.CASE_DUE)) == expected, days


@db_test
async def test_a_handover_unanswered_is_told_at_seven_and_fourteen_days_then_to_the_coordinators() -> None:
    now = await shared()
    receiver, coordinator = (
        await now.people.teammate(Role.JOB_COUNSELLOR),
        await now.people.owner(Role.COORDINATOR),
    )
    await offered(now, receiver)
    for days, expected, above in ((6, 0, 0), (7, 1, 0), (14, 2, 1)):
        with clock.as_of(clock.now() + timedelta(days=days)):
            await telling.remind_of_handovers()
            assert len(await told(receiver, Kind.CASE_DUE)) == expected, days
            assert len(await told(coordinator, Kind.CASE_DUE)) == above, days


async def _stands_in(now: Shared, who: Viewer, substitute: Viewer, days: int) -> None:
    await cases.record_substitution(
        id=new_id(),
        holder_id=who.account_id,
        substitute_id=substitute.account_id,
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=days),
        reason=SubstitutionReason.ILLNESS,
        by=await now.people.owner(Role.COORDINATOR),
    )


@db_test
async def test_a_holder_absent_without_a_substitute_is_told_to_the_coordinators_once() -> None:
    now = await shared()
    coordinator = await now.people.owner(Role.COORDINATOR)
    stand_in = await now.people.teammate(Role.JOB_COUNSELLOR)
    third = await someone(now.counsellor.organisation_id, Role.JOB_COUNSELLOR)
    await _stands_in(now, now.counsellor, stand_in, 20)
    assert await reminding.remind_of_absences() == 0, "somebody is there"
    # who stands in is ill herself: another colleague is needed, and her own cases are nobody's concern
    await _stands_in(now, stand_in, third, 5)
    assert await reminding.remind_of_absences() == 1
    assert await reminding.remind_of_absences() == 0, "once"
    (line,) = await told(coordinator, Kind.CASE_DUE)
    assert "non ha più chi lo sostituisce" in line
    assert "/assignments" in line
    with clock.as_of(clock.now() + timedelta(days=6)):
        assert await reminding.remind_of_absences() == 0, "she is back"
    with clock.as_of(clock.now() + timedelta(days=21)):
        assert await reminding.remind_of_absences() == 0, "the holder is back"


@db_test
async def test_a_substitute_who_leaves_the_service_leaves_the_holder_uncovered_until_another_is_named() -> (
    None
):
    now = await shared()
    stand_in = await now.people.teammate(Role.JOB_COUNSELLOR)
    await _stands_in(now, now.counsellor, stand_in, 20)
    await db.execute(
        "UPDATE membership SET starts_on = $2, ends_on = $3 WHERE account = $1",
        stand_in.account_id,
        clock.today() - timedelta(days=100),
        clock.today(),
    )
    assert await reminding.remind_of_absences() == 1
    third = await someone(now.counsellor.organisation_id, Role.JOB_COUNSELLOR)
    await _stands_in(now, now.counsellor, third, 15)
    with clock.as_of(clock.now() + timedelta(days=2)):
        assert await reminding.remind_of_absences() == 0


@db_test
async def test_the_night_costs_no_more_queries_for_cases_that_wait_for_nothing() -> None:
    now = await shared("first_evaluation")
    await reminding.remind_of_cases()
    for _ in range(3):
        await builders.in_phase("first_evaluation", now.counsellor)
    with db.counted_queries() as queries:
        assert await reminding.remind_of_cases() == 0
    assert len(queries) == 1
