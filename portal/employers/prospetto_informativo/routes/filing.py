"""The sending recorded: the portal sends nothing, the company tells what the service answered."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.obligations.parameters import in_force
from portal.employers.prospetto_informativo.actions import filing
from portal.employers.prospetto_informativo.forms.communications import ReceiptForm
from portal.employers.prospetto_informativo.pages.show import head
from portal.employers.prospetto_informativo.queries import archive
from portal.employers.prospetto_informativo.rules.requests import is_request
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.forms import Form
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

EDIT = may(P.PROSPETTO_INFORMATIVO_EDIT)
FILING = "employers/prospetto_informativo/filing.html"


async def _page(request: PortalRequest, viewer: Viewer, prospetto_id: UUID, form: Form) -> Response[Any]:
    company_id = own_company(viewer)
    one = await archive.one(prospetto_id, company_id)
    asks = is_request(clock.today(), await in_force())
    model = {"head": head(one, (await companies.company(company_id)).name), "is_request": asks}
    return page(request, FILING, model, form=form, status=200 if form.ok else 422)


@get("/prospetti/{prospetto_id:uuid}/filing", access=EDIT)
async def receipt(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    return await _page(request, viewer, prospetto_id, ReceiptForm.blank())


@post("/prospetti/{prospetto_id:uuid}/filing", access=EDIT)
async def record(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    form = ReceiptForm.bind(await read_form(request))
    if form.ok:
        try:
            await filing.file(
                prospetto_id,
                sent_on=form["sent_on"],
                code=form["code"].replace(" ", ""),
                protocol=form["protocol"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"/prospetti/{prospetto_id}",
                flash="Invio registrato. Il prospetto resta così come è partito.",
            )
    return await _page(request, viewer, prospetto_id, form)


ROUTES = [receipt, record]
