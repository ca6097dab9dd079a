"""Which company a viewer acts for."""

from uuid import UUID

from portal.kernel.refusals import NotThere
from portal.kernel.viewer import By


def own_company(viewer: By) -> UUID:
    """Raises NotThere for whoever acts for nobody."""
    if viewer.organisation_id is None:
        raise NotThere
    return viewer.organisation_id
