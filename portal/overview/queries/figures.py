"""Figures of a coordinator's territory: counts, never rows."""

from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import db
from portal.kernel.roles import OrganisationKind
from portal.kernel.viewer import Viewer

STAFF_THRESHOLD = 5
"""Services.md §12, figures.k_internal: a smaller figure about people is not shown."""


async def services_seen(viewer: Viewer) -> list[UUID]:
    """A service's coordinator sees that service; a territory's coordinator all placement services in it."""
    if viewer.organisation_id is None:
        return []
    if OrganisationKind.TERRITORY not in viewer.kinds:
        return [viewer.organisation_id]
    own = {one.id for one in await accounts.territories_of(viewer.organisation_id)}
    services = await accounts.organisations_of_kind(OrganisationKind.PLACEMENT_SERVICE)
    services += await accounts.organisations_of_kind(OrganisationKind.EMPLOYMENT_CENTRE)
    rows = await db.fetch(
        "SELECT DISTINCT organisation FROM organisation_territory WHERE territory = ANY($1) AND organisation = ANY($2)",
        list(own),
        [one.id for one in services],
    )
    return [row["organisation"] for row in rows]


async def cards(service_ids: list[UUID]) -> list[tuple[str, str]]:
    """Profiles of these services by state, and cases in charge; a figure under the threshold is not shown."""
    row = await db.fetchrow(
        "SELECT count(*) FILTER (WHERE r.state = 'published') AS published,"
        " count(*) FILTER (WHERE r.state = 'waiting') AS waiting,"
        " (SELECT count(*) FROM case_ c WHERE c.lead_service = ANY($1) AND c.closed_on IS NULL) AS in_charge"
        " FROM profile r JOIN case_ c ON c.person = r.person AND c.closed_on IS NULL WHERE c.lead_service = ANY($1)",
        service_ids,
    )
    if row is None:
        return []
    labels = (
        ("Persone in carico", "in_charge"),
        ("Profili pubblicati", "published"),
        ("In attesa di pubblicazione", "waiting"),
    )
    return [(label, shown(row[name])) for label, name in labels]


def shown(count: int) -> str:
    """Zero stays; 1 to 4 people are «meno di 5»."""
    return f"meno di {STAFF_THRESHOLD}" if 0 < count < STAFF_THRESHOLD else str(count)


async def companies_to_verify() -> int:
    count: int = await db.fetchval("SELECT count(*) FROM company WHERE state = 'registered'")
    return count
