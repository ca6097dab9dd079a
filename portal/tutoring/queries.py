"""Reads of plans, on the ground each viewer stands on: own plans of a tutor, plans that name a company's user,
plans of the people a counsellor follows. Names and words are opened here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from portal.foundation import crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.tutoring.rules import Day
from portal.tutoring.vocabulary import DiaryKind, DocumentKind, PlanKind, PlanState, Signer


@dataclass(frozen=True, slots=True)
class ListRow:
    id: UUID
    code: str
    kind: PlanKind
    title: str
    person_id: UUID
    company_name: str
    state: PlanState
    starts_on: date | None
    ends_on: date | None


_ROW = (
    "SELECT p.id, p.code, p.kind, p.title, p.person, o.name AS company, p.state, p.starts_on, p.ends_on,"
    " count(*) OVER () AS total FROM plan p JOIN organisation o ON o.id = p.company"
)
_ORDER = " ORDER BY array_position(ARRAY['running','suspended','ready','to_sign','drafted'], p.state) NULLS LAST,"
_ORDER += " p.ends_on NULLS FIRST, p.code LIMIT $3 OFFSET $4"


def _rows(rows: Sequence[Any]) -> tuple[list[ListRow], int]:
    found = [
        ListRow(
            row["id"],
            row["code"],
            PlanKind(row["kind"]),
            row["title"],
            row["person"],
            row["company"],
            PlanState(row["state"]),
            row["starts_on"],
            row["ends_on"],
        )
        for row in rows
    ]
    return found, rows[0]["total"] if rows else 0


async def list_for_party(viewer: Viewer, role: str, *, limit: int, offset: int) -> tuple[list[ListRow], int]:
    """A company's user or tutor: the plans that name the viewer in that role."""
    rows = await db.fetch(
        f"{_ROW} JOIN plan_party y ON y.plan = p.id AND y.account = $2 AND y.role = $5 WHERE p.company = $1{_ORDER}",
        viewer.organisation_id,
        viewer.account_id,
        limit,
        offset,
        role,
    )
    return _rows(rows)


async def count_unnamed(viewer: Viewer) -> int:
    """Plans of the company that name others: a count, nothing else."""
    count: int = await db.fetchval(
        "SELECT count(*) FROM plan p WHERE p.company = $1 AND NOT EXISTS"
        " (SELECT 1 FROM plan_party y WHERE y.plan = p.id AND y.account = $2)",
        viewer.organisation_id,
        viewer.account_id,
    )
    return count


async def list_for_service(
    viewer: Viewer, person_ids: list[UUID] | None, *, limit: int, offset: int
) -> tuple[list[ListRow], int]:
    """A counsellor's: of the people given; a coordinator's: of the whole service (None)."""
    rows = await db.fetch(
        f"{_ROW} WHERE p.service = $1 AND ($2::uuid[] IS NULL OR p.person = ANY($2)){_ORDER}",
        viewer.organisation_id,
        person_ids,
        limit,
        offset,
    )
    return _rows(rows)


@dataclass(frozen=True, slots=True)
class Detail:
    id: UUID
    code: str
    kind: PlanKind
    title: str
    proposal_id: UUID | None
    person_id: UUID
    company_id: UUID
    company_name: str
    service_id: UUID
    counsellor_id: UUID
    tutor_id: UUID | None
    groups: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    weekly_hours: int | None
    day_starts_at: time | None
    day_ends_at: time | None
    state: PlanState
    state_since: datetime
    version: int


def _detail(row: Any | None) -> Detail:
    if row is None:
        raise NotThere
    return Detail(
        row["id"],
        row["code"],
        PlanKind(row["kind"]),
        row["title"],
        row["proposal"],
        row["person"],
        row["company"],
        row["company_name"],
        row["service"],
        row["counsellor"],
        row["tutor"],
        tuple(row["groups"]),
        row["starts_on"],
        row["ends_on"],
        row["weekly_hours"],
        row["day_starts_at"],
        row["day_ends_at"],
        PlanState(row["state"]),
        row["state_since"],
        row["version"],
    )


