"""What employers type, and whom it must find: the same for both engines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from portal.foundation.search import Query, SearchEngine
from tests.foundation.search.library import CARDS, NAMES

Find = Callable[..., Awaitable[list[str]]]


@pytest.mark.parametrize(
    ("typed", "found", "not_found"),
    [
        # number and gender
        ("magazzinieri", "warehouse picker", "office cook"),
        ("infermiere", "nurse", "gardener plumber"),
        ("infermiera", "nurse", "gardener plumber"),
        ("saldatore", "welder", "painter tailor"),
        ("cuochi", "cook", "waiter tailor"),
        ("commesso", "shop", "till cook"),
        ("giardinieri", "gardener", "warehouse waiter"),
        ("impiegati amministrativi", "office", "archivist phone"),
        ("traduttori", "translator", "interviewer"),
        ("sarto", "tailor", "waiter welder"),
        # other forms of the word
        ("archiviazione", "archivist", "cook driver"),
        ("saldatura metalli", "welder", "plumber"),
        ("grafica", "designer", "coder"),
        ("lavorazione legno", "carpenter", "baker"),
        # synonyms, one word or several
        ("muletto", "forklift", "driver cook"),
        ("addetto magazzino", "warehouse picker", "cleaner shelves"),
        ("mulettista", "warehouse", "driver"),
        ("back office", "office", "cook phone"),
        ("segreteria", "secretary", "cook"),
        ("contabilità", "accountant", "office payroll"),
        ("chef", "cook", "baker"),
        ("data entry", "typist", "archivist"),
        ("caricamento dati", "typist", "forklift"),
        ("badante", "carer", "nurse"),
        ("oss", "oss", "nurse carer"),
        ("receptionist", "phone", "office"),
        ("sviluppatrice", "coder", "designer"),
        ("part-time segretaria", "secretary", "office"),
        ("magazzino automunito", "warehouse", "picker"),
        ("verde pubblico", "gardener", "nursery"),
        # accents and apostrophes
        ("mobilita", "carer", "driver"),
        ("universita", "translator", "interviewer"),
        ("UNIVERSITÀ", "translator", "interviewer"),
        ("lavoro d'equipe", "translator", "cook"),
        ("l'agenda", "secretary", "office"),
        # articles and prepositions tell nothing
        ("addetta alle pulizie di uffici", "cleaner", "laundry"),
        ("guidare il furgone", "driver", "forklift"),
        # the last word may be unfinished
        ("magaz", "warehouse picker forklift", "cook"),
        ("parr", "hairdresser", "painter"),
        ("fare scan", "archivist", "designer"),
        ("amministraz", "office", "cook"),
        ("carrello ele", "forklift", "plumber"),
        # one slip
        ("magaziniere", "warehouse", "cook"),
        ("giardinera", "gardener", "cook"),
        ("parruchiere", "hairdresser", "cook"),
        ("idraullico", "plumber", "cook"),
        ("inventaroi scaffale", "warehouse", "shelves"),
        # letters that are no letters
        ("C++", "coder", "designer cook"),
        ("c++ programmi", "coder", "designer"),
        # together, and without
        ('"foglio di calcolo"', "office", "typist"),
        ('"calcolo foglio"', "", "office"),
        ("assistere -igiene", "shop", "nurse oss"),
        ("sala", "waiter", "welder"),
    ],
)
async def test_everyday_words_find_whom_they_mean(find: Find, typed: str, found: str, not_found: str) -> None:
    names = set(await find(typed))
    assert set(found.split()) <= names
    assert not names & set(not_found.split())


@pytest.mark.parametrize(
    "typed", ["qwrtzp", "xyzzy blorf", "zzzzzzzzzz", "!!!", "«»", "12345678901", "-", '""']
)
async def test_nonsense_finds_nobody(find: Find, typed: str) -> None:
    assert await find(typed) == []


async def test_every_word_must_be_found(find: Find) -> None:
    assert await find("guidare furgoni") == ["driver"]


async def test_when_nobody_has_all_words_those_with_some_are_found_and_it_says_so(
    library: SearchEngine,
) -> None:
    hits = await library.search(CARDS, Query("parrucchiere xyzzyx"))
    assert [NAMES[one] for one in hits.ids] == ["hairdresser"]
    assert hits.widened


async def test_when_somebody_has_all_words_it_does_not_say_widened(library: SearchEngine) -> None:
    assert not (await library.search(CARDS, Query("guidare furgoni"))).widened


async def test_who_has_more_of_the_words_comes_first_when_widened(find: Find) -> None:
    names = await find("archiviare documenti sondaggi xyzzyx")
    assert names[0] == "archivist"
    assert "interviewer" in names


async def test_words_said_of_every_trade_do_not_widen(find: Find) -> None:
    assert await find("addetto xyzzyx parrucchiere") == ["hairdresser"]


async def test_who_shows_the_skill_comes_before_who_shows_only_its_family(find: Find) -> None:
    names = await find("archivio")
    assert names[0] == "archivist"
    assert "office_family" in names
    assert names.index("office_family") > names.index("archivist")
    assert "cook" not in names


async def test_a_family_does_not_find_by_the_narrow_word(find: Find) -> None:
    names = await find("saldare")
    assert names[0] == "welder"
    assert "production_family" in names
    assert "welder" in await find("produzione")


async def test_a_longer_text_than_anyone_types_is_answered(find: Find) -> None:
    assert isinstance(await find("magazziniere " * 400), list)


@pytest.mark.parametrize(
    "typed",
    ["'); DROP TABLE x; --", "a & b | !c <-> d", "\\", '"', "'", "a:*", "\x00cuoco", '"cuoco', "cuoco\ud800"],
)
async def test_signs_that_mean_something_to_an_engine_are_only_text(
    library: SearchEngine, typed: str
) -> None:
    hits = await library.search(CARDS, Query(typed, filters={"area": ("LC", '"] OR area != "x')}))
    assert hits.total <= len(NAMES)
    assert all(NAMES[one] for one in hits.ids)
