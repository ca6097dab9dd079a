"""Addresses of the cards for companies: the search, and one card by the company's own code."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.profiles import company
from portal.candidates.profiles.company import PARAMETERS, Found, Wanted
from portal.candidates.profiles.forms import wanted
from portal.candidates.profiles.pages import SearchPage, areas_of, card_for, facets_of
from portal.candidates.profiles.rules import Count
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
PER_PAGE = 20
DEEPEST_PAGE = 50
"""Nobody leafs further; whoever would is copying."""


@get("/profiles", access=SEARCH)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    asked = {name: request.query_params.getall(name, []) for name in ("q", *PARAMETERS.values())}
    look_for = wanted(asked)
    if viewer.organisation_id is None or not await company.may_see_cards(viewer.organisation_id):
        return page(request, "candidates/profiles/search.html", _not_yet(look_for))
    if await standing_stop() is not None:
        raise Refused(STOPPED)
    number = min(asked_page(request), DEEPEST_PAGE)
    found = await company.find(
        look_for, viewer.organisation_id, limit=PER_PAGE, offset=(number - 1) * PER_PAGE
    )
    model = _search_page(request, look_for, found, viewer.organisation_id)
    return fragment(request, "candidates/profiles/search.html", model, block="risultati")


def _not_yet(look_for: Wanted) -> SearchPage:
    return SearchPage(False, look_for.words, (), (), (), "", (), None, False, False, False)


def _search_page(request: PortalRequest, look_for: Wanted, found: Found, company_id: UUID) -> SearchPage:
    facets, areas = facets_of(found, look_for), areas_of(found, look_for)
    return SearchPage(
        verified=True,
        words=look_for.words,
        facets=facets,
        areas=areas,
        chosen=tuple(
            (value.label, _without(look_for, name, value.value))
            for name, values in [*((facet.name, facet.values) for facet in facets), ("area", areas)]
            for value in values
            if value.chosen
        ),
        count_words=_count_words(found.count),
        cards=tuple(card_for(card, company_id) for card in found.cards),
        pages=Pages.of(request, found.total, PER_PAGE),
        widened=found.widened,
        few=found.count.exact is None,
        limit_reached=found.limit_reached,
        is_fragment=request.is_fragment,
    )


def _count_words(count: Count) -> str:
    if count.exact is None:
        return f"Meno di {count.k} profili trovati"
    if count.exact == 0:
        return "Nessun profilo trovato"
    return f"{count.exact} profili trovati"


def _without(look_for: Wanted, name: str, value: str) -> str:
    """The address of the same search with one filter less."""
    pairs = [("q", look_for.words)] if look_for.words else []
    for of, parameter in PARAMETERS.items():
        pairs += [(parameter, one) for one in look_for.of(of) if (parameter, one) != (name, value)]
    return f"/profiles?{urlencode(pairs)}" if pairs else "/profiles"


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
