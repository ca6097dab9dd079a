"""Measures and conventions that end soon."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.measures.vocabulary import (
    CONVENZIONE_LABELS,
    MEASURE_LABELS,
    ConvenzioneKind,
    MeasureKind,
)
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class Ending:
    id: UUID
    company_id: UUID
    ends_on: date
    label: str
    href: str


async def until(first: date, last: date) -> list[Ending]:
    """In force, and with a last day from ``first`` to ``last``; of companies that are not archived."""
    rows = await db.fetch(
        "SELECT x.* FROM ("
        "  SELECT id, company, ends_on, kind, 'measures' AS part FROM measure WHERE state = 'in_force'"
        "    AND kind <> 'richiesta_di_avviamento'"
        "  UNION ALL SELECT id, company, ends_on, kind, 'conventions' FROM convenzione WHERE state = 'in_force'"
        " ) x JOIN company c ON c.id = x.company AND c.state <> 'archived'"
        " WHERE x.ends_on BETWEEN $1 AND $2 ORDER BY x.ends_on, x.id",
        first,
        last,
    )
    return [
        Ending(
            row["id"],
            row["company"],
            row["ends_on"],
            MEASURE_LABELS[MeasureKind(row["kind"])]
            if row["part"] == "measures"
            else CONVENZIONE_LABELS[ConvenzioneKind(row["kind"])],
            f"/{row['part']}/{row['id']}",
        )
        for row in rows
    ]
