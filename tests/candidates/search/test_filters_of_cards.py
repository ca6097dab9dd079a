"""For filters alone both engines answer one set of cards, exactly, and one count for every value of every field."""

import random
from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.candidates.profiles import card_words
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.card_words import family_of
from portal.candidates.profiles.search import FILTERS, Shown, cards_index, document
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation.search import PostgresEngine, Query, SearchEngine
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.candidates.search.offered import FAMILIES, OFFERED

INDEX = replace(cards_index(), name="cards_by_field")


def _cards(number: int) -> list[Shown]:
    dice = random.Random(68)

    def one() -> Shown:
        codes = tuple(dice.choice(OFFERED[of.value]) if dice.random() < 0.7 else None for of in CardField)
        single = tuple(sorted(dice.sample(OFFERED["skills"], dice.randint(0, 3))))
        others = [code for code in FAMILIES if code not in {family_of()[each] for each in single}]
        return Shown(
            UUID(int=dice.getrandbits(128), version=4),
            codes,
            tuple(dice.sample(others, dice.randint(0, 2))),
            single,
        )

    return [one() for _ in range(number)]


CARDS = _cards(300)


@pytest_asyncio.fixture(scope="session")
async def meilisearch_by_field(meilisearch: MeilisearchEngine) -> MeilisearchEngine:
    await meilisearch.ensure(INDEX)
    await meilisearch.upsert(INDEX, map(document, CARDS))
    return meilisearch


@pytest_asyncio.fixture
async def both(meilisearch_by_field: MeilisearchEngine, db_rollback: None) -> list[SearchEngine]:
    embedded = PostgresEngine()
    await embedded.ensure(INDEX)
    await embedded.upsert(INDEX, map(document, CARDS))
    return [embedded, meilisearch_by_field]


questions = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(codes), max_size=3).map(tuple) for name, codes in OFFERED.items()
    },
).map(lambda chosen: Wanted(chosen=chosen))


def _counts(name: str, asked: Wanted) -> dict[str, int]:
    """Cards by value of a field, its own filter aside."""
    others = asked.without(name)
    return dict(
        Counter(value for card in CARDS if others.fits(card) for value in document(card).values(name))
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=questions)
async def test_both_engines_find_and_count_what_the_filters_describe(
    both: list[SearchEngine], asked: Wanted
) -> None:
    expected = {card.id for card in CARDS if asked.fits(card)}
    for engine in both:
        hits = await engine.search(INDEX, Query(filters=asked.filters, facets=FILTERS, limit=1_000))
        assert set(hits.ids) == expected
        assert len(hits.ids) == hits.total == len(expected)
        assert hits.facets == {name: _counts(name, asked) for name in FILTERS}


async def test_every_level_of_every_field_may_be_asked_for(both: list[SearchEngine]) -> None:
    """A finer value answers for its coarser ones: basin, province, region; two digits, one digit, macro group."""
    for of in CardField:
        for code in OFFERED[of.value]:
            expected = {
                card.id
                for card in CARDS
                if (shown := card.code(of)) is not None and code in card_words.implied(of, shown)
            }
            for engine in both:
                hits = await engine.search(INDEX, Query(filters={of.value: (code,)}, limit=1_000))
                assert set(hits.ids) == expected, code
