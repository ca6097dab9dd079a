"""Everyday words and the cards they must and must not find: one judged list, the same for both engines."""

import pytest

from portal.candidates.profiles.search import cards_index
from portal.foundation.search import Query, SearchEngine
from tests.candidates.search.judged import CARDS, NAMES, QUERIES, Judged


async def _names(engine: SearchEngine, typed: str) -> list[str]:
    hits = await engine.search(cards_index(), Query(typed, limit=100))
    return [NAMES[one] for one in hits.ids]


def test_the_list_is_long_enough_and_speaks_of_cards_that_there_are() -> None:
    assert len(QUERIES) >= 80
    assert len({one.typed for one in QUERIES}) == len(QUERIES)
    for one in QUERIES:
        assert one.found | one.not_found <= CARDS.keys(), one.typed
        assert not one.found & one.not_found, one.typed


@pytest.mark.parametrize("judged", QUERIES, ids=lambda one: one.typed)
async def test_words_find_whom_they_mean_and_nobody_they_do_not(engine: SearchEngine, judged: Judged) -> None:
    found = set(await _names(engine, judged.typed))
    assert judged.found - found == set(), "must be found"
    assert judged.not_found & found == set(), "must not be found"


@pytest.mark.parametrize(
    ("typed", "skill", "family"),
    [
        ("saldare", "welder", "production_family"),
        ("archiviare", "office", "office_family"),
        ("pulire uffici", "cleaner", "cleaner_family"),
        ("cucinare piatti semplici", "cook", "kitchen_family"),
        ("potare piante", "gardener", "green_family"),
        ("inventario", "warehouse", "warehouse_family"),
        ("pulizie uffici", "cleaner", "warehouse"),
    ],
)
async def test_who_shows_the_skill_stands_before_who_shows_only_its_family(
    engine: SearchEngine, typed: str, skill: str, family: str
) -> None:
    names = await _names(engine, typed)
    assert names.index(skill) < names.index(family)
