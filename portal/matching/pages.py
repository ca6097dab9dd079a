"""What the templates of the proposal receive, buttons included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.web.charts import Ring, band_ring
from portal.foundation.web.italian import date_it, datetime_it
from portal.foundation.web.pagination import Pages
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching import queries
from portal.matching.suitability import BAND_LABELS, Terms, explain, job_side_reasons
from portal.matching.transitions import (
    COMPANY_STATE_LABELS,
    COMPANY_STEPS,
    TRANSITIONS,
    WITH_COMPANY,
    company_step,
)
from portal.matching.vocabulary import (
    GROUP_LABELS,
    REASON_LABELS,
    STATE_LABELS,
    WITHDRAWAL_LABELS,
    Actor,
    Group,
    ProposalState,
    RefusalReason,
    WithdrawalReason,
)
from portal.reference import skills

READERS = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)
"""Roles of a company that may be named as readers of a proposal."""

TAG_KIND: dict[ProposalState, str] = {
    ProposalState.ACCEPTED: "ok",
    ProposalState.REFUSED: "neutral",
    ProposalState.WITHDRAWN: "neutral",
    ProposalState.DECLINED: "neutral",
    ProposalState.EXPIRED: "error",
    ProposalState.AGREED: "warning",
    ProposalState.REQUESTED: "warning",
}


def tag_kind(state: ProposalState) -> str:
    return TAG_KIND.get(state, "info")


def skill_name(code: str) -> str:
    return skills.label(code)


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    code: str
    title: str
    note: str
    state: str
    kind: str
    due_on: date | None
    person: str | None


@dataclass(frozen=True, slots=True)
class ProposalList:
    rows: list[Row]
    pages: Pages
    only_open: bool
    unnamed: int
    for_company: bool


def company_row(row: queries.ListRow) -> Row:
    return Row(
        f"/proposals/{row.id}",
        row.code,
        row.vacancy_title,
        f"{row.code}, dal {date_it(row.state_since)}",
        COMPANY_STATE_LABELS[row.state],
        tag_kind(row.state) if row.state in WITH_COMPANY or row.state in TRANSITIONS.closed else "neutral",
        row.answer_due_on if row.state in WITH_COMPANY else None,
        None,
    )


def service_row(row: queries.ListRow, names: dict[UUID, str]) -> Row:
    return Row(
        f"/proposals/{row.id}",
        row.code,
        f"{row.vacancy_title}, {row.company_name}",
        f"{row.code}, dal {date_it(row.state_since)}",
        STATE_LABELS[row.state],
        tag_kind(row.state),
        row.answer_due_on if row.state in WITH_COMPANY else None,
        names.get(row.person_id),
    )


@dataclass(frozen=True, slots=True)
class StepView:
    label: str
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    note: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class MessageView:
    who: str
    when: datetime
    text: str


@dataclass(frozen=True, slots=True)
class CompanyProposal:
    id: UUID
    code: str
    title: str
    vacancy_id: UUID
    vacancy_title: str
    state: str
    kind: str
    due_on: date | None
    steps: list[StepView]
    ring: Ring | None
    band_label: str | None
    reasons: list[str]
    words: str | None
    counsellor: str
    identity: list[tuple[str, list[tuple[str, str]]]]
    identity_closed: str | None
    conditions: list[tuple[str, str]]
    interview_at: datetime | None
    interview_place: str | None
    may_answer: bool
    choices: list[tuple[str, str]]
    refusal: str | None
    chronicle: list[Entry]
    messages: list[MessageView]
    may_write: bool
    people: list[tuple[str, str]]


_COMPANY_MOVES = {
    "request": "Contatto chiesto dall’azienda",
    "send": "Proposta inviata",
    "open": "Proposta letta",
    "interview": "Colloquio chiesto",
    "accept": "Proposta accettata",
    "refuse": "Risposta: non è adatta alle mansioni",
    "withdraw": "Proposta ritirata",
    "expire": "Chiusa senza risposta",
}

_SERVICE_MOVES = {
    **_COMPANY_MOVES,
    "draft": "Proposta preparata",
    "put_to_person": "Chiesto alla persona",
    "agree": "La persona ha accettato",
    "decline": "La persona non ha accettato",
    "ask_to_talk": "La persona vorrebbe parlarne",
    "reopen": "Proposta riaperta",
    "transfer": "Passata a un altro annuncio",
}


def _entry(step: queries.Step, titles: dict[str, str], names: dict[UUID, str]) -> Entry | None:
    title = titles.get(step.move)
    if title is None:
        return None
    who = names.get(step.account_id) if step.account_id else None
    words = [datetime_it(step.at)] + ([who] if who else [])
    return Entry(title, ", ".join(words))


def _steps(state: ProposalState) -> list[StepView]:
    current = company_step(state)
    closed = state in TRANSITIONS.closed or state in {ProposalState.REFUSED, ProposalState.EXPIRED}
    views = []
    for index, label in enumerate(COMPANY_STEPS):
        if index < current:
            views.append(StepView(label, "done", None))
        elif index == current:
            note = COMPANY_STATE_LABELS[state].lower() if not closed or state is ProposalState.ACCEPTED else "concluso"
            views.append(StepView(label, "current", note))
        else:
            views.append(StepView(label, "todo", None))
    return views


async def company_proposal(proposal_id: UUID, viewer: Viewer, *, steps: list[queries.Step]) -> CompanyProposal:
    detail = await queries.detail_for_company(proposal_id, viewer)
    vacancy = await employers.vacancy(detail.vacancy_id)
    with_company = detail.state in WITH_COMPANY or detail.state is ProposalState.ACCEPTED
    identity = await _identity(detail) if with_company else []
    ids = [detail.counsellor_id, *detail.reader_ids, *(s.account_id for s in steps if s.account_id)]
    names = await accounts.names(ids)
    messages = await queries.messages(proposal_id) if with_company else []
    terms = detail.terms if with_company else None
    # What the company asked before the person answered is all it may see of that time.
    shown = [entry for step in steps if (entry := _entry(step, _COMPANY_MOVES, names)) is not None]
    closed_sentence = None
    if with_company and not identity:
        closed_sentence = (
            "Il consenso della persona non è più valido: i suoi dati non sono visibili. Scrivi all’operatore."
        )
    return CompanyProposal(
        id=detail.id,
        code=detail.code,
        title=vacancy.title if vacancy else detail.code,
        vacancy_id=detail.vacancy_id,
        vacancy_title=vacancy.title if vacancy else "annuncio chiuso",
        state=COMPANY_STATE_LABELS[detail.state],
        kind=tag_kind(detail.state) if with_company else "neutral",
        due_on=detail.answer_due_on if detail.state in WITH_COMPANY else None,
        steps=_steps(detail.state),
        ring=band_ring(BAND_LABELS[terms.band].lower()) if terms else None,
        band_label=BAND_LABELS[terms.band] if terms else None,
        reasons=job_side_reasons(terms, skill_name) if terms else [],
        words=detail.service_words if with_company else None,
        counsellor=names.get(detail.counsellor_id, "Operatore"),
        identity=identity,
        identity_closed=closed_sentence,
        conditions=await _conditions(detail) if with_company else [],
        interview_at=detail.interview_at if with_company else None,
        interview_place=detail.interview_place if with_company else None,
        may_answer=detail.state in WITH_COMPANY and bool(detail.groups),
        choices=[
            (row.name, row.label)
            for row in TRANSITIONS.available(detail.state, [Actor.COMPANY])
            if row.name in ("interview", "accept", "refuse")
        ],
        refusal=REASON_LABELS[RefusalReason(detail.close_reason)]
        if detail.state is ProposalState.REFUSED and detail.close_reason
        else None,
        chronicle=shown,
        messages=[MessageView(names.get(m.author_id, "Operatore"), m.at, m.text) for m in messages],
        may_write=with_company,
        people=[
            (names.get(detail.counsellor_id, "Operatore"), "Operatore"),
            *((names[r], "In azienda") for r in detail.reader_ids if r in names),
        ],
    )


async def _identity(detail: queries.Detail) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was ticked, while the consent stands; the accommodations have their own panel."""
    groups = [group for group in detail.groups if group is not Group.ACCOMMODATIONS]
    data = await candidates.contact_groups(detail.person_id, [group.value for group in groups])
    return [(GROUP_LABELS[group], data[group.value]) for group in groups if data.get(group.value)]


