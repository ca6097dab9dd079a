"""What measures and conventions make of a day: no database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest

from portal.employers.measures.rules.agreements import commitment_states
from portal.employers.measures.rules.situations import (
    change_days,
    next_change,
    situation_on,
    situations,
)
from portal.employers.measures.rules.written import (
    Commitment,
    Hire,
    Written,
    WrittenConvenzione,
    WrittenMeasure,
)
from portal.employers.measures.vocabulary import (
    CommitmentStanding,
    ConvenzioneKind,
    ConvenzioneState,
    MeasureKind,
    MeasureState,
)
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation
from portal.employers.obligations.vocabulary import Subject

EMPLOYER = Situation("LC")
FIRST, LAST = date(2026, 3, 1), date(2026, 8, 31)
INSIDE = date(2026, 5, 4)
DAY = timedelta(days=1)


def measure(kind: MeasureKind, **facts: Any) -> WrittenMeasure:
    usual = WrittenMeasure(uuid4(), kind, MeasureState.IN_FORCE, FIRST, LAST, province="LC", units=2)
    return replace(usual, **facts)


def of(*measures: WrittenMeasure, on: date = INSIDE) -> Situation:
    return situation_on(EMPLOYER, Written(measures), on)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (measure(MeasureKind.ESONERO_PARZIALE), ProvinceSituation(exempted=2)),
        (
            measure(MeasureKind.ESONERO_PARZIALE, state=MeasureState.REQUESTED),
            ProvinceSituation(exemption_asked=2),
        ),
        (measure(MeasureKind.ESONERO_60_PERMILLE), ProvinceSituation(self_certified=2)),
        (
            measure(MeasureKind.SOSPENSIONE, cause="cigs", workers=40, of_workers=90),
            ProvinceSituation(suspended_share=Fraction(4, 9)),
        ),
        (measure(MeasureKind.GRADUALITA), ProvinceSituation(gradual=2)),
    ],
)
def test_a_measure_in_force_stands_in_its_province(one: WrittenMeasure, expected: ProvinceSituation) -> None:
    assert of(one).of("LC") == expected
    assert of(one).of("MI") == ProvinceSituation()


def test_a_measure_holds_from_its_first_to_its_last_day() -> None:
    one = measure(MeasureKind.ESONERO_PARZIALE)
    assert not of(one, on=FIRST - DAY).measured
    assert of(one, on=FIRST).measured
    assert of(one, on=LAST).measured
    assert not of(one, on=LAST + DAY).measured
    endless = replace(one, ends_on=None)
    assert of(endless, on=date(2040, 1, 1)).measured


@pytest.mark.parametrize("state", [MeasureState.REFUSED, MeasureState.WITHDRAWN, MeasureState.CANCELLED])
def test_what_was_refused_withdrawn_or_cancelled_counts_on_no_day(state: MeasureState) -> None:
    one = measure(MeasureKind.ESONERO_PARZIALE, state=state)
    assert not of(one).measured
    assert change_days(Written((one,))) == set()


def test_a_requested_suspension_lowers_nothing() -> None:
    one = measure(
        MeasureKind.SOSPENSIONE, cause="cigs", workers=40, of_workers=90, state=MeasureState.REQUESTED
    )
    assert not of(one).measured


def test_a_collective_dismissal_suspends_everywhere() -> None:
    one = measure(MeasureKind.SOSPENSIONE, cause="collective_dismissal", province=None)
    assert of(one).collective_dismissal
    assert not of(replace(one, state=MeasureState.REQUESTED)).collective_dismissal


def test_a_compensation_takes_from_one_province_and_gives_to_the_other() -> None:
    one = measure(
        MeasureKind.COMPENSAZIONE_TERRITORIALE, province="MI", other_province="LC", subject=Subject.ART3
    )
    there = of(one)
    assert (there.of("MI").compensated3, there.of("LC").compensated3) == (-2, 2)
    assert sum(one.compensated3 for one in there.provinces.values()) == 0
    eighteen = of(replace(one, subject=Subject.ART18))
    assert (eighteen.of("MI").compensated18, eighteen.of("MI").compensated3) == (-2, 0)


def test_in_a_group_only_the_own_province_moves() -> None:
    one = measure(
        MeasureKind.COMPENSAZIONE_TERRITORIALE,
        province=None,
        other_province="LC",
        subject=Subject.ART3,
        group_tax_code="00743110157",
    )
    assert dict(of(one).provinces) == {"LC": ProvinceSituation(compensated3=2)}


def test_measures_of_one_province_add_up() -> None:
    there = of(
        measure(MeasureKind.ESONERO_PARZIALE, units=2),
        measure(MeasureKind.ESONERO_60_PERMILLE, units=1),
        measure(MeasureKind.GRADUALITA, units=3),
    ).of("LC")
    assert (there.exempted, there.self_certified, there.gradual) == (2, 1, 3)


# --- conventions -----------------------------------------------------------------------------------------------

HALF, END = date(2026, 6, 30), date(2027, 6, 30)


def commitment(people: int, due_on: date) -> Commitment:
    return Commitment(uuid4(), due_on, people)


def convenzione(*hires: Hire, **facts: Any) -> WrittenConvenzione:
    usual = WrittenConvenzione(
        uuid4(),
        ConvenzioneKind.PROGRAMME,
        ConvenzioneState.IN_FORCE,
        "LC",
        date(2026, 1, 12),
        FIRST,
        date(2028, 2, 29),
        commitments=(commitment(1, HALF), commitment(2, END)),
        hires=hires,
    )
    return replace(usual, **facts)


def hire(starts_on: date, ends_on: date | None = None, worker_id: UUID | None = None) -> Hire:
    return Hire(worker_id or uuid4(), starts_on, ends_on)


def open_places(one: WrittenConvenzione, on: date) -> int:
    return situation_on(EMPLOYER, Written((), (one,)), on).of("LC").in_convention


def test_places_wait_while_the_programme_is_kept() -> None:
    one = convenzione(hire(date(2026, 6, 1)))
    assert open_places(one, FIRST - DAY) == 0
    assert open_places(one, FIRST) == 3
    assert open_places(one, date(2026, 6, 1)) == 2
    assert open_places(one, END) == 2
    assert open_places(one, END + DAY) == 0


def test_after_a_missed_commitment_no_place_waits_any_more() -> None:
    one = convenzione()
    assert open_places(one, HALF) == 3
    assert open_places(one, HALF + DAY) == 0


def test_a_later_hire_makes_good() -> None:
    one = convenzione(hire(date(2026, 9, 1)))
    assert open_places(one, date(2026, 8, 31)) == 0
    assert open_places(one, date(2026, 9, 1)) == 2


def test_somebody_who_leaves_is_missing_again() -> None:
    one = convenzione(hire(date(2026, 6, 1), date(2026, 11, 30)))
    assert open_places(one, date(2026, 11, 30)) == 2
    assert open_places(one, date(2026, 12, 1)) == 0


@pytest.mark.parametrize(
    "state", [ConvenzioneState.REQUESTED, ConvenzioneState.REFUSED, ConvenzioneState.WITHDRAWN]
)
def test_a_convention_that_nobody_signed_holds_nothing(state: ConvenzioneState) -> None:
    assert open_places(convenzione(state=state), INSIDE) == 0
    assert change_days(Written((), (convenzione(state=state),))) == set()


def test_a_convention_that_ended_held_until_its_last_day() -> None:
    one = convenzione(state=ConvenzioneState.REVOKED, ended_on=date(2026, 5, 10))
    assert open_places(one, date(2026, 5, 10)) == 3
    assert open_places(one, date(2026, 5, 11)) == 0


def test_work_orders_make_no_waiting_place_but_carry_their_cap() -> None:
    one = convenzione(kind=ConvenzioneKind.ART14, framework_cap=Decimal("25"))
    there = situation_on(EMPLOYER, Written((), (one,)), INSIDE)
    assert not there.provinces
    assert there.framework_cap == Fraction(1, 4)
    assert situation_on(EMPLOYER, Written((), (one,)), FIRST - DAY).framework_cap is None


def test_commitments_are_filled_in_the_order_of_their_days() -> None:
    one = convenzione(hire(date(2026, 6, 1)), hire(date(2026, 6, 1)))
    states = commitment_states(one, INSIDE + timedelta(days=40))
    assert [(state.standing, state.missing) for state in states] == [
        (CommitmentStanding.KEPT, 0),
        (CommitmentStanding.PLANNED, 1),
    ]


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (HALF - timedelta(days=31), CommitmentStanding.PLANNED),
        (HALF - timedelta(days=30), CommitmentStanding.NEAR),
        (HALF, CommitmentStanding.NEAR),
        (HALF + DAY, CommitmentStanding.BREACHED),
    ],
)
def test_a_commitment_is_near_for_thirty_days_and_breached_from_the_day_after(
    on: date, standing: CommitmentStanding
) -> None:
    assert commitment_states(convenzione(), on)[0].standing is standing


# --- time ------------------------------------------------------------------------------------------------------


def test_the_situation_changes_on_every_start_end_and_missed_day() -> None:
    written = Written((measure(MeasureKind.ESONERO_PARZIALE),), (convenzione(),))
    found = {one.starts_on for one in situations(EMPLOYER, written, date(2029, 1, 1))}
    assert {date(2018, 1, 1), FIRST, LAST + DAY, HALF + DAY} <= found
    assert next_change(written, FIRST) == HALF + DAY
    assert next_change(written, HALF + DAY) == LAST + DAY
    assert next_change(Written(), FIRST) is None


def test_the_list_of_situations_says_what_each_day_says() -> None:
    written = Written(
        (
            measure(MeasureKind.ESONERO_PARZIALE),
            measure(MeasureKind.SOSPENSIONE, cause="cigs", workers=1, of_workers=3, ends_on=None),
        ),
        (convenzione(hire(date(2026, 9, 1))),),
    )
    listed = situations(EMPLOYER, written, date(2028, 12, 31))
    day = date(2026, 1, 1)
    while day < date(2028, 6, 1):
        expected = situation_on(EMPLOYER, written, day)
        assert [one for one in listed if one.starts_on <= day][-1].situation == expected, day
        day += timedelta(days=7)


def test_a_measure_older_than_the_rule_stands_from_its_first_day() -> None:
    one = measure(MeasureKind.ESONERO_PARZIALE, starts_on=date(2015, 1, 1), ends_on=None)
    listed = situations(EMPLOYER, Written((one,)), date(2020, 1, 1))
    assert listed[0].starts_on == date(2018, 1, 1)
    assert listed[0].situation.of("LC").exempted == 2
