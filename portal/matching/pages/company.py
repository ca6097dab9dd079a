"""A proposal as the company's named user sees it: the band in words, never a number, and what was ticked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.web.charts import Ring, band_ring
from portal.foundation.web.italian import date_it
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions.reading import Reading, read_for_company
from portal.matching.late import refusal
from portal.matching.pages.interviews import InterviewCard, interview_card
from portal.matching.pages.words import (
    COMPANY_MOVES,
    Entry,
    MessageView,
    StepView,
    entries,
    skill_name,
    tag_kind,
)
from portal.matching.queries.detail import Detail, detail_for_company
from portal.matching.queries.interviews import days_of
from portal.matching.suitability import BAND_LABELS, job_side_reasons
from portal.matching.transitions import (
    COMPANY_STEPS,
    TRANSITIONS,
    Facts,
    company_label,
    company_step,
)
from portal.matching.vocabulary import (
    GROUP_LABELS,
    OPEN,
    REASON_LABELS,
    TOLD_TO_COMPANY,
    WITH_COMPANY,
    WITHDRAWAL_LABELS,
    Actor,
    Group,
    ProposalState,
    RefusalReason,
    WithdrawalReason,
)

ANSWERS = ("interview", "accept", "refuse")


@dataclass(frozen=True, slots=True)
class CompanyProposal:
    id: UUID
    code: str
    title: str
    vacancy_id: UUID
    state: str
    kind: str
    due_on: date | None
    steps: list[StepView]
    ring: Ring | None
    band_label: str | None
    reasons: list[str]
    words: str | None
    counsellor: str
    card: candidates.CardForCompany | None
    identity: list[tuple[str, list[tuple[str, str]]]]
    conditions: list[tuple[str, str]]
    notice: str | None
    """Why nobody's name is on the page."""
    lost: bool
    """It was there, and the consent it rested on no longer stands."""
    accepted: bool
    interview: InterviewCard | None
    choices: list[tuple[str, str]]
    reason: str | None
    chronicle: list[Entry]
    messages: list[MessageView]
    may_write: bool
    people: list[tuple[str, str]]


def _steps(state: ProposalState, label: str) -> list[StepView]:
    current = company_step(state)
    note = "concluso" if state not in OPEN and state is not ProposalState.ACCEPTED else label.lower()
    return [
        StepView(
            name,
            "done" if index < current else "current" if index == current else "todo",
            note if index == current else None,
        )
        for index, name in enumerate(COMPANY_STEPS)
    ]


def _notice(reading: Reading) -> str | None:
    detail = reading.detail
    if reading.disclosed:
        return None
    if detail.taken_back and detail.state is ProposalState.ACCEPTED:
        return (
            "La persona ha ritirato il consenso: i suoi dati qui non sono più visibili. Il percorso continua."
        )
    if detail.state is ProposalState.ACCEPTED:
        return "La proposta è diventata un percorso: quello che la persona mostra si legge lì."
    if detail.state in WITH_COMPANY:
        return (
            "Il consenso della persona non è più valido: i suoi dati non sono visibili. Scrivi all’operatore."
        )
    if detail.state in OPEN:
        return "Il servizio ne parla con la persona. Saprai chi è solo se lei è d’accordo."
    if detail.state is ProposalState.WITHDRAWN and detail.sent_at is not None:
        return (
            f"La proposta è stata ritirata {date_it(detail.state_since, 'il')}. I dati non sono più visibili."
        )
    return "La proposta è chiusa: i dati della persona non sono visibili."


def _reason(detail: Detail) -> str | None:
    if detail.close_reason is None or detail.sent_at is None:
        return None
    if detail.state is ProposalState.REFUSED:
        return REASON_LABELS[RefusalReason(detail.close_reason)]
    if detail.state is ProposalState.WITHDRAWN and detail.close_reason in TOLD_TO_COMPANY:
        return WITHDRAWAL_LABELS[WithdrawalReason(detail.close_reason)]
    return None


def choices(state: ProposalState) -> list[tuple[str, str]]:
    return [
        (row.name, row.label) for row in TRANSITIONS.available(state, [Actor.COMPANY]) if row.name in ANSWERS
    ]


async def company_proposal(proposal_id: UUID, viewer: Viewer) -> CompanyProposal:
    """Reads the identity, and has it written down who read."""
    reading = await read_for_company(proposal_id, by=viewer)
    detail, shown = reading.detail, reading.with_company
    terms = detail.terms if shown else None
    vacancy = await employers.vacancy(detail.vacancy_id)
    follows = await candidates.holder_of(detail.person_id) or detail.counsellor_id
    ids = [follows, *detail.reader_ids, *(s.account_id for s in reading.steps if s.account_id)]
    names = await accounts.names([*ids, *(message.author_id for message in reading.messages)])
    counsellor = names.get(follows, "Operatore")
    label = company_label(detail.state, was_sent=detail.sent_at is not None)
    titles = COMPANY_MOVES if detail.sent_at is not None else {"request": COMPANY_MOVES["request"]}
    return CompanyProposal(
        id=detail.id,
        code=detail.code,
        title=vacancy.title if vacancy else detail.code,
        vacancy_id=detail.vacancy_id,
        state=label,
        kind=tag_kind(detail.state) if shown else "neutral",
        due_on=detail.answer_due_on,
        steps=_steps(detail.state, label),
        ring=band_ring(BAND_LABELS[terms.band].lower()) if terms else None,
        band_label=BAND_LABELS[terms.band] if terms else None,
        reasons=job_side_reasons(terms, skill_name) if terms else [],
        words=detail.service_words if shown else None,
        counsellor=counsellor,
        card=await candidates.card_for_company(detail.card_id, detail.company_id)
        if detail.card_id is not None and not shown
        else None,
        identity=[
            (GROUP_LABELS[group], rows)
            for group, rows in reading.disclosed.items()
            if group is not Group.ACCOMMODATIONS
        ],
        conditions=reading.disclosed.get(Group.ACCOMMODATIONS, []),
        notice=_notice(reading),
        lost=shown and not detail.told,
        accepted=detail.state is ProposalState.ACCEPTED,
        interview=interview_card(
            detail.id,
            await days_of(detail.id) if shown else (),
            is_open=detail.state is ProposalState.INTERVIEW,
            shows_needs=Group.ACCOMMODATIONS in detail.groups,
        ),
        choices=choices(detail.state),
        reason=_reason(detail),
        chronicle=entries(reading.steps, titles, names),
        messages=[
            MessageView(names.get(one.author_id, "Operatore"), one.at, one.text, one.is_new)
            for one in reading.messages
        ],
        may_write=shown and not detail.taken_back,
        people=[
            (counsellor, "Operatore"),
            *((names[one], "In azienda") for one in detail.reader_ids if one in names),
        ],
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """The page «Controlla le risposte» of one answer; it names no person."""

    kind: str
    proposal_id: UUID
    code: str
    vacancy_title: str


async def answer(proposal_id: UUID, viewer: Viewer, kind: str) -> Answer:
    """Raises Refused, naming the state it is now in, when that answer is no longer possible."""
    detail = await detail_for_company(proposal_id, viewer)
    if kind not in dict(choices(detail.state)):
        was_sent = detail.sent_at is not None
        raise Refused(
            refusal(kind, detail.state, Actor.COMPANY, Facts(), code=detail.code, was_sent=was_sent) or ""
        )
    vacancy = await employers.vacancy(detail.vacancy_id)
    return Answer(kind, detail.id, detail.code, vacancy.title if vacancy else detail.code)
