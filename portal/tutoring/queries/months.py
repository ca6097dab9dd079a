"""Months of the register: closed by the tutor, confirmed by the person, corrected by amendment."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import msgspec

from portal.employers import public as employers
from portal.foundation import clock, crypto, db
from portal.reference import holidays_it
from portal.tutoring.planned import Pattern, planned_days
from portal.tutoring.queries.register import pauses
from portal.tutoring.rules import Day, Month, month_of
from portal.tutoring.vocabulary import ConfirmedHow, MonthAnswer


class Line(msgspec.Struct, frozen=True):
    """A day as the register would say it."""

    day: date
    starts_at: time | None = None
    ends_at: time | None = None
    absence: str | None = None

    def as_day(self) -> Day:
        return Day(self.day, self.starts_at, self.ends_at, self.absence)


class Correction(msgspec.Struct, frozen=True):
    """What an amendment of the register changes; the last line of a day holds."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """One version of a closed month; ``answer`` None: it waits for the person."""

    id: UUID
    plan_id: UUID
    month: Month
    version: int
    minutes: int
    present: int
    expected: int
    amendment_id: UUID | None
    closed_by: UUID
    closed_at: datetime
    answer: MonthAnswer | None
    answered_at: datetime | None
    how: ConfirmedHow | None
    objection: str | None

    @property
    def waits(self) -> bool:
        return self.answer is None


def closing_of(row: Any) -> Closing:
    sealed = row["objection_sealed"]
    return Closing(
        row["id"],
        row["plan"],
        month_of(row["month"]),
        row["version"],
        row["minutes"],
        row["present"],
        row["expected"],
        row["amendment"],
        row["closed_by"],
        row["closed_at"],
        MonthAnswer(row["answer"]) if row["answer"] else None,
        row["answered_at"],
        ConfirmedHow(row["how"]) if row["how"] else None,
        crypto.open_(sealed, table="plan_month", column="objection_sealed", row=row["id"])
        if sealed
        else None,
    )


async def closings(plan_id: UUID) -> list[Closing]:
    """Every version, by month and then by version."""
    rows = await db.fetch("SELECT * FROM plan_month WHERE plan = $1 ORDER BY month, version", plan_id)
    return [closing_of(row) for row in rows]


async def latest(plan_id: UUID) -> dict[str, Closing]:
    """The last version of each closed month, by its key («2026-10»)."""
    return {one.month.key: one for one in await closings(plan_id)}


async def confirmed(plan_id: UUID) -> dict[str, Closing]:
    """What tutor and person agreed on last, by month: the figures an indemnity may be counted from."""
    found = await closings(plan_id)
    return {one.month.key: one for one in found if one.answer is MonthAnswer.CONFIRMED}


async def correction(amendment_id: UUID) -> Correction:
    sealed = await db.fetchval("SELECT changes_sealed FROM plan_amendment WHERE id = $1", amendment_id)
    told = crypto.open_(sealed, table="plan_amendment", column="changes_sealed", row=amendment_id)
    return msgspec.json.decode(told, type=Correction)


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A month that waits for the person, for her own area."""

    id: UUID
    plan_id: UUID
    amendment_id: UUID | None
    company_name: str
    month: date
    minutes: int
    present: int
    expected: int


async def waiting_for_person(person_id: UUID) -> list[ToConfirm]:
    """Oldest first."""
    rows = await db.fetch(
        "SELECT m.id, m.plan, m.month, m.minutes, m.present, m.expected, m.amendment, o.name FROM plan_month m"
        " JOIN plan p ON p.id = m.plan LEFT JOIN organisation o ON o.id = p.company"
        " WHERE p.person = $1 AND m.answer IS NULL ORDER BY m.month, o.name",
        person_id,
    )
    return [
        ToConfirm(
            row["id"],
            row["plan"],
            row["amendment"],
            row["name"] or "",
            row["month"],
            row["minutes"],
            row["present"],
            row["expected"],
        )
        for row in rows
    ]


async def expected_days(
    plan_id: UUID, pattern: Pattern | None, company_id: UUID | None, vacancy_id: UUID | None, month: Month
) -> list[date]:
    """Days of the month on which somebody is expected, up to today: by the weekdays that were agreed, without
    holidays and pauses. None are known where nobody agreed on weekdays."""
    if pattern is None or not pattern.weekdays:
        return []
    today = clock.today()
    unit = await employers.host_unit(company_id, vacancy_id, today) if company_id else None
    closed = holidays_it.of_year(month.first.year, unit.province if unit else None)
    stops = await pauses(plan_id)
    return [
        day
        for day in planned_days(pattern, closed)
        if month.first <= day <= min(month.last, today) and not any(one.holds(day) for one in stops)
    ]
