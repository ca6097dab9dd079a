"""What the tutor keeps: goals and ratings, attendance, pauses, diary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from portal.foundation import clock, crypto, db
from portal.kernel.viewer import Viewer
from portal.tutoring.rules import Day, Pause
from portal.tutoring.vocabulary import DiaryKind


@dataclass(frozen=True, slots=True)
class Rating:
    on: date
    level: int
    fact: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    id: UUID
    text: str
    indicator: str
    target: int
    ratings: tuple[Rating, ...]
    """Oldest first."""


async def goals(plan_id: UUID) -> list[GoalRow]:
    """Goals with their ratings, in two queries however many there are."""
    rows = await db.fetch(
        "SELECT id, text, indicator, target FROM plan_goal WHERE plan = $1 ORDER BY position", plan_id
    )
    rated = await db.fetch(
        "SELECT r.id, r.goal, r.rated_on, r.level, r.fact_sealed FROM goal_rating r JOIN plan_goal g ON g.id = r.goal"
        " WHERE g.plan = $1 ORDER BY r.rated_on, r.id",
        plan_id,
    )
    by_goal: dict[UUID, list[Rating]] = {}
    for row in rated:
        fact = crypto.open_(row["fact_sealed"], table="goal_rating", column="fact_sealed", row=row["id"])
        by_goal.setdefault(row["goal"], []).append(Rating(row["rated_on"], row["level"], fact))
    return [
        GoalRow(row["id"], row["text"], row["indicator"], row["target"], tuple(by_goal.get(row["id"], ())))
        for row in rows
    ]


def ratings_mark(rows: Sequence[GoalRow]) -> str:
    """The same as long as the ratings are the same: a page carries it, and is told when others came meanwhile."""
    told = "|".join(f"{goal.id} {one.on} {one.level}" for goal in rows for one in goal.ratings)
    return sha256(told.encode()).hexdigest()[:16]


async def attendance(plan_id: UUID) -> list[Day]:
    rows = await db.fetch(
        "SELECT day, starts_at, ends_at, absence FROM attendance WHERE plan = $1 ORDER BY day", plan_id
    )
    return [Day(row["day"], row["starts_at"], row["ends_at"], row["absence"]) for row in rows]


async def pauses(plan_id: UUID) -> list[Pause]:
    """Read from the chronicle, oldest first."""
    return (await pauses_of([plan_id])).get(plan_id, [])


async def pauses_of(plan_ids: list[UUID]) -> dict[UUID, list[Pause]]:
    rows = await db.fetch(
        "SELECT plan, move, at FROM plan_step WHERE plan = ANY($1) AND move IN ('suspend', 'resume')"
        " ORDER BY plan, position",
        plan_ids,
    )
    found: dict[UUID, list[Pause]] = {}
    for row in rows:
        day, own = clock.in_rome(row["at"]).date(), found.setdefault(row["plan"], [])
        if row["move"] == "suspend":
            own.append(Pause(day, None))
        else:
            own[-1] = Pause(own[-1].since, day)
    return found


@dataclass(frozen=True, slots=True)
class DiaryRow:
    id: UUID
    kind: DiaryKind
    title: str
    text: str
    on: date
    author_id: UUID
    for_service: bool
    handled_at: datetime | None


async def diary(plan_id: UUID, viewer: Viewer, *, whole: bool, limit: int) -> tuple[list[DiaryRow], int]:
    """Latest first. Unless ``whole``, of what is written for the service only what the viewer wrote."""
    rows = await db.fetch(
        "SELECT id, kind, title, text_sealed, happened_on, author, for_service, handled_at, count(*) OVER () AS total"
        " FROM diary_entry WHERE plan = $1 AND ($2 OR NOT for_service OR author = $3)"
        " ORDER BY happened_on DESC, written_at DESC LIMIT $4",
        plan_id,
        whole,
        viewer.account_id,
        limit,
    )
    entries = [
        DiaryRow(
            row["id"],
            DiaryKind(row["kind"]),
            row["title"],
            crypto.open_(row["text_sealed"], table="diary_entry", column="text_sealed", row=row["id"]),
            row["happened_on"],
            row["author"],
            row["for_service"],
            row["handled_at"],
        )
        for row in rows
    ]
    return entries, rows[0]["total"] if rows else 0