async def _conditions(detail: queries.Detail) -> list[tuple[str, str]]:
    if Group.ACCOMMODATIONS not in detail.groups:
        return []
    data = await candidates.contact_groups(detail.person_id, [Group.ACCOMMODATIONS.value])
    return data.get(Group.ACCOMMODATIONS.value, [])


@dataclass(frozen=True, slots=True)
class ServiceProposal:
    id: UUID
    code: str
    title: str
    company: str
    person_id: UUID
    person: str
    vacancy_id: UUID
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
    link: str | None
    link_expires_at: datetime | None
    wants_to_talk: bool
    interview_at: datetime | None
    interview_place: str | None
    readers: list[str]
    moves: list[str]
    """Names of the moves whose button is shown."""
    other_vacancies: list[tuple[str, str]]
    reason: str | None
    chronicle: list[Entry]
    messages: list[MessageView]
    views: list[tuple[str, datetime]]
    leads: bool


def _reason(detail: queries.Detail) -> str | None:
    if detail.close_reason is None:
        return None
    if detail.state is ProposalState.REFUSED:
        return REASON_LABELS[RefusalReason(detail.close_reason)]
    if detail.state is ProposalState.WITHDRAWN:
        return WITHDRAWAL_LABELS[WithdrawalReason(detail.close_reason)]
    return None


