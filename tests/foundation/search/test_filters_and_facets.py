"""Narrowing and counting: exact, and the same for both engines."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.foundation.search import (
    Document,
    IndexSettings,
    PostgresEngine,
    Query,
    SearchEngine,
    postgres_crossed,
)
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.foundation.search.conftest import fill

# case, accents, signs of both engines' languages, and what one of them might write for another
COLOURS = (
    "rosso",
    "Rosso",
    "ROSSO",
    "perché",
    "perche",
    "a=b",
    'd"e',
    "l'uno",
    "x, y",
    "~",
    "~52~",
    "",
    "%",
    "è 😀",
    "\\",
)
SIZES = ("s", "m", "l", "xl")
PLACES = ("LC", "MI", "BG")
TITLES = ("Panettiere", "Panettiere notturno", "Giardiniere", "Cuoco notturno")


def _documents() -> list[Document]:
    dice = random.Random(68)
    return [
        Document(
            UUID(int=dice.getrandbits(128), version=4),
            {"title": dice.choice(TITLES)},
            {
                "colour": dice.sample(COLOURS, dice.randint(0, 4)),
                "size": dice.choice(SIZES),
                "place": dice.choice(PLACES),
            },
        )
        for _ in range(150)
    ]


DOCUMENTS = _documents()
FIELDS = ("colour", "size", "place")


class Stocked(NamedTuple):
    engine: SearchEngine
    index: IndexSettings


@pytest_asyncio.fixture
async def stocked_postgresql(db_rollback: None) -> Stocked:
    engine = PostgresEngine()
    return Stocked(engine, await fill(engine, DOCUMENTS, filter_fields=FIELDS))


@pytest_asyncio.fixture(scope="session")
async def stocked_meilisearch(meilisearch: MeilisearchEngine) -> Stocked:
    return Stocked(meilisearch, await fill(meilisearch, DOCUMENTS, filter_fields=FIELDS))


@pytest.fixture(params=["postgresql", "meilisearch"])
def stock(request: pytest.FixtureRequest) -> Stocked:
    found: Stocked = request.getfixturevalue(f"stocked_{request.param}")
    return found


def passes(document: Document, filters: Mapping[str, tuple[str, ...]], *, aside: str = "") -> bool:
    return all(
        set(document.values(name)) & set(values)
        for name, values in filters.items()
        if values and name != aside
    )


def counts(field: str, words: str, filters: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    return dict(
        Counter(
            value
            for document in DOCUMENTS
            if words.lower() in str(document.text["title"]).lower().split() or not words
            if passes(document, filters, aside=field)
            for value in document.values(field)
        )
    )


some = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.lists(st.sampled_from((*COLOURS, "verde", "ROSS")), max_size=4).map(tuple),
        "size": st.lists(st.sampled_from(SIZES), max_size=2).map(tuple),
        "place": st.lists(st.sampled_from((*PLACES, "lc")), max_size=2).map(tuple),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=some, words=st.sampled_from(("", "", "notturno")), facets=st.sets(st.sampled_from(FIELDS)))
async def test_any_filters_find_exactly_those_they_describe_and_count_them(
    stock: Stocked, filters: dict[str, tuple[str, ...]], words: str, facets: set[str]
) -> None:
    hits = await stock.engine.search(
        stock.index, Query(words, filters, facets=tuple(sorted(facets)), limit=1_000)
    )
    expected = {
        document.id
        for document in DOCUMENTS
        if passes(document, filters) and (not words or words in str(document.text["title"]))
    }
    assert set(hits.ids) == expected
    assert len(hits.ids) == hits.total == len(expected)
    assert hits.facets == {name: counts(name, words, filters) for name in facets}


NARROWED: dict[str, tuple[str, ...]] = {"size": ("m", "l"), "place": ("LC",), "colour": ("rosso", "perché")}


async def test_counts_beside_a_filter_follow_every_change_of_the_index(stock: Stocked) -> None:
    query = Query(filters=NARROWED, facets=FIELDS)
    before = (await stock.engine.search(stock.index, query)).facets
    added = [
        Document(UUID(int=at + 1), {"title": "Cuoco"}, {"colour": "rosso", "size": "xl", "place": "LC"})
        for at in range(2)
    ]
    await stock.engine.upsert(stock.index, added)
    after = (await stock.engine.search(stock.index, query)).facets
    assert after["size"]["xl"] == before["size"].get("xl", 0) + 2
    assert (after["place"], after["colour"]) == (before["place"], before["colour"])
    moved = Document(added[0].id, added[0].text, {**added[0].filters, "size": "m"})
    await stock.engine.upsert(stock.index, [moved])
    now = (await stock.engine.search(stock.index, query)).facets
    assert (now["size"]["xl"], now["size"]["m"]) == (after["size"]["xl"] - 1, before["size"]["m"] + 1)
    await stock.engine.delete(stock.index, [one.id for one in added])
    assert (await stock.engine.search(stock.index, query)).facets == before


async def test_where_too_many_kinds_are_told_apart_to_be_kept_the_counts_are_the_same(
    stocked_postgresql: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, index = stocked_postgresql
    query = Query(filters=NARROWED, facets=FIELDS, limit=1_000)
    kept = await engine.search(index, query)
    monkeypatch.setattr(postgres_crossed, "MOST_KINDS", 1)
    postgres_crossed.forget()
    assert await engine.search(index, query) == kept
    assert kept.facets == {name: counts(name, "", NARROWED) for name in FIELDS}


async def test_a_facet_tells_how_many_there_would_be_with_one_more_box_ticked(stock: Stocked) -> None:
    ticked = await stock.engine.search(stock.index, Query(filters={"size": ("m",)}, facets=("size", "place")))
    both = await stock.engine.search(stock.index, Query(filters={"size": ("m", "l")}))
    assert ticked.facets["size"]["m"] == ticked.total
    assert ticked.facets["size"]["m"] + ticked.facets["size"]["l"] == both.total
    assert sum(ticked.facets["place"].values()) == ticked.total


async def test_pages_follow_one_another_without_gap_or_repetition(stock: Stocked) -> None:
    for query in ({"words": "notturno"}, {"filters": {"place": ("LC", "MI")}}, {}):
        whole = await stock.engine.search(stock.index, Query(**query, limit=1_000, seed=7))  # type: ignore[arg-type]
        pages = [
            await stock.engine.search(stock.index, Query(**query, limit=17, offset=start, seed=7))  # type: ignore[arg-type]
            for start in range(0, 170, 17)
        ]
        assert [one for page in pages for one in page.ids] == list(whole.ids)
        assert {page.total for page in pages} == {whole.total}


async def test_equals_stand_in_another_order_for_another_viewer_and_in_the_same_for_the_same(
    stock: Stocked,
) -> None:
    orders = {
        seed: (await stock.engine.search(stock.index, Query("panettiere", limit=50, seed=seed))).ids
        for seed in (1, 2, 3)
    }
    assert len(set(orders.values())) == 3
    assert (await stock.engine.search(stock.index, Query("panettiere", limit=50, seed=2))).ids == orders[2]


async def test_a_seed_never_puts_a_worse_hit_before_a_better_one(stock: Stocked) -> None:
    titles = {document.id: document.text["title"] for document in DOCUMENTS}
    for seed in range(5):
        hits = await stock.engine.search(stock.index, Query('"cuoco notturno" xyzzyx', limit=200, seed=seed))
        assert {titles[one] for one in hits.ids} == {"Cuoco notturno"}


async def test_a_page_beyond_the_end_is_empty_and_the_total_stays(stock: Stocked) -> None:
    hits = await stock.engine.search(stock.index, Query("giardiniere", offset=9_000))
    assert hits.ids == ()
    assert hits.total > 0


async def test_only_counting_reads_nobody(stock: Stocked) -> None:
    hits = await stock.engine.search(stock.index, Query("giardiniere", facets=("size",), limit=0))
    assert hits.ids == ()
    assert sum(hits.facets["size"].values()) == hits.total > 0


@pytest.mark.parametrize("query", [Query(filters={"salary": ("9",)}), Query(facets=("salary",))])
async def test_a_field_that_the_index_does_not_declare_is_refused(stock: Stocked, query: Query) -> None:
    with pytest.raises(ValueError, match="salary"):
        await stock.engine.search(stock.index, query)


async def test_a_document_with_a_field_that_the_index_does_not_declare_is_refused(stock: Stocked) -> None:
    with pytest.raises(ValueError, match="diagnosis"):
        await stock.engine.upsert(stock.index, [Document(UUID(int=1), {"diagnosis": "x"}, {})])
    with pytest.raises(ValueError, match="longer"):
        await stock.engine.upsert(stock.index, [Document(UUID(int=1), {}, {"size": "x" * 151})])
    assert UUID(int=1) not in await stock.engine.ids(stock.index)


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (1_001, 0), (25, -1)])
def test_a_page_that_cannot_be_is_refused(limit: int, offset: int) -> None:
    with pytest.raises(ValueError, match="page"):
        Query(limit=limit, offset=offset)
