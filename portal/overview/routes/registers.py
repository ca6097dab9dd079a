"""The register of acts."""

from typing import Any

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, page
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.overview.pages import register
from portal.overview.queries import acts

PER_PAGE = 50


@get("/register", access=may(P.AUDIT_READ))
async def show_register(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """A coordinator sees the acts of the own service, the data-protection officer all of them; no contents."""
    asked = request.query_params.get("before", "")
    before = int(asked) if asked.isdigit() and len(asked) < 16 else None
    everything = viewer.is_any(Role.DATA_PROTECTION_OFFICER)
    entries = await acts.latest(
        organisation_id=None if everything else viewer.organisation_id, before=before, limit=PER_PAGE
    )
    names = await accounts.names({entry.account_id for entry in entries if entry.account_id})
    return page(request, "overview/register.html", register.register_page(entries, names, PER_PAGE))


ROUTES = [show_register]
