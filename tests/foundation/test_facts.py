"""A fact leaves an audit entry and its consequences, with the change it speaks of."""

from uuid import UUID

import pytest

from portal.foundation import audit, context, db, facts, ids, outbox
from portal.foundation.jobs import job
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.foundation.told import Retold, Told, following, tell

pytestmark = pytest.mark.usefixtures("db_rollback")


@job("tests.first")
async def first(event: Told) -> None: ...


@job("tests.second")
async def second(event: Told) -> None: ...


COORDINATOR = Viewer(
    account_id=ids.new_id(),
    name="Sara Neri",
    organisation_id=ids.new_id(),
    organisation_name="Servizio di prova",
    kinds=frozenset({OrganisationKind.PLACEMENT_SERVICE}),
    roles=frozenset({Role.COORDINATOR, Role.JOB_COUNSELLOR}),
    impersonator_id=ids.new_id(),
)


async def _rows() -> list[tuple[str, str]]:
    return [(row["event"], row["job"]) for row in await db.fetch("SELECT event, job FROM outbox ORDER BY id")]


async def test_a_fact_leaves_one_entry_and_a_row_for_each_follower_in_their_order() -> None:
    with following({Told: (second, first)}):
        thing = await tell()
    assert [entry.what for entry in await audit.entries_about(thing)] == ["Told"]
    assert await _rows() == [("Told", "tests.second"), ("Told", "tests.first")]


async def test_a_fact_that_nobody_follows_leaves_an_entry_only() -> None:
    with following({Told: ()}):
        thing = await tell()
    assert len(await audit.entries_about(thing)) == 1
    assert await _rows() == []


@pytest.mark.parametrize("followers", [(), (first, second)])
async def test_recording_takes_one_round_trip(followers: tuple[object, ...]) -> None:
    with following({Told: followers}):  # type: ignore[dict-item]
        async with db.unit_of_work():
            with db.counted_queries() as queries:
                await facts.record(Told(thing_id=ids.new_id()), by=SYSTEM)
    assert len(queries) == 1


async def test_the_entry_says_who_for_whom_in_which_roles_and_on_whose_behalf() -> None:
    thing = ids.new_id()
    token = context.request_id.set("r-1")
    try:
        with following({Told: (first,)}):
            async with db.unit_of_work():
                await facts.record(Told(thing_id=thing, number=7), by=COORDINATOR)
    finally:
        context.request_id.reset(token)
    (entry,) = await audit.entries_about(thing)
    assert (entry.actor, entry.account_id) == ("account", COORDINATOR.account_id)
    assert entry.impersonator_id == COORDINATOR.impersonator_id
    assert entry.organisation_id == COORDINATOR.organisation_id
    assert entry.roles == ("coordinator", "job_counsellor")
    assert (entry.subject_kind, entry.subject_id) == ("thing", thing)
    assert entry.data == {"thing_id": str(thing), "number": 7}
    assert entry.request_id == "r-1"
    assert await db.fetchval("SELECT request_id FROM outbox") == "r-1"
    assert "Sara" not in str(entry)


async def test_an_act_without_a_seat_is_known_by_its_word() -> None:
    with following({Told: ()}):
        thing = await tell()
    (entry,) = await audit.entries_about(thing)
    assert (entry.actor, entry.account_id, entry.roles) == ("system", None, ())


async def test_a_fact_undone_with_its_change_leaves_nothing() -> None:
    with following({Told: (first,)}), pytest.raises(ValueError, match="no"):
        async with db.unit_of_work():
            await tell()
            raise ValueError("no")
    assert await _rows() == []
    assert await audit.latest() == []


async def test_a_fact_that_is_not_in_the_table_is_refused() -> None:
    with following({Told: ()}), pytest.raises(outbox.NotSubscribed, match="Retold"):
        async with db.unit_of_work():
            await facts.record(Retold(thing_id=ids.new_id()), by=SYSTEM)


async def test_a_subject_that_is_no_id_is_refused() -> None:
    with following({Told: ()}), pytest.raises(TypeError, match="not by an id"):
        async with db.unit_of_work():
            await facts.record(Told(thing_id="x"), by=SYSTEM)  # type: ignore[arg-type]


@pytest.mark.usefixtures("fresh_database")
async def test_a_fact_outside_of_a_unit_of_work_is_refused() -> None:
    with following({Told: ()}):
        with pytest.raises(RuntimeError, match="outside of a unit of work"):
            await facts.record(Told(thing_id=UUID(int=1)), by=SYSTEM)
        with pytest.raises(RuntimeError, match="outside of a unit of work"):
            await outbox.put(Told(thing_id=UUID(int=1)))
