"""The counsellor's moves: send, withdraw, reopen, pass to another vacancy."""

from uuid import UUID

from portal.employers import public as employers
from portal.foundation import db
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions.capping import within_cap
from portal.matching.actions.locking import for_counsellor, hold_person_of
from portal.matching.actions.moving import gather, move
from portal.matching.actions.opening import open_vacancy
from portal.matching.ranking import result_for
from portal.matching.stored import stored_terms
from portal.matching.transitions import Facts
from portal.matching.vocabulary import OPEN, Actor, WithdrawalReason


async def send(proposal_id: UUID, *, by: Viewer) -> None:
    """Opens the identity, as ticked, to the company's named users."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        await move(row, "send", Actor.COUNSELLOR, await gather(row), by=by)


async def withdraw(proposal_id: UUID, *, note: str | None, asked_by_person: bool, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        reason = WithdrawalReason.PERSON_ASKED if asked_by_person else WithdrawalReason.COUNSELLOR
        await move(row, "withdraw", Actor.COUNSELLOR, Facts(), by=by, reason=reason.value, note=note)


async def reopen(proposal_id: UUID, *, by: Viewer) -> None:
    """Back to preparation: the person is asked again before the company reads anything."""
    async with db.unit_of_work():
        await hold_person_of(proposal_id)
        row = await for_counsellor(proposal_id, by)
        vacancy = await employers.vacancy(row.vacancy_id)
        extra = stored_terms(await result_for(row.person_id, vacancy), row.id) if vacancy is not None else {}
        given = await gather(row)
        await within_cap(row.company_id)
        await move(row, "reopen", Actor.COUNSELLOR, given, by=by, extra=extra)


async def transfer(proposal_id: UUID, *, vacancy_id: UUID, by: Viewer) -> None:
    """To another open vacancy of the same company; the consent was for the other one and ends. One that was closed
    is open again, so the company's cap is asked for."""
    async with db.unit_of_work():
        await hold_person_of(proposal_id)
        row = await for_counsellor(proposal_id, by)
        vacancy = await open_vacancy(vacancy_id)
        if vacancy.company_id != row.company_id:
            raise NotThere
        if vacancy.id == row.vacancy_id:
            raise Refused("La proposta è già per questo annuncio: scegline un altro.", field="vacancy")
        extra = {"vacancy": vacancy.id, **stored_terms(await result_for(row.person_id, vacancy), row.id)}
        given = await gather(row, vacancy_id=vacancy.id)
        if row.state not in OPEN:
            await within_cap(row.company_id)
        await move(row, "transfer", Actor.COUNSELLOR, given, by=by, extra=extra)
