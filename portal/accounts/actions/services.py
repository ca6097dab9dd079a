"""A service comes to the portal: organisation and first person, or neither."""

from collections.abc import Collection
from uuid import UUID

from portal.accounts.actions.invitations import invite
from portal.accounts.actions.organisations import register_organisation
from portal.foundation import db
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer


async def create_service(
    *,
    id: UUID,
    name: str,
    tax_code: str,
    pec: str | None,
    subkind: str | None,
    kinds: Collection[OrganisationKind],
    territory_ids: Collection[UUID],
    person: str,
    email: str,
    role: Role,
    by: Viewer,
    base_url: str,
    sintetico: bool = False,
) -> None:
    """Registers the organisation and invites its first person. The same ``id`` twice does it once.

    Raises Refused (fields of both), NotAllowed for anybody but the platform's office.
    """
    async with db.unit_of_work():
        made = await register_organisation(
            id=id,
            name=name,
            tax_code=tax_code,
            pec=pec,
            subkind=subkind,
            kinds=kinds,
            territory_ids=territory_ids,
            by=by,
            sintetico=sintetico,
        )
        if made:
            await invite(
                organisation_id=id, email=email, name=person, roles=(role,), by=by, base_url=base_url
            )
