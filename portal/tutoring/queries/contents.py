"""What a plan holds beside goals and register: activities, measures on the five axes, courses, visits, steps."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import crypto, db
from portal.network import public as network
from portal.reference import accommodations
from portal.reference.accommodations import Axis
from portal.tutoring.vocabulary import CourseKind, MeasureState, VisitKind, VisitMode


async def project_action(plan_id: UUID) -> UUID | None:
    """The action of her individual project that the plan hangs from."""
    found: UUID | None = await db.fetchval("SELECT project_action FROM plan WHERE id = $1", plan_id)
    return found


async def activities(plan_id: UUID) -> list[str]:
    rows = await db.fetch("SELECT text FROM plan_activity WHERE plan = $1 ORDER BY position", plan_id)
    return [row["text"] for row in rows]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    id: UUID
    axis: Axis
    code: str
    state: MeasureState
    asked_on: date | None
    answered_on: date | None
    reason: str | None

    @property
    def name(self) -> str:
        return accommodations.name(self.code)


async def measures(plan_id: UUID) -> list[MeasureRow]:
    """By axis, in the order of the register."""
    rows = await db.fetch("SELECT * FROM plan_measure WHERE plan = $1", plan_id)
    found = [
        MeasureRow(
            row["id"],
            Axis(row["axis"]),
            row["code"],
            MeasureState(row["state"]),
            row["asked_on"],
            row["answered_on"],
            crypto.open_(row["reason_sealed"], table="plan_measure", column="reason_sealed", row=row["id"])
            if row["reason_sealed"]
            else None,
        )
        for row in rows
    ]
    axes, places = list(Axis), {one.code: place for place, one in enumerate(accommodations.entries())}
    return sorted(found, key=lambda one: (axes.index(one.axis), places[one.code]))


@dataclass(frozen=True, slots=True)
class CourseRow:
    id: UUID
    kind: CourseKind
    title: str
    hours: int
    starts_on: date | None
    hours_done: int | None
    completed_on: date | None
    provider: str | None = None
    ends_on: date | None = None
    threshold_pct: int | None = None
    """Of the edition it is held in."""

    @property
    def certified(self) -> bool | None:
        """Whether the hours are enough for an attestato; None until it is over."""
        if self.completed_on is None or self.hours_done is None:
            return None
        threshold = network.THRESHOLD_PCT if self.threshold_pct is None else self.threshold_pct
        return 100 * self.hours_done >= threshold * self.hours


async def courses(plan_id: UUID) -> list[CourseRow]:
    rows = await db.fetch(
        "SELECT c.id, c.kind, c.title, c.hours, c.starts_on, c.hours_done, c.completed_on, e.provider, e.ends_on,"
        " e.threshold_pct FROM plan_course c LEFT JOIN course_edition e ON e.id = c.edition WHERE c.plan = $1"
        " ORDER BY c.kind, c.starts_on NULLS LAST, c.title",
        plan_id,
    )
    return [CourseRow(**{**dict(row), "kind": CourseKind(row["kind"])}) for row in rows]


@dataclass(frozen=True, slots=True)
class VisitRow:
    id: UUID
    kind: VisitKind
    due_on: date
    held_on: date | None
    mode: VisitMode | None
    minutes: int | None
    agreed: str | None


async def visits(plan_id: UUID) -> list[VisitRow]:
    rows = await db.fetch("SELECT * FROM plan_visit WHERE plan = $1 ORDER BY due_on, id", plan_id)
    return [
        VisitRow(
            row["id"],
            VisitKind(row["kind"]),
            row["due_on"],
            row["held_on"],
            VisitMode(row["mode"]) if row["mode"] else None,
            row["minutes"],
            crypto.open_(row["agreed_sealed"], table="plan_visit", column="agreed_sealed", row=row["id"])
            if row["agreed_sealed"]
            else None,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class StepRow:
    starts_on: date
    weekly_hours: int
    tasks: str | None
    remote: bool


async def return_steps(plan_id: UUID) -> list[StepRow]:
    rows = await db.fetch(
        "SELECT starts_on, weekly_hours, tasks, remote FROM return_step WHERE plan = $1 ORDER BY starts_on",
        plan_id,
    )
    return [StepRow(**dict(row)) for row in rows]
