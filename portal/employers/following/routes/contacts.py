"""The log of contacts with a company, the agenda of next steps, the cap on open proposals."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company as own_service
from portal.employers.following.actions import capping, keeping
from portal.employers.following.forms.contacts import CapForm, ContactForm
from portal.employers.following.pages import work as pages
from portal.employers.following.queries import caps, contacts
from portal.employers.following.queries.followers import keeper, keeps, reader
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

READ = may(P.COMPANIES_READ)
NEW = "employers/following/contact.html"
CAP = "employers/following/cap.html"
MOST_STEPS = 100


async def _of(company_id: UUID) -> pages.OfCompany:
    return pages.OfCompany(company_id, (await companies.company(company_id)).name)


@get("/company-contacts", access=READ)
async def agenda(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    today = clock.today()
    found = await contacts.waiting(own_service(viewer), viewer.account_id, today, limit=MOST_STEPS)
    model = pages.AgendaPage([pages.contact_line(one, today) for one in found])
    return page(request, "employers/following/agenda.html", model)


@get("/companies/{company_id:uuid}/contacts", access=READ)
async def index(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    service_id = await reader(company_id, viewer)
    shown = Pages.of(request, await contacts.count(company_id, service_id))
    found = await contacts.page(company_id, service_id, limit=shown.limit, offset=shown.offset)
    of, today = await _of(company_id), clock.today()
    model = pages.ContactsPage(
        company_id,
        of.company,
        [pages.contact_line(one, today) for one in found],
        shown,
        await keeps(company_id, viewer),
    )
    return page(request, "employers/following/contacts.html", model)


@get("/companies/{company_id:uuid}/contacts/new", access=READ)
async def new(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await keeper(company_id, viewer)
    form = ContactForm.blank(held_on=f"{clock.today():%d/%m/%Y}")
    return page(request, NEW, await _of(company_id), form=form)


@post("/companies/{company_id:uuid}/contacts", access=READ)
async def create(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await keeper(company_id, viewer)
    form = ContactForm.bind(await read_form(request))
    if form.ok:
        try:
            await keeping.write_contact(company_id, form.draft(), id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/companies/{company_id}/contacts", flash="Contatto scritto.")
    return invalid(request, NEW, await _of(company_id), form)


@post("/companies/{company_id:uuid}/contacts/{contact_id:uuid}/done", access=READ)
async def done(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    company_id: FromPath[UUID],
    contact_id: FromPath[UUID],
) -> Response[Any]:
    await keeping.take_step(contact_id, company_id, by=viewer)
    return see_other(request, f"/companies/{company_id}/contacts", flash="Passo fatto.")


@get("/companies/{company_id:uuid}/proposal-cap", access=READ)
async def cap(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await reader(company_id, viewer)
    now = await caps.cap_of(company_id)
    model = pages.cap_page(company_id, (await _of(company_id)).company, now)
    return page(request, CAP, model, form=CapForm.blank(most=now.most))


@post("/companies/{company_id:uuid}/proposal-cap", access=READ)
async def set_cap(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await reader(company_id, viewer)
    form = CapForm.bind(await read_form(request))
    if form.ok:
        try:
            await capping.set_cap(company_id, most=form["most"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/companies/{company_id}", flash="Limite salvato.")
    model = pages.cap_page(company_id, (await _of(company_id)).company, await caps.cap_of(company_id))
    return invalid(request, CAP, model, form)


ROUTES = [agenda, index, new, create, done, cap, set_cap]
