"""Addresses of the cards for companies: the search, and one card by the company's own code."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.profiles import company
from portal.candidates.profiles.asking import PARAMETERS, Wanted, wanted
from portal.candidates.profiles.company import Found
from portal.candidates.profiles.counting import counts_without
from portal.candidates.profiles.pages import card_for
from portal.candidates.profiles.search_page import Instead, not_yet, search_page, ways_out
from portal.candidates.profiles.stopping import standing_stop
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, fragment, get, page
from portal.foundation.web.pagination import Pages, asked_page
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

LIMIT_REACHED = "La tua azienda ha visto tutti i profili possibili per oggi. Riprova domani."
STOPPED = "I profili sono sospesi per una verifica. Le tue proposte e i tuoi percorsi vanno avanti."
SEARCH = may(P.CARDS_SEARCH)
TEMPLATE = "candidates/profiles/search.html"
PER_PAGE = 20
DEEPEST_PAGE = 50
"""Nobody leafs further; whoever would is copying."""


@get("/profiles", access=SEARCH)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    asked = {name: request.query_params.getall(name, []) for name in ("q", *PARAMETERS.values())}
    look_for = wanted(asked)
    company_id = viewer.organisation_id
    if company_id is None or not await company.may_see_cards(company_id):
        return page(request, TEMPLATE, not_yet(look_for))
    if await standing_stop() is not None:
        raise Refused(STOPPED)
    number = min(asked_page(request), DEEPEST_PAGE)
    found = await company.find(look_for, company_id, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    model = search_page(
        look_for,
        found,
        company_id,
        pages=Pages.of(request, min(found.total, PER_PAGE * DEEPEST_PAGE), PER_PAGE),
        instead=await _instead(look_for, found, company_id),
        is_fragment=request.is_fragment,
    )
    return fragment(request, TEMPLATE, model, block="risultati")


async def _instead(look_for: Wanted, found: Found, company_id: UUID) -> tuple[Instead, ...]:
    """Asked only where nobody answers."""
    if found.total or look_for.asks_nothing:
        return ()
    words_alone = None
    if look_for.words and look_for.narrowed:
        words_alone = await company.how_many(Wanted(look_for.words), company_id)
    return ways_out(look_for, await counts_without(look_for), words_alone)


@get("/profiles/{code:str}", access=SEARCH)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer], code: FromPath[str]) -> Response[Any]:
    """Unknown, withdrawn, foreign, old: one answer, and nothing tells which."""
    company_id = viewer.organisation_id
    if company_id is None or not await company.may_see_cards(company_id):
        raise NotThere
    card = await company.by_code(code, company_id)
    if card is None:
        raise NotThere
    if card.id not in await company.note_seen(company_id, [card.id]):
        raise Refused(LIMIT_REACHED)
    return page(request, "candidates/profiles/card.html", card_for(card, company_id))


ROUTES = [index, show]
