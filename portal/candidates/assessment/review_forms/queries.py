"""Reads of the forms, opened from their seal. The caller has shown the ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.assessment.review_forms.vocabulary import FormKind, FormState, Setting
from portal.candidates.people.sealing import opened_json
from portal.foundation import db

TABLE = "review_form"


@dataclass(frozen=True, slots=True)
class ReviewFormRow:
    id: UUID
    case_id: UUID
    person_id: UUID
    kind: FormKind
    number: int
    setting: Setting
    state: FormState
    sections: tuple[str, ...]
    author: str
    written_on: date
    discussed_on: date | None
    closed_on: date | None
    version: int

    @property
    def written(self) -> int:
        return sum(bool(one.strip()) for one in self.sections)


_ROWS = "SELECT f.*, a.name AS author_name FROM review_form f JOIN account a ON a.id = f.author"


def _row(row: Any) -> ReviewFormRow:
    return ReviewFormRow(
        row["id"],
        row["case"],
        row["person"],
        FormKind(row["kind"]),
        row["number"],
        Setting(row["setting"]),
        FormState(row["state"]),
        tuple(opened_json(row["sections_sealed"], TABLE, "sections_sealed", row["id"])),
        row["author_name"],
        row["written_on"],
        row["discussed_on"],
        row["closed_on"],
        row["version"],
    )


async def review_forms(person_id: UUID) -> Sequence[ReviewFormRow]:
    """Latest version first, kind by kind."""
    rows = await db.fetch(f"{_ROWS} WHERE f.person = $1 ORDER BY f.kind DESC, f.number DESC", person_id)
    return [_row(row) for row in rows]


async def review_form(form_id: UUID, person_id: UUID, *, lock: bool = False) -> ReviewFormRow | None:
    """None for another's, too."""
    row = await db.fetchrow(
        f"{_ROWS} WHERE f.id = $1 AND f.person = $2{' FOR UPDATE OF f' if lock else ''}", form_id, person_id
    )
    return None if row is None else _row(row)
