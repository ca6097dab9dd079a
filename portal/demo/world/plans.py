"""What happened within plans: the register day by day, ratings, diary, follow-ups."""

from __future__ import annotations

from datetime import date, time, timedelta

from portal.demo.chance import Chance
from portal.demo.days import ONE, following, working, working_days
from portal.demo.world import plan_words as words
from portal.demo.world.courses import PlanDays
from portal.demo.world.models import Entry, Goal, Plan, Presence, Rating
from portal.reference.professions import MacroGroup
from portal.tutoring.rules import follow_ups
from portal.tutoring.vocabulary import Absence, DiaryKind, PlanState

_KEYS = {
    MacroGroup.OFFICE_AND_TECHNICAL: "office", MacroGroup.SERVICES_AND_SALES: "service", MacroGroup.MANUAL: "manual",
}  # fmt: skip
_HOURS_A_DAY = 4
_STARTS = (time(8, 30), time(9), time(14))
_LAGS: dict[tuple[int, int] | None, float] = {(0, 2): 70.0, (3, 7): 20.0, (8, 20): 8.0, None: 2.0}
"""How many days later a day is written down; None is never [D]."""
_ABSENCES = {Absence.ILLNESS: 50.0, Absence.JUSTIFIED: 42.0, Absence.UNJUSTIFIED: 8.0}
RATED_AFTER = (0, 30, 90, 180)
_KINDS = {DiaryKind.NOTE: 45.0, DiaryKind.STEP_FORWARD: 37.0, DiaryKind.TO_FOLLOW: 18.0}
_STILL_THERE = {"yes": 74.0, "no": 18.0, "unknown": 8.0}


def details(
    seed: int, number: int, proposal: int, tutor: int, group: MacroGroup, given: PlanDays, day: date
) -> Plan:
    chance = Chance.of(seed, "plan", number)
    weekly_hours = chance.choice((12, 12, 16, 16, 20))
    starts_at = chance.choice(_STARTS)
    goals = chance.some(words.GOALS[_KEYS[group]], 3, 4)
    last = min(given.ended_on or given.ends_on, day - ONE)
    kept = given.state in (PlanState.RUNNING, PlanState.SUSPENDED, PlanState.ENDED, PlanState.INTERRUPTED)
    until = given.state_on - ONE if given.state is PlanState.SUSPENDED else last
    return Plan(
        proposal, tutor, given.state, given.state_on, given.prepared_on, given.completed_on, given.signed_on,
        given.starts_on, given.ends_on, weekly_hours, starts_at, time(starts_at.hour + _HOURS_A_DAY, starts_at.minute),
        goals,
        presences=register(
            chance, given.starts_on, until, weekly_hours, starts_at, until=last, closed=given.ended_on is not None
        ) if kept else (),
        ratings=ratings(chance, given.starts_on, until, goals) if kept else (),
        diary=_diary(chance, given.starts_on, until) if kept else (),
        ended_on=given.ended_on,
        outcome=given.outcome,
        interrupted_by=given.interrupted_by,
        hire=given.hire,
        followed_up=_follow_ups(chance, given, day),
    )  # fmt: skip


def register(
    chance: Chance, first: date, last: date, weekly_hours: int, starts_at: time, *, until: date, closed: bool
) -> tuple[Presence, ...]:
    """Presence by month is Beta(10, 2), absences in runs; no day that is a holiday.

    Nothing is written after ``until``: where the plan has ``closed`` then, what was late is written on that day.
    """
    weekdays = range(weekly_hours // _HOURS_A_DAY)
    days = [one for one in working_days(first, last) if one.weekday() in weekdays]
    found = []
    for month in sorted({(one.year, one.month) for one in days}):
        mine = [one for one in days if (one.year, one.month) == month]
        absent = _absent(chance, len(mine))
        kind = chance.pick(_ABSENCES)
        for index, one in enumerate(mine):
            lag = chance.pick(_LAGS)
            if lag is None:
                continue
            entered_on = following(one + chance.days(*lag))
            if entered_on > until:
                if not closed:
                    continue
                entered_on = until
            if index in absent:
                found.append(Presence(one, None, None, kind, entered_on))
            else:
                ends_at = time(starts_at.hour + _HOURS_A_DAY, starts_at.minute)
                found.append(Presence(one, starts_at, ends_at, None, entered_on))
    return tuple(found)


def _absent(chance: Chance, count: int) -> set[int]:
    """Places of the absences of a month, in runs of two to five."""
    left = round(count * (1 - chance.betavariate(10, 2)))
    found: set[int] = set()
    while left > 0:
        run = min(left, chance.randint(2, 5))
        start = chance.randrange(count)
        found.update(place for place in range(start, start + run) if place < count)
        left -= run
    return found


def ratings(
    chance: Chance, first: date, last: date, goals: tuple[Goal, ...], *, after: tuple[int, ...] = RATED_AFTER
) -> tuple[Rating, ...]:
    """``after``: so many days from the start each goal is rated; it seldom goes down."""
    found = []
    for position in range(len(goals)):
        level = chance.randint(1, 3)
        for passed in after:
            on = following(first + timedelta(days=passed + chance.randint(1, 4)))
            if on > last:
                break
            found.append(Rating(position, on, level, chance.choice(words.FACTS)))
            level = min(5, level + (1 if chance.happens(0.65) else 0))
    return tuple(found)


def contact_days(first: date, last: date) -> list[date]:
    """Weekly in the first month, fortnightly in the next two, then monthly."""
    found, on = [], first + timedelta(days=4)
    while on <= last:
        found.append(working(on))
        passed = (on - first).days
        on += timedelta(days=7 if passed < 30 else 14 if passed < 90 else 30)
    return found


def _diary(chance: Chance, first: date, last: date) -> tuple[Entry, ...]:
    found = []
    for index, on in enumerate(contact_days(first, last)):
        visit = index % 3 == 2
        kind = DiaryKind.VISIT if visit else chance.pick(_KINDS)
        found.append(entry(chance, kind, on, by_tutor=not visit))
    return tuple(found)


def entry(chance: Chance, kind: DiaryKind, on: date, *, by_tutor: bool) -> Entry:
    """30 to 120 words."""
    own = list(chance.some(words.SENTENCES[kind], 2, 4))
    text = own + list(chance.some(words.COMMON, 2, 4))
    return Entry(
        chance.id(on), kind, chance.choice(words.TITLES[kind]), " ".join(text), on, by_tutor,
        by_tutor and kind is DiaryKind.TO_FOLLOW and chance.happens(0.3),
    )  # fmt: skip


def _follow_ups(chance: Chance, given: PlanDays, day: date) -> tuple[tuple[int, date, str], ...]:
    if given.state is not PlanState.ENDED or given.ended_on is None:
        return ()
    found = []
    for months, due_on in follow_ups(given.ended_on):
        done_on = following(due_on + chance.days(0, 6))
        if done_on < day and chance.happens(0.85):
            found.append((months, done_on, chance.pick(_STILL_THERE)))
    return tuple(found)
