"""Programs are killed between a withdrawal and the index: the card is gone at commit, or nothing happened at all."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from portal.candidates.profiles.codes import card_code
from portal.candidates.profiles.search import VISIBLE, cards_index
from portal.foundation import clock, db, jobs, search
from portal.foundation.embedded import EmbeddedMeilisearch
from portal.foundation.embedded.meilisearch import program
from portal.foundation.embedded.redis import EmbeddedRedis
from portal.foundation.search.meilisearch import MeilisearchEngine
from portal.foundation.web import sessions
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.test_profile_pages import as_
from tests.cast import Cast
from tests.cli.test_serve import free_port
from tests.environment import ENVIRONMENT
from tests.journeys.test_faults import kill, until
from tests.web import Browser

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("faults")]

_ROOT = Path(__file__).parents[3]


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    server = EmbeddedRedis(tmp_path / "servers", durable=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def meilisearch(tmp_path: Path) -> Iterator[EmbeddedMeilisearch]:
    if program() is None:
        pytest.skip("no meilisearch on PATH")
    server = EmbeddedMeilisearch(tmp_path / "search")
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def running(folder: Path, *words: str, **settings: str) -> AsyncIterator[Process]:
    """A program of the portal, as it runs for people."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    env |= ENVIRONMENT | {"PORTAL_DATA_DIR": str(folder), "PYTHONPATH": str(_ROOT)} | settings
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, env=env, cwd=folder, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            kill(process.pid)
            await process.wait()


@asynccontextmanager
async def web(
    dsn: str, redis: EmbeddedRedis, folder: Path, viewer: Viewer
) -> AsyncIterator[tuple[Process, Browser]]:
    """The web process, and somebody signed in to it."""
    port = free_port()
    settings = {"PORTAL_DATABASE_URL": dsn, "PORTAL_REDIS_URL": redis.address(), "PORTAL_PORT": str(port)}
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    async with (
        running(folder, "-m", "portal", "serve", **settings) as process,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):

        async def answers() -> bool:
            try:
                return (await client.get("/healthz")).status_code == 200
            except httpx.HTTPError:
                return False

        async with asyncio.timeout(90):  # a busy machine takes its time to import
            while not await answers():  # noqa: ASYNC110 - another program does it
                await asyncio.sleep(0.1)
        client.cookies.set("session", token, domain="127.0.0.1")
        yield process, Browser(client)


@asynccontextmanager
async def nobody_may_write(table: str, dsn: str) -> AsyncIterator[None]:
    """Holds a moment open: whoever comes to write there waits."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


def somebody_waits_for(table: str) -> Callable[[], Awaitable[bool]]:
    async def true() -> bool:
        return bool(
            await db.fetchval(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = $1::regclass"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                table,
            )
        )

    return true


async def _card_of(person_id: UUID) -> UUID | None:
    found: UUID | None = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    return found


async def _visible() -> set[UUID]:
    return {row["id"] for row in await db.fetch(f"SELECT c.id {VISIBLE}")}


async def _is_gone(card_id: UUID, people: Cast) -> None:
    """From every page of a company, and from the portal's own index."""
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    assert recruiter.organisation_id is not None
    code = card_code(card_id, recruiter.organisation_id, clock.today())
    async with as_(recruiter) as one:
        assert (await one.get(f"/profiles/{code}")).status == 404
        assert code not in (await one.get("/profiles")).html
    assert card_id not in await search.PostgresEngine().ids(cards_index())


async def _withdraw(one: Browser, person_id: UUID) -> int:
    await one.get(f"/people/{person_id}/profile/withdrawal")
    return (await one.press("/profile/withdrawal", {}, follow=False)).status


async def test_the_web_process_is_killed_before_the_index_let_the_card_go(
    fresh_database: str, redis: EmbeddedRedis, tmp_path: Path
) -> None:
    """The card leaves rows and index in one transaction: killed in it, nothing is half done."""
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    (one, *_others) = await builders.released(counsellor, 7)
    await jobs.drain()
    card_id, before = await _card_of(one), await _visible()
    assert card_id is not None
    async with web(fresh_database, redis, tmp_path, counsellor) as (process, hers):
        await hers.get(f"/people/{one}/profile/withdrawal")
        async with nobody_may_write("search_document", fresh_database):
            pressed = asyncio.create_task(hers.press("/profile/withdrawal", {}))
            await until(somebody_waits_for("search_document"), "the withdrawal did not come to the index")
            kill(process.pid)
            assert await process.wait() < 0
            with pytest.raises(httpx.HTTPError):
                await pressed

    async def nothing_waits() -> bool:
        return not await somebody_waits_for("search_document")()

    await until(nothing_waits, "the killed transaction did not end")
    assert await _visible() == before == await search.engine().ids(cards_index())
    async with web(fresh_database, redis, tmp_path, counsellor) as (_, again):
        assert await _withdraw(again, one) == 303
    await _is_gone(card_id, people)
    assert await _visible() == before - {card_id}


