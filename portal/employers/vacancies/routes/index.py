"""Addresses of the vacancies: the list, a new one, one of them, a copy of it."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies import pages
from portal.employers.vacancies.actions import copying, drafting
from portal.employers.vacancies.forms import NewVacancyForm
from portal.employers.vacancies.queries import detail, lists
from portal.employers.vacancies.queries.gap import gap_closed
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
from portal.foundation.web.forms import Form, Once
from portal.foundation.web.pagination import Pages
from portal.kernel.viewer import Viewer

READ, EDIT = may(P.VACANCY_READ), may(P.VACANCY_EDIT)


@get("/vacancies", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = own_company(viewer)
    live_only = request.query_params.get("all") != "1"
    shown = Pages.of(request, await lists.count(company_id, live_only=live_only))
    found = await lists.page(company_id, live_only=live_only, limit=shown.limit, offset=shown.offset)
    model = pages.VacancyList([pages.row(one) for one in found], shown, live_only)
    return page(request, "employers/vacancies/index.html", model)


@get("/vacancies/new", access=EDIT)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, "employers/vacancies/new.html", form=NewVacancyForm.blank())


@post("/vacancies", access=EDIT)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = NewVacancyForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, "employers/vacancies/new.html", None, form)
    vacancy_id = await drafting.draft_vacancy(id=form["once"], title=form["title"], by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}/place", flash="Bozza creata. Si salva a ogni passo.")


@get("/vacancies/{vacancy_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    return page(
        request, "employers/vacancies/show.html", pages.vacancy_page(found, viewer, await gap_closed(found))
    )


class CopyForm(Form):
    once = Once()


@get("/vacancies/{vacancy_id:uuid}/copy", access=EDIT)
async def copying_page(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    return page(request, "employers/vacancies/copy.html", pages.copy_page(found), form=CopyForm.blank())


@post("/vacancies/{vacancy_id:uuid}/copy", access=EDIT)
async def copy(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    form = CopyForm.bind(await read_form(request))
    if not form.ok:
        found = await detail.own_vacancy(vacancy_id, own_company(viewer))
        return invalid(request, "employers/vacancies/copy.html", pages.copy_page(found), form)
    copy_id = await copying.duplicate(vacancy_id, id=form["once"], by=viewer)
    return see_other(
        request, f"/vacancies/{copy_id}", flash="Copia pronta, in bozza. Controlla le date e pubblicala."
    )


ROUTES = [index, new, create, show, copying_page, copy]
