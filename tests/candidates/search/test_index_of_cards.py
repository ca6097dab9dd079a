"""The index behind the cards: compared every night and on request, and told of changes in the right order."""

from collections.abc import Iterable
from uuid import UUID

import pytest

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import indexing
from portal.candidates.profiles.hiding import hide
from portal.candidates.profiles.search import cards_index
from portal.foundation import db, jobs, search
from portal.foundation.search import IndexSettings, PostgresEngine
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA
from tests.candidates.search.market import card_ids
from tests.candidates.test_profile_pages import as_
from tests.cast import Cast
from tests.web import application

pytestmark = pytest.mark.usefixtures("db_rollback")


class Server(PostgresEngine):
    """Notes in which order a search server would learn of what, and which of it is there at that moment."""

    def __init__(self) -> None:
        self.told: list[tuple[str, frozenset[UUID]]] = []

    async def propagate(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        wanted = frozenset(ids)
        present = {one.id async for one in self.stored(index, wanted)}
        if wanted & present:
            self.told.append(("written", wanted & present))
        if wanted - present:
            self.told.append(("deleted", wanted - present))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    found = Server()
    application()  # which says once per process which engine answers
    monkeypatch.setattr(search, "_engine", found)
    return found


async def test_after_a_withdrawal_the_others_become_coarser_before_the_card_goes(server: Server) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 10)
    await jobs.drain()
    before = frozenset(await card_ids())
    server.told.clear()
    await profiles.withdraw(people[0], asked_by_person=False, by=counsellor)
    await jobs.drain()
    after = frozenset(await card_ids())
    (gone,) = before - after
    first_deletion = next(
        at for at, (what, ids) in enumerate(server.told) if what == "deleted" and gone in ids
    )
    coarser = frozenset().union(*(ids for what, ids in server.told[:first_deletion] if what == "written"))
    changed = frozenset(
        row["id"]
        for row in await db.fetch(
            "SELECT id FROM card WHERE release = (SELECT id FROM release ORDER BY made_at DESC, id DESC LIMIT 1)"
        )
    )
    assert coarser >= changed
    assert gone not in coarser


async def test_a_scope_that_hides_leaves_the_server_s_index_too(server: Server) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 6)
    await jobs.drain()
    ids = frozenset(await card_ids())
    assert await server.ids(cards_index()) == ids
    await hide(LOMBARDIA, "failure", by=SYSTEM)
    assert await server.ids(cards_index()) == frozenset()
    await jobs.drain()
    (check,) = await search.latest_checks(5)
    assert (check.documents, check.wrong) == (0, 0)


async def test_the_comparison_mends_what_it_finds_and_says_what_it_found() -> None:
    people = Cast()
    await builders.released(await people.owner(Role.JOB_COUNSELLOR), 7)
    ids = await card_ids()
    await search.engine().delete(cards_index(), ids[:2])
    await db.execute("UPDATE card SET working_time = 'full' WHERE id = $1", ids[3])
    await db.execute(
        "INSERT INTO search_source SELECT index_name, gen_random_uuid(), source FROM search_source LIMIT 1"
    )
    administrator = await people.owner(Role.PLATFORM_ADMINISTRATOR)
    async with as_(administrator) as one:
        assert "Nessun confronto è stato ancora fatto." in await one.get("/operations")
        asked = await one.press("/operations/search-check")
        assert "Il confronto è in coda" in asked
        await jobs.drain()
        page = await one.get("/operations")
        assert "corretto" in page
    (check,) = await search.latest_checks(5)
    assert (check.documents, check.missing, check.stale) == (7, 2, 1)
    assert await indexing.mend_index() == 0
    async with as_(administrator) as one:
        assert "uguale" in await one.get("/operations")
    assert await search.engine().ids(cards_index()) == frozenset(ids)
