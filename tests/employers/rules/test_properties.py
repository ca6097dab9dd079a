"""What must hold for any workforce at all."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import CoverageTitle, ProtectedCategory, Protection, WorkContract
from portal.employers.obligations.rules.contributions import of_worker
from portal.employers.obligations.rules.position import headline, position
from portal.employers.obligations.rules.quota_di_riserva import units_art3, units_art18
from portal.employers.obligations.rules.timeline import at, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import CompanyClass
from tests.employers.rules.workforce import LAW, TODAY, employee

PROVINCES = ["BG", "LC", "MI"]
HOURS = st.sampled_from([Fraction(10), Fraction(20), Fraction(24), Fraction(38), Fraction(40)])


@st.composite
def workers(draw: st.DrawFn) -> WorkerFacts:
    protection = draw(st.sampled_from([Protection.NONE] * 6 + [Protection.ART1, Protection.ART18]))
    starts_on = date(2017, 1, 1) + timedelta(days=draw(st.integers(0, 3600)))
    ends_on = draw(st.none() | st.integers(0, 2000).map(lambda days: starts_on + timedelta(days=days)))
    art1 = protection is Protection.ART1
    return WorkerFacts(
        draw(st.sampled_from(PROVINCES)),
        starts_on,
        ends_on,
        draw(st.sampled_from(WorkContract)),
        draw(HOURS),
        Fraction(40),
        draw(st.booleans()),
        protection,
        ProtectedCategory.D1 if art1 else None,
        draw(st.integers(46, 100)) if art1 else None,
        coverage_title=draw(st.sampled_from(CoverageTitle)) if art1 else None,
        seasonal_days=draw(st.none() | st.integers(0, 365)),
    )


# one draw repeated: companies of every class, not only the smallest
workforces = st.lists(st.tuples(workers(), st.integers(1, 40)), max_size=12).map(
    lambda rows: [worker for worker, times in rows for _ in range(times)]
)


@given(workforces, st.sampled_from(PROVINCES))
def test_one_more_counted_employee_never_lowers_the_base(staff: list[WorkerFacts], province: str) -> None:
    before = position(staff, "MI", LAW, TODAY).base3
    after = position([*staff, employee(province)], "MI", LAW, TODAY).base3
    assert before <= after <= before + 1


@given(workforces, st.sampled_from(PROVINCES))
def test_provinces_add_up_to_the_nation(staff: list[WorkerFacts], head_office: str) -> None:
    there = position(staff, head_office, LAW, TODAY)
    assert sum(p.base3 for p in there.provinces) == there.base3
    assert sum(p.base18 for p in there.provinces) == there.base18
    assert sum(p.quota3 for p in there.provinces) == there.art3.quota
    assert sum(p.quota18 for p in there.provinces) == there.art18.quota
    assert sum(p.in_force3 for p in there.provinces) == there.art3.in_force
    assert sum(p.in_force18 for p in there.provinces) == there.art18.in_force


@given(workforces)
def test_covered_and_uncovered_make_what_is_due(staff: list[WorkerFacts]) -> None:
    there = position(staff, "MI", LAW, TODAY)
    for side in (there.art3, there.art18):
        assert side.in_force - side.surplus + side.gap == side.quota
        assert side.gap == 0 or side.surplus == 0


@given(workforces)
def test_the_lines_of_the_base_add_up_to_the_base(staff: list[WorkerFacts]) -> None:
    there = position(staff, "MI", LAW, TODAY)
    lines = [step for step in there.steps if step.rule.startswith("base.art3.")]
    assert lines[-1].rule == "base.art3.total"
    assert sum(step.result for step in lines[:-1]) == lines[-1].result == there.base3


@given(workforces, st.integers(0, 3000))
@settings(max_examples=60)
def test_the_timeline_and_the_position_of_a_day_agree(staff: list[WorkerFacts], days: int) -> None:
    day = date(2018, 1, 1) + timedelta(days=days)
    there, figures = (
        position(staff, "MI", LAW, day),
        at(timeline(staff, LAW, TODAY + timedelta(days=600)), day),
    )
    assert (figures.base3, figures.quota3, figures.in_force3, figures.gap3) == (
        there.base3,
        there.art3.quota,
        there.art3.in_force,
        there.art3.gap,
    )


@given(st.integers(0, 5000))
def test_a_larger_base_never_asks_for_less(base: int) -> None:
    assert units_art3(base, LAW, TODAY) <= units_art3(base + 1, LAW, TODAY)
    assert units_art18(base, LAW, TODAY) <= units_art18(base + 1, LAW, TODAY)


@given(workers())
def test_what_a_worker_adds_can_be_taken_away_again(worker: WorkerFacts) -> None:
    mine = of_worker(worker, LAW, TODAY)
    back = (mine + mine) - mine
    assert headline(back, LAW, TODAY) == headline(mine, LAW, TODAY)


@given(workforces)
def test_only_companies_over_50_spread_the_quota(staff: list[WorkerFacts]) -> None:
    there = position(staff, "LC", LAW, TODAY)
    if there.company_class is not CompanyClass.A:
        assert all(p.quota3 == 0 for p in there.provinces if p.province != "LC")
