"""What the pages of the commitments receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.employers.inclusion.queries.commitments import CommitmentRow, EvidenceRow
from portal.employers.inclusion.rules.commitments import status
from portal.employers.inclusion.vocabulary import (
    COMMITMENT_KIND_LABELS,
    COMMITMENT_STATUS_LABELS,
    CommitmentStatus,
)
from portal.foundation.web.italian import date_it
from portal.foundation.web.pagination import Pages

_TAGS = {
    CommitmentStatus.DONE: "ok",
    CommitmentStatus.OPEN: "info",
    CommitmentStatus.LATE: "error",
    CommitmentStatus.PLANNED: "neutral",
}


@dataclass(frozen=True, slots=True)
class CommitmentView:
    id: UUID
    title: str
    kind: str
    owner: str
    period: str
    status: str
    tag: str
    done_on: date | None
    evidence: int
    legal_ref: str | None


@dataclass(frozen=True, slots=True)
class CommitmentList:
    rows: list[CommitmentView]
    pages: Pages
    may_edit: bool


def commitment_view(row: CommitmentRow, today: date) -> CommitmentView:
    now = status(row.starts_on, row.due_on, row.done_on, today)
    return CommitmentView(
        row.id,
        row.title,
        COMMITMENT_KIND_LABELS[row.kind],
        row.owner,
        f"dal {date_it(row.starts_on)} al {date_it(row.due_on)}",
        COMMITMENT_STATUS_LABELS[now],
        _TAGS[now],
        row.done_on,
        row.evidence,
        row.legal_ref,
    )


@dataclass(frozen=True, slots=True)
class EvidenceView:
    id: UUID
    name: str
    size: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    commitment: CommitmentView
    evidence: list[EvidenceView]
    may_edit: bool


def commitment_page(
    row: CommitmentRow, files: Sequence[EvidenceRow], today: date, *, may_edit: bool
) -> CommitmentPage:
    return CommitmentPage(
        commitment_view(row, today),
        [
            EvidenceView(one.id, one.name, f"{max(1, one.size // 1000)} KB", one.uploaded_by, one.uploaded_at)
            for one in files
        ],
        may_edit,
    )
