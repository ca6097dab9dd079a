"""When a saved search has news: never of one card, never of a number the page does not say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.candidates.profiles.rules import count_for_companies
from portal.candidates.searches.rules import BETWEEN_NEWS, Looked, look, standing

K = 5
TODAY = date(2026, 11, 27)
LONG_AGO = TODAY - timedelta(days=90)


@pytest.mark.parametrize(
    ("counted", "found", "looked"),
    [
        (0, 0, Looked(0, False)),
        (0, 4, Looked(0, False)),  # the page says «meno di 5»
        (0, 5, Looked(5, True)),
        (10, 11, Looked(10, False)),  # one more is somebody
        (10, 14, Looked(10, False)),
        (10, 15, Looked(15, True)),
        (10, 7, Looked(7, False)),  # some went: measured from what is left
        (10, 3, Looked(0, False)),
        (7, 12, Looked(12, True)),
    ],
)
def test_news_are_k_cards_more_than_at_the_last_ones(counted: int, found: int, looked: Looked) -> None:
    assert look(counted, LONG_AGO, count_for_companies(found, K), TODAY) == looked
    assert look(counted, None, count_for_companies(found, K), TODAY) == looked


def test_between_two_news_of_a_search_a_week_passes() -> None:
    now = count_for_companies(30, K)
    day_before = TODAY - BETWEEN_NEWS + timedelta(days=1)
    assert look(10, day_before, now, TODAY) == Looked(10, False)
    assert look(10, TODAY - BETWEEN_NEWS, now, TODAY) == Looked(30, True)


days = st.lists(st.integers(min_value=0, max_value=40), max_size=40)


@given(start=st.integers(min_value=0, max_value=30), found=days)
def test_whatever_comes_and_goes_between_two_news_at_least_k_cards_came(start: int, found: list[int]) -> None:
    counted, told_on, lowest = standing(count_for_companies(start, K)), None, start
    for number, cards in enumerate(found):
        today = TODAY + timedelta(days=number)
        looked = look(counted, told_on, count_for_companies(cards, K), today)
        lowest = min(lowest, cards)
        if looked.has_news:
            assert cards >= K, "the page says the number"
            assert cards - standing(count_for_companies(lowest, K)) >= K
            assert told_on is None or today - told_on >= BETWEEN_NEWS
            told_on, lowest = today, cards
        counted = looked.counted
        assert counted == 0 or counted >= K, "nothing is kept that the page would not say"
