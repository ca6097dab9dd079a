"""The list of prospetti, and the beginning of one."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.obligations.pages.whose import company_asked, whose
from portal.employers.prospetto_informativo.actions import drafting
from portal.employers.prospetto_informativo.forms.communications import OpeningForm
from portal.employers.prospetto_informativo.pages.index import index_page
from portal.employers.prospetto_informativo.queries import archive, gathering
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.rules.differences import Differences, differences
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, invalid, page, post, read_form, see_other
from portal.foundation.web.forms import Form
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

READ, EDIT = may(P.OBLIGATIONS_READ), may(P.PROSPETTO_INFORMATIVO_EDIT)
INDEX = "employers/prospetto_informativo/index.html"


async def _since_the_last(company_id: UUID, year: int) -> tuple[tuple[int, Differences] | None, str | None]:
    """What changed of the duty since the last one sent; why it cannot be counted."""
    last: Filed | None = await archive.last_before(company_id, year)
    before = last.document if last else None
    if last is None or before is None:
        return None, None
    try:
        now, _ = await gathering.counted(company_id, year, CommunicationKind.PROSPETTO)
    except Refused as refusal:
        return None, refusal.sentence
    return (last.year, differences(before, now)), None


async def _model(request: PortalRequest, viewer: Viewer) -> Any:
    company_id = await company_asked(request, viewer)
    detail = await companies.company(company_id)
    today = clock.today()
    found, refusal = await _since_the_last(company_id, today.year)
    return index_page(
        whose(viewer, company_id, detail.name), await archive.all_of(company_id), today, found, refusal
    )


@get("/prospetti", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form: Form = OpeningForm.blank()
    return page(request, INDEX, await _model(request, viewer), form=form)


@post("/prospetti", access=EDIT)
async def begin(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = OpeningForm.bind(await read_form(request))
    if form.ok:
        try:
            id = await drafting.begin(form["year"], CommunicationKind.PROSPETTO, id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/prospetti/{id}", flash="Prospetto iniziato.")
    return invalid(request, INDEX, await _model(request, viewer), form)


ROUTES = [index, begin]
