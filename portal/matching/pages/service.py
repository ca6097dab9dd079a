"""A proposal as the service sees it: all of it for who follows the person, states and dates for a coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.matching.pages.her_link import HerLink, her_link
from portal.matching.pages.interviews import InterviewCard, interview_card
from portal.matching.pages.lists import score_words
from portal.matching.pages.words import SERVICE_MOVES, Entry, MessageView, entries, skill_name, tag_kind
from portal.matching.queries import parts
from portal.matching.queries.detail import Detail
from portal.matching.queries.interviews import Day, days_of
from portal.matching.queries.messages import Message
from portal.matching.queries.parts import ViewsOfDay
from portal.matching.suitability import BAND_LABELS, explain
from portal.matching.transitions import TRANSITIONS
from portal.matching.vocabulary import (
    CONSENTED,
    GROUP_LABELS,
    OPEN,
    REASON_LABELS,
    STATE_LABELS,
    WITH_COMPANY,
    WITHDRAWAL_LABELS,
    Actor,
    ProposalState,
    RefusalReason,
    WithdrawalReason,
)


@dataclass(frozen=True, slots=True)
class ServiceProposal:
    id: UUID
    code: str
    title: str
    company: str
    person_id: UUID
    person: str | None
    state: str
    kind: str
    due_on: date | None
    score: str | None
    band_label: str | None
    explanation: list[str]
    company_words: str | None
    service_words: str | None
    groups: list[str]
    consent_expires_at: datetime | None
    consent_over: bool
    """It rests on a consent that ended by itself: nothing moves until it is renewed."""
    beside: str | None
    """Who signs beside her, with what powers: to be heard before her data leaves (services.md §12)."""
    link: HerLink | None
    interview: InterviewCard | None
    readers: list[str]
    counsellor: str
    moves: list[str]
    """Names of the moves whose button is shown."""
    asks_person: bool
    """The person has still to answer: her link may be made anew."""
    whose_turn: str | None
    other_vacancies: list[tuple[str, str]]
    reason: str | None
    chronicle: list[Entry]
    notes: list[tuple[str, str]]
    messages: list[MessageView]
    may_write: bool
    is_open: bool
    views: list[tuple[str, ViewsOfDay]]
    leads: bool


_TURNS = {
    ProposalState.PUT_TO_PERSON: "Ora tocca alla persona.",
    ProposalState.SENT: "Ora tocca all’azienda.",
    ProposalState.OPENED: "Ora tocca all’azienda.",
}


def _turn(detail: Detail, days: Sequence[Day]) -> str | None:
    if detail.state is not ProposalState.INTERVIEW:
        return _TURNS.get(detail.state)
    if any(day.is_proposed for day in days):
        return "L’azienda propone delle date per il colloquio: senti la persona, poi fissane una."
    if any(day.is_chosen and day.outcome is None for day in days):
        return "Il colloquio è fissato. Dopo, l’azienda risponde."
    return "Ora tocca all’azienda: propone altre date, oppure risponde."


async def _beside(detail: Detail) -> str | None:
    if detail.state not in {ProposalState.DRAFTED, ProposalState.PUT_TO_PERSON, ProposalState.AGREED}:
        return None
    found = await candidates.representative_of(detail.person_id)
    if found is None:
        return None
    return f"{candidates.REPRESENTATIVE_LABELS[found.kind]}, {found.name}. Può firmare: {found.powers}"


def _reason(detail: Detail) -> str | None:
    if detail.close_reason is None:
        return None
    if detail.state is ProposalState.REFUSED:
        return REASON_LABELS[RefusalReason(detail.close_reason)]
    if detail.state is ProposalState.WITHDRAWN:
        return WITHDRAWAL_LABELS[WithdrawalReason(detail.close_reason)]
    return None


async def service_proposal(detail: Detail, said: Sequence[Message], *, leads: bool) -> ServiceProposal:
    """``leads``: the viewer follows the person. A coordinator reads neither names nor words about her (``said``)."""
    vacancy = await employers.vacancy(detail.vacancy_id)
    terms = detail.terms if leads else None
    steps = await parts.chronicle(detail.id)
    days = await days_of(detail.id)
    views = await parts.identity_views(detail.id) if leads else []
    link = await her_link(detail) if leads else None
    others = await employers.open_vacancies(detail.company_id) if leads else []
    follows = await candidates.holder_of(detail.person_id) or detail.counsellor_id
    accounts_seen = [
        follows,
        *detail.reader_ids,
        *(step.account_id for step in steps if step.account_id),
        *(view.account_id for view in views),
        *(message.author_id for message in said),
    ]
    names = await accounts.names(accounts_seen)
    people = await candidates.names([detail.person_id]) if leads else {}
    unknown = "Persona dell’azienda"
    return ServiceProposal(
        id=detail.id,
        code=detail.code,
        title=vacancy.title if vacancy else detail.code,
        company=vacancy.company_name if vacancy else "Azienda",
        person_id=detail.person_id,
        person=people.get(detail.person_id),
        state=STATE_LABELS[detail.state],
        kind=tag_kind(detail.state),
        due_on=detail.answer_due_on,
        score=score_words(terms) if terms else None,
        band_label=BAND_LABELS[terms.band] if terms else None,
        explanation=explain(terms, skill_name) if terms else [],
        company_words=detail.company_words if leads else None,
        service_words=detail.service_words if leads else None,
        groups=[GROUP_LABELS[group] for group in detail.groups] if leads else [],
        consent_expires_at=detail.consent_expires_at,
        consent_over=leads and detail.state in CONSENTED and detail.consent_expires_at is None,
        beside=await _beside(detail) if leads else None,
        link=link,
        interview=interview_card(
            detail.id, days, is_open=detail.state is ProposalState.INTERVIEW, shows_needs=leads
        ),
        readers=[names[reader] for reader in detail.reader_ids if reader in names],
        counsellor=names.get(follows, "Operatore"),
        moves=[row.name for row in TRANSITIONS.available(detail.state, [Actor.COUNSELLOR])] if leads else [],
        asks_person=leads and detail.state is ProposalState.PUT_TO_PERSON,
        whose_turn=_turn(detail, days),
        other_vacancies=[(str(one.id), one.title) for one in others if one.id != detail.vacancy_id],
        reason=_reason(detail),
        chronicle=entries(steps, SERVICE_MOVES, names),
        notes=[(SERVICE_MOVES.get(step.move, step.move), step.note) for step in steps if leads and step.note],
        messages=[
            MessageView(names.get(one.author_id, unknown), one.at, one.text, one.is_new) for one in said
        ],
        may_write=detail.state in WITH_COMPANY
        or (detail.state is ProposalState.ACCEPTED and not detail.taken_back),
        is_open=detail.state in OPEN,
        views=[(names.get(view.account_id, unknown), view) for view in views],
        leads=leads,
    )
