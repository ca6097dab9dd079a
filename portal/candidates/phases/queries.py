"""Reads of the phases: the case with its history, the interviews, what is late or near its end."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState, Track, Weight
from portal.candidates.people.file_access import Cell
from portal.candidates.people.sealing import opened, opened_json
from portal.candidates.phases.vocabulary import (
    InterviewKind,
    InterviewState,
    PlanOutcome,
    ReviewDecision,
)
from portal.foundation import clock, db
from portal.kernel.viewer import Viewer


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
    review_on: date | None = None


_CASE = """
SELECT c.id, c.state, c.state_since, c.suspended_from, c.suspension_review_on, c.track, c.weight, c.opened_on,
    c.admitted_on, c.due_on, c.closed_on,
    (SELECT max(i.held_on) FROM interview i WHERE i."case" = c.id AND i.state = 'closed') AS last_contact,
    (SELECT j.next_review_on FROM project j WHERE j."case" = c.id AND j.state = 'in_force') AS review_on,
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
        row["review_on"],
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
    """In the excerpt only kind, day and minutes; all words are None. ``own``: the reader wrote it."""

    id: UUID
    kind: InterviewKind
    held_on: date
    minutes: int
    own: bool = False
    draft: bool = False
    mode: str | None = None
    place: str | None = None
    present: tuple[str, ...] = ()
    wishes: str | None = None
    facts: str | None = None
    resources: str | None = None
    difficulties: str | None = None
    agreed: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    shared_note: str | None = None
    reserved_note: str | None = None
    recorded_by: str | None = None
    recorded_at: datetime | None = None


async def interviews(case_id: UUID, *, cell: Cell, reader: Viewer | None = None) -> list[InterviewRow]:
    """Latest first, as the cell reads them: all in full, the own in full and others by excerpt, the own alone.

    Drafts are their author's; a reserved note is read by its author and by who stands in for her in the same
    profession.
    """
    own_id = reader.account_id if reader is not None else None
    rows = await db.fetch(
        "SELECT i.*, a.name AS recorded_by_name, i.recorded_by = $2 OR EXISTS (SELECT FROM substitution s"
        " WHERE s.holder = i.recorded_by AND s.substitute = $2 AND $3 BETWEEN s.starts_on AND s.ends_on) AS stands"
        " FROM interview i JOIN account a ON a.id = i.recorded_by"
        " WHERE i.\"case\" = $1 AND (i.state = 'closed' OR i.recorded_by = $2)"
        " ORDER BY i.held_on DESC, i.id DESC",
        case_id,
        own_id,
        clock.today(),
    )
    found = []
    for row in rows:
        own = row["recorded_by"] == own_id
        if cell.reads_all or (own and cell.writes_own):
            found.append(_in_full(row, own=own, reserved=reader is not None and bool(row["stands"])))
        elif cell.reads_more_than_own:
            found.append(InterviewRow(row["id"], InterviewKind(row["kind"]), row["held_on"], row["minutes"]))
    return found


def _in_full(row: Any, *, own: bool, reserved: bool) -> InterviewRow:
    def words(name: str) -> str | None:
        return opened(row[f"{name}_sealed"], "interview", f"{name}_sealed", row["id"])

    return InterviewRow(
        row["id"],
        InterviewKind(row["kind"]),
        row["held_on"],
        row["minutes"],
        own,
        row["state"] == InterviewState.DRAFT.value,
        row["mode"],
        row["place"],
        tuple(row["present"]),
        words("wishes"),
        words("facts"),
        words("resources"),
        words("difficulties"),
        words("agreed"),
        words("next_step"),
        row["next_on"],
        words("shared_note"),
        words("reserved_note") if reserved else None,
        row["recorded_by_name"],
        row["recorded_at"],
    )


@dataclass(frozen=True, slots=True)
class PlannedRow:
    id: UUID
    kind: InterviewKind
    planned_for: date
    place: str | None
    planned_by: str
    outcome: PlanOutcome | None
    own: bool


