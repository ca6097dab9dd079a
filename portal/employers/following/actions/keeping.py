"""A contact with a company is written down, its next step is taken, or told to be late."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.events import CompanyContacted, CompanyStepLate, CompanyStepTaken
from portal.employers.following.queries.followers import keeper
from portal.employers.following.rules import step_problem
from portal.employers.following.vocabulary import ContactKind
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM, Viewer


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """``met``: names of the people met at the company. Nothing about anybody who looks for work."""

    held_on: date
    kind: ContactKind
    summary: str
    minutes: int
    met: str | None = None
    next_step: str | None = None
    next_on: date | None = None
    no_step_reason: str | None = None


async def write_contact(company_id: UUID, draft: ContactDraft, *, id: UUID, by: Viewer) -> UUID:
    """By whoever follows the company today. Asked twice with one id, it is written once.

    Raises NotThere; Refused for a day to come or a contact that leads nowhere.
    """
    service_id = await keeper(company_id, by)
    if draft.held_on > clock.today():
        raise Refused("La data non può essere nel futuro.", field="held_on")
    for field, sentence in step_problem(
        draft.next_step, draft.next_on, draft.no_step_reason, draft.held_on
    ).items():
        raise Refused(sentence, field=field)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval(
            "SELECT true FROM company_contact WHERE id = $1 AND service = $2", id, service_id
        ):
            return id
        await db.execute(
            "INSERT INTO company_contact (id, company, service, held_on, kind, met, summary, minutes, next_step,"
            " next_on, no_step_reason, written_by, written_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            company_id,
            service_id,
            draft.held_on,
            draft.kind.value,
            draft.met,
            draft.summary,
            draft.minutes,
            draft.next_step,
            draft.next_on,
            draft.no_step_reason,
            by.account_id,
            clock.now(),
        )
        await facts.record(CompanyContacted(company_contact_id=id, company_id=company_id), by=by)
    return id


async def take_step(contact_id: UUID, company_id: UUID, *, by: Viewer) -> None:
    """The next step was taken today. Pressed twice, it is taken once. Raises NotThere, Refused where there is none."""
    service_id = await keeper(company_id, by)
    async with db.unit_of_work():
        row = await db.fetchrow(
            "SELECT next_on, step_done_on FROM company_contact WHERE id = $1 AND company = $2 AND service = $3"
            " FOR UPDATE",
            contact_id,
            company_id,
            service_id,
        )
        if row is None:
            raise NotThere
        if row["next_on"] is None:
            raise Refused("Questo contatto non ha un prossimo passo.")
        if row["step_done_on"] is not None:
            return
        await db.execute(
            "UPDATE company_contact SET step_done_on = $2 WHERE id = $1", contact_id, clock.today()
        )
        await facts.record(CompanyStepTaken(company_contact_id=contact_id, company_id=company_id), by=by)


async def tell_late(contact_id: UUID) -> None:
    """Once a step; somebody may have taken it since it was found: then nothing happens."""
    async with db.unit_of_work():
        company_id = await db.fetchval(
            "UPDATE company_contact SET late_told_at = $2 WHERE id = $1 AND step_done_on IS NULL"
            " AND late_told_at IS NULL AND next_on < $3 RETURNING company",
            contact_id,
            clock.now(),
            clock.today(),
        )
        if company_id is not None:
            await facts.record(
                CompanyStepLate(company_contact_id=contact_id, company_id=company_id), by=SYSTEM
            )
