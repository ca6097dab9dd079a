"""Warnings of a plan, and those that wait for somebody."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from portal.foundation import clock, crypto, db
from portal.kernel.viewer import Viewer
from portal.tutoring.signals.vocabulary import SignalAnswer, SignalKind
from portal.tutoring.vocabulary import KEPT


@dataclass(frozen=True, slots=True)
class SignalRow:
    id: UUID
    plan_id: UUID
    kind: SignalKind
    since: date
    measured: int
    out_of: int | None
    threshold: Fraction | None
    source: str | None
    raised_on: date
    answer: SignalAnswer | None
    note: str | None
    answered_on: date | None
    answered_by: UUID | None


def _row(row: Any) -> SignalRow:
    sealed = row["note_sealed"]
    return SignalRow(
        row["id"],
        row["plan"],
        SignalKind(row["kind"]),
        row["since"],
        row["measured"],
        row["out_of"],
        Fraction(row["threshold"]) if row["threshold"] else None,
        row["source"],
        clock.in_rome(row["raised_at"]).date(),
        SignalAnswer(row["answer"]) if row["answer"] else None,
        crypto.open_(sealed, table="plan_signal", column="note_sealed", row=row["id"]) if sealed else None,
        clock.in_rome(row["answered_at"]).date() if row["answered_at"] else None,
        row["answered_by"],
    )


async def of_plan(plan_id: UUID) -> list[SignalRow]:
    """Those that wait first, then the latest answered ones."""
    rows = await db.fetch(
        "SELECT * FROM plan_signal WHERE plan = $1"
        " ORDER BY answered_at IS NOT NULL, coalesce(answered_at, raised_at) DESC, id LIMIT 20",
        plan_id,
    )
    return [_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Open:
    signal: SignalRow
    code: str
    person_id: UUID


async def waiting(viewer: Viewer, person_ids: list[UUID]) -> list[Open]:
    """Warnings without an answer on plans under way of these people, the oldest first."""
    rows = await db.fetch(
        "SELECT g.*, p.code, p.person FROM plan_signal g JOIN plan p ON p.id = g.plan"
        " WHERE p.service = $1 AND p.person = ANY($2) AND p.state = ANY($3) AND g.answered_at IS NULL"
        " ORDER BY g.raised_at, p.code, g.kind",
        viewer.organisation_id,
        person_ids,
        [state.value for state in KEPT],
    )
    return [Open(_row(row), row["code"], row["person"]) for row in rows]
