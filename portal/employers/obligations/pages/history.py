"""The past of the duties by quarter: a chart, and every figure in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.headline import Headline
from portal.employers.obligations.rules.timeline import Span, quarters
from portal.foundation.web import PortalRequest
from portal.foundation.web.charts import BarChart, Quarter, quarterly_coverage
from portal.foundation.web.pagination import Pages

ALL_QUARTERS = 400
"""More than there can be since 2018 for a century."""
PER_PAGE = 16


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """``day`` is the last one of the quarter, or the day of the page."""

    label: str
    day: date
    figures: Headline


@dataclass(frozen=True, slots=True)
class HistoryPage:
    whose: Whose
    on: date
    chart: BarChart | None
    """Of all the quarters; ``rows`` are those of one page of the table, the latest first."""
    rows: list[HistoryRow]
    pages: Pages


def _number(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _points(spans: Sequence[Span], on: date, count: int) -> list[tuple[date, Headline]]:
    """Without the quarters before the first worker."""
    found = quarters(spans, on, count)
    first = next((i for i, (_, one) in enumerate(found) if one.base3 or one.in_force3), len(found))
    return found[first:]


def chart(spans: Sequence[Span], on: date, count: int) -> BarChart | None:
    points = quarters(spans, on, count)
    if not any(one.base3 or one.in_force3 for _, one in points):
        return None
    return _drawn(points)


def _drawn(points: Sequence[tuple[date, Headline]]) -> BarChart:
    return quarterly_coverage(
        [Quarter(day.year, _number(day), one.in_force3, one.quota3) for day, one in points]
    )


def history_page(now: Standing, whose: Whose, request: PortalRequest) -> HistoryPage:
    on = now.position.on
    points = _points(now.spans, on, ALL_QUARTERS)
    shown = Pages.of(request, len(points), per_page=PER_PAGE)
    rows = [HistoryRow(f"T{_number(day)} {day.year}", day, one) for day, one in reversed(points)]
    return HistoryPage(
        whose,
        on,
        _drawn(points) if points else None,
        rows[shown.offset : shown.offset + shown.limit],
        shown,
    )
