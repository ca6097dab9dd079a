"""What the data-protection officer's pages receive. No content of a file, no name but those kept by law, on asking."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock
from portal.foundation.web.pagination import Pages
from portal.kernel.states import Transition
from portal.privacy.queries.register import ErasureRow, KeptRow, RunRow
from portal.privacy.queries.requests import RequestRow
from portal.privacy.vocabulary import (
    ARTICLES,
    ERASURE_LABELS,
    GROUND_LABELS,
    KIND_LABELS,
    REQUEST_CHANNEL_LABELS,
    STATE_LABELS,
)

TABS: tuple[tuple[str, str], ...] = (
    ("Richieste", "/data-requests"),
    ("Cancellazioni", "/data-requests/erasures"),
    ("Conservazione", "/data-requests/retention"),
    ("Interruttore", "/data-requests/switch"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    href: str
    current: bool


def tabs(current: str) -> tuple[Tab, ...]:
    return tuple(Tab(label, href, href == current) for label, href in TABS)


@dataclass(frozen=True, slots=True)
class Line:
    href: str
    code: str
    kind: str
    service: str
    received_on: date
    due_on: date
    state: str
    is_open: bool


def line(row: RequestRow) -> Line:
    return Line(
        f"/data-requests/{row.id}",
        row.code,
        KIND_LABELS[row.kind],
        row.service_name,
        row.received_on,
        row.due_on,
        STATE_LABELS[row.state],
        row.is_open,
    )


@dataclass(frozen=True, slots=True)
class Index:
    tabs: tuple[Tab, ...]
    lines: tuple[Line, ...]
    pages: Pages
    only_open: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """``buttons``: moves the officer may make now; ``problem``: why it may not be granted now."""

    tabs: tuple[Tab, ...]
    line: Line
    article: str
    channel: str
    extended_on: date | None
    answered_on: date | None
    ground: str | None
    buttons: tuple[str, ...]
    problem: str | None
    stays: tuple[str, ...]
    is_erasure: bool

    @property
    def url(self) -> str:
        return self.line.href


def detail(
    row: RequestRow, moves: list[Transition], problem: str | None, stays: list[str], *, is_erasure: bool
) -> Detail:
    return Detail(
        tabs("/data-requests"),
        line(row),
        ARTICLES[row.kind],
        REQUEST_CHANNEL_LABELS[row.channel],
        row.extended_on,
        row.answered_on,
        GROUND_LABELS[row.ground] if row.ground else None,
        tuple(move.name for move in moves),
        problem,
        tuple(stays),
        is_erasure,
    )


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class ErasureLine:
    href: str
    erased_at: datetime
    why: str
    service: str
    rows: int
    finished: bool


def erasure_line(row: ErasureRow) -> ErasureLine:
    return ErasureLine(
        f"/data-requests/erasures/{row.id}",
        clock.in_rome(row.erased_at),
        ERASURE_LABELS[row.why],
        row.service_name,
        sum(row.counts.values()),
        row.finished_at is not None,
    )


@dataclass(frozen=True, slots=True)
class Erasures:
    tabs: tuple[Tab, ...]
    lines: tuple[ErasureLine, ...]


@dataclass(frozen=True, slots=True)
class ErasurePage:
    tabs: tuple[Tab, ...]
    line: ErasureLine
    counts: tuple[tuple[str, int], ...]
    kept: tuple[str, ...]
    records: tuple[KeptRow, ...]
    steps: tuple[Step, ...]
    opened: dict[UUID, tuple[str, str]]


def erasure_page(
    row: ErasureRow, records: list[KeptRow], opened: dict[UUID, tuple[str, str]] | None = None
) -> ErasurePage:
    return ErasurePage(
        tabs("/data-requests/erasures"),
        erasure_line(row),
        tuple(sorted(row.counts.items())),
        row.kept,
        tuple(records),
        (
            Step("Scheda, consensi, proposte, messaggi", row.erased_at),
            Step("Annotata nell’elenco per i ripristini", row.listed_at),
            Step("Documenti tolti dal disco", row.files_gone_at),
            Step("Indice di ricerca ripulito e compattato", row.index_clean_at),
            Step("Code di lavoro e mail ripulite", row.traces_gone_at),
        ),
        opened or {},
    )


@dataclass(frozen=True, slots=True)
class RuleLine:
    what: str
    keeps: str
    source: str


@dataclass(frozen=True, slots=True)
class Retention:
    """``soon``: files warned of, by service and day; ``papers``: those of companies, by kind and day."""

    tabs: tuple[Tab, ...]
    rules: tuple[RuleLine, ...]
    soon: tuple[tuple[str, date, int], ...]
    papers: tuple[tuple[str, date, int], ...]
    runs: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    tabs: tuple[Tab, ...]
    standing: candidates.Stop | None
    may_lift: bool
    history: tuple[tuple[str, str], ...]
