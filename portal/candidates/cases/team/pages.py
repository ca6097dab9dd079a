"""What the templates of the shared case receive."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.cases.locking import case_by_id
from portal.candidates.cases.rules import add_months
from portal.candidates.cases.team import queries
from portal.candidates.cases.team.actions import seats_in_team
from portal.candidates.cases.team.handover_queries import HandoverRow, handovers_of
from portal.candidates.cases.team.queries import MandateRow, ServiceRow
from portal.candidates.cases.team.reassigning_queries import to_reassign
from portal.candidates.cases.team.rules import KINDS_THAT_SHARE, leading_role, parts_words
from portal.candidates.cases.team.sharing_queries import SharingRow, sharing_of
from portal.candidates.cases.team.vocabulary import (
    ENDED_LABELS,
    HANDOVER_STATE_LABELS,
    SERVICE_STATE_LABELS,
    EndedWhy,
    HandoverState,
    Position,
    ServiceState,
)
from portal.candidates.cases.vocabulary import CLOSED, Weight
from portal.candidates.people.file_access import Column
from portal.candidates.people.reading import OpenFile
from portal.candidates.people.sealing import opened
from portal.candidates.people.vocabulary import COLLECTED_LABELS, CollectedHow
from portal.foundation import clock, db
from portal.foundation.web.italian import date_it, join_it
from portal.kernel.roles import ROLE_LABELS, Role
from portal.kernel.viewer import Viewer
from portal.reference import municipalities

Choice = tuple[str, str]

_TAGS = {
    ServiceState.INVITED: "warning",
    ServiceState.ACTIVE: "ok",
    ServiceState.DECLINED: "neutral",
    ServiceState.ENDED: "neutral",
}


@dataclass(frozen=True, slots=True)
class MemberLine:
    id: UUID
    name: str
    note: str
    gone: bool


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """``facts`` only for who reads the team in full; others learn names and purposes."""

    id: UUID
    name: str
    kind: str
    state: str
    purpose: str | None
    facts: list[Choice]
    members: list[MemberLine]
    leads: bool
    open: bool
    active: bool
    needs_agreement: bool
    organisation_id: UUID


def _member(row: queries.MemberRow, *, full: bool) -> MemberLine:
    note = ROLE_LABELS[row.role]
    if full:
        note += f", {date_it(row.since, 'dal')}"
        if row.until is not None:
            why = ENDED_LABELS[EndedWhy(row.ended_why)] if row.ended_why else ""
            note += f" {date_it(row.until, 'al')}" + (f": {why}" if why else "")
    return MemberLine(row.id, row.name, note, row.until is not None)


def service_line(row: ServiceRow, *, full: bool) -> ServiceLine:
    leads = row.position is Position.LEAD
    facts: list[Choice] = []
    if full and not leads:
        facts = [
            ("Incarico", f"{date_it(row.mandate_from, 'dal')} {date_it(row.mandate_until, 'al')}"),
            ("Parti della scheda", parts_words(row.parts)),
            (
                "Accordo della persona",
                f"vale fino {date_it(row.agreed_until, 'al')}" if row.agreed else "manca",
            ),
            ("Referente", row.referent),
        ]
        if row.ended_on is not None and row.ended_why is not None:
            words = f": {row.ended_words}" if row.ended_words else ""
            why = ENDED_LABELS[EndedWhy(row.ended_why)]
            facts.append(("Concluso", f"{date_it(row.ended_on, 'il')}, {why}{words}"))
    return ServiceLine(
        row.id,
        row.organisation,
        "info" if leads else _TAGS[row.state],
        "Segue il caso" if leads and row.state is ServiceState.ACTIVE else SERVICE_STATE_LABELS[row.state],
        row.purpose,
        facts,
        [_member(one, full=full) for one in row.members if full or one.until is None],
        leads and row.state is ServiceState.ACTIVE,
        row.state in (ServiceState.INVITED, ServiceState.ACTIVE),
        row.state is ServiceState.ACTIVE,
        not leads and row.state in (ServiceState.INVITED, ServiceState.ACTIVE) and not row.agreed,
        row.organisation_id,
    )


@dataclass(frozen=True, slots=True)
class HandoverView:
    id: UUID
    state: str
    kind: str
    title: str
    facts: list[Choice]
    texts: list[Choice]
    documents: list[str]
    offered: bool
    prepared: bool


_HANDOVER_TAGS = {
    HandoverState.PREPARED: "neutral",
    HandoverState.OFFERED: "warning",
    HandoverState.ACCEPTED: "ok",
    HandoverState.REFUSED: "error",
    HandoverState.WITHDRAWN: "neutral",
}


async def _document_names(ids: Sequence[str]) -> list[str]:
    rows = await db.fetch(
        "SELECT id, name_sealed FROM document WHERE id = ANY($1::uuid[])", [UUID(one) for one in ids]
    )
    return sorted(opened(row["name_sealed"], "document", "name_sealed", row["id"]) or "–" for row in rows)


async def handover_view(row: HandoverRow) -> HandoverView:
    facts = [
        ("Da", f"{row.sender}, {row.sender_service}"),
        ("A", f"{row.receiver}, {row.receiver_service}"),
        ("Offerto il", date_it(row.offered_on)),
    ]
    if row.agreed_on is not None:
        facts.append(("Accordo della persona del", date_it(row.agreed_on)))
    if row.answered_on is not None:
        facts.append(("Risposta del", date_it(row.answered_on)))
    texts = [
        ("Motivo", row.reason),
        ("A che punto è il progetto", row.progress),
        ("Azioni aperte", row.actions),
        ("Che cosa aiuta", row.helps),
        ("Contatti utili", row.contacts),
        ("Perché non è stato accettato", row.refusal),
    ]
    return HandoverView(
        row.id,
        HANDOVER_STATE_LABELS[row.state],
        _HANDOVER_TAGS[row.state],
        f"A {row.receiver}, {row.receiver_service}",
        facts,
        [(title, words) for title, words in texts if words],
        await _document_names(row.documents),
        row.state is HandoverState.OFFERED,
        row.state is HandoverState.PREPARED,
    )


@dataclass(frozen=True, slots=True)
class TeamPage:
    file: OpenFile
    full: bool
    may_change: bool
    may_hand_over: bool
    services: list[ServiceLine]
    earlier: list[ServiceLine]
    handover: HandoverView | None
    past_handovers: list[HandoverView]
    light: bool


async def team_page(file: OpenFile) -> TeamPage:
    """«Équipe e servizi»: in full for who holds the case and the district social worker, by name for others."""
    case = await case_by_id(file.case_id)
    full = file.holds or file.ground.column in (Column.COUNSELLOR, Column.DISTRICT_SOCIAL_WORKER)
    rows = [service_line(one, full=full) for one in await queries.services_of(file.case_id)]
    handovers = await handovers_of(file.case_id) if file.holds else []
    views = [await handover_view(one) for one in handovers]
    is_open = case.state not in CLOSED
    return TeamPage(
        file,
        full,
        file.holds and is_open,
        file.holds and is_open,
        [one for one in rows if one.open],
        [one for one in rows if not one.open] if full else [],
        next((one for one in views if one.offered or one.prepared), None),
        [one for one in views if not (one.offered or one.prepared)],
        case.weight is Weight.LIGHT,
    )


async def organisations_to_ask(file: OpenFile) -> list[Choice]:
    """Services of the portal that have a part in files, those at work on the case left out."""
    known = {
        one.organisation_id
        for one in await queries.services_of(file.case_id)
        if one.state in (ServiceState.INVITED, ServiceState.ACTIVE)
    }
    found = {}
    for kind in sorted(KINDS_THAT_SHARE):
        for one in await accounts.organisations_of_kind(kind):
            found[one.id] = one.name
    return sorted(
        ((str(id), name) for id, name in found.items() if id not in known), key=lambda row: (row[1], row[0])
    )


async def referents_of(organisation_id: UUID) -> list[Choice]:
    seats = await seats_in_team(organisation_id, leads=False)
    names = await accounts.names(list(seats))
    return sorted(
        (
            (str(id), f"{names[id]}, {join_it(ROLE_LABELS[role].lower() for role in roles)}")
            for id, roles in seats.items()
        ),
        key=lambda row: (row[1], row[0]),
    )


async def colleagues(organisation_id: UUID, *, leads: bool) -> list[Choice]:
    """Who may join the team, once for each role: «account:role»."""
    seats = await seats_in_team(organisation_id, leads=leads)
    names = await accounts.names(list(seats))
    return sorted(
        (
            (f"{id}:{role.value}", f"{names[id]}, {ROLE_LABELS[role].lower()}")
            for id, roles in seats.items()
            for role in roles
        ),
        key=lambda row: (row[1], row[0]),
    )


async def receivers(file: OpenFile) -> list[Choice]:
    """Who may take the case over: «account:organisation»; namesakes are told apart by their address."""
    case = await case_by_id(file.case_id)
    roles = {leading_role(case.weight), Role.JOB_COUNSELLOR}
    found: dict[str, tuple[str, str, str]] = {}
    for kind in sorted(KINDS_THAT_SHARE):
        for organisation in await accounts.organisations_of_kind(kind):
            for one in await accounts.members_with(roles, organisation.id):
                if one.account_id != case.holder_id:
                    found[f"{one.account_id}:{organisation.id}"] = (organisation.name, one.name, one.email)
    shared = Counter((where, name) for where, name, _ in found.values())
    return sorted(
        (
            (value, f"{where}: {name} ({email})" if shared[where, name] > 1 else f"{where}: {name}")
            for value, (where, name, email) in found.items()
        ),
        key=lambda row: (row[1], row[0]),
    )


async def documents_to_pass(person_id: UUID) -> list[Choice]:
    rows = await db.fetch(
        "SELECT id, name_sealed FROM document WHERE person = $1 ORDER BY uploaded_at, id", person_id
    )
    return [
        (str(row["id"]), opened(row["name_sealed"], "document", "name_sealed", row["id"]) or "Documento")
        for row in rows
    ]


def default_until() -> date:
    return add_months(clock.today(), 12)


@dataclass(frozen=True, slots=True)
class SharingLine:
    id: UUID
    recipient: str
    kind: str
    state: str
    facts: list[Choice]
    in_force: bool


def sharing_line(row: SharingRow, *, full: bool = True) -> SharingLine:
    today = clock.today()
    valid = row.in_force(today)
    ended = "Ritirato" if row.revoked_on is not None else "Scaduto"
    state = "In vigore" if valid else ended
    facts = [("Dato il", date_it(row.given_on)), ("Vale fino al", date_it(row.expires_on))]
    if full:
        facts = [
            ("Scopo", row.purpose),
            ("Parti della scheda", parts_words(row.parts)),
            *facts,
            ("Come", COLLECTED_LABELS[CollectedHow(row.how)]),
            ("Informativa", row.notice_version),
        ]
    if row.revoked_on is not None:
        facts.append(("Ritirato il", date_it(row.revoked_on)))
    return SharingLine(row.id, row.recipient, "ok" if valid else "neutral", state, facts, valid)


async def sharing_lines(file: OpenFile) -> list[SharingLine]:
    """For the page of the consents; by excerpt kinds and days only."""
    return [sharing_line(one, full=file.cell.reads_all) for one in await sharing_of(file.person_id)]


@dataclass(frozen=True, slots=True)
class MandateView:
    id: UUID
    url: str
    title: str
    named: bool
    state: str
    kind: str
    facts: list[Choice]
    invited: bool
    active: bool
    agreed: bool
    is_referent: bool
    file_url: str
    members: list[MemberLine]


async def mandate_view(row: MandateRow, viewer: Viewer) -> MandateView:
    members: list[MemberLine] = []
    if row.state is ServiceState.ACTIVE:
        own = next(one for one in await queries.services_of(row.case_id) if one.id == row.id)
        members = [_member(one, full=True) for one in own.members if one.until is None]
    return MandateView(
        row.id,
        f"/mandates/{row.id}",
        row.name or "Una persona che non conosci ancora",
        row.name is not None,
        SERVICE_STATE_LABELS[row.state],
        _TAGS[row.state],
        [
            ("Lo chiede", f"{row.asked_by}, {row.asked_by_service}"),
            ("Scopo", row.purpose),
            ("Parti della scheda", parts_words(row.parts)),
            ("Incarico", f"{date_it(row.mandate_from, 'dal')} {date_it(row.mandate_until, 'al')}"),
            ("Accordo della persona", "dato" if row.agreed else "non ancora dato"),
            ("Referente", row.referent),
        ],
        row.state is ServiceState.INVITED,
        row.state is ServiceState.ACTIVE,
        row.agreed,
        row.referent_id == viewer.account_id,
        f"/people/{row.person_id}",
        members,
    )


@dataclass(frozen=True, slots=True)
class ReassignLine:
    title: str
    note: str
    href: str | None


async def reassign_lines(viewer: Viewer) -> list[ReassignLine]:
    lines = []
    for one in await to_reassign(viewer):
        what = "seguiva il caso" if one.holder else f"era nell’équipe come {ROLE_LABELS[one.role].lower()}"
        since = f" fino {date_it(one.since, 'al')}" if one.since else ""
        where = f"{municipalities.name(one.comune_code)}. " if one.name else ""
        href = None
        if one.name is not None:
            href = f"/assignments/{one.person_id}" if one.holder else f"/people/{one.person_id}/team"
        lines.append(
            ReassignLine(
                one.name or "Persona seguita da un altro servizio", f"{where}{one.who} {what}{since}.", href
            )
        )
    return lines
