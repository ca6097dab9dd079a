"""The contracts of last year, copied: first shown, then made."""

from typing import Any

from litestar.di import NamedDependency

from portal.employers.companies.actions import workforce_year as actions
from portal.employers.companies.forms.workforce_year import CopyForm
from portal.employers.companies.pages.workforce_year import CopyPage, copy_page
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.vocabulary import SEASONAL_CONTRACTS
from portal.employers.companies.year_rules import COPIED
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, invalid, page, post, read_form, see_other
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

COPY = "employers/workforce/copy.html"
EDIT = may(P.WORKFORCE_EDIT)


async def _page(viewer: Viewer) -> CopyPage:
    year = clock.today().year
    return copy_page(year, await actions.proposed(own_company(viewer), year, COPIED))


@get("/workforce/copy", access=EDIT)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = CopyForm.blank(contracts=sorted(SEASONAL_CONTRACTS))
    return page(request, COPY, await _page(viewer), form=form)


@post("/workforce/copy", access=EDIT)
async def copy(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = CopyForm.bind(await read_form(request))
    if form.ok:
        try:
            made = await actions.copy_last_year(clock.today().year, form.chosen(), by=viewer)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            words = "1 riga copiata." if made == 1 else f"{made} righe copiate."
            return see_other(request, "/workforce?shown=all", flash=words)
    return invalid(request, COPY, await _page(viewer), form)


ROUTES = [show, copy]
