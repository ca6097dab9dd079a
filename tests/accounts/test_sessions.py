"""Who acts in a session: asked at every request, so that what ended is over at once."""

from datetime import date, timedelta

import pytest

from portal.accounts.queries.sessions import resolve_session
from portal.foundation import clock, db
from portal.foundation.web import sessions
from portal.kernel.roles import COMPANY_ROLES, OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast, kind_of, organisation, someone


async def _viewer_of(token: str) -> Viewer | None:
    found = await resolve_session(sessions.hash_of(token))
    assert found is not None
    return found[1]


async def test_an_id_nobody_was_given_opens_nothing(db_rollback: None) -> None:
    assert await resolve_session(sessions.hash_of("chosen by somebody else")) is None


@pytest.mark.parametrize("role", sorted(set(Role) - COMPANY_ROLES))
@pytest.mark.parametrize("step", ["not_needed", "enrol", "code", "done", "anything"])
async def test_a_role_of_a_service_acts_only_with_the_second_factor(
    db_rollback: None, role: Role, step: str
) -> None:
    viewer = await someone(await organisation(kind_of(role)), role)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": step})
    assert (await _viewer_of(token) is not None) == (step == "done")


async def test_the_viewer_is_who_the_cast_says(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    assert await _viewer_of(token) == viewer


async def test_a_membership_that_ends_ends_the_access_at_once(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    await db.execute("UPDATE membership SET ends_on = $1", clock.today())
    assert await _viewer_of(token) is None


async def test_a_membership_that_begins_tomorrow_is_not_yet(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    await db.execute("UPDATE membership SET starts_on = $1", clock.today() + timedelta(days=1))
    assert await _viewer_of(token) is None


async def test_a_kind_that_ends_takes_its_roles_along(db_rollback: None) -> None:
    place = await organisation(OrganisationKind.PLACEMENT_SERVICE, OrganisationKind.HOST)
    viewer = await someone(place, Role.COORDINATOR, Role.IN_COMPANY_TUTOR)
    token = await sessions.open_session(viewer.account_id, place, {"second_factor": "done"})
    await db.execute("UPDATE organisation_kind SET starts_on = $1 WHERE kind = 'host'", _ago(9))
    await db.execute("UPDATE organisation_kind SET ends_on = $1 WHERE kind = 'host'", clock.today())
    seen = await _viewer_of(token)
    assert seen is not None
    assert seen.roles == {Role.COORDINATOR}
    assert seen.kinds == {OrganisationKind.PLACEMENT_SERVICE}


async def test_a_closed_account_is_out_at_once(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    await db.execute("UPDATE account SET disabled_at = $1", clock.now())
    assert await resolve_session(sessions.hash_of(token)) is None


async def test_a_session_ends_by_itself(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    with clock.as_of(clock.now() + sessions.IDLE + timedelta(seconds=1)):
        assert await resolve_session(sessions.hash_of(token)) is None


async def test_who_calls_is_one_query(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    with db.counted_queries() as queries:
        await resolve_session(sessions.hash_of(token))
    assert len(queries) == 1


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)
