"""Reads of what counsellors judged over the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.foundation import crypto, db
from portal.matching.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Override:
    id: UUID
    person_id: UUID
    vacancy_id: UUID
    verdict: Verdict
    reason: str
    made_by: UUID
    made_at: datetime
    ended_at: datetime | None


def _override(row: Any) -> Override:
    return Override(
        row["id"],
        row["person"],
        row["vacancy"],
        Verdict(row["verdict"]),
        crypto.open_(row["reason_sealed"], table="match_override", column="reason_sealed", row=row["id"]),
        row["made_by"],
        row["made_at"],
        row["ended_at"],
    )


async def standing(person_ids: Sequence[UUID], vacancy_ids: Sequence[UUID] | None) -> list[Override]:
    """In force, for these people; None: whatever the vacancy."""
    rows = await db.fetch(
        "SELECT * FROM match_override WHERE ended_at IS NULL AND person = ANY($1)"
        " AND ($2::uuid[] IS NULL OR vacancy = ANY($2))",
        list(person_ids),
        None if vacancy_ids is None else list(vacancy_ids),
    )
    return [_override(row) for row in rows]


async def of_pair(person_id: UUID, vacancy_id: UUID) -> list[Override]:
    """The one in force first, then those that ended, latest first."""
    rows = await db.fetch(
        "SELECT * FROM match_override WHERE person = $1 AND vacancy = $2"
        " ORDER BY ended_at DESC NULLS FIRST, made_at DESC",
        person_id,
        vacancy_id,
    )
    return [_override(row) for row in rows]
