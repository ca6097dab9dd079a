"""The sending recorded: from then on the prospetto says for ever what it said that day."""

from datetime import date
from uuid import UUID

from portal.employers.companies.queries.scope import own_company
from portal.employers.events import ProspettoInformativoFiled
from portal.employers.measures.actions.measures import record_measure
from portal.employers.measures.rules.drafts import RequestDraft
from portal.employers.obligations.parameters import in_force
from portal.employers.prospetto_informativo.actions.locking import draft_for_update
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.queries.shown import shown_of
from portal.employers.prospetto_informativo.rules.checking import blocking
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.filing import filing_problems
from portal.employers.prospetto_informativo.rules.requests import is_request, requests_of
from portal.employers.prospetto_informativo.sealing import seal_document
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


class Incomplete(Refused):
    """The prospetto lacks something: the check page says what."""


async def file(
    prospetto_informativo_id: UUID, *, sent_on: date, code: str, protocol: str | None, by: Viewer
) -> None:
    """Freezes the draft with the codes of the receipt. Raises Refused, Incomplete among them.

    Recorded twice with the same code, it is recorded once.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        if await _filed_already(prospetto_informativo_id, company_id, code):
            return
        draft = await draft_for_update(prospetto_informativo_id, company_id)
        wrong = filing_problems(draft.year, sent_on, code, protocol, clock.today())
        if wrong:
            raise Refused(wrong[0][1], field=wrong[0][0])
        if await db.fetchval(
            "SELECT true FROM prospetto_informativo WHERE company = $1 AND communication_code = $2",
            company_id,
            code,
        ):
            raise Refused(
                "Questo codice è già di un’altra comunicazione: controlla la ricevuta.", field="code"
            )
        document = await _document(draft)
        await db.execute(
            "UPDATE prospetto_informativo SET state = 'filed', sent_on = $2, communication_code = $3, protocol = $4,"
            " filed_at = $5, filed_by = $6, document_sealed = $7, version = version + 1 WHERE id = $1",
            draft.id,
            sent_on,
            code,
            protocol,
            clock.now(),
            by.account_id,
            seal_document(document, draft.id),
        )
        await facts.record(
            ProspettoInformativoFiled(prospetto_informativo_id=draft.id, company_id=company_id), by=by
        )
        if draft.kind is CommunicationKind.PROSPETTO and is_request(sent_on, await in_force()):
            await _ask_for_posts(requests_of(document, sent_on, code), by)


async def _ask_for_posts(asked: list[RequestDraft], by: Viewer) -> None:
    for one in asked:
        try:
            await record_measure(one, id=new_id(), by=by)
        except Refused:
            continue  # asked for apart on the same day: once is enough


async def _filed_already(id: UUID, company_id: UUID, code: str) -> bool:
    return bool(
        await db.fetchval(
            "SELECT true FROM prospetto_informativo WHERE id = $1 AND company = $2 AND communication_code = $3",
            id,
            company_id,
            code,
        )
    )


async def _document(draft: Filed) -> Document:
    """Counted now and checked."""
    there = await shown_of(draft)
    wrong = blocking(there.problems)
    if wrong:
        raise Incomplete(
            f"Il prospetto non è completo: {wrong[0].sentence} Apri il controllo per vedere tutto ciò che manca."
        )
    return there.whole
