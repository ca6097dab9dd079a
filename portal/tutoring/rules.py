"""Pure arithmetic of a plan: weeks, hours, attendance, reminders, follow-ups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from portal.kernel.italian_days import day_it
from portal.kernel.refusals import Refused
from portal.tutoring.vocabulary import FOLLOW_UP_MONTHS, REVIEW_DAYS, Absence

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True, slots=True)
class Day:
    """One line of the register: worked from–to in Italian time, or absent."""

    on: date
    starts_at: time | None
    ends_at: time | None
    absence: str | None

    @property
    def minutes(self) -> int:
        """Minutes that really pass: a night in which the clock changes is an hour shorter or longer."""
        if self.starts_at is None or self.ends_at is None:
            return 0
        start, end = (
            datetime.combine(self.on, at, tzinfo=ROME).astimezone(UTC)
            for at in (self.starts_at, self.ends_at)
        )
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
    rows = [day for day in days if day.absence != Absence.CLOSED]
    return sum(1 for day in rows if day.absence is None), len(rows)


@dataclass(frozen=True, slots=True)
class Pause:
    """From the day the plan was suspended to the day it was resumed, that day left out; None while it lasts."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def check_day(day: Day, *, starts_on: date, ends_on: date, today: date, pauses: Sequence[Pause] = ()) -> None:
    """Raises Refused for a day outside the plan, in the future or in a pause, or for times in the wrong order."""
    if day.on > today:
        raise Refused("La data non può essere nel futuro.", field="day")
    if not starts_on <= day.on <= ends_on:
        raise Refused(
            f"Il percorso va {day_it(starts_on, 'dal')} {day_it(ends_on, 'al')}: questo giorno è fuori.",
            field="day",
        )
    if day.absence is None:
        if any(pause.holds(day.on) for pause in pauses):
            raise Refused(
                "Quel giorno il percorso era sospeso: la presenza non si può registrare.", field="day"
            )
        if day.starts_at is None or day.ends_at is None:
            raise Refused("Scrivi entrata e uscita.", field="starts_at")
        if day.minutes <= 0:
            raise Refused("L’uscita viene dopo l’entrata: controlla gli orari.", field="ends_at")


def check_period(starts_on: date, ends_on: date) -> None:
    """Raises Refused when the end does not follow the start. How long it may last is for the rule packs to say."""
    if ends_on <= starts_on:
        raise Refused("La fine viene dopo l’inizio: controlla le date.", field="ends_on")


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that day does not exist."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def reviews(starts_on: date, ends_on: date) -> list[tuple[int, date]]:
    """Days after the start, and the day itself, of the reviews that fall within the plan."""
    days = [(after, starts_on + timedelta(days=after)) for after in REVIEW_DAYS]
    return [(after, day) for after, day in days if day < ends_on]


def silent_weeks(
    written: Iterable[date], *, starts_on: date, ends_on: date, today: date, pauses: Sequence[Pause] = ()
) -> list[date]:
    """Mondays of the weeks that are over, in which the plan ran and of which the register holds not one line.

    A week in which the plan was paused on any working day is not asked for.
    """
    known = {monday_of(day) for day in written}
    silent, monday = [], monday_of(starts_on)
    while monday + timedelta(days=6) < today and monday <= ends_on:
        days = [monday + timedelta(days=n) for n in range(5)]
        paused = any(pause.holds(day) for pause in pauses for day in days)
        # A first week that starts on a Saturday has no day to register.
        worked = any(starts_on <= day <= ends_on for day in days)
        if worked and not paused and monday not in known:
            silent.append(monday)
        monday += timedelta(days=7)
    return silent


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
        return month_of(self.first - timedelta(days=1))

    def following(self) -> "Month":
        return month_of(self.last + timedelta(days=1))


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def month_from(key: str) -> Month | None:
    """Of «2026-10»; anything else is no month."""
    year, _, month = key.partition("-")
    digits = year + month
    if len(year) == 4 and 1 <= len(month) <= 2 and digits.isascii() and digits.isdigit():
        number = int(month)
        if 1 <= number <= 12 and 2000 <= int(year) <= 2100:
            return Month(int(year), number)
    return None


def reminders_due(starts_on: date, ends_on: date, today: date) -> list[Month]:
    """Months that have ended and in which the plan ran: for each the tutor is asked once to look at the register."""
    due, month = [], month_of(starts_on)
    while month.last < today and month.first <= ends_on:
        due.append(month)
        month = month.following()
    return due
