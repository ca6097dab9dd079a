"""So many of something, and the days that anything here can have."""

from datetime import date

import pytest

from portal.foundation.web.fields import Wrong, read_day
from portal.kernel.days import FIRST_DAY, LAST_DAY
from portal.kernel.italian_counts import count_it


@pytest.mark.parametrize(
    ("count", "written"), [(0, "mancano 0 posti"), (1, "manca 1 posto"), (2, "mancano 2 posti")]
)
def test_words_before_the_number_agree_with_it(count: int, written: str) -> None:
    assert count_it(count, "manca # posto", "mancano # posti") == written


@pytest.mark.parametrize(("count", "written"), [(0, "0 posti"), (1, "1 posto"), (24, "24 posti")])
def test_words_after_the_number_agree_with_it(count: int, written: str) -> None:
    assert count_it(count, "posto", "posti") == written


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27/11/2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("01/01/1900", FIRST_DAY),
        ("31/12/2099", LAST_DAY),
        ("31/12/1899", None),
        ("01/01/2100", None),
        ("31/12/9999", None),
        ("0001-01-01", None),
        ("29/02/2027", None),
        ("²7/11/2026", None),
    ],
)
def test_a_day_is_one_that_something_here_can_have(typed: str, day: date | None) -> None:
    if day is not None:
        assert read_day(typed) == day
        return
    with pytest.raises(Wrong):
        read_day(typed)
