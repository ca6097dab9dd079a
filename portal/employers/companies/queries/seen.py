"""Which companies somebody of a service sees: those with a site in the regions it answers in."""

from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.reference import provinces

SEEN = """
($1::text[] IS NULL OR EXISTS (SELECT FROM company_site x WHERE x.company = c.id AND x.province = ANY($1)))
"""
"""Condition on company ``c``; $1 is what ``provinces_of`` answers."""


async def provinces_of(viewer: Viewer) -> list[str] | None:
    """Provinces of the regions the viewer's organisation answers in; None where it has no territory (all)."""
    if viewer.organisation_id is None:
        raise NotThere
    territories = await accounts.territories_of(viewer.organisation_id)
    if not territories:
        return None
    regions = {territory.region_code for territory in territories}
    return [province.code for region in sorted(regions) for province in provinces.of_region(region)]


async def seen_company(company_id: UUID, viewer: Viewer) -> UUID:
    """The id, when it is a company of the viewer's territory. Raises NotThere."""
    found = await db.fetchval(
        f"SELECT c.id FROM company c WHERE {SEEN} AND c.id = $2", await provinces_of(viewer), company_id
    )
    if found is None:
        raise NotThere
    return company_id
