"""What the templates of cards and profiles receive. A company's card is built from ``CARD_FIELDS`` alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.candidates.profiles.codes import card_code, spoken
from portal.candidates.profiles.company import Found, Wanted
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import GROUP_LABELS, NOT_SHOWN
from portal.foundation import clock
from portal.foundation.web.pagination import Pages
from portal.reference import regions, skills
from portal.reference.professions import MacroGroup


@dataclass(frozen=True, slots=True)
class CardForCompany:
    """A card in words, as one company sees it."""

    code: str
    spoken: str
    title: str
    area: str
    skills: tuple[str, ...]

    @property
    def href(self) -> str:
        return f"/profiles/{self.code}"

    @property
    def contact_href(self) -> str:
        return f"/profiles/{self.code}/contact-requests/new"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Profilo", self.spoken), ("Area", self.area), ("Area professionale", self.title)]


def group_label(group: str | None) -> str:
    return NOT_SHOWN if group is None else GROUP_LABELS[MacroGroup(group)]


def family_labels(families: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(skills.family(code).name.capitalize() for code in families)


def card_for(card: Shown, company_id: UUID) -> CardForCompany:
    code = card_code(card.id, company_id, clock.today())
    return CardForCompany(
        code,
        spoken(code),
        group_label(card.profession_group),
        regions.name(card.area),
        family_labels(card.families),
    )


@dataclass(frozen=True, slots=True)
class FacetValue:
    """``count`` None: under k, so the number is not said; the value stays listed only while it is chosen."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    verified: bool
    words: str
    facets: tuple[Facet, ...]
    areas: tuple[FacetValue, ...]
    chosen: tuple[tuple[str, str], ...]
    """Chosen filters as words and the address without them."""
    count_words: str
    cards: tuple[CardForCompany, ...]
    pages: Pages | None
    widened: bool
    few: bool
    limit_reached: bool
    is_fragment: bool = False
    """Only the results travel; count and facet numbers come out of band."""


def facets_of(found: Found, wanted: Wanted) -> tuple[Facet, ...]:
    groups = [(group.value, GROUP_LABELS[group]) for group in MacroGroup]
    families = [(family.code, family.name.capitalize()) for family in skills.families()]
    return (
        _facet(
            "group", "Area professionale", groups, found.facets.get("profession_group", {}), wanted.groups
        ),
        _facet("family", "Competenze", families, found.facets.get("families", {}), wanted.families),
    )


def areas_of(found: Found, wanted: Wanted) -> tuple[FacetValue, ...]:
    areas = [(region.code, region.name) for region in regions.entries()]
    return _facet("area", "Regione", areas, found.facets.get("area", {}), wanted.areas).values


def _facet(
    name: str,
    label: str,
    values: list[tuple[str, str]],
    known: Mapping[str, int],
    chosen: tuple[str, ...],
) -> Facet:
    return Facet(
        name,
        label,
        tuple(
            FacetValue(value, words, known.get(value), value in chosen)
            for value, words in values
            if value in known or value in chosen
        ),
    )
