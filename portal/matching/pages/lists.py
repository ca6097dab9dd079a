"""The list of proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation.web.italian import date_it
from portal.foundation.web.pagination import Pages
from portal.matching.pages.words import tag_kind
from portal.matching.queries.lists import ListRow
from portal.matching.suitability import Terms
from portal.matching.transitions import company_label
from portal.matching.vocabulary import (
    OPEN,
    REASON_LABELS,
    STATE_LABELS,
    WITH_COMPANY,
    ProposalState,
    RefusalReason,
)


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    code: str
    title: str
    note: str
    state: str
    kind: str
    due_on: date | None
    person: str | None
    unread: int = 0
    """Messages of the other side that wait to be read."""


@dataclass(frozen=True, slots=True)
class ProposalList:
    rows: list[Row]
    pages: Pages
    only_open: bool
    unnamed: int
    for_company: bool
    unread: int = 0


def company_row(row: ListRow, unread: Mapping[UUID, int]) -> Row:
    silent = row.state in OPEN and row.state not in WITH_COMPANY
    return Row(
        f"/proposals/{row.id}",
        row.code,
        row.vacancy_title,
        f"{row.code}, {date_it(row.state_since, 'dal')}",
        company_label(row.state, was_sent=row.sent_at is not None),
        "neutral" if silent or row.sent_at is None else tag_kind(row.state),
        row.answer_due_on,
        None,
        unread.get(row.id, 0),
    )


def service_row(row: ListRow, names: dict[UUID, str], unread: Mapping[UUID, int]) -> Row:
    return Row(
        f"/proposals/{row.id}",
        row.code,
        f"{row.vacancy_title}, {row.company_name}",
        f"{row.code}, {date_it(row.state_since, 'dal')}{_refused(row)}",
        STATE_LABELS[row.state],
        tag_kind(row.state),
        row.answer_due_on,
        names.get(row.person_id),
        unread.get(row.id, 0),
    )


def _refused(row: ListRow) -> str:
    """Why the company said no: what the next proposal has to look at."""
    if row.state is not ProposalState.REFUSED or row.close_reason is None:
        return ""
    return f", {REASON_LABELS[RefusalReason(row.close_reason)].lower()}"


def score_words(terms: Terms) -> str:
    return str(terms.score).replace(".", ",")
