"""A coordinator says who follows a company for the service."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import company_accounts as actions
from portal.employers.companies.forms.company_accounts import AssignForm
from portal.employers.companies.pages.company import head
from portal.employers.companies.pages.company_accounts import AssignPage
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import company_accounts as queries
from portal.employers.companies.queries.company_accounts import CompanyAccountRow
from portal.employers.companies.queries.scope import own_company as own_service
from portal.employers.companies.queries.seen import seen_company
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

ASSIGN = may(P.ASSIGN)
TEMPLATE = "employers/companies/account.html"
Choices = dict[str, list[tuple[str, str]]]


async def _page(company_id: UUID, viewer: Viewer) -> tuple[AssignPage, Choices, CompanyAccountRow | None]:
    detail = await companies.company(await seen_company(company_id, viewer))
    service_id, today = own_service(viewer), clock.today()
    rows = await queries.of_company(company_id, service_id)
    now = next((row for row in rows if row.in_force(today)), None)
    holders = [(str(one.account_id), one.name) for one in await actions.possible_holders(service_id)]
    return (
        AssignPage(head(detail), now.holder if now else None, not holders),
        {"holder": holders},
        now,
    )


@get("/companies/{company_id:uuid}/account", access=ASSIGN)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    model, choices, now = await _page(company_id, viewer)
    form = AssignForm.blank(choices=choices, holder=now.holder_id if now else None)
    return page(request, TEMPLATE, model, form=form)


@post("/companies/{company_id:uuid}/account", access=ASSIGN)
async def assign(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    model, choices, _ = await _page(company_id, viewer)
    form = AssignForm.bind(await read_form(request), choices=choices)
    if form.ok:
        try:
            await actions.assign(company_id, holder_id=UUID(form["holder"]), by=viewer)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            name = dict(choices["holder"])[form["holder"]]
            words = f"{name} segue {model.company.name} da oggi."
            return see_other(request, f"/companies/{company_id}", flash=words)
    return invalid(request, TEMPLATE, model, form)


@post("/companies/{company_id:uuid}/account/removal", access=ASSIGN)
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await actions.end(company_id, by=viewer)
    words = "Da oggi nessuno del tuo servizio segue questa azienda."
    return see_other(request, f"/companies/{company_id}", flash=words)


ROUTES = [show, assign, end]
