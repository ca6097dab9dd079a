"""A communication under lock, behind its company's."""

from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.prospetto_informativo.queries import archive
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.kernel.refusals import Refused


async def draft_for_update(prospetto_informativo_id: UUID, company_id: UUID) -> Filed:
    """Raises NotThere; Refused for one already sent."""
    await editable_company(company_id)
    found = await archive.one(prospetto_informativo_id, company_id)
    if not found.draft:
        raise Refused(
            "Questo prospetto è già inviato: non si cambia più. Se è cambiato qualcosa, fai una rettifica."
        )
    return found
