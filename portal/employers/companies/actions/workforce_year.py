"""Seasonal and fixed-term contracts of last year, copied into this one."""

from collections.abc import Collection
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.actions.workforce import INSERTED, row_values
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.queries.workforce import everyone
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import WorkContract
from portal.employers.companies.year_rules import to_copy
from portal.employers.events import WorkforceChanged
from portal.foundation import db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


async def proposed(company_id: UUID, year: int, contracts: Collection[WorkContract]) -> list[WorkerDraft]:
    """What would be copied now; nothing is saved."""
    return to_copy([row.draft for row in await everyone(company_id)], year, contracts)


async def copy_last_year(year: int, contracts: Collection[WorkContract], *, by: Viewer) -> int:
    """All at once; answers how many rows were made. Asked again there is nothing left to copy: Refused."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        rows = await proposed(company_id, year, contracts)
        if not rows:
            raise Refused(
                f"Non c’è niente da copiare nel {year}: le righe ci sono già, o l’anno prima non ce n’erano."
            )
        await db.copy("worker", INSERTED, [row_values(new_id(), company_id, row) for row in rows])
        await facts.record(WorkforceChanged(company_id=company_id), by=by)
    return len(rows)
