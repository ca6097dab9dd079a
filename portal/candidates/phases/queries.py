"""Reads of the phases: the case with its history, the interviews, what is late or near its end."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState, Track, Weight
from portal.candidates.people.sealing import opened
from portal.candidates.phases.vocabulary import InterviewKind
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: UUID
    state: CaseState
    state_since: date
    suspended_from: CaseState | None
    suspension_review_on: date | None
    track: Track
    weight: Weight
    opened_on: date
    admitted_on: date | None
    due_on: date | None
    closed_on: date | None
    last_contact: date | None
    extension_months: int | None


_CASE = """
SELECT c.id, c.state, c.state_since, c.suspended_from, c.suspension_review_on, c.track, c.weight, c.opened_on,
    c.admitted_on, c.due_on, c.closed_on,
    (SELECT max(i.held_on) FROM interview i WHERE i."case" = c.id) AS last_contact,
    (SELECT x.months FROM case_extension x WHERE x."case" = c.id AND x.decided_on IS NULL) AS extension_months
FROM case_ c WHERE c.id = $1
"""


async def case_row(case_id: UUID) -> CaseRow:
    row = await db.fetchrow(_CASE, case_id)
    if row is None:
        raise RuntimeError("the ground of a file names its case")
    return CaseRow(
        row["id"],
        CaseState(row["state"]),
        row["state_since"],
        CaseState(row["suspended_from"]) if row["suspended_from"] else None,
        row["suspension_review_on"],
        Track(row["track"]),
        Weight(row["weight"]),
        row["opened_on"],
        row["admitted_on"],
        row["due_on"],
        row["closed_on"],
        row["last_contact"],
        row["extension_months"],
    )


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """A request that waits for the coordinator. ``reason`` was written for the coordinator to read."""

    months: int
    reason: str
    requested_by: str
    requested_on: date


async def waiting_extension(case_id: UUID) -> ExtensionRow | None:
    row = await db.fetchrow(
        "SELECT x.id, x.months, x.reason_sealed, x.requested_on, a.name FROM case_extension x"
        ' JOIN account a ON a.id = x.requested_by WHERE x."case" = $1 AND x.decided_on IS NULL',
        case_id,
    )
    if row is None:
        return None
    reason = opened(row["reason_sealed"], "case_extension", "reason_sealed", row["id"]) or ""
    return ExtensionRow(row["months"], reason, row["name"], row["requested_on"])


@dataclass(frozen=True, slots=True)
class StepRow:
    """``reason`` is None in the excerpt and where none was given."""

    move: str
    to_state: CaseState
    taken_on: date
    recorded_at: datetime
    who: str | None
    reason: str | None


async def steps(case_id: UUID, *, in_full: bool) -> list[StepRow]:
    """Latest first."""
    reason = ", s.reason_sealed" if in_full else ""
    rows = await db.fetch(
        f"SELECT s.id, s.move, s.to_state, s.taken_on, s.recorded_at, a.name AS who{reason} FROM case_step s"
        ' LEFT JOIN account a ON a.id = s.account WHERE s."case" = $1 ORDER BY s.recorded_at DESC, s.id DESC',
        case_id,
    )
    return [
        StepRow(
            row["move"],
            CaseState(row["to_state"]),
            row["taken_on"],
            row["recorded_at"],
            row["who"],
            opened(row["reason_sealed"], "case_step", "reason_sealed", row["id"]) if in_full else None,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """In the excerpt only kind, day and minutes; all words are None."""

    id: UUID
    kind: InterviewKind
    held_on: date
    minutes: int
    mode: str | None = None
    present: tuple[str, ...] = ()
    wishes: str | None = None
    facts: str | None = None
    resources: str | None = None
    difficulties: str | None = None
    agreed: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    recorded_by: str | None = None
    recorded_at: datetime | None = None


async def interviews(case_id: UUID, *, in_full: bool) -> list[InterviewRow]:
    """Latest first. The excerpt reads neither the sealed columns nor who was there."""
    if not in_full:
        rows = await db.fetch(
            'SELECT id, kind, held_on, minutes FROM interview WHERE "case" = $1 ORDER BY held_on DESC, id DESC',
            case_id,
        )
        return [
            InterviewRow(row["id"], InterviewKind(row["kind"]), row["held_on"], row["minutes"])
            for row in rows
        ]
    rows = await db.fetch(
        "SELECT i.*, a.name AS recorded_by_name FROM interview i JOIN account a ON a.id = i.recorded_by"
        ' WHERE i."case" = $1 ORDER BY i.held_on DESC, i.id DESC',
        case_id,
    )
    return [_in_full(row) for row in rows]


def _in_full(row: Any) -> InterviewRow:
    def words(name: str) -> str | None:
        return opened(row[f"{name}_sealed"], "interview", f"{name}_sealed", row["id"])

    return InterviewRow(
        row["id"],
        InterviewKind(row["kind"]),
        row["held_on"],
        row["minutes"],
        row["mode"],
        tuple(row["present"]),
        words("wishes"),
        words("facts"),
        words("resources"),
        words("difficulties"),
        words("agreed"),
        words("next_step"),
        row["next_on"],
        row["recorded_by_name"],
        row["recorded_at"],
    )


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the phases have produced, in words, for who reads in full."""

    workstations: str | None = None
    load: str | None = None
    network: str | None = None
    decision_reason: str | None = None
    decision_outcome: str | None = None
    decided_on: date | None = None
    review: str | None = None


async def outputs(case_id: UUID) -> Outputs:
    """The latest of each."""
    row = await db.fetchrow(
        "SELECT e.id AS e_id, e.workstations_sealed, e.load_sealed, e.network, d.id AS d_id, d.reason_sealed,"
        " d.outcome, d.decided_on, f.id AS f_id, f.words_sealed FROM (SELECT 1) AS one"
        ' LEFT JOIN LATERAL (SELECT * FROM first_evaluation WHERE "case" = $1 ORDER BY id DESC LIMIT 1) e ON true'
        ' LEFT JOIN LATERAL (SELECT * FROM case_decision WHERE "case" = $1 ORDER BY id DESC LIMIT 1) d ON true'
        ' LEFT JOIN LATERAL (SELECT * FROM final_review WHERE "case" = $1 ORDER BY id DESC LIMIT 1) f ON true',
        case_id,
    )
    if row is None:
        return Outputs()
    return Outputs(
        opened(row["workstations_sealed"], "first_evaluation", "workstations_sealed", row["e_id"]),
        opened(row["load_sealed"], "first_evaluation", "load_sealed", row["e_id"]),
        row["network"],
        opened(row["reason_sealed"], "case_decision", "reason_sealed", row["d_id"]),
        row["outcome"],
        row["decided_on"],
        opened(row["words_sealed"], "final_review", "words_sealed", row["f_id"]),
    )
