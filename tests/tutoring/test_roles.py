"""Every move of a plan × every role: whoever follows the person moves it, and nobody else, whatever they are."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from portal.foundation import clock, db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import ROLES_OF_KIND, Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import ending, preparing, running, signing
from portal.tutoring.transitions import TRANSITIONS
from portal.tutoring.vocabulary import InterruptedBy, Outcome, PlanState
from tests import cast
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")
S = PlanState
Make = Callable[[], Awaitable[Course]]
Act = Callable[[UUID, Viewer], Awaitable[object]]


async def almost_ready() -> Course:
    """All is there, and only the word is missing."""
    course = await builders.ready()
    await db.execute("UPDATE plan SET state = 'to_sign' WHERE id = $1", course.plan_id)
    return course


async def suspended() -> Course:
    course = await builders.running_plan()
    await running.suspend(course.plan_id, reason="Ferie.", by=course.counsellor)
    return course


MOVES: dict[str, tuple[Make, Act, PlanState]] = {
    "complete": (builders.prepared, lambda id, by: preparing.complete(id, by=by), S.TO_SIGN),
    "redraft": (builders.to_sign, lambda id, by: preparing.redraft(id, by=by), S.DRAFTED),
    "make_ready": (almost_ready, lambda id, by: signing.make_ready(id, by=by), S.READY),
    "start": (builders.ready, lambda id, by: running.start(id, by=by), S.RUNNING),
    "suspend": (
        builders.running_plan,
        lambda id, by: running.suspend(id, reason="Ferie.", by=by),
        S.SUSPENDED,
    ),
    "resume": (suspended, lambda id, by: running.resume(id, by=by), S.RUNNING),
    "end": (
        builders.running_plan,
        lambda id, by: ending.end(
            id, outcome=Outcome.BACK_TO_SERVICES, ended_on=clock.today(), words=None, by=by
        ),
        S.ENDED,
    ),
    "interrupt": (
        builders.running_plan,
        lambda id, by: ending.interrupt(id, interrupted_by=InterruptedBy.SERVICE, reason="Non va.", by=by),
        S.INTERRUPTED,
    ),
}


def test_every_move_of_the_table_is_tried() -> None:
    assert set(MOVES) == {row.name for row in TRANSITIONS}


async def others(course: Course) -> list[tuple[str, Viewer]]:
    """Somebody of every role: in the company where the company has it, in the service where the service has it."""
    found = [("recruiter the proposal named", course.recruiter), ("tutor of the plan", course.tutor)]
    service_id, company_id = course.counsellor.organisation_id, course.stage.company_id
    assert service_id is not None
    inside = {
        role for kind, roles in ROLES_OF_KIND.items() if kind.value == "placement_service" for role in roles
    }
    for role in Role:
        if role in inside:
            found.append((f"{role.value} of the service", await cast.someone(service_id, role)))
        elif role.value.startswith("company") or role is Role.IN_COMPANY_TUTOR:
            found.append((f"{role.value} of the company", await cast.someone(company_id, role)))
        else:
            found.append((role.value, await course.stage.people.owner(role)))
    for role in (Role.JOB_COUNSELLOR, Role.IN_COMPANY_TUTOR, Role.COORDINATOR):
        found.append((f"{role.value} of elsewhere", await course.stage.people.outsider(role)))
    return found


@pytest.mark.parametrize("name", MOVES)
async def test_only_the_counsellor_who_follows_the_person_moves_it(name: str) -> None:
    make, act, target = MOVES[name]
    course = await make()
    before = await builders.state_of(course)
    people = await others(course)
    assert len(people) >= len(Role)
    for who, viewer in people:
        with pytest.raises(NotThere):
            await act(course.plan_id, viewer)
            pytest.fail(f"{who} could {name}")
        assert await builders.state_of(course) is before
    await act(course.plan_id, course.counsellor)
    assert await builders.state_of(course) is target
