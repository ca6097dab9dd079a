"""The position over the years: spans, since when a place is open, what makes the figures change."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    EmployerKind,
    EmployerRegime,
    Exclusion,
)
from portal.employers.obligations.rules.position import FIRST_DAY
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation, SituationFrom
from portal.employers.obligations.rules.timeline import at, next_change, open_places, quarters, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Evidence, Parameter, Parameters
from tests.employers.rules.workforce import LAW, LONG_AGO, TODAY, employee, reserved, staff

_DAY = timedelta(days=1)
MAY = date(2026, 5, 4)


def _since(
    workers: list[WorkerFacts], situations: tuple[SituationFrom, ...] = (), law: Parameters = LAW
) -> list[date]:
    places = open_places(timeline(workers, law, TODAY, situations), TODAY)
    return [place.since for place in places if place.subject is Subject.ART3]


def test_a_workforce_that_never_changes_is_one_span() -> None:
    spans = timeline([*staff(60), reserved()], LAW, TODAY)
    assert [span.starts_on for span in spans] == [FIRST_DAY]
    assert at(spans, TODAY) == at(spans, FIRST_DAY)


def test_a_change_that_moves_no_figure_makes_no_span() -> None:
    """One leaves and another comes the day after."""
    leaves, comes = employee(ends_on=MAY - _DAY), employee(starts_on=MAY)
    assert len(timeline([*staff(60), leaves, comes], LAW, TODAY)) == 1


def test_people_who_left_before_the_rule_began_are_not_there() -> None:
    gone = employee(ends_on=date(2017, 12, 31))
    assert timeline([gone], LAW, TODAY)[0].figures.base3 == 0


DATED_FACTS = [
    # the sixteenth person, from when the quota of one is missing, article
    (employee(starts_on=MAY), MAY, "art. 9 c. 1"),
    (
        employee(exclusion=Exclusion.CONTRACTOR_CHANGE, exclusion_ends_on=MAY - _DAY),
        MAY,
        "INL 1046/2020: taken over, counted again when that contract ends",
    ),
    (employee(exclusion=Exclusion.WORK_ABROAD, exclusion_ends_on=MAY - _DAY), MAY, "back from abroad"),
    (employee(), FIRST_DAY, "there since before"),
]


@pytest.mark.parametrize(("one", "since", "article"), DATED_FACTS)
def test_a_place_is_open_since_the_day_the_base_reached_it(
    one: WorkerFacts, since: date, article: str
) -> None:
    assert _since([*staff(14), one]) == [since], article


def test_who_became_disabled_in_service_covers_from_that_day() -> None:
    """Before it the person is in the base, and one more makes two places of 36."""
    person = reserved(coverage_title=CoverageTitle.BECAME_UNABLE, percentage=70, covers_since=MAY)
    spans = timeline([*staff(35), person], LAW, TODAY)
    before, after = at(spans, MAY - _DAY), at(spans, MAY)
    assert (before.base3, before.quota3, before.gap3) == (36, 2, 2)
    assert (after.base3, after.quota3, after.gap3) == (35, 1, 0)


# --- measures over time ----------------------------------------------------------------------------------------

PLAIN = Situation("MI")
EXEMPTED = Situation("MI", provinces={"MI": ProvinceSituation(exempted=2)})
WHOLLY = Situation("MI", provinces={"MI": ProvinceSituation(suspended_share=Fraction(1))})


def test_an_esonero_that_ends_opens_its_places_on_the_day_after() -> None:
    history = (SituationFrom(date(2024, 1, 1), EXEMPTED), SituationFrom(MAY, PLAIN))
    assert _since(staff(60), history) == [FIRST_DAY, FIRST_DAY, MAY, MAY]


def test_a_suspension_stops_the_days_of_every_place() -> None:
    history = (SituationFrom(date(2026, 1, 1), WHOLLY), SituationFrom(MAY, PLAIN))
    assert _since(staff(60), history) == [MAY] * 4


def test_a_situation_of_today_is_not_read_into_the_past() -> None:
    spans = timeline(staff(60), LAW, TODAY, (SituationFrom(MAY, EXEMPTED),))
    assert at(spans, MAY - _DAY).gap3 == 4
    assert at(spans, MAY).gap3 == 2


def test_what_the_employer_is_holds_also_before_the_first_measure() -> None:
    """What the employer is does not come with a measure."""
    public = replace(EXEMPTED, employer=EmployerKind.PUBLIC, regime=EmployerRegime.SOCIAL)
    workers = [*staff(100), *staff(100, "BG"), *[reserved(province="BG")] * 9]
    spans = timeline(workers, LAW, TODAY, (SituationFrom(MAY, public),))
    assert at(spans, MAY - _DAY).gap3 == 7
    assert at(spans, MAY).gap3 == 5


def test_a_figure_of_the_law_that_changes_makes_a_span() -> None:
    """Two places for the class from 15 to 35: since that day the second one is open."""
    law = Parameters(
        [*LAW, Parameter("quota.art3.15_35", Fraction(2), MAY, None, "decreto di prova", Evidence.UNVERIFIED)]
    )
    assert _since(staff(20), law=law) == [FIRST_DAY, MAY]


def test_a_limit_that_changes_counts_people_again() -> None:
    """A contract of eight months is out of the base while the limit is nine."""
    short = employee(starts_on=date(2026, 3, 2), ends_on=date(2026, 10, 30))
    short = replace(short, contract=short.contract.FIXED_TERM)
    law = Parameters(
        [
            *LAW,
            Parameter("fixed_term_excluded_max_months", Fraction(9), MAY, None, "prova", Evidence.UNVERIFIED),
        ]
    )
    spans = timeline([*staff(20), short], law, TODAY)
    assert [at(spans, day).base3 for day in (date(2026, 3, 1), date(2026, 3, 2), MAY)] == [20, 21, 20]


NEXT = [
    # what is written, the next day of change
    (employee(), None),
    (employee(starts_on=TODAY + _DAY), TODAY + _DAY),
    (employee(ends_on=TODAY), TODAY + _DAY),
    (employee(ends_on=TODAY - _DAY), None),
    (employee(exclusion=Exclusion.BUILDING_SITE, exclusion_ends_on=TODAY), TODAY + _DAY),
    (reserved(covers_since=TODAY + 9 * _DAY), TODAY + 9 * _DAY),
]


@pytest.mark.parametrize(("worker", "day"), NEXT)
def test_the_next_day_of_change_is_the_first_thing_written(worker: WorkerFacts, day: date | None) -> None:
    assert next_change([employee(starts_on=LONG_AGO), worker], TODAY) == day


def test_quarters_go_back_to_the_first_day_of_the_rule_and_no_further() -> None:
    points = quarters(timeline(staff(60), LAW, TODAY), TODAY, 100)
    assert points[0][0] == date(2018, 3, 31)
    assert points[-1][0] == TODAY
    assert len(points) == 36
    assert all(figures.gap3 == 4 for _, figures in points)
