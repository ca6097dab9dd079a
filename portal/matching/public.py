"""The door of matching: what tutoring and the pages above may ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.foundation import clock, db
from portal.kernel.viewer import Viewer
from portal.matching.actions.expiring import BEFORE as CONSENT_ENDS_SOON
from portal.matching.actions.forgetting import count_words_due, forget_links
from portal.matching.actions.forgetting import forget_words as forget_proposal_words
from portal.matching.actions.own_area import end_all_of, take_back_own
from portal.matching.events import ProposalAccepted
from portal.matching.queries import lists
from portal.matching.queries.answers import NOTHING as NO_ANSWERS
from portal.matching.queries.answers import (
    AnswerRow,
    Answers,
    answer_history,
    answers_of,
    count_answers,
)
from portal.matching.queries.lists import count_waiting_for_company
from portal.matching.queries.messages import unread_of_company, unread_of_service
from portal.matching.queries.of_person import (
    Consented,
    HerProposal,
    IdentitySeen,
    consents_of_person,
    identity_views_of,
)
from portal.matching.queries.of_person import of_person as proposals_of_person
from portal.matching.transitions import company_label
from portal.matching.vocabulary import CONSENTED, OPEN, WITH_COMPANY, Group, ProposalState
from portal.matching.vocabulary import REASON_LABELS as REFUSAL_LABELS
from portal.matching.vocabulary import STATE_LABELS as PROPOSAL_STATE_LABELS

__all__ = [
    "NO_ANSWERS",
    "PROPOSAL_STATE_LABELS",
    "REFUSAL_LABELS",
    "AnswerRow",
    "Answers",
    "Consented",
    "Group",
    "HerProposal",
    "IdentitySeen",
    "ProposalAccepted",
    "ProposalForPlan",
    "ProposalState",
    "UnreadMessages",
    "WaitingProposal",
    "answer_history",
    "answers_of",
    "consents_of_person",
    "count_answers",
    "count_waiting_for_company",
    "count_words_due",
    "end_all_of",
    "forget_links",
    "forget_proposal_words",
    "identity_views_of",
    "open_proposals_of",
    "proposal",
    "proposals_of_person",
    "state_counts",
    "take_back_own",
    "unread_messages",
    "waiting_for_company",
    "waiting_for_counsellor",
]


@dataclass(frozen=True, slots=True)
class ProposalForPlan:
    """What an accepted proposal hands to the plan; ``groups`` is what the person ticked when she agreed."""

    id: UUID
    code: str
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    reader_ids: tuple[UUID, ...]
    groups: tuple[Group, ...]
    state: ProposalState
    sintetico: bool


async def proposal(proposal_id: UUID) -> ProposalForPlan | None:
    row = await db.fetchrow(
        "SELECT p.id, p.code, p.person, p.vacancy, p.company, p.service, p.counsellor, p.state, p.sintetico,"
        " ARRAY(SELECT r.account FROM proposal_reader r WHERE r.proposal = p.id ORDER BY r.account) AS readers,"
        " (SELECT c.groups FROM disclosure_consent c WHERE c.proposal = p.id ORDER BY c.given_at DESC LIMIT 1)"
        " AS ticked FROM proposal p WHERE p.id = $1",
        proposal_id,
    )
    if row is None:
        return None
    return ProposalForPlan(
        row["id"],
        row["code"],
        row["person"],
        row["vacancy"],
        row["company"],
        row["service"],
        row["counsellor"],
        tuple(row["readers"]),
        tuple(Group(word) for word in row["ticked"] or ()),
        ProposalState(row["state"]),
        row["sintetico"],
    )


async def open_proposals_of(person_id: UUID) -> list[str]:
    """Codes of what is open, for whoever wants to close the case."""
    rows = await db.fetch(
        "SELECT code FROM proposal WHERE person = $1 AND state = ANY($2) ORDER BY code",
        person_id,
        [state.value for state in OPEN],
    )
    return [row["code"] for row in rows]


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    id: UUID
    code: str
    title: str
    company_name: str
    person_id: UUID | None
    """None on a company's page."""
    state: ProposalState
    state_label: str
    since: datetime
    due_on: date | None

    @property
    def href(self) -> str:
        return f"/proposals/{self.id}"


