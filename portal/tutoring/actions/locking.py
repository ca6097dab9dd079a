"""The plan under lock, among those the viewer is a party of."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.packs.vocabulary import Category
from portal.tutoring.queries.detail import category_of
from portal.tutoring.vocabulary import PlanKind, PlanState


@dataclass(frozen=True, slots=True)
class Locked:
    id: UUID
    code: str
    kind: PlanKind
    title: str
    person_id: UUID
    company_id: UUID | None
    employer_name: str | None
    service_id: UUID
    counsellor_id: UUID
    tutor_id: UUID | None
    vacancy_id: UUID | None
    groups: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    weekly_hours: int | None
    day_starts_at: time | None
    day_ends_at: time | None
    weekdays: tuple[int, ...]
    rules_region: str | None
    region_told_on: date | None
    category: Category
    indemnity: int | None
    meals: bool
    service_in_charge: str | None
    state: PlanState
    state_since: datetime
    version: int

    def about(self) -> dict[str, Any]:
        return {"plan_id": self.id, "person_id": self.person_id, "company_id": self.company_id}


def _locked(row: Any | None) -> Locked:
    if row is None:
        raise NotThere
    return Locked(
        row["id"],
        row["code"],
        PlanKind(row["kind"]),
        row["title"],
        row["person"],
        row["company"],
        row["employer_name"],
        row["service"],
        row["counsellor"],
        row["tutor"],
        row["vacancy"],
        tuple(row["groups"]),
        row["starts_on"],
        row["ends_on"],
        row["weekly_hours"],
        row["day_starts_at"],
        row["day_ends_at"],
        tuple(int(day) for day in row["weekdays"] or ()),
        row["rules_region"],
        row["region_told_on"],
        category_of(row),
        row["indemnity"],
        row["meals"],
        row["service_in_charge"],
        PlanState(row["state"]),
        row["state_since"],
        row["version"],
    )


async def for_counsellor(plan_id: UUID, by: Viewer) -> Locked:
    """Among those of people the viewer follows, as holder or as substitute."""
    row = _locked(
        await db.fetchrow(
            "SELECT * FROM plan WHERE id = $1 AND service = $2 FOR UPDATE", plan_id, by.organisation_id
        )
    )
    if not by.is_any(Role.JOB_COUNSELLOR) or not await candidates.follows(row.person_id, by):
        raise NotThere
    return row


async def for_company(plan_id: UUID, by: Viewer) -> Locked:
    """Among those whose proposal named the viewer."""
    return _locked(
        await db.fetchrow(
            "SELECT p.* FROM plan p JOIN plan_party y ON y.plan = p.id AND y.account = $3 AND y.role = 'company'"
            " WHERE p.id = $1 AND p.company = $2 FOR UPDATE OF p",
            plan_id,
            by.organisation_id,
            by.account_id,
        )
    )


async def for_tutor(plan_id: UUID, by: Viewer) -> Locked:
    """Only the plan's own tutor, while acting for that company."""
    if not by.is_any(Role.IN_COMPANY_TUTOR):
        raise NotThere
    return _locked(
        await db.fetchrow(
            "SELECT * FROM plan WHERE id = $1 AND company = $2 AND tutor = $3 FOR UPDATE",
            plan_id,
            by.organisation_id,
            by.account_id,
        )
    )


async def for_tutor_or_counsellor(plan_id: UUID, by: Viewer) -> Locked:
    return await (for_tutor if by.is_any(Role.IN_COMPANY_TUTOR) else for_counsellor)(plan_id, by)


async def any_of(plan_id: UUID) -> Locked:
    """For the portal's own jobs."""
    return _locked(await db.fetchrow("SELECT * FROM plan WHERE id = $1 FOR UPDATE", plan_id))


async def hold_tutor(tutor_id: UUID) -> None:
    """Whoever gives a tutor one plan more waits for the others who do."""
    await db.lock(f"plans-of-tutor:{tutor_id}")