_KILLED_AFTER = """
import asyncio, os, signal, sys
from uuid import UUID
from portal.candidates.profiles import actions
from portal.foundation import db, outbox, process
from portal.foundation.settings import load
from portal.subscriptions import SUBSCRIPTIONS
from tests.cast import viewer

async def main():
    settings = load(os.environ)
    process.configure(settings)
    outbox.install(SUBSCRIPTIONS)
    await db.open_pool(settings.database_url)
    person, account, organisation = map(UUID, sys.argv[1:])
    await actions.withdraw(person, by=await viewer(account, organisation))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def _withdrawn_by_a_process_killed_at_commit(
    dsn: str, folder: Path, person_id: UUID, by: Viewer, **settings: str
) -> None:
    words = ("-c", _KILLED_AFTER, str(person_id), str(by.account_id), str(by.organisation_id))
    async with running(folder, *words, PORTAL_DATABASE_URL=dsn, **settings) as process:
        assert await process.wait() == -signal.SIGKILL


async def test_a_process_killed_right_after_the_commit_leaves_no_card_anywhere(
    fresh_database: str, redis: EmbeddedRedis, tmp_path: Path
) -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    (one, *_others) = await builders.released(counsellor, 7)
    await jobs.drain()
    card_id = await _card_of(one)
    assert card_id is not None
    address = {"PORTAL_REDIS_URL": redis.address()}
    await _withdrawn_by_a_process_killed_at_commit(fresh_database, tmp_path, one, counsellor, **address)
    await _is_gone(card_id, people)
    waiting = await db.fetchval(
        "SELECT count(*) FROM outbox WHERE done_at IS NULL AND event = 'CardWithdrawn'"
    )
    assert waiting > 0, "what follows must not be lost with the process"
    async with running(tmp_path, "-m", "portal", "worker", PORTAL_DATABASE_URL=fresh_database, **address):

        async def all_done() -> bool:
            return not await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL")

        await until(all_done, "what followed the withdrawal was not done")
    assert len(await _visible()) == 6
    assert await _visible() == await search.engine().ids(cards_index())


async def test_the_worker_is_killed_while_it_tells_the_search_server(
    fresh_database: str, redis: EmbeddedRedis, meilisearch: EmbeddedMeilisearch, tmp_path: Path
) -> None:
    """Pages hide the card at commit; the server forgets it within seconds of the restart."""
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    (one, *_others) = await builders.released(counsellor, 7)
    await jobs.drain()
    server = MeilisearchEngine(meilisearch.address(), meilisearch.scoped_key())
    await server.ensure(cards_index())
    settings = {
        "PORTAL_DATABASE_URL": fresh_database,
        "PORTAL_REDIS_URL": redis.address(),
        "PORTAL_SEARCH": "meilisearch",
        "PORTAL_MEILISEARCH_URL": meilisearch.address(),
        "PORTAL_MEILISEARCH_KEY": meilisearch.scoped_key(),
    }
    card_id = await _card_of(one)
    assert card_id is not None
    await db.execute(
        "UPDATE outbox SET done_at = NULL, sent_at = NULL, due_at = now() WHERE event = 'CardsReleased'"
    )
    assert meilisearch.child is not None
    pid = meilisearch.child.pid
    try:
        async with running(tmp_path, "-m", "portal", "worker", **settings) as worker:

            async def knows_all() -> bool:
                return len(await server.ids(cards_index())) == 7

            await until(knows_all, "the server did not get the cards")
            os.kill(pid, signal.SIGSTOP)
            others = {name: value for name, value in settings.items() if name != "PORTAL_DATABASE_URL"}
            await _withdrawn_by_a_process_killed_at_commit(
                fresh_database, tmp_path, one, counsellor, **others
            )
            await _is_gone(card_id, people)

            async def worker_has_it() -> bool:
                return bool(
                    await db.fetchval(
                        "SELECT count(*) FROM outbox WHERE event = 'CardWithdrawn' AND sent_at IS NOT NULL"
                    )
                )

            await until(worker_has_it, "the worker was not told")
            await asyncio.sleep(0.5)
            kill(worker.pid)
            assert await worker.wait() < 0
    finally:
        os.kill(pid, signal.SIGCONT)
    assert card_id in await server.ids(cards_index())
    async with running(tmp_path, "-m", "portal", "worker", **settings):

        async def forgot() -> bool:
            return card_id not in await server.ids(cards_index())

        await until(forgot, "the server went on knowing the card")
    await server.close()