async def service_proposal(detail: queries.Detail, viewer: Viewer, base_url: str, *, leads: bool) -> ServiceProposal:
    vacancy = await employers.vacancy(detail.vacancy_id)
    steps = await queries.chronicle(detail.id)
    views = await queries.identity_views(detail.id)
    ids = [*detail.reader_ids, *(s.account_id for s in steps if s.account_id), *(who for who, _ in views)]
    names = await accounts.names([*ids, detail.counsellor_id])
    person = (await candidates.names([detail.person_id])).get(detail.person_id, "Persona")
    link = await queries.pending_link(detail.id) if leads else None
    others = await employers.open_vacancies(detail.company_id) if leads else []
    # Messages and notes are between those who work on the proposal: a coordinator sees states and dates.
    messages = await queries.messages(detail.id) if leads else []
    terms: Terms | None = detail.terms if leads else None
    chronicle = [entry for step in steps if (entry := _entry(step, _SERVICE_MOVES, names)) is not None]
    return ServiceProposal(
        id=detail.id,
        code=detail.code,
        title=vacancy.title if vacancy else detail.code,
        company=vacancy.company_name if vacancy else "Azienda",
        person_id=detail.person_id,
        person=person,
        vacancy_id=detail.vacancy_id,
        state=STATE_LABELS[detail.state],
        kind=tag_kind(detail.state),
        due_on=detail.answer_due_on if detail.state in WITH_COMPANY else None,
        score=str(terms.score).replace(".", ",") if terms else None,
        band_label=BAND_LABELS[terms.band] if terms else None,
        explanation=explain(terms, skill_name) if terms else [],
        company_words=detail.company_words if leads else None,
        service_words=detail.service_words if leads else None,
        groups=[GROUP_LABELS[group] for group in detail.groups],
        consent_expires_at=detail.consent_expires_at,
        link=f"{base_url}/consent/{link.token}" if link and link.token else None,
        link_expires_at=link.expires_at if link else None,
        wants_to_talk=link.asked_to_talk if link else False,
        interview_at=detail.interview_at,
        interview_place=detail.interview_place,
        readers=[names[reader] for reader in detail.reader_ids if reader in names],
        moves=[row.name for row in TRANSITIONS.available(detail.state, [Actor.COUNSELLOR])] if leads else [],
        other_vacancies=[(str(v.id), v.title) for v in others if v.id != detail.vacancy_id],
        reason=_reason(detail),
        chronicle=chronicle,
        messages=[MessageView(names.get(m.author_id, "Persona dell’azienda"), m.at, m.text) for m in messages],
        views=[(names.get(who, "Persona dell’azienda"), at) for who, at in views],
        leads=leads,
    )


@dataclass(frozen=True, slots=True)
class RankedRow:
    href: str
    title: str
    note: str
    score: str
    number: float
    band_label: str
    explanation: Sequence[str]
    draft_href: str


def ranked_row(title: str, note: str, href: str, draft_href: str, terms: Terms) -> RankedRow:
    return RankedRow(
        href,
        title,
        note,
        str(terms.score).replace(".", ","),
        float(terms.score),
        BAND_LABELS[terms.band],
        explain(terms, skill_name),
        draft_href,
    )
