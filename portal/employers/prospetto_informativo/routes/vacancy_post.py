"""What the prospetto asks about the places of one vacancy, from the vacancy's own list of sections."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.actions import answers as acts
from portal.employers.prospetto_informativo.forms.answers import PostForm
from portal.employers.prospetto_informativo.queries import answers
from portal.employers.prospetto_informativo.rules.answers import PostSheet
from portal.employers.vacancies import pages
from portal.employers.vacancies.queries.detail import own_vacancy
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

EDIT = may(P.VACANCY_EDIT)
POST = "employers/vacancies/prospetto.html"


@get("/vacancies/{vacancy_id:uuid}/prospetto", access=EDIT)
async def vacancy_post(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    found = await own_vacancy(vacancy_id, company_id)
    known = (await answers.posts(company_id)).get(vacancy_id, PostSheet())
    form = PostForm.blank(
        declared="on" if known.declared else None, capacities=known.capacities, channel=known.channel
    )
    return page(request, POST, pages.post_page(found), form=form)


@post("/vacancies/{vacancy_id:uuid}/prospetto", access=EDIT)
async def save_vacancy_post(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await own_vacancy(vacancy_id, own_company(viewer))
    form = PostForm.bind(await read_form(request))
    if form.ok:
        try:
            await acts.save_post_of_vacancy(vacancy_id, form.sheet(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/vacancies/{vacancy_id}", flash="Dati per il prospetto salvati.")
    return invalid(request, POST, pages.post_page(found), form)


ROUTES = [vacancy_post, save_vacancy_post]
