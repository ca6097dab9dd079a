"""What the pages of a person's own area receive."""

from dataclasses import dataclass
from datetime import date

from portal.candidates import public as candidates
from portal.foundation import clock
from portal.kernel.italian_days import day_it
from portal.matching import public as matching
from portal.privacy.queries.own_data import OwnConsent
from portal.privacy.queries.requests import RequestRow
from portal.privacy.queries.seen import Seen
from portal.privacy.vocabulary import GROUND_LABELS, KIND_LABELS, REQUEST_CHANNEL_LABELS, STATE_LABELS
from portal.tutoring import public as tutoring

TABS: tuple[tuple[str, str], ...] = (
    ("La tua area", "/my-area"),
    ("I tuoi dati", "/my-area/data"),
    ("Chi ha visto", "/my-area/readers"),
    ("La tua scheda", "/my-area/cards"),
    ("Consensi", "/my-area/consents"),
    ("Il mio progetto", "/my-area/project"),
    ("Proposte e percorsi", "/my-area/proposals"),
    ("Richieste", "/my-area/requests"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    href: str
    current: bool


def tabs(current: str) -> tuple[Tab, ...]:
    return tuple(Tab(label, href, href == current) for label, href in TABS)


@dataclass(frozen=True, slots=True)
class Home:
    tabs: tuple[Tab, ...]
    first_name: str
    service_name: str
    counsellor: str
    shown_now: candidates.CardVersion | None
    companies: int
    consents: int
    readers: int
    open_requests: tuple[RequestRow, ...]
    whole_copy_until: date | None


@dataclass(frozen=True, slots=True)
class DataPage:
    tabs: tuple[Tab, ...]
    file: candidates.OwnFile
    whole_copy_until: date | None


@dataclass(frozen=True, slots=True)
class ReadersPage:
    tabs: tuple[Tab, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class CardsPage:
    tabs: tuple[Tab, ...]
    now: candidates.CardVersion | None
    before: tuple[candidates.CardVersion, ...]
    companies: int
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One kind of consent: whether it stands, and the button that ends it."""

    kind: str
    label: str
    meaning: str
    in_force: bool
    words: str
    effect: str


_EFFECTS: dict[candidates.ConsentKind, str] = {
    candidates.ConsentKind.SERVICE: "Il servizio non può più accompagnarti. La tua scheda senza nome sparisce subito.",
    candidates.ConsentKind.PROFILE: "La tua scheda senza nome sparisce subito. Il percorso con il servizio va avanti.",
    candidates.ConsentKind.PROPOSALS: "Le proposte aperte si chiudono. Nessuno te ne farà altre.",
}


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    tabs: tuple[Tab, ...]
    lines: tuple[ConsentLine, ...]
    asked: tuple[candidates.SharingAsked, ...]
    sharing: tuple[candidates.HerSharing, ...]
    open_to: tuple[matching.HerProposal, ...]
    history: tuple[tuple[str, str], ...]


def consent_lines(found: tuple[OwnConsent, ...]) -> tuple[ConsentLine, ...]:
    lines = []
    for kind in candidates.ConsentKind:
        latest = next((one for one in found if one.kind is kind), None)
        standing = next((one for one in found if one.kind is kind and one.in_force), None)
        lines.append(
            ConsentLine(
                kind.value,
                candidates.CONSENT_LABELS[kind],
                candidates.CONSENT_MEANINGS[kind],
                standing is not None,
                _words(standing or latest),
                _EFFECTS[kind],
            )
        )
    return tuple(lines)


def _words(one: OwnConsent | None) -> str:
    if one is None:
        return "Non lo hai mai dato."
    said = f"Dato {day_it(one.row.given_on, 'il')}. {one.how}."
    if one.row.revoked_on is not None:
        return f"{said} Ritirato {day_it(one.row.revoked_on, 'il')}."
    if one.row.expires_on is not None:
        if one.row.expires_on < clock.today():
            return f"{said} È scaduto {day_it(one.row.expires_on, 'il')}."
        return f"{said} Vale fino {day_it(one.row.expires_on, 'al')}."
    return said


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """The version that waits for her word, or the one in force."""

    tabs: tuple[Tab, ...]
    project: candidates.HerProject | None


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    tabs: tuple[Tab, ...]
    proposals: tuple[matching.HerProposal, ...]
    plans: tuple[tutoring.HerPlan, ...]
    months: tuple[tutoring.MonthToConfirm, ...]
    """Months of the register that wait for her word."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    id: str
    title: str
    state: str
    is_open: bool
    due_on: date
    received: str
    words: str | None
    answer: str | None
    ground: str | None
    copy_until: date | None


@dataclass(frozen=True, slots=True)
class RequestsPage:
    tabs: tuple[Tab, ...]
    lines: tuple[RequestLine, ...]
    stays: tuple[str, ...]
    running_plan: str | None


def request_line(row: RequestRow) -> RequestLine:
    return RequestLine(
        str(row.id),
        f"{KIND_LABELS[row.kind]} ({row.code})",
        STATE_LABELS[row.state],
        row.is_open,
        row.due_on,
        f"{REQUEST_CHANNEL_LABELS[row.channel]}, {day_it(row.received_on, 'il')}",
        row.words,
        row.answer,
        GROUND_LABELS[row.ground] if row.ground else None,
        row.copy_until if row.copy_until and row.copy_until >= clock.today() else None,
    )
