"""Words planted in every personal column, looked for on every surface, by every role that must not see them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from uuid import UUID

import asyncpg
import httpx
import pytest
import pytest_asyncio
import structlog
from structlog.testing import CapturingLogger

from portal.candidates.people import queries as people_queries
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.search import cards_index, documents
from portal.foundation import db, jobs, search
from portal.foundation.ids import new_id
from portal.kernel.roles import COMPANY_ROLES, Role
from portal.kernel.viewer import SYSTEM, Viewer
from portal.privacy.actions import links, requesting
from portal.privacy.queries import graph
from portal.privacy.vocabulary import Channel, RequestKind
from tests.candidates.builders import LOMBARDIA
from tests.journeys.every_page import routes, world
from tests.privacy.marked import Marked, as_, marked, plant, read_by, read_by_herself, words_of

pytestmark = [pytest.mark.usefixtures("db_rollback"), pytest.mark.xdist_group("markers")]

OF_THE_SERVICE = {Role.JOB_COUNSELLOR, Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER}
"""Roles that have a ground on her file in her own service, or answer her requests."""


@pytest_asyncio.fixture
async def her(db_rollback: None) -> Marked:
    return await marked(await world())


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    """Every line that any module of the portal writes in its log, however unimportant."""
    captured = CapturingLogger()
    for name, module in list(sys.modules.items()):
        if name.startswith("portal."):
            for attribute, value in list(vars(module).items()):
                if isinstance(value, structlog._config.BoundLoggerLazyProxy):
                    monkeypatch.setattr(module, attribute, captured)
    return captured


async def _strangers(her: Marked) -> dict[str, Viewer | None]:
    """Whoever must not see a word of hers."""
    people = her.told.people
    found: dict[str, Viewer | None] = {"a visitor": None}
    for role in Role:
        found[f"{role} elsewhere"] = await people.outsider(role)
        if role not in OF_THE_SERVICE:
            found[f"{role} of ours"] = await people.owner(role)
    return found


async def test_who_may_read_them_does(her: Marked) -> None:
    """So that the tests below could fail: every word somebody wrote is met by who follows her, or by herself."""
    planted = await plant(her, by_force=False)
    seen = await read_by_herself(her)
    assert {"person.last_name", "card_history.text_sealed"} <= seen
    for role in (Role.JOB_COUNSELLOR, Role.COORDINATOR):
        for met in (await read_by(her, await her.told.owner(role))).values():
            seen |= met
    assert planted - seen == set()
    assert {"interview.facts_sealed", "project.wishes_sealed", "profile_text.text_sealed"} <= seen


async def test_nobody_else_meets_one_of_them(her: Marked) -> None:
    await plant(her, by_force=False)
    found = {}
    for name, viewer in (await _strangers(her)).items():
        is_company = viewer is not None and bool(viewer.roles & COMPANY_ROLES)
        for path, met in (await read_by(her, viewer, fragments=is_company)).items():
            found[f"{name} on {path}"] = met
    assert found == {}


async def test_companies_meet_none_of_any_column_and_read_none(her: Marked) -> None:
    """By force: where a page of theirs opened a list or a document of hers it would break."""
    planted = await plant(her, by_force=True)
    assert len(planted) > 60
    wrong = {}
    for side in (her.told.people.owner, her.told.people.outsider):
        for role in (Role.COMPANY_RECRUITER, Role.COMPANY_ADMINISTRATOR):
            viewer = await side(role)
            async with as_(viewer) as one:
                for method in ("GET", "POST"):
                    for route in routes(method):
                        if not route.access.lets_in(viewer) or route.path.startswith("/sign-out"):
                            continue
                        path = her.address(route)
                        page = (
                            await one.get(path, follow=False)
                            if method == "GET"
                            else await one.post(path, follow=False)
                        )
                        if page.status >= 500 or her.met(words_of(page)):
                            wrong[f"{role}, {method} {route.path}"] = (page.status, her.met(words_of(page)))
    assert wrong == {}


async def test_nothing_outside_her_own_rows_holds_one_of_them(
    her: Marked, lines: CapturingLogger, capfd: pytest.CaptureFixture[str]
) -> None:
    """Index, audit log, outbox, notifications, mail to others, sessions, log: after every kind of act on her file."""
    await plant(her, by_force=False)
    counsellor = await her.told.owner(Role.JOB_COUNSELLOR)
    await requesting.ask(
        id=new_id(), person_id=her.person_id, kind=RequestKind.RECTIFICATION, words="La via."
    )
    await links.make_link(her.person_id, Channel.MAIL, by=counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await read_by(her, counsellor)
    await profiles.withdraw(her.person_id, by=counsellor)
    await jobs.drain()
    told = capfd.readouterr()
    assert her.met(told.out + told.err + repr(lines.calls)) == set()
    assert lines.calls, "nothing was captured"
    assert await _met_in_other_rows(her) == {}
    indexed = [repr(one) async for one in documents()]
    assert her.met("".join(indexed)) == set()


async def _met_in_other_rows(her: Marked) -> dict[str, set[str]]:
    """By table, the words that stand in rows that are not hers, read as text and as bytes."""
    hers = set((await graph.rows_of(her.person_id)).keys())
    tables = await db.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found: dict[str, set[str]] = {}
    address = (await db.fetchval("SELECT email FROM person WHERE id = $1", her.person_id)) or "-"
    for row in tables:
        name = row["tablename"]
        if name in hers:
            continue
        for line in await db.fetch(f'SELECT t::text AS whole FROM "{name}" t'):
            whole = line["whole"]
            if name == "mail_message" and address in whole:
                continue  # a letter to herself
            plain = bytes.fromhex("".join(_bytes_in(whole))).decode("utf-8", "replace")
            if met := her.met(whole + plain):
                found.setdefault(name, set()).update(met)
    return found


def _bytes_in(whole: str) -> Iterator[str]:
    """What a row as text shows of its columns of bytes, in hexadecimal digits."""
    for digits in re.findall(r"\\x([0-9a-f]+)", whole):
        yield digits[: len(digits) // 2 * 2] + "20"


@pytest.mark.parametrize("fragment", [False, True])
async def test_a_failure_quotes_none_of_them(
    her: Marked, lines: CapturingLogger, monkeypatch: pytest.MonkeyPatch, fragment: bool
) -> None:
    """A database's message quotes the row; the error page and the log do not quote the message."""
    await plant(her, by_force=False)
    name = await db.fetchval("SELECT last_name FROM person WHERE id = $1", her.person_id)

    async def broken(person_id: UUID) -> None:
        raise asyncpg.UniqueViolationError(f"Key (last_name)=({name}) already exists.")

    monkeypatch.setattr(people_queries, "person", broken)
    counsellor = await her.told.owner(Role.JOB_COUNSELLOR)
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{her.person_id}/data", fragment=fragment)
    assert page.status == 500
    assert her.met(words_of(page) + repr(lines.calls)) == set()
    assert any("failure" in call.args for call in lines.calls)


