"""The facets of a search: what may be chosen in each field of a card, with the numbers that may be said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.candidates.profiles import card_words
from portal.candidates.profiles.asking import PARAMETERS, Wanted
from portal.candidates.profiles.vocabulary import FIELD_LABELS, CardField
from portal.reference import skills

FACET_LABELS: dict[str, str] = {
    **{of.value: label for of, label in FIELD_LABELS.items()},
    "families": "Competenze",
    "skills": "Competenze precise",
}

Counts = Mapping[str, Mapping[str, int]]
"""By field and value; only numbers that may be said."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """``count`` None: under k, so the number is not said; the value stays listed only while it is chosen.

    ``depth``: how far below the coarsest value of its field it stands.
    """

    value: str
    label: str
    count: int | None
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: tuple[FacetValue, ...]
    all_fine: bool = False
    """Too many to stand open at once: a list to unfold."""

    @property
    def broad(self) -> tuple[FacetValue, ...]:
        return () if self.all_fine else tuple(one for one in self.values if not one.depth)

    @property
    def fine(self) -> tuple[FacetValue, ...]:
        return self.values if self.all_fine else tuple(one for one in self.values if one.depth)


Option = tuple[str, str, int]
"""Code, words, depth."""


def facets_of(counts: Counts, wanted: Wanted) -> tuple[Facet, ...]:
    """Fields and labels of skills; a field that no card shows is not offered."""
    families = [(family.code, family.name.capitalize(), 0) for family in skills.families()]
    single = [(code, skills.name(code), 0) for code in sorted(card_words.family_of())]
    fields = [_facet(of.value, _options(of), counts, wanted) for of in CardField if of is not CardField.AREA]
    labels = [
        _facet("families", families, counts, wanted),
        replace(_facet("skills", single, counts, wanted), all_fine=True),
    ]
    first, *others = fields
    return tuple(one for one in (first, *labels, *others) if one.values)


def areas_of(counts: Counts, wanted: Wanted) -> tuple[FacetValue, ...]:
    """Regions, their provinces, and of these the job-centre basins that cards show."""
    listed = {*counts.get(CardField.AREA.value, {}), *wanted.of(CardField.AREA.value)}
    basins = sorted(
        (code for code in listed if card_words.in_basin(code)),
        key=lambda code: card_words.words(CardField.AREA, code),
    )
    return _facet(CardField.AREA.value, _with_basins(_options(CardField.AREA), basins), counts, wanted).values


def words_of(name: str, code: str) -> str:
    """A chosen value as the page calls it."""
    if name == "families":
        return skills.family(code).name.capitalize()
    return skills.name(code) if name == "skills" else card_words.words(CardField(name), code)


def _with_basins(options: Iterable[Option], basins: Iterable[str]) -> list[Option]:
    found: list[Option] = []
    for option in options:
        found.append(option)
        found += [
            (code, card_words.area_words(code), option[2] + 1)
            for code in basins
            if card_words.implied(CardField.AREA, code)[-2] == option[0]
        ]
    return found


def _options(of: CardField) -> list[Option]:
    return [
        (code, card_words.words(of, code), card_words.depth(of, code))
        for code in card_words.options(of)
        if card_words.says_more(of, code)
    ]


def _facet(name: str, options: Iterable[Option], counts: Counts, wanted: Wanted) -> Facet:
    known, chosen = counts.get(name, {}), wanted.of(name)
    return Facet(
        PARAMETERS[name],
        FACET_LABELS[name],
        tuple(
            FacetValue(value, words, known.get(value), value in chosen, depth)
            for value, words, depth in options
            if value in known or value in chosen
        ),
    )
