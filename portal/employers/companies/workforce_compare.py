"""What a file would change in the workforce: rows new, changed and equal, and periods that would overlap."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.companies.rules import (
    PersonDetails,
    ProtectionDetails,
    WorkerDraft,
    overlap_sentence,
    worker_problems,
)
from portal.employers.companies.workforce_columns import BY_FIELD
from portal.employers.companies.workforce_report import RowError
from portal.kernel.parameters import Parameters

Known = Mapping[tuple[str, date], tuple[UUID, WorkerDraft]]
"""Rows of the workforce by staff number and first day."""

_OF_DETAILS = tuple(field.name for field in fields(ProtectionDetails))
_OF_PERSON = tuple(field.name for field in fields(PersonDetails))
_OF_ROW = tuple(
    field.name for field in fields(WorkerDraft) if field.name not in ("details", "person", "site_id")
)


@dataclass(frozen=True, slots=True)
class Difference:
    """``changed`` carry the id of the row that is there already."""

    new: tuple[WorkerDraft, ...] = ()
    changed: tuple[tuple[UUID, WorkerDraft], ...] = ()
    same: int = 0
    errors: tuple[RowError, ...] = ()


def compare(
    rows: Sequence[tuple[int, WorkerDraft]],
    known: Known,
    given: Collection[str],
    parameters: Parameters,
    today: date,
    periods: Sequence[tuple[int, WorkerDraft]] = (),
) -> Difference:
    """``given`` are the fields the file has a column for: the others keep what the workforce says of them.

    Rows the file does not name stay as they are. ``periods`` are rows that cannot be saved, compared with the others
    for their days alone.
    """
    new: list[tuple[int, WorkerDraft]] = []
    changed: list[tuple[int, UUID, WorkerDraft]] = []
    errors: list[RowError] = []
    same = 0
    for line, draft in rows:
        there = known.get((draft.code, draft.starts_on))
        if there is None:
            new.append((line, draft))
            continue
        id, before = there
        after = kept(before, draft, given)
        if after == before:
            same += 1
            continue
        if after != draft:
            errors += [
                RowError(line, BY_FIELD[problem.field].header, problem.sentence)
                for problem in worker_problems(after, parameters, today)
            ]
        changed.append((line, id, after))
    written = sorted([*new, *((line, after) for line, _, after in changed), *periods], key=lambda row: row[0])
    errors += overlaps(written, known)
    return Difference(
        tuple(draft for _, draft in new),
        tuple((id, after) for _, id, after in changed),
        same,
        tuple(sorted(errors, key=lambda error: error.line)),
    )


def kept(before: WorkerDraft, draft: WorkerDraft, given: Collection[str]) -> WorkerDraft:
    """The row as the file says it, with what the file has no column for as it was."""
    values: dict[str, Any] = {
        name: getattr(before, name) for name in _OF_ROW if name not in given and name != "name"
    }
    values["details"] = _kept_part(before.details, draft.details, _OF_DETAILS, given, "category")
    values["person"] = _kept_part(before.person, draft.person, _OF_PERSON, given, "last_name")
    split = values["person"] is not None and values["person"].full_name
    if "name" not in given:
        values["name"] = before.name
    if split:
        values["name"] = None
    return replace(draft, **values)


def _kept_part(before: Any, after: Any, names: Sequence[str], given: Collection[str], key: str) -> Any:
    """Category and degree, or identity: what the file has no column for comes from the row."""
    if after is None:
        return None if key in given else before
    if before is None:
        return after
    return replace(after, **{name: getattr(before, name) for name in names if name not in given})


def overlaps(written: Sequence[tuple[int, WorkerDraft]], known: Known) -> list[RowError]:
    """Rows that would put one person twice on one day, against each other and against the workforce."""
    found: list[RowError] = []
    keys = {(draft.code, draft.starts_on) for _, draft in written}
    by_code: dict[str, list[tuple[int, WorkerDraft]]] = {}
    by_tax_code: dict[str, list[tuple[int, WorkerDraft]]] = {}
    codes = {draft.code for _, draft in written}
    tax_codes = {draft.tax_code for _, draft in written if draft.tax_code}
    staying = [(0, draft) for key, (_, draft) in known.items() if key not in keys]
    for line, draft in (*staying, *written):
        if draft.code in codes:
            by_code.setdefault(draft.code, []).append((line, draft))
        if draft.tax_code in tax_codes:
            by_tax_code.setdefault(draft.tax_code, []).append((line, draft))
    for group in by_code.values():
        found += _clashes(group, "starts_on")
    for group in by_tax_code.values():
        if len({draft.code for _, draft in group}) > 1:
            found += [error for error in _clashes(group, "tax_code") if error not in found]
    return found


def _clashes(group: list[tuple[int, WorkerDraft]], field: str) -> list[RowError]:
    """Neighbours in time that overlap, each told at the row of the file."""
    if len(group) < 2:
        return []
    found: list[RowError] = []
    ordered = sorted(group, key=lambda one: one[1].starts_on)
    reaches_line, reaches = ordered[0]
    for line, draft in ordered[1:]:
        if reaches.overlaps(draft) and (field == "starts_on" or reaches.code != draft.code):
            at, told, other = (line, draft, reaches) if line else (reaches_line, reaches, draft)
            found.append(
                RowError(
                    at,
                    BY_FIELD[field].header,
                    overlap_sentence(told.code, other.code, other.starts_on, other.ends_on),
                )
            )
        if reaches.ends_on is not None and (draft.ends_on is None or draft.ends_on > reaches.ends_on):
            reaches_line, reaches = line, draft
    return found