async def test_the_embedded_index_and_its_answers_hold_none(her: Marked) -> None:
    await plant(her, by_force=True)
    engine, index = search.PostgresEngine(), cards_index()
    await engine.upsert(index, [one async for one in documents()])
    kept = [repr(one) async for one in engine.stored(index)]
    assert len(kept) >= 5
    await _answers_none(her, engine, "".join(kept))


async def test_a_search_server_holds_none(
    her: Marked, meilisearch: search.SearchEngine, meilisearch_address: tuple[str, str | None]
) -> None:
    """Documents, settings and the records of its tasks."""
    await plant(her, by_force=True)
    await meilisearch.rebuild(cards_index(), documents())
    url, key = meilisearch_address
    async with httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {key}"}) as server:
        kept = (await server.get("/tasks?limit=1000")).text
        for index in (await server.get("/indexes?limit=1000")).json()["results"]:
            kept += (await server.get(f"/indexes/{index['uid']}/documents?limit=1000")).text
            kept += (await server.get(f"/indexes/{index['uid']}/settings")).text
    assert str(her.card_id) in kept
    await _answers_none(her, meilisearch, kept)


async def _answers_none(her: Marked, engine: search.SearchEngine, kept: str) -> None:
    assert her.met(kept) == set()
    assert her.card_id in await engine.ids(cards_index())
    for number in her.columns:
        hits = await engine.search(cards_index(), search.Query(f"Zv{number:03d}orrq"))
        assert hits.total == 0
