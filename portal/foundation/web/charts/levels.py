"""Levels 0–4 asked against levels there, row by row: alone, with help, and what a measure would add."""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP = 250.0, 16.0, 26.0
ROW, BAR = 28.0, 12.0
MOST = 4


@dataclass(frozen=True, slots=True)
class LevelRow:
    """``alone`` None: nobody saw it. ``helped`` ≥ alone; ``lifted``: with measures too, never over the scale.
    ``note`` says how it ends, in words."""

    label: str
    asked: int
    alone: int | None
    helped: int | None
    lifted: int
    note: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    label: str
    text_y: float
    bar_y: float
    alone_width: float
    helped_x: float
    helped_width: float
    lifted_x: float
    lifted_width: float
    asked_x: float
    mark_top: float
    mark_bottom: float
    unseen: bool


@dataclass(frozen=True, slots=True)
class LevelChart:
    width: float
    height: float
    bar: float
    left: float
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[DrawnRow, ...]
    table: tuple[tuple[str, ...], ...]
    sentence: str


def level_chart(title: str, rows: Sequence[LevelRow], *, width: float = 640.0) -> LevelChart:
    """The demand is a mark, what she does alone a full bar, aids and measures two lighter ones after it."""
    step = (width - LEFT - RIGHT) / MOST

    def x(level: float) -> float:
        return round(LEFT + step * min(level, MOST), 1)

    drawn = []
    for place, row in enumerate(rows):
        top = TOP + ROW * place
        alone, helped = row.alone or 0, row.helped or 0
        lifted = max(helped, min(row.lifted, MOST))
        drawn.append(
            DrawnRow(
                row.label,
                top + ROW / 2 + 5,
                top + (ROW - BAR) / 2,
                round(x(alone) - LEFT, 1),
                x(alone),
                round(x(helped) - x(alone), 1),
                x(helped),
                round(x(lifted) - x(helped), 1),
                x(row.asked),
                top + 3,
                top + ROW - 3,
                row.alone is None,
            )
        )
    return LevelChart(
        width=width,
        height=TOP + ROW * len(rows) + 4,
        bar=BAR,
        left=LEFT,
        ticks=tuple((x(level), str(level)) for level in range(MOST + 1)),
        rows=tuple(drawn),
        table=tuple(_cells(row) for row in rows),
        sentence=f"{title}: {'; '.join(_said(row) for row in rows)}." if rows else title,
    )


def _cells(row: LevelRow) -> tuple[str, ...]:
    def shown(level: int | None) -> str:
        return "–" if level is None else str(level)

    unseen = row.alone is None
    return (
        row.label,
        str(row.asked),
        shown(row.alone),
        shown(row.helped),
        "–" if unseen else str(min(row.lifted, MOST)),
        row.note,
    )


def _said(row: LevelRow) -> str:
    there = "non rilevato" if row.alone is None else f"da sola {row.alone}, con aiuti {row.helped}"
    return f"{row.label}, chiede {row.asked}, {there}"
