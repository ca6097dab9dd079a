"""The company under lock: every write to it or to its workforce waits here for the one before."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.vocabulary import CompanyState
from portal.foundation import db
from portal.kernel.refusals import NotThere, Refused

STALE = (
    "{thing} è stata cambiata da un’altra persona dopo che hai aperto la pagina. "
    "Ricarica la pagina e ripeti la modifica."
)


@dataclass(frozen=True, slots=True)
class LockedCompany:
    id: UUID
    state: CompanyState
    full_time_hours: Decimal
    version: int


async def company_for_update(company_id: UUID) -> LockedCompany:
    """Raises NotThere."""
    row = await db.fetchrow(
        "SELECT id, state, full_time_hours, version FROM company WHERE id = $1 FOR UPDATE", company_id
    )
    if row is None:
        raise NotThere
    return LockedCompany(row["id"], CompanyState(row["state"]), row["full_time_hours"], row["version"])


async def editable_company(company_id: UUID) -> LockedCompany:
    """Raises NotThere; Refused when the company is archived."""
    company = await company_for_update(company_id)
    if company.state is CompanyState.ARCHIVED:
        raise Refused("L’azienda è archiviata: i suoi dati si leggono ma non si cambiano più.")
    return company


def same_version(found: int, seen: int | None, thing: str) -> None:
    """``seen`` is the version the page was drawn from; None when nobody looked at a page. Raises Refused."""
    if seen is not None and found != seen:
        raise Refused(STALE.format(thing=thing))
