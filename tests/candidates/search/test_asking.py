"""What a company asks, from an address and back into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.candidates.profiles.asking import (
    MOST_CHOSEN,
    MOST_WORDS,
    Wanted,
    codes_as_text,
    codes_from_text,
    wanted,
)
from portal.candidates.profiles.rules import Count, count_for_companies
from portal.candidates.profiles.search_page import count_words, ways_out
from portal.candidates.profiles.search_words import asks_of_health
from portal.foundation.search import MOST_COUNTED
from tests.candidates.search.offered import OFFERED

BASIN = "LC:Centro per l’impiego di Merate"


def test_words_and_codes_are_read_from_an_address_and_written_back() -> None:
    asked = wanted(
        {"q": ["  cuoco   tempo pieno "], "area": [BASIN, "LC"], "family": ["F04"], "skill": ["K036"]}
    )
    assert asked.words == "cuoco tempo pieno"
    assert asked.chosen == {"area": (BASIN, "LC"), "families": ("F04",), "skills": ("K036",)}
    assert asked.filters["area"] == (BASIN,), "the finer one narrows the coarser one"
    assert asked.address() == (
        "/profiles?q=cuoco+tempo+pieno&area=LC%3ACentro+per+l%E2%80%99impiego+di+Merate&area=LC&family=F04&skill=K036"
    )


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        ("area", "99"), ("area", "XX:Bacino"), ("area", "LC:"), ("area", "LC: "), ("area", "LC:" + "x" * 200),
        ("area", ""), ("profession", "boss"), ("family", "F99"), ("skill", "K105"), ("skill", "K106"),
        ("skill", "K107"), ("licence", "BS"), ("age", "1"), ("name", "Nives"),
    ],
)  # fmt: skip
def test_what_no_card_can_hold_is_passed_over(parameter: str, code: str) -> None:
    assert wanted({parameter: [code]}).asks_nothing


def test_a_longer_question_than_anybody_asks_is_cut() -> None:
    asked = wanted({"q": ["x" * 500], "profession": [*OFFERED["profession"]] * 9})
    assert len(asked.words) == MOST_WORDS
    assert len(asked.of("profession")) <= MOST_CHOSEN


chosen = st.fixed_dictionaries(
    {}, optional={name: st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
                  for name, codes in OFFERED.items()}
)  # fmt: skip


@given(chosen)
def test_codes_that_are_kept_come_back_as_they_were(codes: dict[str, tuple[str, ...]]) -> None:
    assert codes_from_text(codes_as_text(codes)) == codes


def test_a_kept_code_that_is_no_more_is_left_out() -> None:
    assert codes_from_text(["area=LC", "area=99", "skill=K105", "salary=9", "LC", ""]) == {"area": ("LC",)}


def test_filters_may_be_taken_away_one_by_one() -> None:
    asked = wanted({"q": ["cuoco"], "area": ["LC", "MI"], "licence": ["b"]})
    assert asked.without_code("area", "LC").address() == "/profiles?q=cuoco&area=MI&licence=b"
    assert asked.without("area", "licence").address() == "/profiles?q=cuoco"
    assert Wanted().address() == "/profiles"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (0, "Nessun profilo trovato"),
        (4, "Meno di 5 profili trovati"),
        (5, "5 profili trovati"),
        (1_234, "1.234 profili trovati"),
        (MOST_COUNTED, "Almeno 10.000 profili trovati"),
    ],
)
def test_a_count_says_what_may_be_said(found: int, words: str) -> None:
    assert count_words(count_for_companies(found, 5)) == words


def test_ways_out_of_nothing_name_only_numbers_that_may_be_said() -> None:
    asked = wanted({"licence": ["b"], "working_time": ["full"], "area": ["LC"]})
    without = {"": Count(0, 5), "licence": Count(12, 5), "working_time": Count(None, 5), "area": Count(0, 5)}
    (only,) = ways_out(asked, without, None)
    assert (only.words, only.count) == ("Senza il filtro Patente", "12 profili")
    assert only.href == "/profiles?area=LC&working_time=full"


def test_ways_out_of_words_are_the_filters_alone_and_the_words_alone() -> None:
    asked = wanted({"q": ["astronauta"], "licence": ["b"]})
    ways = ways_out(asked, {"": Count(9, 5), "licence": Count(20, 5)}, Count(7, 5))
    assert [(one.words, one.count, one.href) for one in ways] == [
        ("Senza «astronauta»", "9 profili", "/profiles?licence=b"),
        ("Senza filtri", "7 profili", "/profiles?q=astronauta"),
    ]


@pytest.mark.parametrize(
    "typed", ["sordo", "persona sorda", "non vedente", "L. 68/99", "categorie protette", "LIS"]
)
def test_words_about_health_and_categories_are_recognised(typed: str) -> None:
    assert asks_of_health(typed)


@pytest.mark.parametrize("typed", ["magazziniere", "assistenza anziani", "ausiliario", "", "liscio"])
def test_words_about_work_are_not(typed: str) -> None:
    assert not asks_of_health(typed)
