"""Signed syntheses over time: one chart for each group of dimensions, with the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.candidates.assessment.queries import SynthesisRow
from portal.reference import dimensions

WIDTH, HEIGHT, MARGIN = 320.0, 120.0, 12.0


@dataclass(frozen=True, slots=True)
class Line:
    """``points``: runs of places, broken where a synthesis does not know the dimension. ``levels``: alone, «–»."""

    code: str
    name: str
    runs: list[list[tuple[float, float]]]
    levels: list[str]

    @property
    def polylines(self) -> list[str]:
        return [" ".join(f"{x:g},{y:g}" for x, y in run) for run in self.runs if len(run) > 1]

    @property
    def end(self) -> tuple[float, float] | None:
        return self.runs[-1][-1] if self.runs else None


@dataclass(frozen=True, slots=True)
class GroupChart:
    title: str
    days: list[date]
    grid: list[float]
    lines: list[Line]
    sentence: str


def _y(level: int) -> float:
    return round(HEIGHT - MARGIN - level / 4 * (HEIGHT - 2 * MARGIN), 1)


def _xs(days: Sequence[date]) -> list[float]:
    """Places true to time: two syntheses a month apart stand nearer than two a year apart."""
    span = (days[-1] - days[0]).days or 1
    return [round(MARGIN + (day - days[0]).days / span * (WIDTH - 2 * MARGIN), 1) for day in days]


def _line(code: str, name: str, levels: Sequence[int | None], xs: Sequence[float]) -> Line:
    runs: list[list[tuple[float, float]]] = []
    broken = True
    for x, level in zip(xs, levels, strict=True):
        if level is None:
            broken = True
            continue
        if broken:
            runs.append([])
        runs[-1].append((x, _y(level)))
        broken = False
    return Line(code, name, runs, ["–" if level is None else str(level) for level in levels])


def charts(rows: Sequence[SynthesisRow]) -> list[GroupChart]:
    """Nothing with fewer than two signed syntheses: one point is no history."""
    signed = sorted(
        (row for row in rows if row.signed_on is not None), key=lambda row: (row.signed_on, row.id)
    )
    days = [row.signed_on for row in signed if row.signed_on is not None]
    if len(days) < 2:
        return []
    xs = _xs(days)
    found = []
    for title, members in dimensions.groups().items():
        lines = []
        for one in members:
            known = [row.levels.get(one.code) for row in signed]
            lines.append(_line(one.code, one.name, [level.k if level else None for level in known], xs))
        sentence = f"{title.capitalize()}: livelli «da sola» da 0 a 4 in {len(days)} sintesi firmate"
        found.append(GroupChart(title.capitalize(), days, [_y(level) for level in range(5)], lines, sentence))
    return found