_DETAIL = "SELECT p.*, o.name AS company_name FROM plan p JOIN organisation o ON o.id = p.company WHERE p.id = $1"


async def detail_for_party(plan_id: UUID, viewer: Viewer, role: str) -> Detail:
    return _detail(
        await db.fetchrow(
            _DETAIL + " AND p.company = $2 AND EXISTS"
            " (SELECT 1 FROM plan_party y WHERE y.plan = p.id AND y.account = $3 AND y.role = $4)",
            plan_id,
            viewer.organisation_id,
            viewer.account_id,
            role,
        )
    )


async def detail_for_service(plan_id: UUID, viewer: Viewer) -> Detail:
    """The caller asks whether the viewer follows the person."""
    return _detail(await db.fetchrow(_DETAIL + " AND p.service = $2", plan_id, viewer.organisation_id))


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


async def goals(plan_id: UUID) -> list[GoalRow]:
    """Goals with their ratings, in two queries however many there are."""
    rows = await db.fetch("SELECT * FROM plan_goal WHERE plan = $1 ORDER BY position", plan_id)
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


async def register(plan_id: UUID) -> list[Day]:
    rows = await db.fetch(
        "SELECT day, starts_at, ends_at, absence FROM attendance WHERE plan = $1 ORDER BY day", plan_id
    )
    return [Day(row["day"], row["starts_at"], row["ends_at"], row["absence"]) for row in rows]


@dataclass(frozen=True, slots=True)
class DiaryRow:
    id: UUID
    kind: DiaryKind
    title: str
    text: str
    on: date
    author_id: UUID
    for_service: bool


async def diary(plan_id: UUID, *, with_service_notes: bool, limit: int) -> tuple[list[DiaryRow], int]:
    rows = await db.fetch(
        "SELECT *, count(*) OVER () AS total FROM diary_entry WHERE plan = $1 AND ($2 OR NOT for_service)"
        " ORDER BY happened_on DESC, written_at DESC LIMIT $3",
        plan_id,
        with_service_notes,
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
        )
        for row in rows
    ]
    return entries, rows[0]["total"] if rows else 0


@dataclass(frozen=True, slots=True)
class Paper:
    kind: DocumentKind
    reference: str
    recorded_on: date


async def documents(plan_id: UUID) -> dict[DocumentKind, Paper]:
    rows = await db.fetch("SELECT kind, reference, recorded_on FROM plan_document WHERE plan = $1", plan_id)
    return {
        DocumentKind(row["kind"]): Paper(DocumentKind(row["kind"]), row["reference"], row["recorded_on"])
        for row in rows
    }


async def signatures(plan_id: UUID, version: int) -> dict[Signer, datetime]:
    rows = await db.fetch(
        "SELECT signer, signed_at FROM plan_signature WHERE plan = $1 AND version = $2", plan_id, version
    )
    return {Signer(row["signer"]): row["signed_at"] for row in rows}


@dataclass(frozen=True, slots=True)
class End:
    outcome: str
    ended_on: date
    words: str | None


async def outcome(plan_id: UUID) -> End | None:
    row = await db.fetchrow("SELECT * FROM plan_outcome WHERE plan = $1", plan_id)
    if row is None:
        return None
    words = row["words_sealed"]
    return End(
        row["outcome"],
        row["ended_on"],
        crypto.open_(words, table="plan_outcome", column="words_sealed", row=row["id"]) if words else None,
    )


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    months: int
    due_on: date
    done_on: date | None
    still_there: str | None


async def follow_ups(plan_id: UUID) -> list[FollowUpRow]:
    rows = await db.fetch("SELECT * FROM follow_up WHERE plan = $1 ORDER BY months", plan_id)
    return [FollowUpRow(row["months"], row["due_on"], row["done_on"], row["still_there"]) for row in rows]
