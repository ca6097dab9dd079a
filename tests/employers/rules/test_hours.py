"""Hours: part-time and intermittent workers by exact sums, each rounded once over the nation (§3.3)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import WorkContract
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.treatments import group_of
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group, HoursBasis
from tests.employers.rules.workforce import LAW, TODAY, employee, part_time, staff


def intermittent(hours: int, province: str = "MI", full_time: int = 40) -> WorkerFacts:
    """Hours really worked in the semester; a whole semester at 40 a week is 1,040."""
    return employee(
        province,
        contract=WorkContract.INTERMITTENT,
        semester_hours=Fraction(hours),
        full_time_hours=Fraction(full_time),
    )


SUMS = [
    # who, what they are worth in the base, article
    ([part_time(20)], 0, "a half stays down, art. 4 c. 2"),
    ([part_time(20), part_time(20)], 1, "two halves"),
    ([part_time(20)] * 3, 1, "1.5 stays down"),
    ([part_time(21)], 1, "more than a half"),
    ([part_time(20, 39)], 1, "0.513 of the hours of that agreement"),
    ([part_time(13, 39)] * 3, 1, "three thirds are one, exactly"),
    ([part_time(13, 39), part_time(13, 39), part_time(12, 36)], 1, "by each agreement's own full time"),
    ([part_time(20)] * 7 + [part_time(30)] * 4 + [part_time(18, 36, "BG")] * 3, 8, "§3.3: 3.5 + 3 + 1.5"),
    ([intermittent(520)], 0, "DLgs 81/2015 art. 18: half a semester"),
    ([intermittent(521)], 1, "a little over half"),
    ([intermittent(260)] * 4 + [intermittent(624)], 2, "§3.4: 1.6"),
    ([intermittent(2000)], 1, "never more than one"),
    ([intermittent(0)], 0, "nothing worked in the semester"),
    ([intermittent(468, full_time=36)] * 2, 1, "36 hours a week make 936"),
    ([part_time(20), intermittent(520)], 0, "two sums, two roundings: halves of different kinds do not meet"),
]


@pytest.mark.parametrize(("workers", "worth", "article"), SUMS)
def test_hours_are_summed_exactly_and_rounded_once(
    workers: list[WorkerFacts], worth: int, article: str
) -> None:
    there = position([*workers, *staff(20)], "MI", LAW, TODAY)
    assert there.base3 == 20 + worth, article
    assert sum(p.base3 for p in there.provinces) == there.base3


def test_an_intermittent_worker_whose_hours_are_not_known_counts_as_one() -> None:
    assert position([employee(contract=WorkContract.INTERMITTENT)] * 2, "MI", LAW, TODAY).base3 == 2


def test_the_line_of_the_intermittent_workers_shows_the_semester() -> None:
    there = position([intermittent(260)] * 4, "MI", LAW, TODAY)
    step = next(step for step in there.steps if step.rule == "base.art3.intermittent")
    assert step.article == "DLgs 81/2015 art. 18"
    assert dict(step.operands) == {
        "persone": 4,
        "somma delle ore lavorate nel semestre in rapporto al tempo pieno": Fraction(1),
        "settimane del semestre": 26,
        "unità, arrotondate una volta sola": 1,
    }


BASES = [
    # which hours, units of four people at 20 and 6 more worked, article
    (HoursBasis.CONTRACT, 2, "hours of the contract, by default"),
    (HoursBasis.WORKED, 3, "2.6"),
]


@pytest.mark.parametrize(("hours", "worth", "article"), BASES)
def test_a_company_may_count_the_hours_worked_beyond_the_contract(
    hours: HoursBasis, worth: int, article: str
) -> None:
    workers = [replace(part_time(20), extra_hours=Fraction(6))] * 4
    there = position([*workers, *staff(20)], Situation("MI", hours=hours), LAW, TODAY)
    assert there.base3 == 20 + worth, article


def test_hours_worked_beyond_the_contract_never_make_more_than_one() -> None:
    """circ. ML 9/2004 and 46/2001."""
    workers = [replace(part_time(30), extra_hours=Fraction(15))] * 4
    assert position(workers, Situation("MI", hours=HoursBasis.WORKED), LAW, TODAY).base3 == 4
    assert position(workers, "MI", LAW, TODAY).base3 == 3


def test_telework_takes_the_whole_head_whatever_the_hours() -> None:
    """DLgs 80/2015 art. 23; agile work, which nobody writes as telework, stays in the base."""
    workers = [*staff(20), employee(telework=True), replace(part_time(10), telework=True)]
    there = position(workers, "MI", LAW, TODAY)
    assert (there.dependants, there.base3) == (22, 20)


def test_a_fixed_term_is_measured_on_the_whole_contract() -> None:
    """A change of hours cuts the contract of a year in two rows of six months: both are counted."""
    first = employee(contract=WorkContract.FIXED_TERM, starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    assert group_of(first, LAW, TODAY) is Group.SHORT_FIXED_TERM
    whole = replace(first, contract_starts_on=date(2026, 1, 1))
    assert group_of(whole, LAW, TODAY) is Group.COUNTED
    ended_early = replace(first, contract_ends_on=date(2027, 6, 30))
    assert group_of(ended_early, LAW, TODAY) is Group.COUNTED
