"""Days after an article: «otto» and «undici» begin with a vowel."""

from datetime import UTC, date, datetime

import pytest

from portal.foundation.web.italian import date_it, datetime_it, day_month
from portal.kernel.italian_days import day_it


@pytest.mark.parametrize(
    ("article", "day", "written"),
    [
        ("dal", 8, "dall’8 ottobre 2026"),
        ("dal", 11, "dall’11 ottobre 2026"),
        ("dal", 1, "dal 1 ottobre 2026"),
        ("dal", 18, "dal 18 ottobre 2026"),
        ("del", 11, "dell’11 ottobre 2026"),
        ("al", 8, "all’8 ottobre 2026"),
        ("il", 8, "l’8 ottobre 2026"),
        ("Il", 11, "L’11 ottobre 2026"),
        ("Dal", 8, "Dall’8 ottobre 2026"),
        ("Dal", 9, "Dal 9 ottobre 2026"),
        ("", 8, "8 ottobre 2026"),
    ],
)
def test_an_article_is_elided_before_eight_and_eleven(article: str, day: int, written: str) -> None:
    assert day_it(date(2026, 10, day), article) == written
    assert date_it(date(2026, 10, day), article) == written


def test_every_way_of_writing_a_day_takes_its_article() -> None:
    moment = datetime(2026, 10, 10, 22, 30, tzinfo=UTC)  # half past midnight of the eleventh in Rome
    assert day_month(moment, "dal") == "dall’11 ottobre"
    assert datetime_it(moment, "il") == "l’11 ottobre 2026, 0:30"
    assert date_it(None, "dal") == "–"
