"""How a proposal begins: a company asks for a contact on a card, or a counsellor drafts one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions.capping import within_cap
from portal.matching.actions.locking import hold_person
from portal.matching.actions.moving import ALREADY, add_step
from portal.matching.actions.readers import set_readers
from portal.matching.events import ContactRequested, ProposalDrafted, ProposalEvent
from portal.matching.gate import note_problem
from portal.matching.queries.detail import exists_for
from portal.matching.ranking import result_for
from portal.matching.rules import waits_since
from portal.matching.stored import stored_terms
from portal.matching.vocabulary import Actor, Origin, ProposalState


@dataclass(frozen=True, slots=True)
class _Beginning:
    id: UUID
    person_id: UUID
    service_id: UUID
    counsellor_id: UUID
    card_id: UUID | None
    origin: Origin
    words: str | None


async def request_contact(*, id: UUID, code: str, vacancy_id: UUID, words: str | None, by: Viewer) -> UUID:
    """A company asks to meet the person behind a card, for one of its open vacancies. The same ``id`` asks once.

    Raises NotThere for a code that opens no card of this company; Refused when the vacancy is closed or
    the same contact was asked already.
    """
    if by.organisation_id is None or not by.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
        raise NotThere
    async with db.unit_of_work():
        if await exists_for(id, by):
            return id
        await employers.require_verified(by.organisation_id)
        card = await candidates.person_of_card(code, by.organisation_id)
        if card is None:
            raise NotThere
        holder = await candidates.holder_of(card.person_id)
        service = await candidates.service_of(card.person_id)
        if holder is None or service is None:
            raise NotThere
        beginning = _Beginning(id, card.person_id, service, holder, card.card_id, Origin.COMPANY, words)
        if await _begin(beginning, vacancy_id, by.organisation_id, by=by):
            await set_readers(id, [by.account_id], by.organisation_id)
    return id


async def draft(
    *, id: UUID, person_id: UUID, vacancy_id: UUID, reader_ids: Sequence[UUID], words: str | None, by: Viewer
) -> UUID:
    """A counsellor prepares a proposal of a person she follows. Nothing reaches the company yet."""
    async with db.unit_of_work():
        if await exists_for(id, by):
            return id
        if not by.is_any(Role.JOB_COUNSELLOR) or not await candidates.follows(person_id, by):
            raise NotThere
        refusal = await candidates.may_be_proposed(person_id, clock.today())
        if refusal is not None:
            raise Refused(refusal, field="person")
        service = await candidates.service_of(person_id)
        if service is None:
            raise NotThere
        beginning = _Beginning(id, person_id, service, by.account_id, None, Origin.COUNSELLOR, words)
        if await _begin(beginning, vacancy_id, None, by=by):
            vacancy = await employers.vacancy(vacancy_id)
            if vacancy is not None:
                await set_readers(id, reader_ids, vacancy.company_id)
    return id


async def open_vacancy(vacancy_id: UUID, company_id: UUID | None = None) -> employers.VacancyForMatching:
    """Raises NotThere for one of another company; Refused for one that is not open."""
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or (company_id is not None and vacancy.company_id != company_id):
        raise NotThere
    if not vacancy.is_open:
        raise Refused(
            f"L’annuncio «{vacancy.title}» non è aperto: scegli un altro annuncio.", field="vacancy"
        )
    return vacancy


async def _begin(new: _Beginning, vacancy_id: UUID, company_id: UUID | None, *, by: Viewer) -> bool:
    """False when a form pressed twice had made it in the meantime."""
    vacancy = await open_vacancy(vacancy_id, company_id)
    problem = note_problem(new.words) if new.words else None
    if problem is not None:
        raise Refused(problem, field="words")
    await hold_person(new.person_id)
    if await exists_for(new.id, by):
        return False
    asked = new.origin is Origin.COMPANY
    await within_cap(vacancy.company_id, asked_by_company=asked)
    state = ProposalState.REQUESTED if asked else ProposalState.DRAFTED
    when = clock.now()
    sealed = (
        crypto.seal(
            new.words,
            table="proposal",
            column="company_words_sealed" if asked else "service_words_sealed",
            row=new.id,
        )
        if new.words
        else None
    )
    number = await db.fetchval("SELECT nextval('proposal_code')")
    code = f"P-{number}"
    values: dict[str, Any] = {
        "id": new.id,
        "code": code,
        "person": new.person_id,
        "vacancy": vacancy.id,
        "company": vacancy.company_id,
        "service": new.service_id,
        "card_id": new.card_id,
        "state": state.value,
        "state_since": when,
        "waiting_since": waits_since(state, clock.today(), None, None),
        "origin": new.origin.value,
        "created_at": when,
        "created_by": by.account_id,
        "counsellor": new.counsellor_id,
        "company_words_sealed": sealed if asked else None,
        "service_words_sealed": None if asked else sealed,
        **stored_terms(await result_for(new.person_id, vacancy), new.id),
        "version": 1,
        "sintetico": vacancy.sintetico,
    }
    places = ", ".join(f"${place}" for place in range(1, len(values) + 1))
    try:
        await db.execute(f"INSERT INTO proposal ({', '.join(values)}) VALUES ({places})", *values.values())
    except asyncpg.UniqueViolationError:
        raise Refused(ALREADY, field="vacancy") from None
    actor = Actor.COMPANY if asked else Actor.COUNSELLOR
    await add_step(new.id, "request" if asked else "draft", state, actor, by=by)
    event: type[ProposalEvent] = ContactRequested if asked else ProposalDrafted
    await facts.record(
        event(
            proposal_id=new.id,
            person_id=new.person_id,
            vacancy_id=vacancy.id,
            company_id=vacancy.company_id,
        ),
        by=by,
    )
    await candidates.commit(new.person_id, kind="proposal", ref=new.id, code=code)
    return True
