"""Exclusions that no contract tells: by sector and by base, for a time, by what the employer is (§2.3, §3.2)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import (
    SECTOR_EXCLUSIONS,
    Duties,
    EmployerRegime,
    Exclusion,
    ExclusionScope,
)
from portal.employers.obligations.rules.position import Position, position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.treatments import BY_GROUP, HEADS_OUT, group_of
from portal.employers.obligations.vocabulary import Group, Subject
from portal.kernel.parameters import Evidence, Parameter, Parameters
from tests.employers.rules.workforce import LAW, TODAY, employee, part_time, protected_art18, staff

_DAY = timedelta(days=1)


def _bases(there: Position) -> tuple[int, int]:
    return there.base3, there.base18


SCOPES = [
    # scope on the row, base of art. 3, base of art. 18 (ten excluded of seventy)
    (None, 60, 60),
    (ExclusionScope.BOTH, 60, 60),
    (ExclusionScope.ART3, 60, 70),
    (ExclusionScope.ART18, 70, 60),
]


@pytest.mark.parametrize("exclusion", sorted(SECTOR_EXCLUSIONS))
@pytest.mark.parametrize(("scope", "base3", "base18"), SCOPES)
def test_an_exclusion_by_sector_leaves_the_base_it_is_declared_for(
    exclusion: Exclusion, scope: ExclusionScope | None, base3: int, base18: int
) -> None:
    workers = [*staff(60), *[employee(exclusion=exclusion, exclusion_scope=scope)] * 10]
    there = position(workers, "MI", LAW, TODAY)
    assert _bases(there) == (base3, base18)
    assert {p.province: (p.base3, p.base18) for p in there.provinces} == {"MI": (base3, base18)}


def test_an_exclusion_of_art_4_leaves_both_bases_whatever_the_row_says() -> None:
    workers = [*staff(60), employee(exclusion=Exclusion.WORK_ABROAD, exclusion_scope=ExclusionScope.ART3)]
    assert _bases(position(workers, "MI", LAW, TODAY)) == (60, 60)


def _without_art18(exclusion: Exclusion) -> Parameters:
    key = f"exclusion.{exclusion}.art18"
    row = Parameter(key, Fraction(0), date(2026, 1, 1), None, "scelta dell’ufficio", Evidence.UNVERIFIED)
    return Parameters([*LAW, row])


def test_a_coordinator_may_say_that_a_sector_stays_in_the_base_of_art_18() -> None:
    law = _without_art18(Exclusion.BUILDING_SITE)
    workers = [*staff(60), *[employee(exclusion=Exclusion.BUILDING_SITE)] * 10]
    assert _bases(position(workers, "MI", law, TODAY)) == (60, 70)
    assert _bases(position(workers, "MI", law, date(2025, 12, 31))) == (60, 60)
    by_row = [
        *staff(60),
        *[employee(exclusion=Exclusion.BUILDING_SITE, exclusion_scope=ExclusionScope.BOTH)] * 10,
    ]
    assert _bases(position(by_row, "MI", law, TODAY)) == (60, 60)


def test_that_a_sector_leaves_the_base_of_art_18_is_to_be_verified() -> None:
    workers = [
        *staff(60),
        employee(exclusion=Exclusion.TRAVELLING),
        employee(exclusion=Exclusion.CABLEWAY, exclusion_scope=ExclusionScope.ART3),
    ]
    steps = {step.rule: step for step in position(workers, "MI", LAW, TODAY).steps}
    assert not steps["base.art3.travelling"].to_check
    assert steps["base.art18.travelling"].to_check
    assert steps["base.art3.travelling"].article == "L. 68/1999 art. 5 c. 2"
    assert "base.art18.cableway" not in steps


def test_a_part_time_worker_left_out_of_one_base_counts_by_hours_in_the_other() -> None:
    half = replace(part_time(20), exclusion=Exclusion.CABLEWAY, exclusion_scope=ExclusionScope.ART3)
    there = position([*staff(60), *[half] * 4], "MI", LAW, TODAY)
    assert _bases(there) == (60, 62)


def test_an_art_18_worker_left_out_of_one_base_is_capped_in_the_other() -> None:
    worker = replace(protected_art18(), exclusion=Exclusion.CABLEWAY, exclusion_scope=ExclusionScope.ART3)
    there = position([*staff(57), *[worker] * 3], "MI", LAW, TODAY)
    assert _bases(there) == (57, 59)
    assert there.art18.in_force == 3


LIMITED = [Exclusion.CONTRACTOR_CHANGE, Exclusion.WORK_ABROAD, Exclusion.BUILDING_SITE]


@pytest.mark.parametrize("exclusion", LIMITED)
def test_an_exclusion_for_a_time_ends_on_its_last_day(exclusion: Exclusion) -> None:
    """INL 1046/2020: workers taken over stay out for the duration of that contract only."""
    worker = employee(exclusion=exclusion, exclusion_ends_on=TODAY)
    assert group_of(worker, LAW, TODAY) is not Group.COUNTED
    assert group_of(worker, LAW, TODAY + _DAY) is Group.COUNTED


def test_a_substitute_is_out_with_a_rule_that_is_to_be_verified() -> None:
    there = position([*staff(20), employee(exclusion=Exclusion.SUBSTITUTE)], "MI", LAW, TODAY)
    step = next(step for step in there.steps if step.rule == "base.art3.substitute")
    assert (there.base3, step.to_check) == (20, True)


REGIMES = [
    # employer, counted of administrative, technical, other and unknown duties (ten each)
    (EmployerRegime.ORDINARY, 40, "art. 3 c. 1"),
    (EmployerRegime.SOCIAL, 30, "art. 3 c. 3: technical-executive and administrative only"),
    (EmployerRegime.SECURITY, 20, "art. 3 c. 4: administrative services only"),
]


@pytest.mark.parametrize(("regime", "base", "article"), REGIMES)
def test_special_employers_count_some_duties_only(regime: EmployerRegime, base: int, article: str) -> None:
    workers = [employee(duties=duties) for duties in [*Duties, None] for _ in range(10)]
    there = position(workers, Situation("MI", regime=regime), LAW, TODAY)
    assert _bases(there) == (base, base), article
    assert any(step.rule == "base.art3.other_duties" for step in there.steps) is (base < 40)


def test_every_group_that_leaves_by_heads_has_a_label_and_an_article() -> None:
    assert all(BY_GROUP[group].label and BY_GROUP[group].article for group in HEADS_OUT)
    assert {row.group for row in BY_GROUP.values() if row.sector} == {
        Group(exclusion.value) for exclusion in SECTOR_EXCLUSIONS
    }


@pytest.mark.parametrize("subject", list(Subject))
def test_a_worker_is_taken_out_once_only(subject: Subject) -> None:
    """An executive who teleworks part-time on a building site is one head."""
    worker = replace(part_time(20), telework=True, exclusion=Exclusion.BUILDING_SITE, duties=Duties.OTHER)
    there = position([*staff(60), worker], Situation("MI", regime=EmployerRegime.SOCIAL), LAW, TODAY)
    assert _bases(there) == (60, 60)
    assert group_of(worker, LAW, TODAY, subject) is Group.BUILDING_SITE
