"""Pure rules of reminders and early warnings: when the register is silent, what is too much, which rung is reached.

The figures are those of the rule packs (group «Segnali»), dated and editable like the others.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.kernel.ladders import ladder
from portal.tutoring.packs.rules import Pack, last_day
from portal.tutoring.planned import Pattern
from portal.tutoring.rules import Pause
from portal.tutoring.signals.vocabulary import SignalKind

DAY = timedelta(days=1)
LOG_LADDER = ladder(3, 7)
"""Days after the first expected day without a line, at which the tutor is reminded; then the counsellor is warned."""
MONTH_LADDER = ladder(5, 10)
"""Days after the end of a month that nobody closed: the tutor again, then the counsellor."""
VISIT_LADDER = ladder(-1, 7)
"""Around the day of a review that was called and not held."""
END_LADDER = ladder(-14, 1, 8)
DOCUMENT_LADDER = ladder(-30, -7, 0)
FOLLOW_UP_LADDER = ladder(0, 14)
CALLED_BEFORE = 7
"""Days before its day a review is called: person, tutor and counsellor have to meet."""


def expected_on(day: date, pattern: Pattern, weekdays: Container[int], holidays: Container[date]) -> bool:
    """Whether the plan expects her that day. ``weekdays`` are those of the pattern, computed once."""
    return (
        pattern.starts_on <= day <= pattern.ends_on and day.isoweekday() in weekdays and day not in holidays
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """From the first expected day without a line; ``days`` expected days until yesterday."""

    since: date
    days: int


def silence(
    pattern: Pattern, last_line: date | None, holidays: Container[date], pauses: Sequence[Pause], today: date
) -> Silence | None:
    """None while every expected day since the last line is of today or later. Paused days ask for nothing."""
    day = pattern.starts_on if last_line is None else max(last_line + DAY, pattern.starts_on)
    last, weekdays = min(pattern.ends_on, today - DAY), frozenset(pattern.days)
    since, days = None, 0
    while day <= last:
        if day.isoweekday() in weekdays and day not in holidays and not any(one.holds(day) for one in pauses):
            since, days = since or day, days + 1
        day += DAY
    return None if since is None else Silence(since, days)


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning as it is kept: its reason in figures. ``period`` tells it from the next one of its kind."""

    kind: SignalKind
    period: str
    since: date
    measured: int
    out_of: int | None = None
    threshold: Fraction | None = None
    source: str | None = None


def missed_logs(pack: Pack, silent: Silence | None, today: date) -> Raised | None:
    days = pack.whole("signal.log_days")
    if silent is None or days is None or (today - silent.since).days < days:
        return None
    return Raised(SignalKind.MISSED_LOGS, silent.since.isoformat(), silent.since, silent.days)


def absences(pack: Pack, present: int, absent: int, month: date) -> Raised | None:
    """Presence of the month under the one from which the indemnity is whole, once enough days are written.

    ``month``: its first day. Days on which the company was closed count nowhere.
    """
    row, fewest = pack.row("attendance.full_pct"), pack.whole("signal.absence_days")
    expected = present + absent
    if row is None or fewest is None or absent < fewest or Fraction(present, expected) >= row.value:
        return None
    return Raised(SignalKind.ABSENCES, f"{month:%Y-%m}", month, present, expected, row.value, row.source)


def falling(pack: Pack, pairs: Sequence[tuple[int, int]], rated_on: date) -> Raised | None:
    """``pairs``: of each goal of the last round, the level of the time before and the one of now."""
    share = pack.value("signal.ratings_share")
    fell = sum(1 for before, now in pairs if now < before)
    if share is None or not fell or Fraction(fell, len(pairs)) < share:
        return None
    return Raised(SignalKind.RATINGS, rated_on.isoformat(), rated_on, fell, len(pairs))


def no_visit(pack: Pack, since: date, today: date) -> Raised | None:
    """``since``: the last visit held, or the start, or the end of a suspension, whichever came last."""
    days = pack.whole("signal.visit_days")
    passed = (today - since).days
    if days is None or passed < days:
        return None
    return Raised(SignalKind.NO_VISIT, since.isoformat(), since, passed, days)


def too_long(pack: Pack, starts_on: date, paused_days: int, attested: bool, today: date) -> Raised | None:
    """It still runs after the longest duration, days of suspension not counted."""
    last = last_day(pack, starts_on, paused_days)
    row = pack.row("duration.max_months")
    if last is None or row is None or today <= last:
        return None
    if attested and pack.says("duration.beyond_on_attestation"):
        return None
    return Raised(SignalKind.TOO_LONG, last.isoformat(), last, int(row.value), source=row.source)


def paused_days(pauses: Sequence[Pause], today: date) -> int:
    """Days of suspension until today, the one that lasts counted in."""
    return sum(max(0, ((one.until or today) - one.since).days) for one in pauses)
