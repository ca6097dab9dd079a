"""The data-protection officers who answer for a service: those of its territories, or all where none has an office."""

from dataclasses import dataclass
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import db
from portal.kernel.roles import OrganisationKind, Role


@dataclass(frozen=True, slots=True)
class Officer:
    account_id: UUID
    organisation_id: UUID
    email: str


async def officers_of(service_id: UUID) -> list[Officer]:
    rows = await db.fetch(
        "SELECT DISTINCT a.organisation FROM organisation_territory a JOIN organisation_territory b"
        " ON b.territory = a.territory WHERE b.organisation = $1",
        service_id,
    )
    near = {row["organisation"] for row in rows}
    offices = await accounts.organisations_of_kind(OrganisationKind.TERRITORY)
    found: list[Officer] = []
    for office in [one for one in offices if one.id in near] or offices:
        members = await accounts.members(office.id, role=Role.DATA_PROTECTION_OFFICER)
        found += [Officer(one.account_id, office.id, one.email) for one in members]
    return found
