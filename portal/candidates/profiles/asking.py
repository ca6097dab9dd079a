"""What a company asks of the cards: words, and codes of card fields; in an address, and back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import urlencode

from portal.candidates.profiles.card_words import family_of, in_basin, narrowest, options
from portal.candidates.profiles.search import FILTERS, Shown, document
from portal.candidates.profiles.vocabulary import CardField
from portal.reference import skills

MOST_WORDS = 80
"""Characters of a search; more is nobody's question."""

MOST_CHOSEN = 60
"""Codes of a search; no page offers so many."""

PARAMETERS: dict[str, str] = {
    **{of.value: of.value for of in CardField},
    "families": "family",
    "skills": "skill",
}
"""By field of the index, its name in the address of a search."""

SEARCH_PATH = "/profiles"

_CARD_FIELDS = frozenset(of.value for of in CardField)
_NAMES = {parameter: name for name, parameter in PARAMETERS.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """``chosen``: codes by field of the index. A finer code narrows the coarser one beside it.

    ``some``: any of the words is enough.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    some: bool = False

    def of(self, name: str) -> tuple[str, ...]:
        return self.chosen.get(name, ())

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return {
            name: narrowest(CardField(name), self.of(name)) if name in _CARD_FIELDS else self.of(name)
            for name in FILTERS
        }

    @property
    def narrowed(self) -> dict[str, tuple[str, ...]]:
        """The filters that do narrow."""
        return {name: values for name, values in self.filters.items() if values}

    @property
    def asks_nothing(self) -> bool:
        return not self.words and not any(self.chosen.values())

    def fits(self, card: Shown) -> bool:
        """Applied again to what the database holds: a late index may hide, never reveal."""
        told = document(card)
        return all(
            not wanted or not set(wanted).isdisjoint(told.values(name))
            for name, wanted in self.filters.items()
        )

    def without(self, *names: str) -> "Wanted":
        """The same question without what was chosen in these fields."""
        return replace(self, chosen={name: codes for name, codes in self.chosen.items() if name not in names})

    def without_code(self, name: str, code: str) -> "Wanted":
        kept = tuple(one for one in self.of(name) if one != code)
        return replace(self, chosen={**self.chosen, name: kept})

    def pairs(self) -> Iterator[tuple[str, str]]:
        """As a form would send it."""
        if self.words:
            yield "q", self.words
        for name, parameter in PARAMETERS.items():
            for code in self.of(name):
                yield parameter, code

    def address(self, path: str = SEARCH_PATH) -> str:
        pairs = list(self.pairs())
        return f"{path}?{urlencode(pairs)}" if pairs else path


def wanted(asked: Mapping[str, Sequence[str]]) -> Wanted:
    """What an address or form asks for; values that no card can have are passed over."""
    words = " ".join("".join(asked.get("q", ())[:1]).split())[:MOST_WORDS]
    chosen = {
        name: tuple(dict.fromkeys(value for value in asked.get(parameter, ()) if may_be_chosen(name, value)))
        for name, parameter in PARAMETERS.items()
    }
    return Wanted(words, {name: values[:MOST_CHOSEN] for name, values in chosen.items() if values})


def codes_as_text(chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Chosen codes as one list, to be kept: «area=LC»."""
    return [f"{PARAMETERS[name]}={code}" for name in PARAMETERS for code in chosen.get(name, ())]


def codes_from_text(kept: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Back from ``codes_as_text``; a code that a newer vocabulary no longer has is left out."""
    found: dict[str, list[str]] = {}
    for one in kept:
        parameter, _, code = one.partition("=")
        name = _NAMES.get(parameter)
        if name is not None and may_be_chosen(name, code):
            found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def may_be_chosen(name: str, code: str) -> bool:
    return code in _known(name) or (name == CardField.AREA.value and in_basin(code))


@cache
def _known(name: str) -> frozenset[str]:
    if name == "families":
        return frozenset(family.code for family in skills.families())
    return frozenset(family_of()) if name == "skills" else frozenset(options(CardField(name)))
