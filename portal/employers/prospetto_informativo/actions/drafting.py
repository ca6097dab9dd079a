"""A communication begun, or thrown away before it is sent."""

from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.actions.locking import draft_for_update
from portal.employers.prospetto_informativo.queries import archive
from portal.employers.prospetto_informativo.rules.filing import in_force, opening_problem
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.foundation import audit, clock, db
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


async def begin(year: int, kind: CommunicationKind, *, id: UUID, by: Viewer) -> UUID:
    """Of a year; a correction and an annulment answer the one in force. Asked twice with one id, it is made once."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval(
            "SELECT true FROM prospetto_informativo WHERE id = $1 AND company = $2", id, company_id
        ):
            return id
        there = await archive.of_year(company_id, year)
        problem = opening_problem(year, there, kind, clock.today())
        if problem is not None:
            raise Refused(problem, field="year")
        live = None if kind is CommunicationKind.PROSPETTO else in_force(there)
        await db.execute(
            "INSERT INTO prospetto_informativo (id, company, year, kind, previous, state, opened_at, opened_by,"
            " version) VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, 1)",
            id,
            company_id,
            year,
            kind.value,
            live.id if live else None,
            clock.now(),
            by.account_id,
        )
        await audit.note(
            "ProspettoInformativoOpened",
            by=by,
            subject_kind="prospetto_informativo",
            subject_id=id,
            data={"year": year, "kind": kind.value},
        )
    return id


async def discard(prospetto_informativo_id: UUID, *, by: Viewer) -> None:
    """A draft only: what was sent stays. The answers of the company are kept for the next."""
    company_id = own_company(by)
    async with db.unit_of_work():
        row = await draft_for_update(prospetto_informativo_id, company_id)
        deleted = await db.execute("DELETE FROM prospetto_informativo WHERE id = $1", row.id)
        if not db.affected(deleted):
            raise NotThere
        await audit.note(
            "ProspettoInformativoDiscarded",
            by=by,
            subject_kind="prospetto_informativo",
            subject_id=row.id,
            data={"year": row.year, "kind": row.kind.value},
        )
