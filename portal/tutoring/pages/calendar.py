"""The calendar of a plan, a month at a time: expected days and hours, holidays, and what falls on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.employers import public as employers
from portal.foundation import clock
from portal.foundation.web.italian import date_it, month_year, number_it, time_it, weekday
from portal.reference import holidays_it
from portal.tutoring import rules
from portal.tutoring.planned import Pattern, planned_days
from portal.tutoring.queries import contents
from portal.tutoring.queries.detail import Detail
from portal.tutoring.queries.register import pauses
from portal.tutoring.vocabulary import KINDS, VISIT_LABELS


@dataclass(frozen=True, slots=True)
class CalendarDay:
    title: str
    expected: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    detail: Detail
    title: str
    days: list[CalendarDay]
    hours: str
    count: int
    previous: str | None
    previous_name: str
    following: str | None
    following_name: str
    weekly_hours: int | None
    pattern: str


def pattern_of(detail: Detail) -> Pattern | None:
    if detail.starts_on is None or detail.ends_on is None or detail.weekly_hours is None:
        return None
    return Pattern(
        detail.starts_on,
        detail.ends_on,
        detail.weekly_hours,
        detail.weekdays,
        detail.day_starts_at,
        detail.day_ends_at,
    )


async def calendar_page(detail: Detail, month: rules.Month) -> CalendarPage:
    pattern = pattern_of(detail)
    unit = (
        await employers.host_unit(detail.company_id, detail.vacancy_id, clock.today())
        if detail.company_id
        else None
    )
    closed = holidays_it.of_year(month.year, unit.province if unit else None)
    planned = planned_days(pattern, closed) if pattern else {}
    stops = await pauses(detail.id)
    notes: dict[date, list[str]] = {}
    for day, name in closed.items():
        notes.setdefault(day, []).append(name)
    for visit in await contents.visits(detail.id):
        if visit.held_on is None:
            notes.setdefault(visit.due_on, []).append(f"{VISIT_LABELS[visit.kind]} prevista")
        else:
            notes.setdefault(visit.held_on, []).append(VISIT_LABELS[visit.kind])
    for course in await contents.courses(detail.id):
        if course.starts_on is not None:
            notes.setdefault(course.starts_on, []).append(f"Comincia il corso «{course.title}»")
    for step in await contents.return_steps(detail.id):
        notes.setdefault(step.starts_on, []).append(f"Da oggi {step.weekly_hours} ore alla settimana")
    if detail.starts_on is not None and detail.ends_on is not None:
        notes.setdefault(detail.starts_on, []).append("Comincia il percorso")
        notes.setdefault(detail.ends_on, []).append("Ultimo giorno")
        for after, day in rules.reviews(detail.starts_on, detail.ends_on):
            notes.setdefault(day, []).append(f"Verifica a {after} giorni")
    expected = {day: hours for day, hours in planned.items() if not any(one.holds(day) for one in stops)}
    shown = [month.first + timedelta(days=number) for number in range((month.last - month.first).days + 1)]
    lines = [
        CalendarDay(
            f"{weekday(day).capitalize()} {day.day}",
            _expected(expected.get(day), detail) if day in expected else "",
            notes.get(day, []),
        )
        for day in shown
        if day in expected or day in notes
    ]
    in_month = {day: hours for day, hours in expected.items() if month.first <= day <= month.last}
    before, after_ = month.previous(), month.following()
    return CalendarPage(
        detail,
        month_year(month.first).capitalize(),
        lines,
        number_it(sum(in_month.values(), Fraction(0)), 1),
        len(in_month),
        before.key if detail.starts_on and before.last >= detail.starts_on else None,
        month_year(before.first).split(" ")[0].capitalize(),
        after_.key if detail.ends_on and after_.first <= detail.ends_on else None,
        month_year(after_.first).split(" ")[0].capitalize(),
        detail.weekly_hours,
        _pattern_words(detail),
    )


def _expected(hours: Fraction | None, detail: Detail) -> str:
    if hours is None:
        return ""
    words = f"{number_it(hours, 1)} ore"
    if detail.day_starts_at is not None and detail.day_ends_at is not None:
        words = f"{time_it(detail.day_starts_at)}–{time_it(detail.day_ends_at)}, {words}"
    return words


def _pattern_words(detail: Detail) -> str:
    label = KINDS[detail.kind].label
    if detail.starts_on is None or detail.ends_on is None:
        return f"{label}. Date da definire."
    return f"{label}. {date_it(detail.starts_on, 'Dal')} {date_it(detail.ends_on, 'al')}."
