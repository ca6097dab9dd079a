"""What a change would do, side by side with today."""

from dataclasses import replace
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import EmployerKind, WorkContract
from portal.employers.obligations.rules.esonero import EsoneroSector
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation
from portal.employers.obligations.rules.timeline import open_places, timeline
from portal.employers.obligations.rules.what_if import Change, places_then, what_if
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW, TODAY, part_time, reserved, staff, with_contract

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


def test_who_the_base_leaves_out_is_thought_of_last() -> None:
    """Executives, apprentices and agency workers stand first in the rows: their contracts would move no figure."""
    out = [*with_contract(WorkContract.EXECUTIVE), *with_contract(WorkContract.AGENCY)]
    workers = [*out, part_time(20), *staff(51)]
    both = what_if(workers, replace(NOTHING, end_other=1), "MI", LAW, TODAY)
    assert (both.today.base3, both.then.base3) == (51, 50)
    shorter = what_if(
        workers, replace(NOTHING, to_part_time=2, part_time_hours=Fraction(20)), "MI", LAW, TODAY
    )
    assert shorter.then.base3 == 50
    with pytest.raises(Refused, match="In organico risultano 53 altre persone"):
        what_if(workers, replace(NOTHING, end_other=54), "MI", LAW, TODAY)


def test_people_leave_the_province_the_change_speaks_of_first() -> None:
    workers = [*staff(60), reserved(), *staff(40, province="BG"), reserved(province="BG")]
    change = Change("BG", end_other=2, end_reserved=1)
    after = {one.province: one for one in what_if(workers, change, "MI", LAW, TODAY).then.provinces}
    assert (after["MI"].base3, after["BG"].base3) == (60, 38)
    assert (after["MI"].in_force3, after["BG"].in_force3) == (1, 0)


def test_an_empty_change_says_so() -> None:
    assert NOTHING.empty
    assert not replace(NOTHING, hire_other=1).empty


# --- measures and tirocini -------------------------------------------------------------------------------------

HUNDRED = [*staff(107), reserved(), reserved()]
"""Base 107, quota 7, two in force: five places missing."""


@pytest.mark.parametrize(
    ("change", "figures"),
    [
        (replace(NOTHING, tis_reserved=1), (7, 3, 0, 0, 4)),
        (replace(NOTHING, tis_reserved=1, tis_hours=Fraction(20)), (7, 2, 0, 0, 5)),
        (replace(NOTHING, tis_other=1), (8, 2, 0, 0, 6)),
        (replace(NOTHING, in_convention=3), (7, 2, 0, 3, 2)),
        (replace(NOTHING, exemption_percentage=60), (7, 2, 4, 0, 1)),
        (replace(NOTHING, exemption_percentage=60, in_convention=3), (7, 2, 2, 3, 0)),
        (replace(NOTHING, hire_reserved=2, exemption_percentage=60), (7, 4, 3, 0, 0)),
        (replace(NOTHING, receiving_body=1), (7, 3, 0, 0, 4)),
    ],
)
def test_measures_and_tirocini_change_what_is_missing(
    change: Change, figures: tuple[int, int, int, int, int]
) -> None:
    then = what_if(HUNDRED, change, "MI", LAW, TODAY).then.art3
    assert (then.quota, then.in_force, then.exempted, then.in_convention, then.gap) == figures


@pytest.mark.parametrize(("people", "in_force", "over"), [(4, 6, None), (5, 6, -1), (9, 6, -5)])
def test_a_convention_of_art_12_bis_says_its_cap_when_the_change_passes_it(
    people: int, in_force: int, over: int | None
) -> None:
    found = what_if(HUNDRED, replace(NOTHING, receiving_body=people), "MI", LAW, TODAY)
    assert found.then.art3.in_force == in_force
    step = found.cap_passed
    assert (step.result if step else None) == over
    if step is not None:
        assert dict(step.operands)["tetto"] == 4  # 60 % of 7 is 4.2
        assert step.article


def test_an_esonero_says_how_it_was_reckoned() -> None:
    found = what_if(HUNDRED, replace(NOTHING, exemption_percentage=60), "MI", LAW, TODAY)
    assert found.exempt is not None
    assert (found.exempt.highest, found.exempt.units, found.exempt.uncovered) == (4, 4, 1)
    assert all(step.article for step in found.exempt.steps)


GROUP = Situation("MI", EmployerKind.PRIVATE_IN_GROUP)


def test_the_surplus_of_the_group_covers_what_is_missing() -> None:
    then = what_if(HUNDRED, replace(NOTHING, compensated=2), GROUP, LAW, TODAY).then
    assert (then.art3.compensated, then.art3.gap) == (2, 3)


def test_a_province_gives_its_surplus_to_another_one() -> None:
    workers = [*staff(60), *staff(40, province="BG"), *(reserved(province="BG") for _ in range(7))]
    today = what_if(workers, NOTHING, "MI", LAW, TODAY).today
    there = {one.province: one for one in today.provinces}
    assert (there["MI"].gap3, there["BG"].surplus3) == (4, 4)
    moved = replace(NOTHING, compensated=4, compensated_from="BG")
    after = {one.province: one for one in what_if(workers, moved, "MI", LAW, TODAY).then.provinces}
    assert (after["MI"].gap3, after["BG"].surplus3) == (0, 0)


@pytest.mark.parametrize(
    ("change", "situation", "field"),
    [
        (replace(NOTHING, in_convention=6), "MI", "in_convention"),
        (replace(NOTHING, exemption_percentage=61), "MI", "exemption_percentage"),
        (replace(NOTHING, province="BG", exemption_percentage=60), "MI", "exemption_percentage"),
        (replace(NOTHING, compensated=1), "MI", "compensated"),
        (replace(NOTHING, compensated=1, compensated_from="BG"), "MI", "compensated"),
        (replace(NOTHING, compensated=6), GROUP, "compensated"),
        (replace(NOTHING, exemption_percentage=10), Situation("MI", EmployerKind.PUBLIC), "employer"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_on_its_field(
    change: Change, situation: Situation | str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        what_if(HUNDRED, change, situation, LAW, TODAY)
    assert refusal.value.field == field


def test_security_and_private_transport_may_ask_for_more() -> None:
    change = replace(NOTHING, exemption_percentage=80, exemption_sector=EsoneroSector.SECURITY)
    assert what_if(HUNDRED, change, "MI", LAW, TODAY).then.art3.exempted == 5


def test_an_esonero_and_a_surplus_given_away_do_not_stand_in_one_province() -> None:
    given = Situation("MI", provinces={"MI": ProvinceSituation(compensated3=-1)})
    with pytest.raises(Refused, match="non possono stare insieme"):
        what_if(HUNDRED, replace(NOTHING, exemption_percentage=60), given, LAW, TODAY)


def test_places_open_longest_stay_open_and_new_ones_begin_that_day() -> None:
    spans = timeline(HUNDRED, LAW, TODAY)
    places = open_places(spans, TODAY)
    fewer = what_if(HUNDRED, replace(NOTHING, hire_reserved=3), "MI", LAW, TODAY).then
    assert [place.number for place in places_then(places, fewer) if place.subject is Subject.ART3] == [1, 2]
    more = what_if(HUNDRED, replace(NOTHING, end_reserved=2), "MI", LAW, TODAY).then
    newest = [place for place in places_then(places, more) if place.subject is Subject.ART3]
    assert [place.since == TODAY for place in newest] == [False] * 5 + [True] * 2
