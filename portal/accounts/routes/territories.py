"""Territories, made by the platform's office."""

from typing import Any

from litestar.di import NamedDependency

from portal.accounts.actions.organisations import create_territory
from portal.accounts.forms import TerritoryForm
from portal.accounts.pages import TerritoriesPage, TerritoryLine
from portal.accounts.queries import organisations
from portal.accounts.vocabulary import TERRITORY_KIND_LABELS, TerritoryKind
from portal.foundation.access import Permission, may
from portal.foundation.web import (
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
from portal.reference import regions

MANAGE = may(Permission.ORGANISATIONS_MANAGE)
NEW = "accounts/platform/territory.html"


@get("/platform/territories", access=MANAGE)
async def index(request: PortalRequest) -> Response[Any]:
    rows = [
        TerritoryLine(
            row.name, TERRITORY_KIND_LABELS[row.kind], regions.name(row.region_code), len(row.comuni)
        )
        for row in await organisations.territories()
    ]
    return page(request, "accounts/platform/territories.html", TerritoriesPage(rows))


@get("/platform/territories/new", access=MANAGE)
async def new(request: PortalRequest) -> Response[Any]:
    return page(request, NEW, form=TerritoryForm.blank())


@post("/platform/territories", access=MANAGE)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = TerritoryForm.bind(await read_form(request))
    if form.ok:
        try:
            await create_territory(
                id=form["once"],
                name=form["name"],
                kind=TerritoryKind(form["kind"]),
                region_code=form["region"],
                comuni=form["comuni"],
                by=viewer,
            )
            return see_other(request, "/platform/territories", flash=f"Territorio «{form['name']}» creato.")
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, NEW, None, form)


ROUTES = [index, new, create]
