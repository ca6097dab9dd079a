"""What the tutor keeps, in figures and drawings: progress, goals, register, diary."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from portal.foundation.web.charts import (
    AttendanceMonth,
    BarChart,
    Sparkline,
    Week,
    attendance_month,
    goal_sparkline,
    weekly_hours,
)
from portal.foundation.web.italian import date_it, number_it, time_it, weekday
from portal.tutoring import rules
from portal.tutoring.actions.months import state_words
from portal.tutoring.queries.detail import Detail
from portal.tutoring.queries.months import Closing
from portal.tutoring.queries.register import DiaryRow, GoalRow
from portal.tutoring.vocabulary import ABSENCE_LABELS, DIARY_LABELS, DIARY_TAGS, KEPT, Absence, DiaryKind

WEEKS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class GoalView:
    id: UUID
    title: str
    note: str
    target: int
    line: Sparkline | None
    last_fact: str | None


def goal_view(row: GoalRow) -> GoalView:
    scores = [rating.level for rating in row.ratings]
    line = goal_sparkline(row.text, scores, row.target, max(6, len(scores))) if scores else None
    return GoalView(
        row.id, row.text, row.indicator, row.target, line, row.ratings[-1].fact if row.ratings else None
    )


def rating_rows(goals: list[GoalRow]) -> list[tuple[str, int, int]]:
    """What the sparklines draw, as figures."""
    return [
        (f"{goal.text}, {date_it(rating.on)}", rating.level, goal.target)
        for goal in goals
        for rating in goal.ratings
    ]


@dataclass(frozen=True, slots=True)
class Progress:
    week: int
    weeks: int
    hours: str
    hours_done: float
    planned: int
    presence: str
    presence_note: str
    month: str
    growing: str


def progress(detail: Detail, days: list[rules.Day], goals: list[GoalRow], today: date) -> Progress | None:
    if detail.starts_on is None or detail.ends_on is None or detail.weekly_hours is None:
        return None
    total = rules.weeks(detail.starts_on, detail.ends_on)
    minutes = sum(day.minutes for day in days)
    shown = rules.month_of(min(today, detail.ends_on))
    present, expected = rules.presence(day for day in days if rules.month_of(day.on) == shown)
    planned = rules.planned_hours(detail.starts_on, detail.ends_on, detail.weekly_hours)
    growing = sum(
        1 for goal in goals if len(goal.ratings) > 1 and goal.ratings[-1].level > goal.ratings[0].level
    )
    return Progress(
        week=min(rules.week_number(detail.starts_on, today), total),
        weeks=total,
        hours=f"{number_it(minutes // 60)} di {number_it(planned)}",
        hours_done=minutes / 60,
        planned=planned,
        presence=f"{round(100 * present / expected)}%" if expected else "–",
        presence_note=_days_of(present, expected) if expected else "ancora nessun giorno",
        month=date_it(shown.first).split(" ")[1],
        growing=f"{growing} su {len(goals)}",
    )


def _days_of(present: int, expected: int) -> str:
    return f"{present} {'giorno' if present == 1 else 'giorni'} su {expected}"


def hours_chart(detail: Detail, days: list[rules.Day], today: date) -> BarChart | None:
    if detail.starts_on is None or detail.weekly_hours is None or detail.starts_on > today:
        return None
    hours = rules.hours_per_week(days, detail.starts_on, min(today, detail.ends_on or today))
    shown = hours[-WEEKS_SHOWN:]
    first = len(hours) - len(shown) + 1
    return weekly_hours(
        [Week(first + index, value) for index, value in enumerate(shown)], detail.weekly_hours
    )


@dataclass(frozen=True, slots=True)
class Today:
    """The first card of the tutor's page. ``open``: today belongs to the plan and it is not suspended."""

    words: str
    open: bool
    expected: str | None
    done: str | None


