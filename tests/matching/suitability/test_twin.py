"""The vectorised twin beside the scalar model: the same numbers, whichever side asks."""

import random
from fractions import Fraction

import numpy as np
import pytest

from portal.matching.columns.for_person import score_vacancies
from portal.matching.columns.for_vacancy import score_people
from portal.matching.columns.people import people_columns
from portal.matching.columns.scores import BANDS, BIT, SHARES, Scores, best
from portal.matching.columns.vacancies import vacancy_columns
from portal.matching.suitability import BAND_ORDER, Terms, judge
from portal.matching.suitability.weights import versions
from tests.matching.suitability.pairs import person, vacancy

WEIGHTS = versions()[0]


def as_told(scores: Scores, row: int) -> tuple[object, ...]:
    return (
        int(scores.tenths[row]),
        BANDS[scores.band[row]],
        int(scores.failing[row]),
        int(scores.negotiable[row]),
        bool(scores.nearly[row]),
        int(scores.worst_gap[row]),
        int(scores.assessed[row]),
    )


def as_judged(terms: Terms) -> tuple[object, ...]:
    share = terms.assessed_share
    return (
        int(terms.score * 10),
        terms.band,
        sum(BIT[one.code] for one in terms.failures),
        sum(BIT[one.code] for one in terms.failures if one.negotiable),
        terms.nearly_eligible,
        min(terms.worst_gap, 2),
        share.numerator * SHARES // share.denominator,
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_people_for_a_vacancy_have_the_scalar_numbers(seed: int) -> None:
    dice = random.Random(seed)
    people = [person(dice) for _ in range(1000)]
    columns = people_columns(people)
    for _ in range(2):
        one = vacancy(dice)
        scores = score_people(one, columns, WEIGHTS)
        for row, own in enumerate(people):
            assert as_told(scores, row) == as_judged(judge(one, own, WEIGHTS)), (one, own)


@pytest.mark.parametrize("seed", range(4, 8))
def test_a_thousand_vacancies_for_a_person_have_the_scalar_numbers(seed: int) -> None:
    dice = random.Random(seed)
    vacancies = [vacancy(dice) for _ in range(1000)]
    columns = vacancy_columns(vacancies)
    for _ in range(2):
        own = person(dice)
        scores = score_vacancies(own, columns, WEIGHTS)
        for row, one in enumerate(vacancies):
            assert as_told(scores, row) == as_judged(judge(one, own, WEIGHTS)), (one, own)


def test_both_directions_give_the_same_number() -> None:
    dice = random.Random(68)
    people, vacancies = [person(dice) for _ in range(60)], [vacancy(dice) for _ in range(60)]
    of_people, of_vacancies = people_columns(people), vacancy_columns(vacancies)
    rows = [score_people(one, of_people, WEIGHTS) for one in vacancies]
    columns = [score_vacancies(one, of_vacancies, WEIGHTS) for one in people]
    for place, one in enumerate(rows):
        for other, two in enumerate(columns):
            assert as_told(one, other) == as_told(two, place)


def test_the_order_is_band_score_share_waiting_and_opaque_id() -> None:
    dice = random.Random(5)
    people = [person(dice) for _ in range(400)]
    one = vacancy(dice)
    waiting = np.array([dice.randint(0, 5) for _ in people])
    scores = score_people(one, people_columns(people), WEIGHTS)
    everybody = np.ones(len(people), dtype=np.bool_)
    found = [int(row) for row in best(scores, everybody, waiting, np.arange(len(people)), 50)]
    judged = [judge(one, own, WEIGHTS) for own in people]

    def key(row: int) -> tuple[int, Fraction, Fraction, int, int]:
        terms = judged[row]
        return (
            BAND_ORDER[terms.band],
            -Fraction(terms.score),
            -terms.assessed_share,
            -int(waiting[row]),
            row,
        )

    assert found == sorted(range(len(people)), key=key)[:50]


@pytest.mark.parametrize("seed", range(3))
def test_swapping_records_does_not_change_who_stands_where(seed: int) -> None:
    dice = random.Random(f"swapped {seed}")
    people, one = [person(dice) for _ in range(1000)], vacancy(dice)
    waiting = np.array([dice.randint(0, 3) for _ in people])
    everybody = np.ones(len(people), dtype=np.bool_)

    def order(places: list[int]) -> list[int]:
        """The people, by their place in the list they were drawn in, when their records come in this order."""
        scores = score_people(one, people_columns([people[place] for place in places]), WEIGHTS)
        found = best(scores, everybody, waiting[places], np.array(places), len(people))
        return [places[int(row)] for row in found]

    as_drawn = list(range(len(people)))
    swapped = dice.sample(as_drawn, len(as_drawn))
    assert order(swapped) == order(as_drawn)
    assert swapped != as_drawn


def test_what_is_not_among_the_listed_is_never_ranked() -> None:
    dice = random.Random(9)
    people = [person(dice) for _ in range(300)]
    scores = score_people(vacancy(dice), people_columns(people), WEIGHTS)
    found = best(scores, scores.eligible, np.zeros(300, dtype=np.int64), np.arange(300), 50)
    assert all(scores.failing[row] == 0 for row in found)


def test_nobody_and_nothing_give_empty_columns() -> None:
    dice = random.Random(1)
    assert len(score_people(vacancy(dice), people_columns([]), WEIGHTS).tenths) == 0
    assert len(score_vacancies(person(dice), vacancy_columns([]), WEIGHTS).tenths) == 0
