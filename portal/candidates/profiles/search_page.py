"""The page on which a company searches cards, and what it says about too few, too many and none."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.candidates.profiles.asking import PARAMETERS, Wanted
from portal.candidates.profiles.company import Found
from portal.candidates.profiles.facets import (
    FACET_LABELS,
    Facet,
    FacetValue,
    areas_of,
    facets_of,
    words_of,
)
from portal.candidates.profiles.pages import CardForCompany, card_for
from portal.candidates.profiles.rules import Count
from portal.candidates.profiles.search_words import asks_of_health
from portal.foundation.search import MOST_COUNTED
from portal.foundation.web.pagination import Pages

SAVE_PATH = "/saved-searches/new"


@dataclass(frozen=True, slots=True)
class Instead:
    """A question near the one that found nobody, and what it finds."""

    words: str
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``few``: fewer than ``k`` answer; the last ``near`` cards are near ones. ``instead``: what to try when nobody
    answers. ``asks_of_health``: the words are of what no card tells."""

    verified: bool
    words: str
    facets: tuple[Facet, ...] = ()
    areas: tuple[FacetValue, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    """Chosen filters as words and the address without them."""
    count_words: str = ""
    cards: tuple[CardForCompany, ...] = ()
    pages: Pages | None = None
    k: int = 0
    widened: bool = False
    few: bool = False
    near: int = 0
    degraded: bool = False
    instead: tuple[Instead, ...] = ()
    asks_of_health: bool = False
    limit_reached: bool = False
    save_href: str | None = None
    is_fragment: bool = False
    """Only the results travel; count and facets come out of band."""


def search_page(
    asked: Wanted,
    found: Found,
    company_id: UUID,
    *,
    pages: Pages,
    instead: tuple[Instead, ...],
    is_fragment: bool,
) -> SearchPage:
    return SearchPage(
        verified=True,
        words=asked.words,
        facets=facets_of(found.facets, asked),
        areas=areas_of(found.facets, asked),
        chosen=chosen(asked),
        count_words=count_words(found.count),
        cards=tuple(card_for(card, company_id) for card in found.cards),
        pages=pages,
        k=found.count.k,
        widened=found.widened,
        few=found.few,
        near=found.near,
        degraded=found.degraded,
        instead=instead,
        asks_of_health=not found.count.exact and asks_of_health(asked.words),
        limit_reached=found.limit_reached,
        save_href=None if asked.asks_nothing else asked.address(SAVE_PATH),
        is_fragment=is_fragment,
    )


def not_yet(asked: Wanted) -> SearchPage:
    """For a company that is not verified."""
    return SearchPage(verified=False, words=asked.words)


def chosen(asked: Wanted) -> tuple[tuple[str, str], ...]:
    return tuple(
        (words_of(name, code), asked.without_code(name, code).address())
        for name in PARAMETERS
        for code in asked.of(name)
    )


def count_words(count: Count) -> str:
    if count.exact is None:
        return f"Meno di {count.k} profili trovati"
    if count.exact == 0:
        return "Nessun profilo trovato"
    number = f"{count.exact:,}".replace(",", ".")
    return f"Almeno {number} profili trovati" if count.exact >= MOST_COUNTED else f"{number} profili trovati"


def ways_out(asked: Wanted, without: Mapping[str, Count], words_alone: Count | None) -> tuple[Instead, ...]:
    """What would find somebody: the filters without the words, the words without the filters, one filter less.

    ``without`` as ``counting.counts_without`` answers it. Only numbers that may be said.
    """
    found = []
    if asked.words:
        if (filters := without.get("")) is not None:
            found.append((f"Senza «{asked.words}»", filters, Wanted(chosen=asked.chosen)))
        if words_alone is not None:
            found.append(("Senza filtri", words_alone, Wanted(asked.words)))
    else:
        found += [
            (f"Senza il filtro {FACET_LABELS[name]}", count, asked.without(name))
            for name, count in without.items()
            if name
        ]
    return tuple(
        Instead(words, count_words(count).removesuffix(" trovati"), wider.address())
        for words, count, wider in found
        if count.exact and not wider.asks_nothing
    )
