"""What the pages of services to companies receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.employers.service_requests.queries import Request, RequestRow, Session
from portal.employers.service_requests.transitions import REQUEST
from portal.employers.service_requests.vocabulary import (
    REQUEST_KIND_LABELS,
    REQUEST_STATE_LABELS,
    REQUEST_STATE_TAGS,
    Actor,
    RequestState,
)
from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RequestLine:
    href: str
    title: str
    note: str
    state: str
    tag: str


def request_line(found: RequestRow, *, by_asker: bool) -> RequestLine:
    parts = [
        found.service if by_asker else found.organisation,
        f"chiesta {date_it(found.requested_at, 'il')}",
    ]
    if found.answered_on is not None:
        parts.append(f"risposta {date_it(found.answered_on, 'il')}")
    elif found.assigned_to is not None:
        parts.append(f"affidata a {found.assigned_to}")
    return RequestLine(
        f"/service-requests/{found.id}",
        REQUEST_KIND_LABELS[found.kind],
        ", ".join(parts),
        REQUEST_STATE_LABELS[found.state],
        REQUEST_STATE_TAGS[found.state],
    )


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """``by_asker``: the company's own list, otherwise the service's; ``company``: only one company's."""

    by_asker: bool
    rows: Sequence[RequestLine]
    pages: Pages | None
    company: tuple[UUID, str] | None = None
    may_ask: bool = False


@dataclass(frozen=True, slots=True)
class RequestPage:
    id: UUID
    title: str
    by_asker: bool
    state: str
    tag: str
    text: str
    facts: Sequence[Fact]
    answer: str | None
    answer_elsewhere: bool
    """There is an answer that the asker was told, and does not read here."""
    declined: str | None
    sessions: Sequence[Fact]
    moves: Sequence[str]
    may_log: bool
    nobody: bool
    """Nobody of the service answers this kind."""


def request_page(found: Request, held: Sequence[Session], *, able: Sequence[tuple[UUID, str]]) -> RequestPage:
    """The asker never reads the minutes of the work, nor an answer that is not shown to her."""
    by_asker = Actor.ASKER in found.actors
    moves = [row.name for row in REQUEST.available(found.state, found.actors)]
    return RequestPage(
        found.id,
        REQUEST_KIND_LABELS[found.kind],
        by_asker,
        REQUEST_STATE_LABELS[found.state],
        REQUEST_STATE_TAGS[found.state],
        found.text,
        _facts(found, by_asker),
        found.answer if found.shown_to_asker or not by_asker else None,
        found.answer is not None and by_asker and not found.shown_to_asker,
        found.declined,
        [(date_it(one.held_on), _session(one)) for one in held],
        moves,
        Actor.PROFESSIONAL in found.actors
        and found.state in (RequestState.ASSIGNED, RequestState.IN_PROGRESS),
        "assign" in moves and not able,
    )


def _session(one: Session) -> str:
    return ", ".join(
        (
            plural(one.minutes, "minuto", "minuti"),
            plural(one.present, "persona", "persone"),
            f"con {one.held_by}",
        )
    )


def _facts(found: Request, by_asker: bool) -> list[Fact]:
    asker = f"{found.asked_by}, scritto da {found.requested_by}" if found.asked_by else found.requested_by
    rows = [
        ("Servizio", found.service) if by_asker else ("Chi chiede", found.organisation),
        ("Chiesta", f"{date_it(found.requested_at)} da {asker}"),
    ]
    if found.assigned_to is not None:
        rows.append(("Risponde", f"{found.assigned_to}, {date_it(found.assigned_at, 'dal')}"))
    if found.answered_on is not None:
        took = (found.answered_on - found.asked_on).days
        rows.append(("Risposta", f"{date_it(found.answered_on)}, dopo {plural(took, 'giorno', 'giorni')}"))
    if found.minutes is not None and not by_asker:
        rows.append(("Lavoro per rispondere", plural(found.minutes, "minuto", "minuti")))
    return rows
