"""Pure arithmetic of the indemnity of a month: exact fractions until the last cent.

Source: Linee guida 25-05-2017 and the regional acts, as the rule pack of the month has them: whole from a threshold
of attendance, below it in proportion or nothing. Minutes are those that pass: a night in which the clock changes is an
hour shorter or longer. Design: of a month that begins, ends or is suspended midway the agreed sum counts for the
expected minutes that are left of the whole month's; a day on which the company was closed is nobody's absence.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from portal.kernel.parameters import Evidence
from portal.tutoring.packs.rules import Pack, indemnity_due
from portal.tutoring.planned import Pattern, planned_days
from portal.tutoring.rules import Month, Pause, monday_of


def cents(amount: Fraction) -> int:
    """Of cents as a fraction, half a cent upward."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def whole_month(pattern: Pattern, month: Month, holidays: Container[date]) -> dict[date, int]:
    """Expected minutes of each day, were the plan there from the first of the month to the last."""
    asked = replace(pattern, starts_on=monday_of(month.first), ends_on=month.last)
    return {
        day: int(hours * 60) for day, hours in planned_days(asked, holidays).items() if day >= month.first
    }


@dataclass(frozen=True, slots=True)
class Minutes:
    """Of a month: expected of a whole one, expected of this plan, done."""

    whole: int
    counted: int
    done: int


def minutes_of(
    expected: Mapping[date, int],
    *,
    starts_on: date,
    ends_on: date,
    pauses: Sequence[Pause],
    closed: Container[date],
    done: int,
) -> Minutes:
    """``closed``: days on which the register says that the company was closed."""
    open_days = {day: minutes for day, minutes in expected.items() if day not in closed}
    own = [(day, minutes) for day, minutes in open_days.items() if starts_on <= day <= ends_on]
    if pauses:
        own = [(day, minutes) for day, minutes in own if not any(pause.holds(day) for pause in pauses)]
    counted = sum(minutes for _, minutes in own)
    return Minutes(sum(open_days.values()), counted, done)


@dataclass(frozen=True, slots=True)
class Earned:
    """Amounts in cents. ``threshold``: presence from which it is whole; None where the rules know none."""

    base: int
    due: int
    threshold: Fraction | None
    proportional: bool
    source: str
    evidence: Evidence


def earned(pack: Pack, agreed: int, minutes: Minutes) -> Earned:
    """``agreed``: cents a month."""
    base = Fraction(agreed) * minutes.counted / minutes.whole if minutes.whole else Fraction(0)
    due = indemnity_due(pack, base, Fraction(minutes.done), Fraction(minutes.counted))
    row = pack.row("attendance.full_pct") or pack.row("indemnity.due")
    if row is None:
        raise LookupError(f"no figure says what a month earns in {pack.scope}")
    threshold = pack.value("attendance.full_pct")
    return Earned(
        cents(base), cents(due), threshold, pack.says("attendance.proportional"), row.source, row.evidence
    )


def months_between(starts_on: date, last: date) -> list[Month]:
    """Every month the days from the first to the last touch."""
    month, found = Month(starts_on.year, starts_on.month), []
    while month.first <= last:
        found.append(month)
        month = month.following()
    return found


def share(minutes: Minutes) -> Fraction | None:
    """What part of the expected time she was there; at most all of it."""
    return min(Fraction(1), Fraction(minutes.done, minutes.counted)) if minutes.counted else None
