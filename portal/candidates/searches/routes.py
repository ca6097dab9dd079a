"""Addresses of saved searches."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.profiles import company
from portal.candidates.profiles.asking import PARAMETERS, SEARCH_PATH, Wanted, wanted
from portal.candidates.searches import actions
from portal.candidates.searches.forms import NewsForm, SaveForm
from portal.candidates.searches.pages import SavedPage, line, save_page
from portal.candidates.searches.queries import saved_search, saved_searches
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

SEARCH = may(P.CARDS_SEARCH)
PATH = "/saved-searches"
_NAMES = ("q", *PARAMETERS.values())


def _asked(texts: Mapping[str, list[str]]) -> Wanted:
    return wanted({name: texts.get(name, []) for name in _NAMES})


@get(PATH, access=SEARCH)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    rows = tuple(line(one) for one in await saved_searches(viewer))
    return page(request, "candidates/searches/index.html", SavedPage(rows))


@get(f"{PATH}/new", access=SEARCH)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    asked = _asked({name: request.query_params.getall(name, []) for name in _NAMES})
    if viewer.organisation_id is None or not await company.may_see_cards(viewer.organisation_id):
        raise Refused(actions.NOT_VERIFIED)
    if asked.asks_nothing:
        return see_other(request, SEARCH_PATH, flash=actions.NOTHING_ASKED, kind="warning")
    return page(request, "candidates/searches/new.html", save_page(asked), form=SaveForm.blank(news="1"))


@post(PATH, access=SEARCH)
async def save(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    sent = await read_form(request)
    asked, form = _asked({name: sent.all(name) for name in _NAMES}), SaveForm.bind(sent)
    if form.ok:
        try:
            saved = await actions.save(asked, id=form["once"], news=form["news"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Ricerca salvata." if saved.is_new else "Questa ricerca è già fra le tue."
            return see_other(request, PATH, flash=words)
    return invalid(request, "candidates/searches/new.html", save_page(asked), form)


@get(f"{PATH}/{{saved_search_id:uuid}}", access=SEARCH)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], saved_search_id: FromPath[UUID]
) -> Response[Any]:
    """Leads to its results, as they are now."""
    asked = await actions.note_opened(saved_search_id, by=viewer)
    return see_other(request, asked.address())


@post(f"{PATH}/{{saved_search_id:uuid}}/news", access=SEARCH)
async def choose_news(
    request: PortalRequest, viewer: NamedDependency[Viewer], saved_search_id: FromPath[UUID]
) -> Response[Any]:
    form = NewsForm.bind(await read_form(request))
    await actions.choose_news(saved_search_id, news=form["news"], by=viewer)
    return see_other(request, PATH, flash="Avviso attivato." if form["news"] else "Avviso disattivato.")


@get(f"{PATH}/{{saved_search_id:uuid}}/removal", access=SEARCH)
async def ask_removal(
    request: PortalRequest, viewer: NamedDependency[Viewer], saved_search_id: FromPath[UUID]
) -> Response[Any]:
    return page(
        request, "candidates/searches/removal.html", line(await saved_search(saved_search_id, viewer))
    )


@post(f"{PATH}/{{saved_search_id:uuid}}/removal", access=SEARCH)
async def remove(
    request: PortalRequest, viewer: NamedDependency[Viewer], saved_search_id: FromPath[UUID]
) -> Response[Any]:
    await actions.remove(saved_search_id, by=viewer)
    return see_other(request, PATH, flash="Ricerca tolta.")


ROUTES = [index, new, save, show, choose_news, ask_removal, remove]