async def waiting_for_company(viewer: Viewer, limit: int = 5) -> list[WaitingProposal]:
    """Proposals that name the viewer and wait for an answer, the most urgent first; no person in them."""
    found = await lists.list_for_company(viewer, only_open=True, limit=50, offset=0)
    return [
        WaitingProposal(
            row.id,
            row.code,
            row.vacancy_title,
            row.company_name,
            None,
            row.state,
            company_label(row.state, was_sent=True),
            row.state_since,
            row.answer_due_on,
        )
        for row in found
        if row.state in WITH_COMPANY and row.answer_due_on is not None
    ][:limit]


@dataclass(frozen=True, slots=True)
class UnreadMessages:
    """Messages of the other side that wait to be read; ``href`` leads there, to the list if of several."""

    count: int
    href: str


async def unread_messages(viewer: Viewer, person_ids: Sequence[UUID] = ()) -> UnreadMessages | None:
    """A named user's, or a counsellor's about the people given (those she follows). None when there are none."""
    found = (
        await unread_of_company(viewer) if viewer.for_company else await unread_of_service(viewer, person_ids)
    )
    if not found:
        return None
    where = f"/proposals/{next(iter(found))}#messaggi" if len(found) == 1 else "/proposals"
    return UnreadMessages(sum(found.values()), where)


_COUNSELLOR_TURN: dict[ProposalState, str] = {
    ProposalState.REQUESTED: "Un’azienda chiede un contatto",
    ProposalState.DRAFTED: "Da chiedere alla persona",
    ProposalState.AGREED: "La persona è d’accordo: invia",
    ProposalState.PUT_TO_PERSON: "In attesa della persona",
    ProposalState.INTERVIEW: "Fissa con la persona la data del colloquio",
}


def _counsellor_turn(state: ProposalState, consent_ends: datetime | None) -> str:
    """``consent_ends`` is None while it is far. It comes first: without a consent nothing moves."""
    if consent_ends is None:
        return _COUNSELLOR_TURN[state]
    return "Consenso finito, chiedi di rinnovarlo" if consent_ends <= clock.now() else "Consenso in scadenza"


async def waiting_for_counsellor(
    viewer: Viewer, person_ids: list[UUID], limit: int = 20
) -> list[WaitingProposal]:
    """Contacts to take up, answers of people to act on, consents about to end; oldest first."""
    rows = await db.fetch(
        "SELECT p.id, p.code, v.title, o.name AS company, p.person, p.state, p.state_since, p.answer_due_on,"
        " c.expires_at FROM proposal p JOIN vacancy v ON v.id = p.vacancy JOIN organisation o ON o.id = p.company"
        " LEFT JOIN disclosure_consent c ON c.proposal = p.id AND c.revoked_at IS NULL AND c.closed_at IS NULL"
        " AND c.expires_at < $5 AND p.state = ANY($6)"
        # a proposal with the company has its day to answer, unless its interview waits for a date
        " WHERE p.service = $1 AND p.person = ANY($2)"
        " AND ((p.state = ANY($3) AND p.answer_due_on IS NULL) OR c.id IS NOT NULL)"
        " ORDER BY p.state_since, p.id LIMIT $4",
        viewer.organisation_id,
        person_ids,
        [state.value for state in _COUNSELLOR_TURN],
        limit,
        clock.now() + CONSENT_ENDS_SOON,
        [state.value for state in CONSENTED],
    )
    return [
        WaitingProposal(
            row["id"],
            row["code"],
            row["title"],
            row["company"],
            row["person"],
            ProposalState(row["state"]),
            _counsellor_turn(ProposalState(row["state"]), row["expires_at"]),
            row["state_since"],
            row["answer_due_on"],
        )
        for row in rows
    ]


async def state_counts(service_ids: list[UUID]) -> dict[ProposalState, int]:
    """How many proposals of these services stand in each state, for the territory; empty states are left out."""
    rows = await db.fetch(
        "SELECT state, count(*) AS n FROM proposal WHERE service = ANY($1) GROUP BY state", service_ids
    )
    numbers = {row["state"]: row["n"] for row in rows}
    return {state: numbers[state.value] for state in ProposalState if state.value in numbers}
