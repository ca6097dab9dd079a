"""What the company says of itself, and its sites."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import profile as actions
from portal.employers.companies.forms.company import ProfileForm, SiteForm
from portal.employers.companies.pages.company import ProfilePage, SitePage, SitesPage, head, site_line
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import company_accounts
from portal.employers.companies.queries.company import SiteRow
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.typed_fields import hours_text
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
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
from portal.foundation.web.italian import date_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import municipalities

PROFILE = "employers/company/profile.html"
SITES = "employers/company/sites.html"
SITE = "employers/company/site.html"


async def _profile(viewer: Viewer) -> tuple[ProfilePage, ProfileForm]:
    detail = await companies.company(own_company(viewer))
    form = ProfileForm.blank(
        legal_form=detail.legal_form,
        ateco_section=detail.ateco_section,
        ccnl=detail.ccnl,
        full_time_hours=hours_text(detail.full_time_hours),
        working_week=detail.working_week,
        employer_kind=detail.employer_kind.value,
        regime=detail.regime.value,
        hours_basis=detail.hours_basis.value,
        stated_staff=detail.stated_staff,
        version=detail.version,
    )
    followers = [
        (row.holder, f"{row.service}, {date_it(row.starts_on, 'dal')}, {row.email}")
        for row in await company_accounts.followers_now(detail.id, clock.today())
    ]
    return ProfilePage(head(detail), allowed(viewer, P.COMPANY_EDIT), followers), form


@get("/company", access=may(P.COMPANY_READ))
async def company(request: PortalRequest) -> Response[Any]:
    return see_other(request, "/company/profile")


@get("/company/profile", access=may(P.COMPANY_READ))
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    model, form = await _profile(viewer)
    return page(request, PROFILE, model, form=form)


@post("/company/profile", access=may(P.COMPANY_EDIT))
async def save(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = ProfileForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.save_profile(form.profile(), version=form.seen, by=viewer)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, "/company/profile", flash="Scheda salvata.")
    model, _ = await _profile(viewer)
    return invalid(request, PROFILE, model, form)


@get("/company/sites", access=may(P.COMPANY_READ))
async def sites(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    own = own_company(viewer)
    rows = await companies.sites(own)
    return page(
        request, SITES, SitesPage(head(await companies.company(own)), [site_line(row) for row in rows])
    )


NEW_SITE = SitePage(None, "Nuova sede", "/company/sites", removable=False)


@get("/company/sites/new", access=may(P.COMPANY_EDIT))
async def new_site(request: PortalRequest) -> Response[Any]:
    return page(request, SITE, NEW_SITE, form=SiteForm.blank())


@post("/company/sites", access=may(P.COMPANY_EDIT))
async def add_site(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = SiteForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.add_site(
                id=form["once"],
                name=form["name"],
                comune_code=form["comune"],
                stated_staff=form["stated_staff"],
                by=viewer,
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, "/company/sites", flash=f"Sede «{form['name']}» aggiunta.")
    return invalid(request, SITE, NEW_SITE, form)


async def _site(site_id: UUID, viewer: Viewer) -> SiteRow:
    for row in await companies.sites(own_company(viewer)):
        if row.id == site_id:
            return row
    raise NotThere


def _site_page(row: SiteRow) -> SitePage:
    return SitePage(
        row.id, row.name, f"/company/sites/{row.id}", removable=not row.head_office and row.workers == 0
    )


@get("/company/sites/{site_id:uuid}", access=may(P.COMPANY_EDIT))
async def edit_site(
    request: PortalRequest, viewer: NamedDependency[Viewer], site_id: FromPath[UUID]
) -> Response[Any]:
    row = await _site(site_id, viewer)
    form = SiteForm.blank(
        name=row.name,
        comune=municipalities.by_code(row.comune_code).label,
        head_office="1" if row.head_office else None,
        stated_staff=row.stated_staff,
    )
    return page(request, SITE, _site_page(row), form=form)


@post("/company/sites/{site_id:uuid}", access=may(P.COMPANY_EDIT))
async def change_site(
    request: PortalRequest, viewer: NamedDependency[Viewer], site_id: FromPath[UUID]
) -> Response[Any]:
    row = await _site(site_id, viewer)
    form = SiteForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.change_site(
                site_id,
                name=form["name"],
                comune_code=form["comune"],
                head_office=form["head_office"],
                stated_staff=form["stated_staff"],
                by=viewer,
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, "/company/sites", flash="Sede salvata.")
    return invalid(request, SITE, _site_page(row), form)


@post("/company/sites/{site_id:uuid}/removal", access=may(P.COMPANY_EDIT))
async def remove_site(
    request: PortalRequest, viewer: NamedDependency[Viewer], site_id: FromPath[UUID]
) -> Response[Any]:
    await actions.remove_site(site_id, by=viewer)
    return see_other(request, "/company/sites", flash="Sede tolta.")


ROUTES = [company, show, save, sites, new_site, add_site, edit_site, change_site, remove_site]
