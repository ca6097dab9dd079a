"""A goal's scores as a small line."""

from collections.abc import Sequence
from dataclasses import dataclass

SCALE = (1, 5)
"""Goals are scored from 1 (with constant guidance) to 5 (on one's own)."""


@dataclass(frozen=True, slots=True)
class Sparkline:
    width: float
    height: float
    points: str
    first: tuple[float, float]
    last: tuple[float, float]
    target_y: float
    floor_y: float
    reached: bool
    current: int
    sentence: str


def goal_sparkline(goal: str, scores: Sequence[int], target: int, reviews: int) -> Sparkline:
    """Scores of a goal so far, on the width of all its reviews, with the target as a dashed line."""
    if not scores:
        raise ValueError("a sparkline needs at least one score")
    width, height, margin = 168.0, 48.0, 5.0
    step = (width - 2 * margin) / max(reviews - 1, len(scores) - 1, 1)

    def place(index: int, score: int) -> tuple[float, float]:
        low, high = SCALE
        risen = (score - low) / (high - low)
        return round(margin + step * index, 1), round(height - margin - risen * (height - 2 * margin), 1)

    places = [place(index, score) for index, score in enumerate(scores)]
    return Sparkline(
        width=width,
        height=height,
        points=" ".join(f"{x:g},{y:g}" for x, y in places),
        first=places[0],
        last=places[-1],
        target_y=place(0, target)[1],
        floor_y=height - margin,
        reached=scores[-1] >= target,
        current=scores[-1],
        sentence=(
            f"{goal}: valutazioni {', '.join(map(str, scores))} su una scala da 1 a 5. Traguardo {target}."
        ),
    )
