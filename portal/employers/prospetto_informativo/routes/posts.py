"""Vacancies that stand in the prospetto as posts to fill."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.actions import answers as acts
from portal.employers.prospetto_informativo.forms.answers import PostForm
from portal.employers.prospetto_informativo.pages import answers as pages
from portal.employers.prospetto_informativo.pages.show import head
from portal.employers.prospetto_informativo.queries import answers, archive, gathering
from portal.employers.prospetto_informativo.rules.answers import PostSheet
from portal.employers.prospetto_informativo.rules.posts import OpenVacancy
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

EDIT = may(P.PROSPETTO_INFORMATIVO_EDIT)
POSTS = "employers/prospetto_informativo/posts.html"
POST = "employers/prospetto_informativo/post.html"


async def _vacancy(vacancy_id: UUID, viewer: Viewer) -> OpenVacancy:
    for one in await gathering.open_for_quota(own_company(viewer)):
        if one.id == vacancy_id:
            return one
    raise NotThere


async def _head(prospetto_id: UUID, viewer: Viewer) -> Any:
    company_id = own_company(viewer)
    one = await archive.one(prospetto_id, company_id)
    return head(one, (await companies.company(company_id)).name)


@get("/prospetti/{prospetto_id:uuid}/posts", access=EDIT)
async def all_posts(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    model = pages.posts_page(
        await _head(prospetto_id, viewer),
        await gathering.open_for_quota(company_id),
        await answers.posts(company_id),
    )
    return page(request, POSTS, model)


@get("/prospetti/{prospetto_id:uuid}/posts/{vacancy_id:uuid}", access=EDIT)
async def one_post(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    prospetto_id: FromPath[UUID],
    vacancy_id: FromPath[UUID],
) -> Response[Any]:
    known = (await answers.posts(own_company(viewer))).get(vacancy_id, PostSheet())
    form = PostForm.blank(
        declared="on" if known.declared else None, capacities=known.capacities, channel=known.channel
    )
    model = {"head": await _head(prospetto_id, viewer), "vacancy": await _vacancy(vacancy_id, viewer)}
    return page(request, POST, model, form=form)


@post("/prospetti/{prospetto_id:uuid}/posts/{vacancy_id:uuid}", access=EDIT)
async def save_post(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    prospetto_id: FromPath[UUID],
    vacancy_id: FromPath[UUID],
) -> Response[Any]:
    there = await _head(prospetto_id, viewer)
    form = PostForm.bind(await read_form(request))
    if form.ok:
        try:
            await acts.save_post(vacancy_id, form.sheet(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/prospetti/{prospetto_id}/posts", flash="Posto salvato.")
    model = {"head": there, "vacancy": await _vacancy(vacancy_id, viewer)}
    return page(request, POST, model, form=form, status=422)


ROUTES = [all_posts, one_post, save_post]
