"""One plan, as whoever has a ground on it may read it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from portal.foundation import crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.tutoring.packs.vocabulary import Category
from portal.tutoring.vocabulary import (
    DocumentKind,
    PartyRole,
    PlanKind,
    PlanState,
    StillThere,
)


@dataclass(frozen=True, slots=True)
class Detail:
    id: UUID
    code: str
    kind: PlanKind
    title: str
    proposal_id: UUID | None
    person_id: UUID
    company_id: UUID | None
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
    weekdays: tuple[int, ...]
    vacancy_id: UUID | None
    rules_region: str | None
    region_told_on: date | None
    category: Category
    indemnity: int | None
    meals: bool
    service_in_charge: str | None
    state: PlanState
    state_since: datetime
    version: int
    roles: frozenset[PartyRole]
    """In which the viewer is named."""


_DETAIL = (
    "SELECT p.*, coalesce(o.name, p.employer_name) AS company_name,"
    " ARRAY(SELECT y.role FROM plan_party y WHERE y.plan = p.id AND y.account = $2) AS roles"
    " FROM plan p LEFT JOIN organisation o ON o.id = p.company WHERE p.id = $1"
)


def category_of(row: Any) -> Category:
    """Of a row of ``plan``; where nobody said, the one for which the rules make no exception."""
    sealed = row["category_sealed"]
    if sealed is None:
        return Category.GENERAL
    return Category(crypto.open_(sealed, table="plan", column="category_sealed", row=row["id"]))


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
        tuple(int(day) for day in row["weekdays"] or ()),
        row["vacancy"],
        row["rules_region"],
        row["region_told_on"],
        category_of(row),
        row["indemnity"],
        row["meals"],
        row["service_in_charge"],
        PlanState(row["state"]),
        row["state_since"],
        row["version"],
        frozenset(PartyRole(role) for role in row["roles"]),
    )


async def detail_for_party(plan_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere unless the plan is of the viewer's company and names the viewer, in whatever role."""
    detail = _detail(
        await db.fetchrow(f"{_DETAIL} AND p.company = $3", plan_id, viewer.account_id, viewer.organisation_id)
    )
    if not detail.roles & {PartyRole.COMPANY, PartyRole.TUTOR}:
        raise NotThere
    return detail


async def detail_for_service(plan_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere unless the viewer's service leads; the caller asks whether the viewer follows the person."""
    return _detail(
        await db.fetchrow(f"{_DETAIL} AND p.service = $3", plan_id, viewer.account_id, viewer.organisation_id)
    )


async def detail_of_link(plan_id: UUID) -> Detail:
    """For whoever holds a link to it; no account of hers is named in it."""
    return _detail(await db.fetchrow(_DETAIL, plan_id, None))


@dataclass(frozen=True, slots=True)
class Paper:
    reference: str
    recorded_on: date
    valid_until: date | None
    category_code: str | None


async def documents(plan_id: UUID) -> dict[DocumentKind, Paper]:
    rows = await db.fetch(
        "SELECT kind, reference, recorded_on, valid_until, category_code FROM plan_document WHERE plan = $1",
        plan_id,
    )
    return {
        DocumentKind(row["kind"]): Paper(
            row["reference"], row["recorded_on"], row["valid_until"], row["category_code"]
        )
        for row in rows
        if row["kind"] in set(DocumentKind)
    }


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
    still_there: StillThere | None


async def follow_ups(plan_id: UUID) -> list[FollowUpRow]:
    rows = await db.fetch(
        "SELECT months, due_on, done_on, still_there FROM follow_up WHERE plan = $1 ORDER BY months", plan_id
    )
    return [
        FollowUpRow(
            row["months"],
            row["due_on"],
            row["done_on"],
            StillThere(row["still_there"]) if row["still_there"] else None,
        )
        for row in rows
    ]