async def planned_interviews(case_id: UUID, reader: Viewer, *, own_only: bool) -> list[PlannedRow]:
    """Those to come first, then those that were missed or called off."""
    rows = await db.fetch(
        'SELECT n.*, a.name FROM interview_plan n JOIN account a ON a.id = n.planned_by WHERE n."case" = $1'
        " AND ($2::boolean = false OR n.planned_by = $3) AND n.outcome IS DISTINCT FROM 'held'"
        " ORDER BY n.outcome IS NOT NULL, n.planned_for, n.id",
        case_id,
        own_only,
        reader.account_id,
    )
    return [
        PlannedRow(
            row["id"],
            InterviewKind(row["kind"]),
            row["planned_for"],
            row["place"],
            row["name"],
            PlanOutcome(row["outcome"]) if row["outcome"] else None,
            row["planned_by"] == reader.account_id,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """The final review, opened for who reads in full."""

    on: date
    by: str
    words: str
    decision: ReviewDecision | None
    present: tuple[str, ...]
    absent_reason: str | None
    helped: str | None
    hindered: str | None
    network: str | None
    aims: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the phases have produced, in words, for who reads in full."""

    workstations: str | None = None
    load: str | None = None
    network: str | None = None
    decision_reason: str | None = None
    decision_outcome: str | None = None
    decision_weight: str | None = None
    decision_track: str | None = None
    decided_on: date | None = None
    notice_on: date | None = None
    review: ReviewRow | None = None


async def outputs(case_id: UUID) -> Outputs:
    """The latest of each."""
    row = await db.fetchrow(
        "SELECT e.id AS e_id, e.workstations_sealed, e.load_sealed, e.network, d.id AS d_id, d.reason_sealed,"
        " d.outcome, d.weight, d.track, d.decided_on, d.notice_on FROM (SELECT 1) AS one"
        ' LEFT JOIN LATERAL (SELECT * FROM first_evaluation WHERE "case" = $1 ORDER BY id DESC LIMIT 1) e ON true'
        ' LEFT JOIN LATERAL (SELECT * FROM case_decision WHERE "case" = $1 ORDER BY id DESC LIMIT 1) d ON true',
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
        row["weight"],
        row["track"],
        row["decided_on"],
        row["notice_on"],
        await final_review(case_id),
    )


async def final_review(case_id: UUID) -> ReviewRow | None:
    row = await db.fetchrow(
        "SELECT f.*, a.name FROM final_review f JOIN account a ON a.id = f.reviewed_by"
        ' WHERE f."case" = $1 ORDER BY f.reviewed_on DESC, f.id DESC LIMIT 1',
        case_id,
    )
    if row is None:
        return None

    def words(name: str) -> str | None:
        return opened(row[f"{name}_sealed"], "final_review", f"{name}_sealed", row["id"])

    present = row["present"] or []
    ids = [UUID(one) for one in present if one != "person"]
    names = await db.fetch("SELECT name FROM organisation WHERE id = ANY($1) ORDER BY name", ids)
    return ReviewRow(
        row["reviewed_on"],
        row["name"],
        words("words") or "",
        ReviewDecision(row["decision"]) if row["decision"] else None,
        (*(["La persona"] if "person" in present else []), *(one["name"] for one in names)),
        words("absent"),
        words("helped"),
        words("hindered"),
        words("network"),
        opened_json(row["aims_sealed"], "final_review", "aims_sealed", row["id"]) or {},
    )


@dataclass(frozen=True, slots=True)
class CallRow:
    called_on: date
    meets_on: date


async def review_call(case_id: UUID, since: date) -> CallRow | None:
    """The latest call to the final review of this phase."""
    row = await db.fetchrow(
        'SELECT called_on, meets_on FROM review_call WHERE "case" = $1 AND called_on >= $2'
        " ORDER BY called_on DESC, id DESC LIMIT 1",
        case_id,
        since,
    )
    return None if row is None else CallRow(row["called_on"], row["meets_on"])
