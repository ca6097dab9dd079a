"""What must hold for any workforce in any situation at all."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import (
    Duties,
    EmployerKind,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.contributions import by_province, of_worker
from portal.employers.obligations.rules.figures import total
from portal.employers.obligations.rules.position import headline, position, position_of_figures
from portal.employers.obligations.rules.quota_di_riserva import units_art3, units_art18
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation, SituationFrom
from portal.employers.obligations.rules.tally import Tally
from portal.employers.obligations.rules.timeline import at, next_change, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import CompanyClass, Subject
from portal.kernel.parameters import Evidence, Parameter, Parameters
from tests.employers.rules.any_company import (
    histories,
    measures,
    ordinary_situations,
    provinces,
    situations,
    workers,
    workforces,
)
from tests.employers.rules.workforce import LAW, TODAY, employee, reserved

counted = st.builds(lambda province: employee(province, duties=Duties.ADMINISTRATIVE), provinces)
"""Someone nobody excludes, whatever the employer."""


@given(workforces, situations, counted)
def test_one_more_counted_employee_never_lowers_the_base(
    staff: list[WorkerFacts], situation: Situation, one: WorkerFacts
) -> None:
    before = position(staff, situation, LAW, TODAY)
    after = position([*staff, one], situation, LAW, TODAY)
    assert before.base3 <= after.base3 <= before.base3 + 1
    assert before.base18 <= after.base18 <= before.base18 + 1
    assert after.art3.quota >= before.art3.quota
    assert after.dependants == before.dependants + 1


@given(workforces, situations)
def test_provinces_add_up_to_the_nation(staff: list[WorkerFacts], situation: Situation) -> None:
    there = position(staff, situation, LAW, TODAY)
    assert sum(p.base3 for p in there.provinces) == there.base3
    assert sum(p.base18 for p in there.provinces) == there.base18
    assert sum(p.quota3 for p in there.provinces) == there.art3.quota
    assert sum(p.quota18 for p in there.provinces) == there.art18.quota
    assert sum(p.in_force3 for p in there.provinces) == there.art3.in_force
    assert sum(p.in_force18 for p in there.provinces) == there.art18.in_force
    assert sum(p.exempted for p in there.provinces) == there.art3.exempted
    assert sum(p.suspended for p in there.provinces) == there.art3.suspended
    assert sum(p.compensated3 for p in there.provinces) == there.art3.compensated
    assert all(p.base3 >= 0 and p.base18 >= 0 and p.quota3 >= 0 and p.in_force3 >= 0 for p in there.provinces)


@given(workforces, ordinary_situations)
def test_covered_and_uncovered_make_what_is_due(staff: list[WorkerFacts], situation: Situation) -> None:
    there = position(staff, situation, LAW, TODAY)
    for side in (there.art3, there.art18):
        assert side.in_force - side.surplus + side.transitional + side.gap == side.quota
        assert side.gap == 0 or side.surplus == 0


@given(workforces, situations)
def test_in_each_province_covered_moved_and_uncovered_make_the_quota(
    staff: list[WorkerFacts], situation: Situation
) -> None:
    for p in position(staff, situation, LAW, TODAY).provinces:
        moved = p.suspended + p.exempted + p.compensated3 + p.in_convention + p.gradual
        left = p.quota3 - moved - p.in_force3
        assert p.gap3 == max(0, left)
        assert min(p.in_convention, p.gradual, p.suspended, p.exempted) >= 0
        assert p.suspended + p.exempted <= p.quota3
        assert not (p.gap3 and p.surplus3)


@given(workforces, situations)
def test_the_lines_add_up_to_what_they_explain(staff: list[WorkerFacts], situation: Situation) -> None:
    there = position(staff, situation, LAW, TODAY)
    for subject, base in ((Subject.ART3, there.base3), (Subject.ART18, there.base18)):
        lines = [step for step in there.steps if step.rule.startswith(f"base.{subject}.")]
        assert lines[-1].rule == f"base.{subject}.total"
        assert lines[-1].result == base
        assert len(lines) == 1 or sum(step.result for step in lines[:-1]) == base
    assert all(step.article for step in (*there.steps, *there.province_steps))
    rules = [step.rule for step in (*there.steps, *there.province_steps)]
    assert len(set(rules)) == len(rules)


@given(workforces, situations, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    staff: list[WorkerFacts], situation: Situation, chance: Random
) -> None:
    shuffled = list(staff)
    chance.shuffle(shuffled)
    assert position(staff, situation, LAW, TODAY) == position(shuffled, situation, LAW, TODAY)


@given(workforces, ordinary_situations)
def test_where_people_work_changes_nothing_in_the_nation(
    staff: list[WorkerFacts], situation: Situation
) -> None:
    """National sums and one rounding: a company in one province and the same in three owe alike."""
    there = position(staff, situation, LAW, TODAY)
    together = position([replace(one, province="TO") for one in staff], situation, LAW, TODAY)
    assert there.headline == together.headline
    assert [s for s in there.steps if "across" not in s.rule] == [
        s for s in together.steps if "across" not in s.rule
    ]


@given(workforces, situations, st.integers(1, 6))
def test_the_figures_of_two_halves_make_the_whole(
    staff: list[WorkerFacts], situation: Situation, cut: int
) -> None:
    """Figures by province, added up, give what the rows give."""
    at_ = len(staff) * cut // 7
    first = by_province(staff[:at_], LAW, TODAY, situation)
    second = by_province(staff[at_:], LAW, TODAY, situation)
    both = {p: total([*(d[p] for d in (first, second) if p in d)]) for p in {*first, *second}}
    assert position_of_figures(both, situation, LAW, TODAY) == position(staff, situation, LAW, TODAY)


@given(workforces, situations, provinces, measures)
def test_a_request_still_open_changes_nothing_and_a_unit_granted_never_adds(
    staff: list[WorkerFacts], situation: Situation, province: str, measured: ProvinceSituation
) -> None:
    def there(**changes: int) -> int:
        local = {**situation.provinces, province: replace(measured, **changes)}
        return position(staff, replace(situation, provinces=local), LAW, TODAY).art3.gap

    assert there(exemption_asked=0) == there(exemption_asked=9)
    assert there(in_convention=measured.in_convention + 1) <= there()
    public = replace(situation, employer=EmployerKind.PUBLIC)
    local = {**situation.provinces, province: replace(measured, exempted=measured.exempted + 1)}
    more = position(staff, replace(public, provinces=local), LAW, TODAY).art3.gap
    before = {**situation.provinces, province: measured}
    assert more <= position(staff, replace(public, provinces=before), LAW, TODAY).art3.gap


@given(workforces, situations)
def test_who_is_not_an_employee_never_changes_the_base(
    staff: list[WorkerFacts], situation: Situation
) -> None:
    outside = [
        employee(contract=contract)
        for contract in (WorkContract.AGENCY, WorkContract.RECEIVING_BODY, WorkContract.NOT_SUBORDINATE)
    ]
    there, more = position(staff, situation, LAW, TODAY), position([*staff, *outside], situation, LAW, TODAY)
    assert (more.dependants, more.base3, more.base18) == (there.dependants, there.base3, there.base18)


@given(workforces, situations, provinces)
def test_one_more_person_who_covers_never_adds_to_the_gap(
    staff: list[WorkerFacts], situation: Situation, province: str
) -> None:
    """A whole head leaves the base and covers one. It raises the headcount, so the cap of art. 18 may grow."""
    there = position(staff, situation, LAW, TODAY)
    more = position([*staff, reserved(province=province)], situation, LAW, TODAY)
    assert more.base3 <= there.base3
    assert more.art3.quota <= there.art3.quota


def _with_another_law(days: int) -> Parameters:
    """The same law with figures that change in the middle, as a coordinator may enter them."""
    day = date(2018, 1, 1) + timedelta(days=days)
    return Parameters(
        [
            *LAW,
            Parameter("fixed_term_excluded_max_months", LAW.value("fixed_term_excluded_max_months", day) + 3, day,
                      None, "decreto di prova", Evidence.UNVERIFIED),
            Parameter("quota.art3.15_35", LAW.value("quota.art3.15_35", day) + 1, day, None, "decreto di prova",
                      Evidence.UNVERIFIED),
        ]
    )  # fmt: skip


@given(workforces, histories(), st.integers(0, 3200), st.integers(1, 3000))
@settings(max_examples=100, deadline=None)
def test_the_timeline_and_the_position_of_a_day_agree(
    staff: list[WorkerFacts], history: list[SituationFrom], days: int, changed: int
) -> None:
    """Whatever changes in between: people, titles, exclusions, measures, the law itself."""
    law = _with_another_law(changed)
    day = date(2018, 1, 1) + timedelta(days=days)
    spans = timeline(staff, law, TODAY + timedelta(days=600), history)
    in_force = [one.situation for one in history if one.starts_on <= day]
    if in_force:
        situation = in_force[-1]
    elif history:
        situation = replace(history[0].situation, provinces={}, collective_dismissal=False)
    else:
        situation = Situation("MI")
    assert at(spans, day) == position(staff, situation, law, day).headline


@given(workforces, st.integers(0, 3000))
def test_nothing_changes_before_the_next_day_of_change(staff: list[WorkerFacts], days: int) -> None:
    day = date(2018, 1, 1) + timedelta(days=days)
    following = next_change(staff, day)
    last = following - timedelta(days=1) if following else day + timedelta(days=400)
    if last < date(2018, 1, 1) or last < day:
        return
    assert position(staff, "MI", LAW, day).headline == position(staff, "MI", LAW, last).headline


@given(st.integers(0, 5000))
def test_a_larger_base_never_asks_for_less(base: int) -> None:
    assert units_art3(base, LAW, TODAY) <= units_art3(base + 1, LAW, TODAY)
    assert units_art18(base, LAW, TODAY) <= units_art18(base + 1, LAW, TODAY)


@given(workers(), workers(), situations)
def test_what_a_worker_adds_can_be_taken_away_again(
    one: WorkerFacts, other: WorkerFacts, situation: Situation
) -> None:
    mine, theirs = (of_worker(worker, LAW, TODAY, situation) for worker in (one, other))
    back = (mine + theirs) - theirs
    assert headline(back, LAW, TODAY) == headline(mine, LAW, TODAY)
    tally = Tally()
    tally.add(mine)
    tally.add(theirs, 3)
    tally.add(theirs, -3)
    assert headline(tally.figures(), LAW, TODAY) == headline(mine, LAW, TODAY)


@given(workforces)
def test_only_companies_over_50_spread_the_quota(staff: list[WorkerFacts]) -> None:
    there = position(staff, "LC", LAW, TODAY)
    if there.company_class is not CompanyClass.A:
        assert all(p.quota3 == 0 for p in there.provinces if p.province != "LC")


@given(workforces)
def test_art_18_workers_cover_their_own_quota_only(staff: list[WorkerFacts]) -> None:
    there = position(staff, "MI", LAW, TODAY)
    assert there.art18.in_force == sum(
        one.protection is Protection.ART18 and one.dependant and one.works_on(TODAY) for one in staff
    )
