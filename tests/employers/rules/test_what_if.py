"""What a change would do, side by side with today."""

from dataclasses import replace
from fractions import Fraction

import pytest

from portal.employers.obligations.rules.what_if import Change, what_if
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW, TODAY, reserved, staff

NOTHING = Change("MI")
WORKERS = [*staff(50), reserved(), reserved(24)]


@pytest.mark.parametrize(
    ("change", "base", "quota", "in_force", "gap"),
    [
        (NOTHING, 50, 2, 2, 0),
        (replace(NOTHING, hire_other=1), 51, 4, 2, 2),
        (replace(NOTHING, hire_other=1, hire_reserved=2), 51, 4, 4, 0),
        (replace(NOTHING, hire_other=1, hire_reserved=2, hire_reserved_hours=Fraction(20)), 51, 4, 3, 1),
        (replace(NOTHING, end_reserved=1), 50, 2, 1, 1),
        (replace(NOTHING, end_other=15), 35, 1, 2, 0),
        (replace(NOTHING, to_part_time=4, part_time_hours=Fraction(20)), 48, 2, 2, 0),
        (replace(NOTHING, hire_other=2, hire_other_hours=Fraction(20)), 51, 4, 2, 2),
    ],
)
def test_a_change_is_counted_with_the_same_rules(
    change: Change, base: int, quota: int, in_force: int, gap: int
) -> None:
    both = what_if(WORKERS, change, "MI", LAW, TODAY)
    then = both.then
    assert (both.today.base3, both.today.art3.quota) == (50, 2)
    assert (then.base3, then.art3.quota, then.art3.in_force, then.art3.gap) == (base, quota, in_force, gap)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (replace(NOTHING, end_reserved=3), "end_reserved"),
        (replace(NOTHING, end_other=51), "end_other"),
        (replace(NOTHING, end_other=50, to_part_time=1), "to_part_time"),
    ],
)
def test_no_more_contracts_end_than_there_are(change: Change, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        what_if(WORKERS, change, "MI", LAW, TODAY)
    assert refusal.value.field == field


def test_an_empty_change_says_so() -> None:
    assert NOTHING.empty
    assert not replace(NOTHING, hire_other=1).empty
