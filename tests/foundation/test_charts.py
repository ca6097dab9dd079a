"""Geometry of the charts: coordinates and sentences from figures."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation.web.charts import (
    CoverageMeter,
    Quarter,
    Week,
    attendance_month,
    band_ring,
    gap_bars,
    goal_sparkline,
    quarterly_coverage,
    share,
    weekly_hours,
)
from portal.foundation.web.charts.bars import LABEL_ROOM, ticks_up_to

TODAY = date(2026, 11, 23)


def test_the_meter_has_one_tile_for_each_post_in_order() -> None:
    meter = CoverageMeter(in_force=2, planned=1, uncovered=1)
    assert meter.tiles == ["in-force", "in-force", "planned", "uncovered"]
    assert not meter.as_bar


def test_the_meter_says_its_figures_in_a_sentence() -> None:
    assert CoverageMeter(6, 1, 2).sentence == (
        "9 posti riservati: 6 in forza, 1 programmato in convenzione, 2 scoperti"
    )
    assert CoverageMeter(0, 0, 1).sentence == "1 posto riservato: 1 scoperto"
    assert CoverageMeter(0, 0, 0).sentence == "Nessun posto riservato"


def test_above_twenty_posts_the_meter_is_a_bar() -> None:
    assert not CoverageMeter(20, 0, 0).as_bar
    assert CoverageMeter(20, 0, 1).as_bar


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_the_parts_of_the_bar_fill_it_without_overlapping(
    in_force: int, planned: int, uncovered: int
) -> None:
    segments = CoverageMeter(in_force, planned, uncovered).segments
    place = 0.0
    for segment in segments:
        assert segment.x == pytest.approx(place, abs=0.11)
        place = segment.x + segment.width
    if segments:
        assert place == pytest.approx(100, abs=0.11)


@given(st.fractions(min_value=0, max_value=1_000_000))
def test_ticks_are_round_and_reach_the_highest_value(highest: Fraction) -> None:
    ticks = ticks_up_to(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert str(ticks[1]).rstrip("0") in {"1", "2", "5"}


def test_the_quota_steps_where_it_changes_and_years_group_their_quarters() -> None:
    chart = quarterly_coverage([Quarter(2025, 3, 6, 8), Quarter(2025, 4, 6, 9), Quarter(2026, 1, 7, 9)])
    assert [bar.label for bar in chart.bars] == ["T3", "T4", "T1"]
    assert [group.label for group in chart.groups] == ["2025", "2026"]
    assert chart.line.count("V") == 2
    assert chart.sentence == "Persone in forza e quota, 3 trimestri. Ultimo: 7 in forza, quota 9."
    assert chart.rows[0] == ("T3 2025", "6", "8")


def test_a_bar_is_as_high_as_its_value_and_stands_on_the_baseline() -> None:
    chart = quarterly_coverage([Quarter(2026, 1, 5, 10), Quarter(2026, 2, 10, 10)])
    half, full = chart.bars
    assert half.height == pytest.approx(full.height / 2)
    assert half.y + half.height == pytest.approx(chart.baseline)


def test_a_week_not_begun_has_no_bar_and_a_dash_in_the_table() -> None:
    chart = weekly_hours([Week(1, 16), Week(2, None)], 20)
    assert chart.bars[1].height == 0
    assert chart.rows[1] == ("Settimana 2", "–", "20")
    assert chart.sentence == "Ore svolte in 1 settimana: 16. Ore previste ogni settimana: 20."


def test_hours_above_the_plan_stay_inside_the_drawing() -> None:
    chart = weekly_hours([Week(1, Fraction(45, 2))], 20)
    assert chart.bars[0].y >= 0


@given(st.integers(1, 104))
def test_labels_under_the_bars_never_stand_too_close(weeks: int) -> None:
    chart = weekly_hours([Week(number, 10) for number in range(1, weeks + 1)], 20)
    places = [bar.middle for bar in chart.bars if bar.label]
    assert all(later - earlier >= LABEL_ROOM - 0.2 for earlier, later in pairwise(places))


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        weekly_hours([], 20)


def test_a_goal_climbs_towards_its_target() -> None:
    line = goal_sparkline("Preparare gli ordini", [1, 2, 4], target=4, reviews=5)
    assert line.reached
    assert line.last[1] == line.target_y
    assert line.first[1] == line.floor_y
    assert line.last[0] < line.width / 2 + 5
    assert line.sentence == "Preparare gli ordini: valutazioni 1, 2, 4 su una scala da 1 a 5. Traguardo 4."


def test_a_goal_below_its_target_is_not_reached() -> None:
    assert not goal_sparkline("Orari", [3], target=4, reviews=5).reached


def test_the_month_runs_monday_to_friday_and_knows_today() -> None:
    month = attendance_month(2026, 11, {date(2026, 11, 3): ("present", "4 h")}, TODAY)
    assert [short for short, _ in month.weekdays] == ["Lun", "Mar", "Mer", "Gio", "Ven"]
    assert [cell.number for cell in month.weeks[0]] == [2, 3, 4, 5, 6]
    assert month.weeks[0][1].words == "4 h"
    assert [cell.number for week in month.weeks for cell in week if cell.today] == [23]
    assert month.title == "novembre 2026"


def test_a_saturday_worked_brings_its_column() -> None:
    month = attendance_month(2026, 11, {date(2026, 11, 7): ("present", "4 h")}, TODAY)
    assert len(month.weekdays) == 6
    assert (month.weeks[0][5].number, month.weeks[0][5].words) == (7, "4 h")


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_every_working_day_of_a_month_stands_once(day: date) -> None:
    month = attendance_month(day.year, day.month, {}, TODAY)
    numbers = [cell.number for week in month.weeks for cell in week if cell.number]
    expected = [n for n in range(1, 32) if _is_working_day(day.year, day.month, n)]
    assert numbers == expected


def _is_working_day(year: int, month: int, number: int) -> bool:
    try:
        return date(year, month, number).weekday() < 5
    except ValueError:
        return False


def test_the_ring_follows_the_word_and_holds_no_score() -> None:
    assert band_ring("alta").words == ("Alta",)
    assert band_ring("da valutare").words == ("Da", "valutare")
    assert band_ring("alta").filled > band_ring("buona").filled > band_ring("da valutare").filled


def test_gaps_go_from_the_longest_to_the_shortest() -> None:
    rows = gap_bars([("Lecco", 50), ("Varese", 0), ("Como", 200)])
    assert [(row.label, row.value, row.share) for row in rows] == [
        ("Como", "200", 100.0),
        ("Lecco", "50", 25.0),
        ("Varese", "0", 0.0),
    ]
    assert gap_bars([("Lecco", 0)])[0].share == 0.0


def test_a_share_stays_between_nothing_and_all() -> None:
    assert share(3, 0) == 0.0
    assert share(12, 10) == 100.0
    assert share(-1, 10) == 0.0
    assert share(Fraction(1, 3), 1) == 33.3


def test_many_quarters_name_their_years_alone_and_not_too_near() -> None:
    chart = quarterly_coverage([Quarter(2018 + n // 4, n % 4 + 1, 5, 6) for n in range(40)])
    assert {bar.label for bar in chart.bars} == {""}
    named = [group for group in chart.groups if group.label]
    assert named[-1].label == "2027"
    assert all(b.x1 - a.x1 >= 40 for a, b in pairwise(named))


def test_places_that_a_measure_relieves_stand_between_planned_and_uncovered() -> None:
    meter = CoverageMeter(5, 1, 1, relieved=2)
    assert meter.tiles == ["in-force"] * 5 + ["planned", "relieved", "relieved", "uncovered"]
    assert "2 non dovuti per una misura" in meter.sentence
