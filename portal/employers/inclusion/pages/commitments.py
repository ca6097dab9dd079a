"""What the pages of the commitments receive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.employers.inclusion.queries.accommodations import Term
from portal.employers.inclusion.queries.commitments import CommitmentRow, EvidenceRow, Filter, KpiRow
from portal.employers.inclusion.rules.commitments import status, times_until
from portal.employers.inclusion.rules.items import Item, item
from portal.employers.inclusion.vocabulary import (
    COMMITMENT_KIND_LABELS,
    COMMITMENT_STATUS_LABELS,
    EVERY_LABELS,
    CommitmentStatus,
    Every,
)
from portal.foundation.web.italian import date_it, number_it
from portal.foundation.web.pagination import Pages
from portal.kernel.italian_days import MONTHS

TAGS = {
    CommitmentStatus.DONE: "ok",
    CommitmentStatus.UNPROVEN: "warning",
    CommitmentStatus.OPEN: "info",
    CommitmentStatus.NEAR: "warning",
    CommitmentStatus.LATE: "error",
    CommitmentStatus.PLANNED: "neutral",
}
STATES = (("", "Tutti"), ("open", "Da fare"), ("late", "In ritardo"), ("done", "Conclusi"))


@dataclass(frozen=True, slots=True)
class CommitmentView:
    id: UUID
    title: str
    kind: str
    owner: str
    period: str
    due_on: date
    status: str
    tag: str
    done_on: date | None
    evidence: int
    legal_ref: str | None
    trigger: str | None
    document: str | None
    every: str
    to_verify: bool
    see: str | None
    follows: UUID | None
    next_id: UUID | None


@dataclass(frozen=True, slots=True)
class CommitmentList:
    rows: list[CommitmentView]
    pages: Pages
    may_edit: bool
    filters: list[tuple[str, str, bool]]
    """Words, address, whether it is the one in force."""


def status_of(row: CommitmentRow, today: date) -> CommitmentStatus:
    return status(
        row.starts_on,
        row.due_on,
        row.done_on,
        today,
        documents=row.evidence,
        needs_document=row.document is not None,
    )


def commitment_view(row: CommitmentRow, today: date) -> CommitmentView:
    now = status_of(row, today)
    template = item(row.item)
    return CommitmentView(
        id=row.id,
        title=row.title,
        kind=COMMITMENT_KIND_LABELS[row.kind],
        owner=row.owner,
        period=f"{date_it(row.starts_on, 'dal')} {date_it(row.due_on, 'al')}",
        due_on=row.due_on,
        status=COMMITMENT_STATUS_LABELS[now],
        tag=TAGS[now],
        done_on=row.done_on,
        evidence=row.evidence,
        legal_ref=row.legal_ref,
        trigger=row.trigger,
        document=row.document,
        every=EVERY_LABELS[row.every],
        to_verify=template is not None and template.to_verify,
        see=template.see if template else None,
        follows=row.follows,
        next_id=row.next_id,
    )


def commitment_list(
    rows: Sequence[CommitmentRow], pages: Pages, wanted: Filter, today: date, *, may_edit: bool
) -> CommitmentList:
    return CommitmentList(
        [commitment_view(row, today) for row in rows],
        pages,
        may_edit,
        [
            (words, f"/commitments?state={state}" if state else "/commitments", state == (wanted.state or ""))
            for state, words in STATES
        ],
    )


@dataclass(frozen=True, slots=True)
class EvidenceView:
    id: UUID
    name: str
    size: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KpiView:
    name: str
    target: str
    value: str
    measured: str


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    commitment: CommitmentView
    evidence: list[EvidenceView]
    kpis: list[KpiView]
    reminded: str
    may_edit: bool


def kpi_view(row: KpiRow) -> KpiView:
    unit = f" {row.unit}" if row.unit else ""
    return KpiView(
        row.name,
        f"{number_it(row.target)}{unit}" if row.target is not None else "–",
        f"{number_it(row.value)}{unit}" if row.value is not None else "–",
        date_it(row.measured_on),
    )


def size_words(size: int) -> str:
    return f"{max(1, size // 1000)} KB"


def commitment_page(
    row: CommitmentRow,
    files: Sequence[EvidenceRow],
    kpis: Sequence[KpiRow],
    names: Mapping[UUID, str],
    today: date,
    *,
    may_edit: bool,
) -> CommitmentPage:
    reminded = names.get(row.owner_account) if row.owner_account else None
    return CommitmentPage(
        commitment_view(row, today),
        [
            EvidenceView(one.id, one.name, size_words(one.size), one.uploaded_by, one.uploaded_at)
            for one in files
        ],
        [kpi_view(one) for one in kpis],
        reminded or "Gli amministratori dell’azienda",
        may_edit,
    )


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    code: str
    title: str
    kind: str
    legal_ref: str
    to_verify: bool
    current: bool


@dataclass(frozen=True, slots=True)
class CommitmentFormPage:
    """``id`` and ``title`` are of the one being changed; ``templates`` are offered for a new one."""

    id: UUID | None
    title: str | None
    templates: list[TemplateChoice]
    to_verify: bool = False


def form_page(items: Sequence[Item], chosen: Item | None) -> CommitmentFormPage:
    return CommitmentFormPage(
        None,
        None,
        [
            TemplateChoice(
                one.code,
                one.title,
                COMMITMENT_KIND_LABELS[one.kind],
                one.legal_ref,
                one.to_verify,
                one is chosen,
            )
            for one in items
        ],
        chosen is not None and chosen.to_verify,
    )


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    day: date
    title: str
    note: str
    href: str | None
    tag: str
    status: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    entries: list[CalendarEntry]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    year: int
    months: list[Month]
    previous: int
    next: int
    total: int


def _entries(rows: Sequence[CommitmentRow], year: int, today: date) -> list[CalendarEntry]:
    """Terms that are rows, and those that will be when the ones before are concluded."""
    found = []
    for row in rows:
        now = status_of(row, today)
        if row.due_on.year == year:
            label = COMMITMENT_STATUS_LABELS[now]
            found.append(
                CalendarEntry(row.due_on, row.title, row.owner, f"/commitments/{row.id}", TAGS[now], label)
            )
        if row.next_id is None and row.every is not Every.ONCE:
            found += [
                CalendarEntry(
                    due, row.title, EVERY_LABELS[row.every], f"/commitments/{row.id}", "neutral", "Previsto"
                )
                for due in times_until(row.due_on, row.every, date(year, 12, 31))
                if due.year == year
            ]
    return found


_TERMS = {"answer": "Rispondi alla richiesta di accomodamento", "review": "Rivedi l’accomodamento"}


def calendar_page(
    rows: Sequence[CommitmentRow], terms: Sequence[Term], year: int, today: date
) -> CalendarPage:
    entries = _entries(rows, year, today)
    entries += [
        CalendarEntry(
            one.day,
            f"{_TERMS[one.what]} {one.code}",
            "Registro degli accomodamenti",
            f"/accommodations/{one.id}",
            "error" if one.day < today else "info",
            "In ritardo" if one.day < today else "Da fare",
        )
        for one in terms
    ]
    entries.sort(key=lambda one: (one.day, one.title))
    months = [
        Month(f"{MONTHS[number - 1].capitalize()} {year}", rows_of)
        for number in range(1, 13)
        if (rows_of := [one for one in entries if one.day.month == number])
    ]
    return CalendarPage(year, months, year - 1, year + 1, len(entries))
