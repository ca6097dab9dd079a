"""Working days of a week of five or six days, holidays left out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.employers.obligations.rules.steps import Step
from portal.kernel.parameters import Evidence

Holidays = Callable[[int], Collection[date]]
"""The days off of a year: national holidays and the patron saint of the municipality."""

FIVE_DAYS, SIX_DAYS = 5, 6
WEEKS = (FIVE_DAYS, SIX_DAYS)


def no_days(_year: int) -> Collection[date]:
    return ()


def working_days(first: date, last: date, holidays: Holidays, *, week: int = 5) -> int:
    """Both ends included; 0 when the period is empty. ``week`` is 5 (Monday–Friday) or 6 (to Saturday)."""
    if last < first:
        return 0
    off = {day for year in range(first.year, last.year + 1) for day in holidays(year)}
    return _week_days(first, last, week) - sum(1 for day in off if _falls(day, first, last, week))


def _week_days(first: date, last: date, week: int) -> int:
    weeks, rest = divmod((last - first).days + 1, 7)
    return weeks * week + sum(
        1 for offset in range(rest) if (first + timedelta(days=offset)).weekday() < week
    )


def _falls(day: date, first: date, last: date, week: int) -> bool:
    return first <= day <= last and day.weekday() < week


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When a workplace works: its week, and the days off of the nation, of the comune, of the contract."""

    national: Holidays
    week: int = FIVE_DAYS
    patron_saint: Holidays = no_days
    contractual: frozenset[date] = field(default_factory=frozenset)

    def contractual_of(self, year: int) -> set[date]:
        return {day for day in self.contractual if day.year == year}

    def days_off(self, year: int) -> set[date]:
        return {*self.national(year), *self.patron_saint(year), *self.contractual_of(year)}

    def count(self, first: date, last: date) -> int:
        return working_days(first, last, self.days_off, week=self.week)


@dataclass(frozen=True, slots=True)
class CountedDays:
    """``days_off`` are those that fell on a day of the week that is worked, each once."""

    days: int
    days_off: tuple[date, ...]
    steps: tuple[Step, ...]


ARTICLE = "L. 68/1999 art. 5 c. 3 e art. 15 c. 4: giorni lavorativi"


def counted(first: date, last: date, calendar: WorkCalendar) -> CountedDays:
    """The count line by line: a day off that is also another's is taken away once."""
    if last < first:
        return CountedDays(0, (), ())
    running = _week_days(first, last, calendar.week)
    steps = [
        _step(
            "week",
            f"Settimana di {calendar.week} giorni",
            "giorni di calendario",
            (last - first).days + 1,
            running,
        )
    ]
    taken: set[date] = set()
    for rule, label, source in (
        ("national", "Festività nazionali", calendar.national),
        ("patron_saint", "Santo patrono", calendar.patron_saint),
        ("contractual", "Giorni festivi del contratto", calendar.contractual_of),
    ):
        days = {day for year in range(first.year, last.year + 1) for day in source(year)} - taken
        off = {day for day in days if _falls(day, first, last, calendar.week)}
        taken |= off
        running -= len(off)
        steps.append(_step(rule, label, "giorni in meno", len(off), running))
    return CountedDays(running, tuple(sorted(taken)), tuple(steps))


def _step(rule: str, label: str, operand: str, value: int, result: int) -> Step:
    return Step(f"working_days.{rule}", label, ARTICLE, ((operand, value),), result, Evidence.PUBLIC_SOFTWARE)
