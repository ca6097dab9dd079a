"""Sospensione: by cause, in proportion, in the province or everywhere (§6.2)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.deadlines import after_suspension_deadline
from portal.employers.obligations.rules.sospensione import (
    EFFECTS,
    SuspensionCause,
    SuspensionReach,
    dismissal_until,
    reach,
    share_of_workers,
    suspended_quota,
    suspends,
)
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW

C = SuspensionCause


@pytest.mark.parametrize(
    ("total", "suspended", "left"), [(90, 30, 4), (90, 40, 3), (90, 0, 6), (90, 90, 0), (12, 1, 5), (4, 1, 4)]
)
def test_six_places_shrink_with_the_work(total: int, suspended: int, left: int) -> None:
    """§6.2: 30 of 90 leave 4, 40 leave 3.33, so 3; 5.50 and 4.50 stay down."""
    assert suspended_quota(6, C.CIGS, share_of_workers(total, suspended)).quota == left


def test_a_percentage_does_the_same() -> None:
    assert suspended_quota(6, C.SOLIDARITY, Fraction(1, 3)).quota == 4
    assert suspended_quota(9, C.SOLIDARITY, Fraction(1, 2)).quota == 4


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (C.CIGS, SuspensionReach.PROVINCE),
        (C.SOLIDARITY, SuspensionReach.PROVINCE),
        (C.CIG_EXTRAORDINARY, SuspensionReach.PROVINCE),
        (C.COVID, SuspensionReach.PROVINCE),
        (C.COLLECTIVE_DISMISSAL, SuspensionReach.WHOLE),
        (C.DISMISSAL_PRECEDENCE, SuspensionReach.WHOLE),
        (C.CIGO, SuspensionReach.NONE),
        (C.CIG_ORDINARY, SuspensionReach.NONE),
    ],
)
def test_each_cause_has_its_reach(cause: SuspensionCause, expected: SuspensionReach) -> None:
    assert reach(cause) is expected
    assert suspends(cause) is (expected is not SuspensionReach.NONE)


def test_a_collective_dismissal_leaves_nothing_and_ordinary_cig_everything() -> None:
    assert suspended_quota(6, C.COLLECTIVE_DISMISSAL, Fraction(0)).quota == 0
    ordinary = suspended_quota(6, C.CIGO, Fraction(1))
    assert ordinary.quota == 6
    assert "non sospende" in ordinary.step.label


def test_every_cause_has_its_words_and_article() -> None:
    assert set(EFFECTS) == set(SuspensionCause)
    assert all("L. 68/1999" in effect.article for effect in EFFECTS.values())
    assert EFFECTS[C.COVID].evidence is Evidence.ONE_SOURCE


@pytest.mark.parametrize(("total", "suspended"), [(0, 0), (10, 11), (10, -1)])
def test_more_suspended_than_there_are_is_refused(total: int, suspended: int) -> None:
    with pytest.raises(Refused):
        share_of_workers(total, suspended)


def test_a_share_outside_the_whole_is_refused() -> None:
    with pytest.raises(Refused, match="100"):
        suspended_quota(6, C.CIGS, Fraction(11, 10))


@pytest.mark.parametrize(
    ("dismissals", "until"), [(4, date(2026, 3, 31)), (5, date(2026, 9, 30)), (60, date(2026, 9, 30))]
)
def test_five_dismissals_prolong_it_by_the_precedence(dismissals: int, until: date) -> None:
    assert dismissal_until(date(2026, 3, 31), dismissals, LAW) == until


def test_the_request_is_due_sixty_days_after_the_end() -> None:
    deadline = after_suspension_deadline(date(2026, 3, 31), LAW)
    assert (deadline.due_on, deadline.days) == (date(2026, 5, 30), 60)
    assert deadline.evidence is Evidence.ONE_SOURCE


@given(st.integers(0, 500), st.fractions(0, 1), st.sampled_from(C))
def test_it_never_adds_places_and_more_suspended_never_leaves_more(
    quota: int, share: Fraction, cause: SuspensionCause
) -> None:
    left = suspended_quota(quota, cause, share).quota
    assert 0 <= left <= quota
    assert suspended_quota(quota, cause, share / 2).quota >= left
