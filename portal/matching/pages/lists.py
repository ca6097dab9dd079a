"""The list of proposals and the ranked lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation.web.italian import date_it
from portal.foundation.web.pagination import Pages
from portal.matching.pages.words import skill_name, tag_kind
from portal.matching.queries.lists import ListRow
from portal.matching.suitability import BAND_LABELS, Terms, explain
from portal.matching.transitions import company_label
from portal.matching.vocabulary import OPEN, STATE_LABELS, WITH_COMPANY


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


@dataclass(frozen=True, slots=True)
class ProposalList:
    rows: list[Row]
    pages: Pages
    only_open: bool
    unnamed: int
    for_company: bool


def company_row(row: ListRow) -> Row:
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
    )


def service_row(row: ListRow, names: dict[UUID, str]) -> Row:
    return Row(
        f"/proposals/{row.id}",
        row.code,
        f"{row.vacancy_title}, {row.company_name}",
        f"{row.code}, {date_it(row.state_since, 'dal')}",
        STATE_LABELS[row.state],
        tag_kind(row.state),
        row.answer_due_on,
        names.get(row.person_id),
    )


@dataclass(frozen=True, slots=True)
class RankedRow:
    href: str
    title: str
    note: str
    score: str
    number: float
    band: str
    band_label: str
    explanation: Sequence[str]
    draft_href: str


def ranked_row(title: str, note: str, href: str, draft_href: str, terms: Terms) -> RankedRow:
    return RankedRow(
        href,
        title,
        note,
        score_words(terms),
        float(terms.score),
        terms.band.value,
        BAND_LABELS[terms.band],
        explain(terms, skill_name),
        draft_href,
    )


def score_words(terms: Terms) -> str:
    return str(terms.score).replace(".", ",")
