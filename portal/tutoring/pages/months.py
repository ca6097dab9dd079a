"""One month of the register: to be closed, confirmed, or corrected."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.foundation import clock
from portal.foundation.web.italian import date_it, month_year, number_it, plural, weekday
from portal.tutoring.actions.months import state_words, waiting_links
from portal.tutoring.pages import keeping
from portal.tutoring.pages.calendar import pattern_of
from portal.tutoring.pages.keeping import DayLine, day_words
from portal.tutoring.queries import months as queries
from portal.tutoring.queries.detail import Detail
from portal.tutoring.queries.months import Closing, Correction, correction
from portal.tutoring.queries.register import attendance
from portal.tutoring.rules import Day, Month, month_of, presence
from portal.tutoring.vocabulary import CONFIRMED_HOW_LABELS, MonthAnswer


@dataclass(frozen=True, slots=True)
class MonthPage:
    detail: Detail
    key: str
    name: str
    lines: list[DayLine]
    facts: list[tuple[str, str]]
    missing: list[tuple[str, str]]
    """Expected days without a line: in words, and as an address takes them."""
    state: str | None
    closed: bool
    over: bool
    history: list[str]
    objection: str | None


def hours_words(minutes: int) -> str:
    return f"{number_it(round(Fraction(minutes, 60), 2))} ore"


def figures(minutes: int, present: int, expected: int) -> list[tuple[str, str]]:
    days = plural(present, "giorno", "giorni")
    return [("Ore", hours_words(minutes)), ("Presenza", f"{days} su {expected}")]


async def month_page(detail: Detail, month: Month) -> MonthPage:
    today = clock.today()
    days = [day for day in await attendance(detail.id) if month_of(day.on) == month]
    versions = [one for one in await queries.closings(detail.id) if one.month == month]
    last = versions[-1] if versions else None
    written = {day.on for day in days}
    expected = await queries.expected_days(
        detail.id, pattern_of(detail), detail.company_id, detail.vacancy_id, month
    )
    present, total = presence(days)
    return MonthPage(
        detail,
        month.key,
        month_year(month.first),
        day_lines(days),
        figures(sum(day.minutes for day in days), present, total),
        [(_words(day), day.isoformat()) for day in expected if day not in written] if last is None else [],
        state_words(last) if last else None,
        last is not None,
        keeping.is_over(detail, month, today),
        [_told(one) for one in reversed(versions)],
        last.objection if last else None,
    )


def day_lines(days: list[Day]) -> list[DayLine]:
    return [DayLine(day.on, _words(day.on).capitalize(), day_words(day)) for day in days]


def _words(day: date) -> str:
    return f"{weekday(day)} {date_it(day)}"


def _told(one: Closing) -> str:
    """A version in one sentence."""
    what = "Correzione proposta" if one.amendment_id else "Chiuso" if one.version == 1 else "Chiesto di nuovo"
    days = f"{one.present} giorni su {one.expected}"
    words = f"{what} {date_it(one.closed_at, 'il')}: {hours_words(one.minutes)}, {days}."
    if one.answer is MonthAnswer.REPLACED:
        return f"{words} Sostituito da una correzione."
    if one.answered_at is None or one.how is None:
        return words
    did = (
        "Confermato dalla persona" if one.answer is MonthAnswer.CONFIRMED else "Non confermato dalla persona"
    )
    return f"{words} {did} {date_it(one.answered_at, 'il')}, {CONFIRMED_HOW_LABELS[one.how]}."


@dataclass(frozen=True, slots=True)
class ToConfirmPage:
    """What the person reads before she answers."""

    token: str
    name: str
    company: str
    lines: list[DayLine]
    facts: list[tuple[str, str]]
    corrected: list[DayLine]


async def to_confirm(one: Closing, detail: Detail, token: str) -> ToConfirmPage:
    """Her days as the tutor closed them, with what a correction would change."""
    lines, corrected = await _days(one.plan_id, one.month, one.amendment_id)
    return ToConfirmPage(
        token,
        month_year(one.month.first),
        detail.company_name,
        lines,
        figures(one.minutes, one.present, one.expected),
        corrected,
    )


async def _days(
    plan_id: UUID, month: Month, amendment_id: UUID | None
) -> tuple[list[DayLine], list[DayLine]]:
    """The lines of a month as it would be, and those of them that a correction changes."""
    known = {day.on: day for day in await attendance(plan_id) if month_of(day.on) == month}
    change = await correction(amendment_id) if amendment_id else Correction(())
    known |= {line.day: line.as_day() for line in change.lines}
    return day_lines([known[day] for day in sorted(known)]), day_lines(
        [line.as_day() for line in change.lines]
    )


@dataclass(frozen=True, slots=True)
class HerMonth:
    """A month that waits for the person, on a page of her own area."""

    id: UUID
    company_name: str
    name: str
    lines: list[DayLine]
    facts: list[tuple[str, str]]
    corrected: list[DayLine]


async def her_months(person_id: UUID) -> list[HerMonth]:
    """Oldest first."""
    found = []
    for one in await queries.waiting_for_person(person_id):
        lines, corrected = await _days(one.plan_id, month_of(one.month), one.amendment_id)
        told = figures(one.minutes, one.present, one.expected)
        found.append(HerMonth(one.id, one.company_name, month_year(one.month), lines, told, corrected))
    return found


async def month_links(plan_id: UUID, closed: dict[str, Closing]) -> list[tuple[str, str, str]]:
    """Name and key of each month that waits for her word, and the link (empty: it expired, or she found it wrong)."""
    urls = {one.month.key: one.url for one in await waiting_links(plan_id)}
    return [
        (month_year(one.month.first), key, urls.get(key, ""))
        for key, one in closed.items()
        if one.answer is not MonthAnswer.CONFIRMED
    ]
