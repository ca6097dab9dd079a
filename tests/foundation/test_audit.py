"""The audit log only grows, and whoever tampers with it breaks its chain."""

import asyncio

import asyncpg
import pytest

from portal.foundation import audit, db, ids
from portal.kernel.viewer import PERSON, SYSTEM

pytestmark = pytest.mark.usefixtures("db_rollback")


async def _note(what: str = "IdentityRead", subject_id: object = None) -> None:
    await audit.note(what, by=SYSTEM, subject_kind="person", subject_id=subject_id, data={"b": 1, "a": [2]})  # type: ignore[arg-type]


async def _seal_all() -> int:
    sealed = 0
    while new := await audit.seal():
        sealed += new
    return sealed


async def test_entries_about_a_subject_come_latest_first_and_by_page() -> None:
    person = ids.new_id()
    for what in ("IdentityRead", "Exported", "IdentityRead"):
        await _note(what, person)
    await _note("IdentityRead", ids.new_id())
    assert [entry.what for entry in await audit.entries_about(person)] == [
        "IdentityRead", "Exported", "IdentityRead",
    ]  # fmt: skip
    first_page = await audit.entries_about(person, limit=2)
    second_page = await audit.entries_about(person, limit=2, before=first_page[-1].id)
    assert len(second_page) == 1
    assert len(await audit.entries_about(person, what=["Exported"])) == 1


async def test_an_entry_names_a_person_by_a_random_reference_that_dies_with_her_erasure() -> None:
    person, plan = ids.new_id(), ids.new_id()
    await _note("IdentityRead", person)
    await audit.note(
        "PlanDrafted", by=SYSTEM, subject_kind="plan", subject_id=plan, data={"person_id": str(person)}
    )
    written = str(await db.fetch("SELECT subject_id, data FROM audit_entry"))
    assert str(person) not in written
    assert str(plan) not in written
    about_her, about_plan = await audit.entries_about(person), await audit.entries_about(plan)
    assert about_plan[0].data["person_id"] == str(about_her[0].subject_id), "one reference a person"
    await _seal_all()
    assert await audit.forget([person, plan]) == 2
    assert await audit.entries_about(person, plan) == []
    assert (await audit.verify()).is_whole, "the log itself did not change"


@pytest.mark.usefixtures("fresh_database")
async def test_two_first_entries_about_one_person_at_once_share_her_reference() -> None:
    person = ids.new_id()
    await asyncio.gather(*(_note("IdentityRead", person) for _ in range(8)))
    assert len({entry.subject_id for entry in await audit.entries_about(person)}) == 1


async def test_entries_by_an_account_are_found() -> None:
    account = ids.new_id()
    signed_in = type(PERSON)("person", account)
    await audit.note("SignedIn", by=signed_in, subject_kind="account", subject_id=account)
    await _note()
    assert [entry.what for entry in await audit.entries_by(account)] == ["SignedIn"]


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = 1", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
async def test_nothing_of_it_can_be_changed_or_taken_away(table: str, change: str) -> None:
    await _note()
    await audit.seal()
    statement = change.format(table)
    if table == "audit_seal":
        statement = statement.replace("SET id", "SET position")
    with pytest.raises(asyncpg.RestrictViolationError, match="only grows"):
        async with db.unit_of_work():
            await db.execute(statement)


async def test_the_sealer_chains_every_entry_and_the_chain_holds() -> None:
    for _ in range(5):
        await _note()
    assert (await audit.verify()).unsealed == 5
    assert await _seal_all() == 5
    verdict = await audit.verify()
    assert (verdict.sealed, verdict.unsealed, verdict.broken_at, verdict.is_whole) == (5, 0, None, True)
    assert (await audit.head())[0] == 5
    assert await audit.seal() == 0


async def test_sealing_in_several_rounds_goes_on_with_the_same_chain() -> None:
    await _note()
    await _seal_all()
    _, before = await audit.head()
    await _note()
    await _seal_all()
    assert (await audit.head())[1] != before
    assert (await audit.verify()).is_whole


async def _without_guard(statement: str) -> None:
    """What somebody with the rights of the database's owner could do."""
    await db.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    await db.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
    await db.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "position"),
    [
        (
            "UPDATE audit_entry SET data = '{}' WHERE id = (SELECT entry_id FROM audit_seal WHERE position = 3)",
            3,
        ),
        (
            "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = (SELECT min(id) FROM audit_entry)",
            1,
        ),
        ("UPDATE audit_entry SET roles = '{coordinator}' WHERE id = (SELECT max(id) FROM audit_entry)", 5),
        ("UPDATE audit_seal SET hash = sha256('x') WHERE position = 2", 2),
        ("DELETE FROM audit_seal WHERE position = 4", 4),
    ],
)
async def test_tampering_is_found_where_it_happened(tampering: str, position: int) -> None:
    for _ in range(5):
        await _note()
    await _seal_all()
    await _without_guard(tampering)
    verdict = await audit.verify()
    assert verdict.broken_at == position
    assert not verdict.is_whole


async def test_a_sealed_entry_that_was_deleted_is_found() -> None:
    for _ in range(3):
        await _note()
    await _seal_all()
    await _without_guard("ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_entry_id_fkey")
    await db.execute(
        "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE position = 2)"
    )
    verdict = await audit.verify()
    assert verdict.broken_at == 2


async def test_an_entry_smuggled_in_behind_the_triggers_is_found() -> None:
    await _note()
    await _seal_all()
    await db.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    await _note()
    verdict = await audit.verify()
    assert verdict.broken_at is None
    assert verdict.strays == 1
    assert not verdict.is_whole


@pytest.mark.usefixtures("fresh_database")
async def test_two_sealers_at_once_make_one_chain() -> None:
    for _ in range(20):
        await _note()

    async def write_and_seal() -> None:
        for _ in range(10):
            await _note()
            await audit.seal()

    await asyncio.gather(*(write_and_seal() for _ in range(6)), *(audit.seal() for _ in range(4)))
    await _seal_all()
    verdict = await audit.verify()
    assert (verdict.sealed, verdict.is_whole) == (80, True)


@pytest.mark.usefixtures("fresh_database")
async def test_an_entry_that_commits_late_with_an_old_number_is_sealed_too() -> None:
    early_may_commit, early_has_written = asyncio.Event(), asyncio.Event()

    async def early() -> None:
        async with db.unit_of_work():
            await _note("Early")
            early_has_written.set()
            await early_may_commit.wait()

    task = asyncio.create_task(early())
    await early_has_written.wait()
    await _note("Late")
    assert await audit.seal() == 1
    early_may_commit.set()
    await task
    assert await audit.seal() == 1
    order = await db.fetch(
        "SELECT what FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id ORDER BY position"
    )
    assert [row["what"] for row in order] == ["Late", "Early"]
    assert await db.fetchval("SELECT min(id) FROM audit_entry WHERE what = 'Late'") > await db.fetchval(
        "SELECT id FROM audit_entry WHERE what = 'Early'"
    )
    assert (await audit.verify()).is_whole


@pytest.mark.usefixtures("fresh_database")
async def test_entries_loaded_by_copy_are_sealed_in_batches() -> None:
    from portal.foundation.clock import now

    columns = ["at", "actor", "roles", "what", "subject_kind", "data"]
    await db.copy(
        "audit_entry", columns, ((now(), "system", [], "Loaded", "person", "{}") for _ in range(2500))
    )
    assert [await audit.seal() for _ in range(4)] == [1000, 1000, 500, 0]
    assert (await audit.verify()).is_whole
