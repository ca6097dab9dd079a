"""Pure arithmetic of a plan: weeks, hours, attendance, reminders, follow-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from portal.kernel.refusals import Refused
from portal.tutoring.vocabulary import FOLLOW_UP_MONTHS, KINDS, PlanKind


@dataclass(frozen=True, slots=True)
class Day:
    """One line of the register: worked from–to, or absent."""

    on: date
    starts_at: time | None
    ends_at: time | None
    absence: str | None

    @property
    def minutes(self) -> int:
        if self.starts_at is None or self.ends_at is None:
            return 0
        start, end = (datetime.combine(self.on, at) for at in (self.starts_at, self.ends_at))
        return int((end - start).total_seconds()) // 60


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_number(starts_on: date, day: date) -> int:
    """1 for the week (Monday to Sunday) in which the plan starts; 0 before it."""
    return max(0, (monday_of(day) - monday_of(starts_on)).days // 7 + 1)


def weeks(starts_on: date, ends_on: date) -> int:
    return week_number(starts_on, ends_on)


def hours_per_week(days: Iterable[Day], starts_on: date, until: date) -> list[Fraction]:
    """Hours worked in each week from the first to that of ``until``."""
    count = week_number(starts_on, until)
    minutes = [0] * count
    for day in days:
        number = week_number(starts_on, day.on)
        if 1 <= number <= count:
            minutes[number - 1] += day.minutes
    return [Fraction(total, 60) for total in minutes]


def planned_hours(starts_on: date, ends_on: date, weekly_hours: int) -> int:
    return weeks(starts_on, ends_on) * weekly_hours


def presence(days: Iterable[Day]) -> tuple[int, int]:
    """Days present and days expected; a day on which the company was closed is not expected."""
    rows = [day for day in days if day.absence != "closed"]
    return sum(1 for day in rows if day.absence is None), len(rows)


def check_day(day: Day, *, starts_on: date, ends_on: date, today: date) -> None:
    """Raises Refused for a day outside the plan or in the future, or for times in the wrong order."""
    if day.on > today:
        raise Refused("La data non può essere nel futuro.", field="day")
    if not starts_on <= day.on <= ends_on:
        raise Refused(
            f"Il percorso va dal {starts_on:%d/%m/%Y} al {ends_on:%d/%m/%Y}: questo giorno è fuori.", field="day"
        )
    if day.absence is None:
        if day.starts_at is None or day.ends_at is None:
            raise Refused("Scrivi entrata e uscita.", field="starts_at")
        if day.minutes <= 0:
            raise Refused("L’uscita viene dopo l’entrata: controlla gli orari.", field="ends_at")


def check_period(kind: PlanKind, starts_on: date, ends_on: date) -> None:
    """Raises Refused when the end does not follow the start, or the kind's longest duration is passed."""
    if ends_on <= starts_on:
        raise Refused("La fine viene dopo l’inizio: controlla le date.", field="ends_on")
    longest = KINDS[kind].max_months
    if longest is not None and ends_on > add_months(starts_on, longest):
        raise Refused(f"{KINDS[kind].label}: dura al massimo {longest} mesi.", field="ends_on")


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that day does not exist."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def follow_ups(ended_on: date) -> list[tuple[int, date]]:
    return [(months, add_months(ended_on, months)) for months in FOLLOW_UP_MONTHS]


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return add_months(self.first, 1) - timedelta(days=1)

    @property
    def key(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def previous(self) -> "Month":
        before = self.first - timedelta(days=1)
        return Month(before.year, before.month)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def reminders_due(starts_on: date, ends_on: date, today: date) -> list[Month]:
    """Months that have ended and in which the plan ran: for each the tutor is asked once to look at the register."""
    due, month = [], month_of(starts_on)
    while month.last < today and month.first <= ends_on:
        due.append(month)
        following = month.last + timedelta(days=1)
        month = month_of(following)
    return due
