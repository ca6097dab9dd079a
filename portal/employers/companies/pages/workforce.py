"""The workforce: list, row, file, hire to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.queries.hires import HireProposal, WaitingHire
from portal.employers.companies.queries.workforce import Filters, WorkerDetail, WorkerPeriod, WorkerRow
from portal.employers.companies.transitions import HIRE_PROPOSAL
from portal.employers.companies.typed_fields import hours_text
from portal.employers.companies.vocabulary import (
    HIRE_PROPOSAL_LABELS,
    WORK_CONTRACT_LABELS,
    HireProposalState,
    Protection,
    WorkContract,
)
from portal.employers.companies.workforce_cells import WrongCell, read_date
from portal.foundation.web.italian import date_it
from portal.foundation.web.pagination import Pages
from portal.kernel.viewer import Viewer

SHOWN: tuple[tuple[str, str], ...] = (
    ("now", "In forza oggi"),
    ("coming", "Non ancora iniziati"),
    ("ended", "Cessati"),
    ("all", "Tutti"),
)


def hours_of(weekly: Decimal, full_time: Decimal) -> str:
    return f"{hours_text(weekly)} su {hours_text(full_time)}"


@dataclass(frozen=True, slots=True)
class WorkerLine:
    id: UUID
    code: str
    name: str | None
    site: str
    contract: str
    hours: str
    starts_on: date
    ends_on: date | None
    notes: Sequence[str]


def worker_line(row: WorkerRow) -> WorkerLine:
    notes = []
    if row.protection is not Protection.NONE:
        notes.append("Quota di riserva")
    if row.telework:
        notes.append("Telelavoro")
    return WorkerLine(
        row.id,
        row.code,
        row.name,
        row.site,
        WORK_CONTRACT_LABELS[row.contract],
        hours_of(row.weekly_hours, row.full_time_hours),
        row.starts_on,
        row.ends_on,
        notes,
    )


@dataclass(frozen=True, slots=True)
class WorkforcePage:
    rows: Sequence[WorkerLine]
    pages: Pages
    filters: Filters
    sites: Sequence[tuple[str, str]]
    contracts: Sequence[tuple[str, str]]
    shown: Sequence[tuple[str, str]]
    waiting: Sequence[WaitingHire]
    day_typed: str = ""
    day_problem: str = ""
    """Why the day that was typed cannot be read: the list is then of today."""

    @property
    def filtered(self) -> int:
        """How many filters narrow the list."""
        given = self.filters
        return sum(
            (bool(given.words), given.site is not None, bool(given.contract), given.reserved_only)
        ) + sum((given.excluded_only, given.on is not None))


def filters_of(query: Mapping[str, str]) -> Filters:
    """From the address; what is not a filter is left out."""
    try:
        site = UUID(query.get("site", ""))
    except ValueError:
        site = None
    contract, shown = query.get("contract", ""), query.get("shown", "now")
    return Filters(
        query.get("q", "").strip()[:40],
        site,
        contract if contract in set(WorkContract) else "",
        shown if shown in dict(SHOWN) else "now",
        query.get("reserved") == "1",
        query.get("excluded") == "1",
        _day(query.get("on", "")),
    )


def _day(typed: str) -> date | None:
    try:
        return read_date(typed.strip()) if typed.strip() else None
    except WrongCell:
        return None


def day_problem(typed: str) -> str:
    """What is wrong with the day of the filter, or nothing."""
    try:
        _ = read_date(typed.strip()) if typed.strip() else None
    except WrongCell as problem:
        return f"{problem} Qui sotto vedi la situazione di oggi."
    return ""


CONTRACTS = [(one.value, WORK_CONTRACT_LABELS[one]) for one in WorkContract]


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """Another row of the same person."""

    id: UUID
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class WorkerPage:
    """``id`` is None for a new row."""

    id: UUID | None
    title: str
    action: str
    code: str | None = None
    ended_on: date | None = None
    periods: Sequence[PeriodLine] = ()


def _period(row: WorkerPeriod) -> PeriodLine:
    until = f"{date_it(row.ends_on, 'al')}" if row.ends_on else "in corso"
    return PeriodLine(
        row.id,
        f"{date_it(row.starts_on, 'Dal')} {until}",
        f"{WORK_CONTRACT_LABELS[row.contract]}, {hours_of(row.weekly_hours, row.full_time_hours)} ore",
    )


def worker_page(worker: WorkerDetail, periods: Sequence[WorkerPeriod] = ()) -> WorkerPage:
    draft = worker.draft
    return WorkerPage(
        worker.id,
        draft.shown_name or f"Matricola {draft.code}",
        f"/workforce/{worker.id}",
        draft.code,
        draft.ends_on,
        [_period(row) for row in periods if row.id != worker.id],
    )


@dataclass(frozen=True, slots=True)
class HirePage:
    id: UUID
    name: str
    starts_on: date
    hours: str
    state: str
    to_decide: bool
    reserved: bool
    worker_id: UUID | None


def hire_page(hire: HireProposal, viewer: Viewer) -> HirePage:
    return HirePage(
        hire.id,
        hire.name,
        hire.starts_on,
        hours_of(hire.weekly_hours, hire.full_time_hours),
        HIRE_PROPOSAL_LABELS[hire.state],
        hire.state is HireProposalState.PROPOSED and bool(HIRE_PROPOSAL.available(hire.state, viewer.roles)),
        hire.protection is not Protection.NONE,
        hire.worker_id,
    )