def today_card(detail: Detail, days: list[rules.Day], today: date) -> Today | None:
    if detail.state not in KEPT or detail.starts_on is None or detail.ends_on is None:
        return None
    line = next((day for day in days if day.on == today), None)
    return Today(
        words=f"Oggi, {weekday(today)} {date_it(today).rsplit(' ', 1)[0]}",
        open=detail.starts_on <= today <= detail.ends_on,
        expected=_expected(detail.day_starts_at, detail.day_ends_at),
        done=day_words(line) if line else None,
    )


def _expected(starts_at: time | None, ends_at: time | None) -> str | None:
    if starts_at is None or ends_at is None:
        return None
    return f"Orario previsto {time_it(starts_at)}–{time_it(ends_at)}"


def day_words(day: rules.Day) -> str:
    if day.absence is not None:
        return ABSENCE_LABELS[Absence(day.absence)]
    return f"Presente dalle {time_it(day.starts_at)} alle {time_it(day.ends_at)}"


@dataclass(frozen=True, slots=True)
class DayLine:
    day: date
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Register:
    """One month of attendance; keys of the neighbouring months («2026-10») while they belong to the plan."""

    title: str
    table: AttendanceMonth
    lines: list[DayLine]
    key: str
    previous: str | None
    previous_name: str
    following: str | None
    following_name: str
    state: str | None
    """How the month stands, once it is closed."""
    may_close: bool


def is_over(detail: Detail, month: rules.Month, today: date) -> bool:
    """Its last day has come, or the plan's."""
    return today >= min(month.last, detail.ends_on or month.last)


def register(
    detail: Detail, days: list[rules.Day], month: rules.Month, today: date, closed: dict[str, Closing]
) -> Register:
    cells: dict[date, tuple[str, str]] = {}
    for day in days:
        if day.absence is None:
            cells[day.on] = ("present", f"{number_it(round(day.minutes / 60, 2))} h")
        elif day.absence == Absence.CLOSED:
            cells[day.on] = ("unplanned", "chiuso")
        else:
            cells[day.on] = ("absent", "assente")
    before, after = month.previous(), month.following()
    last = min(today, detail.ends_on or today)
    return Register(
        title=f"Presenze di {_month_words(month)}",
        table=attendance_month(month.year, month.month, cells, today),
        lines=[
            DayLine(day.on, f"{weekday(day.on).capitalize()} {date_it(day.on)}", day_words(day))
            for day in reversed(days)
            if rules.month_of(day.on) == month
        ],
        key=month.key,
        previous=before.key if detail.starts_on and before.last >= detail.starts_on else None,
        previous_name=_month_words(before).split(" ")[0].capitalize(),
        following=after.key if after.first <= last else None,
        following_name=_month_words(after).split(" ")[0].capitalize(),
        state=f"Chiuso. {state_words(closed[month.key])}" if month.key in closed else None,
        may_close=month.key not in closed
        and is_over(detail, month, today)
        and any(rules.month_of(day.on) == month for day in days),
    )


def _month_words(month: rules.Month) -> str:
    return date_it(month.first).split(" ", 1)[1]


@dataclass(frozen=True, slots=True)
class DiaryView:
    id: UUID
    title: str
    when: str
    tag: str
    tag_kind: str
    text: str
    for_service: bool
    waits: bool
    """A difficulty nobody has taken up."""
    handled: str | None


def diary_view(entry: DiaryRow, names: dict[UUID, str]) -> DiaryView:
    author = names.get(entry.author_id, "Operatore")
    return DiaryView(
        entry.id,
        entry.title,
        f"{weekday(entry.on).capitalize()} {date_it(entry.on)}, {author}",
        DIARY_LABELS[entry.kind],
        DIARY_TAGS[entry.kind],
        entry.text,
        entry.for_service,
        entry.kind is DiaryKind.DIFFICULTY and entry.handled_at is None,
        f"Presa in carico {date_it(entry.handled_at, 'il')}." if entry.handled_at else None,
    )
