"""Contacts, letters and the cap of a company, as whoever follows it sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.following.queries.caps import Cap
from portal.employers.following.queries.contacts import Contact
from portal.employers.following.queries.letters import Letter
from portal.employers.following.transitions import LETTER, Facts
from portal.employers.following.vocabulary import (
    COMMITMENT_LABELS,
    CONTACT_KIND_LABELS,
    LETTER_STATE_LABELS,
    LETTER_STATE_TAGS,
    LetterState,
)
from portal.employers.vacancies.pages.show import Button
from portal.foundation import clock
from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ContactLine:
    id: UUID
    company_id: UUID
    company: str
    title: str
    who: str
    summary: str
    step: str
    tag: tuple[str, str] | None
    waits: bool


def contact_line(found: Contact, today: date) -> ContactLine:
    late = found.waits and found.next_on is not None and found.next_on < today
    tag = ("error", "In ritardo") if late else ("info", "Da fare") if found.waits else None
    if found.step_done_on is not None:
        tag = ("ok", "Fatto")
    step = f"{found.next_step}, entro {date_it(found.next_on, 'il')}" if found.next_step else ""
    return ContactLine(
        found.id,
        found.company_id,
        found.company_name,
        f"{CONTACT_KIND_LABELS[found.kind]}, {date_it(found.held_on)}",
        ", ".join(
            words
            for words in (
                found.met,
                plural(found.minutes, "minuto", "minuti"),
                f"scritto da {found.written_by}",
            )
            if words
        ),
        found.summary,
        step or f"Nessun prossimo passo: {found.no_step_reason}",
        tag,
        found.waits,
    )


@dataclass(frozen=True, slots=True)
class ContactsPage:
    id: UUID
    company: str
    rows: Sequence[ContactLine]
    pages: Pages
    may_write: bool


@dataclass(frozen=True, slots=True)
class AgendaPage:
    rows: Sequence[ContactLine]


@dataclass(frozen=True, slots=True)
class OfCompany:
    """A page of the work with one company."""

    id: UUID
    company: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    href: str
    title: str
    note: str
    state: str
    tag: str


def letter_line(found: Letter, *, by_company: bool) -> LetterLine:
    return LetterLine(
        f"/letters/{found.id}",
        f"Lettera di adesione con {found.company_name if by_company else found.service_name}",
        _when(found),
        LETTER_STATE_LABELS[found.state],
        LETTER_STATE_TAGS[found.state],
    )


def _when(found: Letter) -> str:
    if found.signed_on is not None:
        until = f", vale fino {date_it(found.valid_until, 'al')}" if found.valid_until else ""
        return f"Firmata {date_it(found.signed_on, 'il')} da {found.signatory_name}, {found.signatory_office}{until}"
    if found.sent_at is not None and found.state is LetterState.SENT:
        return f"Inviata {date_it(found.sent_at, 'il')}"
    return f"Preparata {date_it(found.drafted_at, 'il')} da {found.drafted_by}"


@dataclass(frozen=True, slots=True)
class LettersPage:
    """``id`` None: the company's own list."""

    id: UUID | None
    company: str | None
    rows: Sequence[LetterLine]
    may_write: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    id: UUID
    title: str
    back: tuple[str, str]
    state: str
    tag: str
    facts: Sequence[tuple[str, str]]
    commitments: Sequence[str]
    has_file: bool
    buttons: Sequence[Button]


_PATHS: Mapping[str, tuple[str, str, bool]] = {
    "send": ("sending", "primary", False),
    "redraft": ("taking-back", "outline-primary", False),
    "sign": ("signature", "primary", True),
    "end": ("ending", "danger", True),
}


def letter_page(found: Letter, viewer: Viewer) -> LetterPage:
    offered = [one for one in LETTER.available(found.state, viewer.roles) if one.name in _PATHS]
    facts = [
        ("Azienda", found.company_name),
        ("Servizio", found.service_name),
        ("Preparata", f"{date_it(found.drafted_at)} da {found.drafted_by}"),
        ("Testo", f"versione {found.text_version}"),
    ]
    if found.sent_at is not None:
        facts.append(("Inviata", date_it(found.sent_at)))
    if found.signed_on is not None:
        facts += [
            ("Firmata", date_it(found.signed_on)),
            ("Chi ha firmato", f"{found.signatory_name}, {found.signatory_office}"),
            ("Vale fino al", date_it(found.valid_until) if found.valid_until else "Senza scadenza"),
        ]
    if found.ended_on is not None:
        facts.append(("Conclusa", f"{date_it(found.ended_on)}: {found.end_reason}"))
    return LetterPage(
        found.id,
        f"Lettera di adesione: {found.service_name if viewer.for_company else found.company_name}",
        ("Lettere di adesione", "/letters")
        if viewer.for_company
        else ("Lettere di adesione", f"/companies/{found.company_id}/letters"),
        LETTER_STATE_LABELS[found.state],
        LETTER_STATE_TAGS[found.state],
        facts,
        [COMMITMENT_LABELS[one] for one in found.commitments],
        found.file_key is not None,
        [
            Button(one.label, f"/letters/{found.id}/{_PATHS[one.name][0]}", *_PATHS[one.name][1:])
            for one in offered
        ],
    )


def printed(found: Letter) -> dict[str, object]:
    """The words of the letter to sign, as JSON holds them."""
    return {
        "company": found.company_name,
        "service": found.service_name,
        "version": found.text_version,
        "on": date_it(clock.in_rome(found.drafted_at).date()),
        "commitments": [COMMITMENT_LABELS[one] for one in found.commitments],
    }


@dataclass(frozen=True, slots=True)
class CapPage:
    id: UUID
    company: str
    now: str


def cap_page(company_id: UUID, company: str, cap: Cap) -> CapPage:
    if cap.set_by is None:
        now = f"Oggi vale il numero del portale: {cap.most}."
    else:
        now = f"Oggi il limite è {cap.most}: l’ha scelto {cap.set_by} {date_it(cap.set_at, 'il')}."
    return CapPage(company_id, company, now)


@dataclass(frozen=True, slots=True)
class LetterStepPage:
    """``name``: sign or end. ``refusal``: why it cannot be done now."""

    id: UUID
    title: str
    name: str
    heading: str
    action: str
    button: str
    kind: str
    refusal: str | None


def letter_step(found: Letter, viewer: Viewer, name: str) -> LetterStepPage:
    row = LETTER.named(name)
    path, kind, _ = _PATHS[name]
    return LetterStepPage(
        found.id,
        f"Lettera di adesione: {found.service_name if viewer.for_company else found.company_name}",
        name,
        row.label,
        f"/letters/{found.id}/{path}",
        row.label,
        kind,
        LETTER.refusal(name, found.state, viewer.roles, Facts(signatory=True, reason="detto nel modulo")),
    )
