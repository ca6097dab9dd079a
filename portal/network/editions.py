"""Editions of courses that a service knows of: who holds them, when, for how many people (services.md §11)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network.events import CourseEditionRecorded
from portal.network.vocabulary import Module

THRESHOLD_PCT = 70
"""Part of the hours from which a course ends with an attestato, unless its edition says otherwise (services.md §7)."""


@dataclass(frozen=True, slots=True)
class Edition:
    id: UUID
    service_id: UUID
    module: Module
    title: str
    provider: str
    starts_on: date
    ends_on: date
    hours: int
    seats: int
    threshold_pct: int


@dataclass(frozen=True, slots=True)
class EditionDraft:
    module: Module
    title: str
    provider: str
    starts_on: date
    ends_on: date
    hours: int
    seats: int
    threshold_pct: int = THRESHOLD_PCT


_EDITION = (
    "SELECT id, organisation AS service_id, module, title, provider, starts_on, ends_on, hours, seats, threshold_pct"
    " FROM course_edition"
)


def _edition(row: Any) -> Edition:
    return Edition(**{**dict(row), "module": Module(row["module"])})


async def editions(service_id: UUID, *, ending_from: date) -> list[Edition]:
    """Those of a service that end on that day or after, the nearest first."""
    rows = await db.fetch(
        f"{_EDITION} WHERE organisation = $1 AND ends_on >= $2 ORDER BY starts_on, title, id LIMIT 200",
        service_id,
        ending_from,
    )
    return [_edition(row) for row in rows]


async def edition(edition_id: UUID, service_id: UUID) -> Edition | None:
    """None for one of another service."""
    row = await db.fetchrow(f"{_EDITION} WHERE id = $1 AND organisation = $2", edition_id, service_id)
    return None if row is None else _edition(row)


async def record_edition(draft: EditionDraft, *, id: UUID, by: Viewer) -> None:
    """By a coordinator of the service. Pressed twice it is kept once. Raises NotAllowed, Refused."""
    if by.organisation_id is None or not by.is_any(Role.COORDINATOR):
        raise NotAllowed
    if draft.ends_on < draft.starts_on:
        raise Refused("La fine del corso viene prima dell’inizio.", field="ends_on")
    async with db.unit_of_work():
        new = await db.fetchval(
            "INSERT INTO course_edition (id, organisation, module, title, provider, starts_on, ends_on, hours, seats,"
            " threshold_pct, recorded_by, recorded_at, sintetico)"
            " SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, o.sintetico FROM organisation o WHERE o.id = $2"
            " ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            by.organisation_id,
            draft.module.value,
            draft.title,
            draft.provider,
            draft.starts_on,
            draft.ends_on,
            draft.hours,
            draft.seats,
            draft.threshold_pct,
            by.account_id,
            clock.now(),
        )
        if new is not None:
            await facts.record(
                CourseEditionRecorded(edition_id=id, organisation_id=by.organisation_id), by=by
            )
