"""Reminder ladders: on which days before and after a due day somebody is told, each rung once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Rung:
    """``days`` counts from the due day: negative before it, zero on it, positive after."""

    days: int

    @property
    def name(self) -> str:
        """How the step is stored: «before_30», «on_day», «after_7»."""
        if self.days == 0:
            return "on_day"
        return f"before_{-self.days}" if self.days < 0 else f"after_{self.days}"

    def falls_on(self, due_on: date) -> date:
        return due_on + timedelta(days=self.days)


Ladder = tuple[Rung, ...]


def ladder(*days: int) -> Ladder:
    """Rungs by their days, in order. Raises ValueError for a rung said twice."""
    if len(set(days)) != len(days):
        raise ValueError(f"a rung is said twice: {days}")
    return tuple(Rung(one) for one in sorted(days))


def reached(rungs: Sequence[Rung], due_on: date, today: date) -> Rung | None:
    """The rung one stands on today; None before the first.

    Only the latest: whoever recorded something three days before its end is not told what a month before would
    have said, and after a standstill nobody gets three reminders of one thing at once.
    """
    passed = [rung for rung in rungs if rung.falls_on(due_on) <= today]
    return max(passed, key=lambda rung: rung.days, default=None)
