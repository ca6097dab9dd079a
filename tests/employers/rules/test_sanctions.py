"""Sanctions of art. 15: both kinds, by date, with the diffida (§0, §5.4)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.cost_of_inaction import cost_of_inaction, progression
from portal.employers.obligations.rules.sanctions import (
    late_prospetto,
    mancata_assunzione,
    mancata_assunzione_of_days,
    rates,
    sanctioned_by_amounts,
)
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.rules.working_days import no_days
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Evidence, Parameter, Parameters
from portal.kernel.refusals import Refused
from tests.employers.rules.calendar_of_tests import FIVE, SIX, last_of
from tests.employers.rules.workforce import LAW


@pytest.mark.parametrize(
    ("day", "euro"),
    [
        (date(2011, 1, 1), "62.77"),
        (date(2016, 10, 7), "62.77"),
        (date(2016, 10, 8), "153.20"),
        (date(2021, 12, 31), "153.20"),
        (date(2022, 1, 1), "196.05"),
        (date(2026, 3, 2), "196.05"),
        (date(2027, 1, 1), "196.05"),
    ],
)
def test_a_day_costs_a_flat_amount_until_2016_then_five_contributions(day: date, euro: str) -> None:
    assert rates(day, LAW)[0] == Fraction(euro)


def test_a_day_without_an_amount_is_refused() -> None:
    with pytest.raises(Refused, match="31 dicembre 2010"):
        rates(date(2010, 12, 31), LAW)


def test_two_places_for_thirty_days_cost_11763_euro_and_a_quarter_with_the_diffida() -> None:
    """§5.4, from the days and from their number."""
    since = date(2026, 1, 5)
    until = last_of(30, since + timedelta(days=61))
    for sanction in (
        mancata_assunzione(2, since, until, FIVE, LAW),
        mancata_assunzione_of_days(2, 30, date(2026, 5, 4), LAW),
    ):
        assert (sanction.days, sanction.amount) == (30, Fraction(11763))
        assert sanction.with_diffida == Fraction("2940.75")
        assert sanction.reduced is None


def test_the_sixty_first_day_is_the_first_that_costs() -> None:
    since = date(2026, 3, 10)
    assert mancata_assunzione(1, since, date(2026, 5, 9), FIVE, LAW).amount == 0
    sanction = mancata_assunzione(1, since, date(2026, 5, 11), FIVE, LAW)
    assert (sanction.due_on, sanction.days, sanction.amount) == (date(2026, 5, 9), 1, Fraction("196.05"))
    assert mancata_assunzione(1, since, date(2026, 5, 16), SIX, LAW).days == 6


def test_a_period_over_the_change_of_2022_has_two_amounts() -> None:
    sanction = mancata_assunzione(3, date(2021, 10, 25), date(2022, 1, 5), FIVE, LAW)
    assert [(one.first, one.last, one.days, one.per_day) for one in sanction.spells] == [
        (date(2021, 12, 25), date(2021, 12, 31), 5, Fraction("153.20")),
        (date(2022, 1, 1), date(2022, 1, 5), 3, Fraction("196.05")),
    ]
    assert sanction.amount == 3 * (5 * Fraction("153.20") + 3 * Fraction("196.05"))


def test_a_period_over_the_change_of_2016_passes_from_flat_to_five_times() -> None:
    sanction = mancata_assunzione(1, date(2016, 8, 1), date(2016, 10, 14), FIVE, LAW)
    assert [(one.days, one.per_day) for one in sanction.spells] == [
        (5, Fraction("62.77")),
        (5, Fraction("153.20")),
    ]
    assert sanction.amount == Fraction("313.85") + 766


def test_before_the_diffida_was_there_it_takes_nothing_off() -> None:
    assert mancata_assunzione(1, date(2016, 3, 1), date(2016, 9, 30), FIVE, LAW).with_diffida is None


def test_a_decree_inside_the_period_changes_the_days_from_then_on() -> None:
    decree = Parameter(
        "esonero.contributo_day",
        Fraction("44.10"),
        date(2027, 1, 1),
        None,
        "DM di prova",
        Evidence.TWO_SOURCES,
    )
    later = Parameters([*LAW, decree])
    sanction = mancata_assunzione(1, date(2026, 10, 28), date(2027, 1, 5), FIVE, later)
    assert [(one.days, one.per_day) for one in sanction.spells] == [
        (4, Fraction("196.05")),
        (2, Fraction("220.50")),
    ]


def test_amounts_of_2027_are_to_be_verified() -> None:
    sanction = mancata_assunzione(1, date(2026, 10, 1), date(2027, 1, 29), FIVE, LAW)
    assert [one.evidence for one in sanction.spells] == [Evidence.TWO_SOURCES, Evidence.UNVERIFIED]
    assert any(step.to_check for step in sanction.steps)


@pytest.mark.parametrize(
    ("sent_on", "days", "euro", "quarter", "third"),
    [
        (date(2026, 1, 31), 0, "0", "0", "0"),
        (date(2026, 2, 1), 1, "736.45", "184.11", "245.48"),
        (date(2026, 2, 12), 12, "1110.67", "277.67", "370.22"),
    ],
)
def test_a_prospetto_costs_by_calendar_days(
    sent_on: date, days: int, euro: str, quarter: str, third: str
) -> None:
    """§5.4; 31 January 2026 is a Saturday, and peremptory."""
    sanction = late_prospetto(date(2026, 1, 31), sent_on, LAW)
    assert (sanction.days, sanction.amount) == (days, Fraction(euro))
    assert (sanction.with_diffida, sanction.reduced) == (Fraction(quarter), Fraction(third))


def test_a_prospetto_of_2021_has_the_amounts_of_then() -> None:
    assert late_prospetto(date(2021, 1, 31), date(2021, 2, 10), LAW).amount == Fraction(
        "635.11"
    ) + 10 * Fraction("30.76")


def test_days_of_delay_over_the_new_year_have_the_amount_of_their_year() -> None:
    sanction = late_prospetto(date(2021, 12, 30), date(2022, 1, 2), LAW)
    assert sanction.amount == Fraction("635.11") + Fraction("30.76") + 2 * Fraction("34.02")


def test_a_prospetto_of_which_no_amount_is_known_is_refused() -> None:
    with pytest.raises(Refused, match="1 febbraio 2010"):
        late_prospetto(date(2010, 1, 31), date(2010, 2, 5), LAW)


def test_officials_of_a_public_administration_answer_without_an_amount() -> None:
    with pytest.raises(Refused, match="funzionario"):
        sanctioned_by_amounts(EmployerKind.PUBLIC)
    sanctioned_by_amounts(EmployerKind.PUBLIC_ECONOMIC)


def test_places_of_art_18_cost_only_when_the_figure_says_so() -> None:
    place = OpenPlace(Subject.ART18, 1, date(2026, 1, 5))
    assert cost_of_inaction([place], date(2026, 4, 1), LAW, no_days).lines == ()
    applied = Parameters(
        [
            *LAW,
            Parameter(
                "sanction.applies_to_art18", Fraction(1), date(2026, 1, 1), None, "prova", Evidence.UNVERIFIED
            ),
        ]
    )
    cost = cost_of_inaction([place], date(2026, 4, 1), applied, no_days)
    assert cost.amount > 0
    assert cost.to_check


def test_every_line_says_its_article_and_its_numbers_make_the_result() -> None:
    for sanction in (
        mancata_assunzione(2, date(2026, 1, 5), date(2026, 6, 30), FIVE, LAW),
        late_prospetto(date(2026, 1, 31), date(2026, 2, 12), LAW),
    ):
        assert all(step.article and step.rule.startswith("sanction.") for step in sanction.steps)
        total = next(step for step in sanction.steps if step.rule.endswith(".total"))
        assert sum(value for _, value in total.operands) == sanction.amount


DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(0, 800), st.integers(0, 60), st.integers(1, 20))
def test_it_only_grows_and_goes_by_place(since: date, length: int, more: int, places: int) -> None:
    until = since + timedelta(days=length)
    one = mancata_assunzione(1, since, until, FIVE, LAW)
    assert mancata_assunzione(places, since, until, FIVE, LAW).amount == places * one.amount
    assert mancata_assunzione(1, since, until + timedelta(days=more), FIVE, LAW).amount >= one.amount
    assert one.with_diffida is not None
    assert one.with_diffida <= one.amount


@given(DAYS, st.integers(0, 700))
def test_the_progression_ends_at_the_cost_and_never_falls(since: date, length: int) -> None:
    place = OpenPlace(Subject.ART3, 1, since)
    last = since + timedelta(days=length)
    points = progression([place], since, last, LAW, FIVE.days_off)
    amounts = [amount for _, amount in points]
    assert amounts == sorted(amounts)
    assert (points[0][0], points[-1][0]) == (since, last)
    assert amounts[-1] == mancata_assunzione(1, since, last, FIVE, LAW).amount
