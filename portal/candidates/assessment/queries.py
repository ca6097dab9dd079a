"""Reads of signed syntheses. Every level passes through here, opened from its seal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.assessment.comparison import Settled
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.vocabulary import TAKEN_FROM_ALL
from portal.candidates.people.sealing import opened, opened_json
from portal.foundation import db
from portal.kernel.roles import ROLE_LABELS, Role


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    role: str
    on: date


@dataclass(frozen=True, slots=True)
class SynthesisRow:
    """``raters``: how many sheets it rests on."""

    id: UUID
    assessment_id: UUID | None
    settled: dict[str, Settled]
    words: str | None
    signed_on: date | None
    superseded_on: date | None
    signatures: tuple[Signature, ...]
    raters: int

    @property
    def levels(self) -> dict[str, Level]:
        return {code: one.level for code, one in self.settled.items()}


def as_kept(settled: Mapping[str, Settled]) -> dict[str, dict[str, int | str | None]]:
    """As the sealed blob of a synthesis keeps them."""
    return {
        code: {
            "k": one.level.k,
            "s": one.level.s,
            "limit": one.level.limit,
            "from": one.taken_from,
            "reason": one.reason,
        }
        for code, one in sorted(settled.items())
    }


def settled_of(synthesis_id: UUID, sealed: bytes) -> dict[str, Settled]:
    found = opened_json(sealed, "synthesis", "levels_sealed", synthesis_id) or {}
    return {
        code: Settled(
            Level(one["k"], one["s"], one.get("limit")), one.get("from", TAKEN_FROM_ALL), one.get("reason")
        )
        for code, one in found.items()
    }


def levels_of(synthesis_id: UUID, sealed: bytes) -> dict[str, Level]:
    return {code: one.level for code, one in settled_of(synthesis_id, sealed).items()}


_SIGNED = """
SELECT s.id, s.assessment, s.levels_sealed, s.words_sealed, s.signed_on, s.superseded_on, w.name AS last_name,
    (SELECT count(*) FROM rating_sheet r WHERE r.assessment = s.assessment AND r.state = 'submitted') AS raters,
    ARRAY(SELECT a.name FROM synthesis_signature g JOIN account a ON a.id = g.account
        WHERE g.synthesis = s.id ORDER BY g.signed_on, g.id) AS names,
    ARRAY(SELECT g.role FROM synthesis_signature g WHERE g.synthesis = s.id ORDER BY g.signed_on, g.id) AS roles,
    ARRAY(SELECT g.signed_on FROM synthesis_signature g WHERE g.synthesis = s.id ORDER BY g.signed_on, g.id) AS days
FROM synthesis s LEFT JOIN account w ON w.id = s.signed_by
"""


def _row(row: Any) -> SynthesisRow:
    signatures = tuple(
        Signature(name, ROLE_LABELS[Role(role)], on)
        for name, role, on in zip(row["names"], row["roles"], row["days"], strict=True)
    )
    return SynthesisRow(
        row["id"],
        row["assessment"],
        settled_of(row["id"], row["levels_sealed"]),
        opened(row["words_sealed"], "synthesis", "words_sealed", row["id"]),
        row["signed_on"],
        row["superseded_on"],
        signatures,
        row["raters"],
    )


async def signed_syntheses(person_id: UUID) -> list[SynthesisRow]:
    """The one in force first, then the superseded ones, newest first."""
    rows = await db.fetch(
        f"{_SIGNED} WHERE s.person = $1 AND s.signed_on IS NOT NULL"
        " ORDER BY s.superseded_on DESC NULLS FIRST, s.signed_on DESC, s.id DESC",
        person_id,
    )
    return [_row(row) for row in rows]


async def synthesis_in_force(person_id: UUID) -> SynthesisRow | None:
    row = await db.fetchrow(
        f"{_SIGNED} WHERE s.person = $1 AND s.signed_on IS NOT NULL AND s.superseded_on IS NULL", person_id
    )
    return None if row is None else _row(row)


async def synthesis_of(assessment_id: UUID) -> SynthesisRow | None:
    """The one that the team agrees on, signed or not yet; None before the comparison."""
    row = await db.fetchrow(f"{_SIGNED} WHERE s.assessment = $1", assessment_id)
    return None if row is None else _row(row)


async def levels_in_force(person_ids: Sequence[UUID]) -> dict[UUID, dict[str, Level]]:
    """The levels of the signed synthesis of each person who has one; before it everything is not assessed."""
    rows = await db.fetch(
        "SELECT id, person, levels_sealed FROM synthesis WHERE person = ANY($1) AND signed_on IS NOT NULL"
        " AND superseded_on IS NULL",
        list(person_ids),
    )
    return {row["person"]: levels_of(row["id"], row["levels_sealed"]) for row in rows}
