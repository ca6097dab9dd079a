"""How a proposal begins: a company asks for a contact on a card, or a counsellor drafts one."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import msgspec

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions.locking import add_step
from portal.matching.events import ContactRequested, ProposalDrafted, ProposalEvent
from portal.matching.ranking import terms_for
from portal.matching.suitability import MODEL_VERSION
from portal.matching.vocabulary import Actor, Origin, ProposalState

ALREADY = "C’è già una proposta aperta fra questo profilo e questo annuncio."


async def request_contact(*, id: UUID, code: str, vacancy_id: UUID, words: str | None, by: Viewer) -> UUID:
    """A company asks to meet the person behind a card, for one of its open vacancies.

    Raises NotThere for a code that opens no card of this company; Refused when the vacancy is closed or
    the same contact was asked already.
    """
    if by.organisation_id is None:
        raise NotThere
    async with db.unit_of_work():
        await employers.require_verified(by.organisation_id)
        card = await candidates.person_of_card(code, by.organisation_id)
        if card is None:
            raise NotThere
        vacancy = await _open_vacancy_of(vacancy_id, by.organisation_id)
        holder = await candidates.holder_of(card.person_id)
        service = await candidates.service_of(card.person_id)
        if holder is None or service is None:
            raise NotThere
        await _insert(
            id=id,
            person_id=card.person_id,
            vacancy=vacancy,
            service_id=service,
            counsellor_id=holder,
            card_id=card.card_id,
            origin=Origin.COMPANY,
            company_words=words,
            service_words=None,
            by=by,
        )
        await set_readers(id, [by.account_id], by.organisation_id)
    return id


async def draft(
    *, id: UUID, person_id: UUID, vacancy_id: UUID, reader_ids: Sequence[UUID], words: str | None, by: Viewer
) -> UUID:
    """A counsellor prepares a proposal of a person she follows. Nothing reaches the company yet."""
    async with db.unit_of_work():
        if not await candidates.follows(person_id, by):
            raise NotThere
        refusal = await candidates.may_be_proposed(person_id, clock.today())
        if refusal is not None:
            raise Refused(refusal)
        vacancy = await _open_vacancy_of(vacancy_id, None)
        service = await candidates.service_of(person_id)
        if service is None:
            raise NotThere
        await _insert(
            id=id,
            person_id=person_id,
            vacancy=vacancy,
            service_id=service,
            counsellor_id=by.account_id,
            card_id=None,
            origin=Origin.COUNSELLOR,
            company_words=None,
            service_words=words,
            by=by,
        )
        await set_readers(id, reader_ids, vacancy.company_id)
    return id


async def _open_vacancy_of(vacancy_id: UUID, company_id: UUID | None) -> employers.VacancyForMatching:
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or (company_id is not None and vacancy.company_id != company_id):
        raise NotThere
    if not vacancy.is_open:
        raise Refused(
            f"L’annuncio «{vacancy.title}» non è aperto: scegli un altro annuncio.", field="vacancy"
        )
    return vacancy


async def set_readers(proposal_id: UUID, account_ids: Sequence[UUID], company_id: UUID) -> None:
    """The company's named users; anyone who is not of that company, in a role that reads proposals, is refused."""
    allowed = {
        member.account_id
        for member in await accounts.members(company_id)
        if member.role in (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)
    }
    if not set(account_ids) <= allowed:
        raise Refused("Scegli fra le persone dell’azienda che leggono le proposte.", field="readers")
    await db.execute("DELETE FROM proposal_reader WHERE proposal = $1", proposal_id)
    await db.executemany(
        "INSERT INTO proposal_reader (id, proposal, account) VALUES ($1, $2, $3)",
        [(new_id(), proposal_id, account) for account in dict.fromkeys(account_ids)],
    )


async def _insert(
    *,
    id: UUID,
    person_id: UUID,
    vacancy: employers.VacancyForMatching,
    service_id: UUID,
    counsellor_id: UUID,
    card_id: UUID | None,
    origin: Origin,
    company_words: str | None,
    service_words: str | None,
    by: Viewer,
) -> None:
    state = ProposalState.REQUESTED if origin is Origin.COMPANY else ProposalState.DRAFTED
    now = clock.now()
    terms = await terms_for(person_id, vacancy)
    number = await db.fetchval("SELECT nextval('proposal_code')")
    try:
        await db.execute(
            "INSERT INTO proposal (id, code, person, vacancy, company, service, card_id, state, state_since, origin,"
            " created_at, created_by, counsellor, company_words_sealed, service_words_sealed, score, terms,"
            " model_version, version, sintetico)"
            " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$9,$11,$12,$13,$14,$15,$16,$17,1,$18)",
            id,
            f"P-{number}",
            person_id,
            vacancy.id,
            vacancy.company_id,
            service_id,
            card_id,
            state.value,
            now,
            origin.value,
            by.account_id,
            counsellor_id,
            _sealed(company_words, "company_words_sealed", id),
            _sealed(service_words, "service_words_sealed", id),
            terms.score,
            msgspec.json.encode(terms).decode(),
            MODEL_VERSION,
            vacancy.sintetico,
        )
    except asyncpg.UniqueViolationError as clash:
        raise Refused(ALREADY) from clash
    actor = Actor.COMPANY if origin is Origin.COMPANY else Actor.COUNSELLOR
    await add_step(id, "request" if origin is Origin.COMPANY else "draft", state, actor, by=by, at=now)
    event: type[ProposalEvent] = ContactRequested if origin is Origin.COMPANY else ProposalDrafted
    await facts.record(
        event(proposal_id=id, person_id=person_id, vacancy_id=vacancy.id, company_id=vacancy.company_id), by=by
    )
    await candidates.commit(person_id, kind="proposal", ref=id)


def _sealed(words: str | None, column: str, row: UUID) -> bytes | None:
    return crypto.seal(words, table="proposal", column=column, row=row) if words else None
