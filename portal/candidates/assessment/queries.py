"""Reads of the assessment. Every level passes through here, opened from its seal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.assessment.rules import Level
from portal.candidates.people.sealing import opened, opened_json
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class SynthesisRow:
    id: UUID
    levels: dict[str, Level]
    words: str | None
    signed_on: date | None
    signed_by: str | None
    superseded_on: date | None
    version: int


def levels_of(synthesis_id: UUID, sealed: bytes) -> dict[str, Level]:
    found = opened_json(sealed, "synthesis", "levels_sealed", synthesis_id) or {}
    return {code: Level(level["k"], level["s"]) for code, level in found.items()}


def _row(row: Any) -> SynthesisRow:
    return SynthesisRow(
        row["id"],
        levels_of(row["id"], row["levels_sealed"]),
        opened(row["words_sealed"], "synthesis", "words_sealed", row["id"]),
        row["signed_on"],
        row["signed_by_name"],
        row["superseded_on"],
        row["version"],
    )


async def syntheses(person_id: UUID) -> list[SynthesisRow]:
    """The draft first, then the one in force, then the superseded ones."""
    rows = await db.fetch(
        "SELECT s.id, s.levels_sealed, s.words_sealed, s.signed_on, s.superseded_on, s.version,"
        " a.name AS signed_by_name FROM synthesis s LEFT JOIN account a ON a.id = s.signed_by WHERE s.person = $1"
        " ORDER BY s.signed_on DESC NULLS FIRST, s.id DESC",
        person_id,
    )
    return [_row(row) for row in rows]


async def levels_in_force(person_ids: Sequence[UUID]) -> dict[UUID, dict[str, Level]]:
    """The levels of the signed synthesis of each person who has one; before it everything is not assessed."""
    rows = await db.fetch(
        "SELECT id, person, levels_sealed FROM synthesis WHERE person = ANY($1) AND signed_on IS NOT NULL"
        " AND superseded_on IS NULL",
        list(person_ids),
    )
    return {row["person"]: levels_of(row["id"], row["levels_sealed"]) for row in rows}
