"""What a vacancy still lacks, how fresh it is, which gap it would close."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from portal.employers.vacancies.rules import (
    ClosedGap,
    Content,
    closed_gap,
    freshness,
    hours_words,
    missing,
    reserve_problem,
    slots_words,
)
from portal.employers.vacancies.vocabulary import Section

WHOLE = Content(
    "Addetto",
    "4.1.1.2.0",
    ("Archiviare",),
    20,
    24,
    object(),
    "permanent",
    "art3",
    1,
    "yes",
    False,
    False,
    False,
    True,
    False,
)


def test_a_whole_vacancy_lacks_nothing() -> None:
    assert missing(WHOLE) == {}


@pytest.mark.parametrize(
    ("content", "section", "words"),
    [
        (replace(WHOLE, site=None), Section.PLACE, "sede"),
        (replace(WHOLE, contract=None), Section.PLACE, "contratto"),
        (replace(WHOLE, places=None), Section.PLACE, "posti"),
        (replace(WHOLE, public_transport=None), Section.PLACE, "mezzi pubblici"),
        (replace(WHOLE, architectural_barriers=None), Section.PLACE, "barriere"),
        (replace(WHOLE, remote=None), Section.PLACE, "remoto"),
        (replace(WHOLE, title=None), Section.TASKS, "titolo"),
        (replace(WHOLE, profession_code=None), Section.TASKS, "professione"),
        (replace(WHOLE, tasks=()), Section.TASKS, "mansione"),
        (replace(WHOLE, weekly_hours_min=None), Section.TASKS, "ore"),
        (replace(WHOLE, night_shifts=None), Section.TASKS, "notte"),
        (replace(WHOLE, reserved=None), Section.TASKS, "rivolge"),
        (replace(WHOLE, demands_answered=False), Section.DEMANDS, "richiede"),
        (replace(WHOLE, experience_required=None), Section.CONDITIONS, "già fatto"),
    ],
)
def test_each_missing_answer_is_named_in_its_section(content: Content, section: Section, words: str) -> None:
    found = missing(content)
    assert list(found) == [section]
    assert words in found[section][0]


@pytest.mark.parametrize(
    ("contract", "reserved", "agrees"),
    [
        ("permanent", "art3", True),
        ("fixed_term", "art18", True),
        ("tis", "art3", False),
        ("tirocinio", "art18", False),
        ("tis", "none", True),
        (None, "art3", True),
        ("tis", None, True),
    ],
)
def test_a_reserved_place_is_filled_by_a_hire(
    contract: str | None, reserved: str | None, agrees: bool
) -> None:
    assert (reserve_problem(contract, reserved) is None) is agrees


@pytest.mark.parametrize(
    ("reserved", "places", "hours", "expected"),
    [
        ("art3", 1, 40, ClosedGap(2, 1)),
        ("art3", 3, 40, ClosedGap(2, 2)),
        ("art3", 1, 21, ClosedGap(2, 1)),
        ("art3", 1, 20, ClosedGap(2, 0)),
        ("art3", 2, 20, ClosedGap(2, 1)),
        ("art18", 2, 20, ClosedGap(1, 1)),
        ("none", 2, 40, None),
        (None, 2, 40, None),
    ],
)
def test_a_vacancy_closes_the_gap_by_hours_as_the_quota_counts_them(
    reserved: str | None, places: int, hours: int, expected: ClosedGap | None
) -> None:
    """DPR 333/2000: over half is one, up to half the fraction; art. 18 by heads."""
    assert closed_gap(reserved, 2, 1, places, hours, Fraction(40), Fraction(1, 2)) == expected


def test_sixty_and_ninety_days_are_counted_from_the_confirmation() -> None:
    days = freshness(date(2026, 9, 1))
    assert (days.stale_on, days.unpublished_on) == (date(2026, 10, 31), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(20, 24, "20–24 ore"), (25, 25, "25 ore"), (25, None, "25 ore"), (None, None, "ore da definire")],
)
def test_hours_are_said_in_words(least: int | None, most: int | None, words: str) -> None:
    assert hours_words(least, most) == words


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], "Orario flessibile"),
        (["mon-morning", "sat-evening"], "Lunedì mattina; sabato sera"),
        ([f"{day}-morning" for day in ("mon", "tue", "wed", "thu", "fri")], "Mattina, da lunedì a venerdì"),
    ],
)
def test_slots_are_said_in_words(slots: list[str], words: str) -> None:
    assert slots_words(slots) == words
