"""Bars over time against a line: people in force and quota, hours and plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.foundation.web.charts.figures import Figure
from portal.foundation.web.italian import number_it, plural


@dataclass(frozen=True, slots=True)
class Tick:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: str
    """Empty where labels would stand too close."""

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Group:
    x1: float
    x2: float
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    width: float
    height: float
    left: float
    baseline: float
    bars: list[Bar]
    ticks: list[Tick]
    line: str
    """SVG path of the dashed line: the stepped quota, or the planned hours."""
    groups: list[Group]
    sentence: str
    rows: list[tuple[str, str, str]]
    """The same figures as a table: period, value, line."""


WIDTH, LEFT, TOP, PLOT = 332.0, 28.0, 10.0, 116.0
LABEL_ROOM = 18.0
"""Least distance between two labels under the bars."""
YEAR_ROOM = 40.0
"""Least distance between two years."""
MOST_QUARTERS = 12
"""With more, years alone are named."""


def ticks_up_to(highest: Figure) -> list[int]:
    """Two or three round values from 0 to at least `highest`."""
    step = 1
    for factor in range(12):
        for unit in (1, 2, 5):
            step = unit * 10**factor
            if step * 2 >= highest:
                return [0, step, step * 2]
    raise ValueError(f"{highest} is beyond any chart of the portal")


def _bars(values: Sequence[Figure | None], labels: Sequence[str], top_value: int) -> list[Bar]:
    slot = (WIDTH - LEFT) / max(len(values), 1)
    width = round(min(slot * 0.64, 26.0), 1)
    every = max(1, -(-int(LABEL_ROOM) // int(slot))) if slot >= 1 else len(values)
    found = []
    for index, (value, label) in enumerate(zip(values, labels, strict=True)):
        height = round(float(value or 0) / top_value * PLOT, 1)
        x = round(LEFT + slot * index + (slot - width) / 2, 1)
        found.append(
            Bar(x, round(TOP + PLOT - height, 1), width, height, label if index % every == 0 else "")
        )
    return found


def _ticks(values: Sequence[int]) -> list[Tick]:
    return [Tick(round(TOP + PLOT - value / values[-1] * PLOT, 1), number_it(value)) for value in values]


def _steps(levels: Sequence[Figure], top_value: int) -> str:
    """A path that runs flat over each slot and climbs or falls between them."""
    slot = (WIDTH - LEFT) / max(len(levels), 1)
    path = []
    for index, level in enumerate(levels):
        y = round(TOP + PLOT - float(level) / top_value * PLOT, 1)
        start = f"M{LEFT:g} {y:g}" if index == 0 else f"V{y:g}"
        path.append(f"{start}H{round(LEFT + slot * (index + 1), 1):g}")
    return "".join(path)


@dataclass(frozen=True, slots=True)
class Quarter:
    year: int
    number: int
    in_force: Figure
    quota: Figure


def quarterly_coverage(quarters: Sequence[Quarter]) -> BarChart:
    """People in force at the end of each quarter, against the stepped line of the quota."""
    if not quarters:
        raise ValueError("a chart needs at least one quarter")
    ticks = ticks_up_to(max(max(one.in_force, one.quota) for one in quarters) or 1)
    named = len(quarters) <= MOST_QUARTERS
    labels = [f"T{one.number}" if named else "" for one in quarters]
    bars = _bars([one.in_force for one in quarters], labels, ticks[-1])
    years = list(dict.fromkeys(one.year for one in quarters))
    every = max(1, -(-int(YEAR_ROOM) // max(1, int((WIDTH - LEFT) / len(years)))))
    groups = []
    for index, year in enumerate(years):
        of_year = [bar for bar, one in zip(bars, quarters, strict=True) if one.year == year]
        groups.append(
            Group(
                of_year[0].x,
                round(of_year[-1].x + of_year[-1].width, 1),
                str(year) if (len(years) - 1 - index) % every == 0 else "",
            )
        )
    last = quarters[-1]
    return BarChart(
        width=WIDTH,
        height=TOP + PLOT + 40,
        left=LEFT,
        baseline=TOP + PLOT,
        bars=bars,
        ticks=_ticks(ticks),
        line=_steps([one.quota for one in quarters], ticks[-1]),
        groups=groups,
        sentence=(
            f"Persone in forza e quota, {plural(len(quarters), 'trimestre', 'trimestri')}. "
            f"Ultimo: {number_it(last.in_force)} in forza, quota {number_it(last.quota)}."
        ),
        rows=[
            (f"T{one.number} {one.year}", number_it(one.in_force), number_it(one.quota)) for one in quarters
        ],
    )


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    hours: Figure | None
    """None for a week that has not begun."""


def weekly_hours(weeks: Sequence[Week], planned: Figure) -> BarChart:
    """Hours done in each week of a path, against the hours the plan asks for every week."""
    if not weeks:
        raise ValueError("a chart needs at least one week")
    ticks = ticks_up_to(max([planned, *(week.hours or 0 for week in weeks)]) or 1)
    done = [week.hours for week in weeks if week.hours is not None]
    return BarChart(
        width=WIDTH,
        height=TOP + PLOT + 20,
        left=LEFT,
        baseline=TOP + PLOT,
        bars=_bars([week.hours for week in weeks], [str(week.number) for week in weeks], ticks[-1]),
        ticks=_ticks(ticks),
        line=_steps([planned] * len(weeks), ticks[-1]),
        groups=[],
        sentence=(
            f"Ore svolte in {plural(len(done), 'settimana', 'settimane')}: {number_it(sum(done))}. "
            f"Ore previste ogni settimana: {number_it(planned)}."
        ),
        rows=[
            (
                f"Settimana {week.number}",
                "–" if week.hours is None else number_it(week.hours),
                number_it(planned),
            )
            for week in weeks
        ],
    )
