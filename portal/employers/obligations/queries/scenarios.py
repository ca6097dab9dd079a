"""The scenarios of a company."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from portal.foundation import db


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """``answers`` are those of the form, as they were typed."""

    id: UUID
    name: str
    answers: dict[str, str]
    saved_by: str
    saved_at: datetime


async def scenarios(company_id: UUID) -> list[ScenarioRow]:
    """By name."""
    rows = await db.fetch(
        "SELECT s.id, s.name, s.change::text AS change, a.name AS saved_by, s.saved_at FROM scenario s"
        " JOIN account a ON a.id = s.saved_by WHERE s.company = $1 ORDER BY lower(s.name), s.id",
        company_id,
    )
    return [
        ScenarioRow(
            row["id"],
            row["name"],
            msgspec.json.decode(row["change"], type=dict[str, str]),
            row["saved_by"],
            row["saved_at"],
        )
        for row in rows
    ]
