"""What Meilisearch is told: settings, documents, filters, questions. No I/O.

A document there holds, for each text field, its words, their stems and meanings; for each filter field, its
values; its id; and `turn`, a random word that decides among equals, so that nobody is first for having been added
first.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from meilisearch_python_sdk.models.search import FederationOptions, SearchParams
from meilisearch_python_sdk.models.settings import (
    Faceting,
    MeilisearchSettings,
    MinWordSizeForTypos,
    Pagination,
    TypoTolerance,
)

from portal.foundation.search import typos
from portal.foundation.search.documents import Read
from portal.foundation.search.plan import Plan, Term
from portal.foundation.search.port import MOST_COUNTED, IndexSettings
from portal.foundation.search.synonyms import Synonyms

_OTHERS = re.compile(r"[^a-z0-9_.-]+")
_ENCODED = re.compile(r"~([0-9a-f]*)~")
# shown in one facet at most; more values than any list of the portal has
_MOST_VALUES = 10_000

# ranks of the questions put together: all words, some words, one word
_WHOLE, _PART, _ONE = 1.0, 0.5, 0.25


def settings_of(index: IndexSettings, synonyms: Synonyms) -> MeilisearchSettings:
    return MeilisearchSettings(
        searchable_attributes=[
            name for one in index.text_fields for name in (_words(one), _stems(one), _meanings(one))
        ],
        filterable_attributes=[*sorted(_filter(name) for name in index.filter_fields)],
        displayed_attributes=["id"],
        sortable_attributes=[],
        ranking_rules=["words", "typo", "proximity", "attribute", "exactness", "turn:asc"],
        synonyms={" ".join(one): list(found) for one, found in synonyms.sought.items()},
        typo_tolerance=TypoTolerance(
            enabled=True,
            disable_on_numbers=True,
            # two_typos as large as it may be: one slip is forgiven, two are another word
            min_word_size_for_typos=MinWordSizeForTypos(one_typo=typos.SHORTEST, two_typos=255),
        ),
        faceting=Faceting(max_values_per_facet=_MOST_VALUES),
        pagination=Pagination(max_total_hits=MOST_COUNTED),
        facet_search=False,
    )


def document_of(index: IndexSettings, read: Read, synonyms: Synonyms) -> dict[str, Any]:
    content: dict[str, Any] = {"id": str(read.id), "turn": secrets.token_hex(4)}
    for name, texts in zip(index.text_fields, read.fields, strict=True):
        stems = [tuple(one.stem for one in text) for text in texts]
        content[_words(name)] = [" ".join(one.word for one in text) for text in texts]
        content[_stems(name)] = [" ".join(text) for text in stems]
        content[_meanings(name)] = list(
            dict.fromkeys(meaning for text in stems for _, meaning in synonyms.meanings(text))
        )
    for name in index.filter_fields:
        content[_filter(name)] = [encode(value) for value in read.filters.get(name, ())]
    return content


def same_document(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rows say the same; their turn among equals is drawn anew each time."""
    return {**one, "turn": None} == {**other, "turn": None}


def encode(value: str) -> str:
    """Meilisearch compares values without case and accents; encoded, only equal ones are equal."""
    return _OTHERS.sub(lambda found: f"~{found.group().encode().hex()}~", value) or "~~"


@lru_cache(maxsize=20_000)
def decode(value: str) -> str:
    return _ENCODED.sub(lambda found: bytes.fromhex(found.group(1)).decode(), value)


def filter_of(narrowed: Mapping[str, tuple[str, ...]], *, without: str | None = None) -> str | None:
    """The filter expression; values cannot break out of it, for `encode` leaves no quote."""
    parts = [
        f"{_filter(name)} IN [{', '.join(chr(34) + encode(value) + chr(34) for value in values)}]"
        for name, values in narrowed.items()
        if name != without
    ]
    return " AND ".join(parts) or None


def facet_names(names: tuple[str, ...]) -> list[str]:
    return [_filter(name) for name in names]


def facet_counts(names: tuple[str, ...], distribution: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: {
            decode(value): int(number)
            for value, number in distribution.get(_filter(name), {}).items()
            if number
        }
        for name in names
    }


class Question:
    """One text asked of the index, and how much its hits are worth beside those of others asked with it."""

    __slots__ = ("strategy", "text", "weight")

    def __init__(
        self, text: str, weight: float = _WHOLE, strategy: Literal["all", "frequency"] = "all"
    ) -> None:
        self.text = text
        self.weight = weight
        self.strategy: Literal["all", "frequency"] = strategy

    def params(
        self,
        uid: str,
        filter_: str | None,
        *,
        facets: tuple[str, ...] = (),
        offset: int = 0,
        limit: int = 0,
        scored: bool = False,
        weighted: bool = False,
    ) -> SearchParams:
        """`weighted`: asked together with others, where page and facets are those of all together."""
        return SearchParams(
            index_uid=uid,
            q=self.text,
            filter=filter_,
            facets=facet_names(facets) or None,
            offset=offset,
            limit=limit,
            matching_strategy=self.strategy,
            attributes_to_retrieve=["id"],
            show_ranking_score=scored,
            federation_options=FederationOptions(weight=self.weight) if weighted else None,
        )


def every_word(plan: Plan) -> list[Question]:
    """Questions whose hits together hold every term. A last word is asked whole and, if it must, as a beginning."""
    if not plan.terms:
        return [Question(_minus(plan))]
    return [Question(_minus(plan) + text) for text in _texts(plan.terms)]


def every_word_as_typed(plan: Plan) -> list[Question]:
    """The words instead of their stems: a slip is nearer to the word than to its stem."""
    if any(term.quoted for term in plan.terms) or not plan.terms:
        return []
    text = " ".join(term.word for term in plan.terms)
    return [Question(_minus(plan) + text + ("" if plan.terms[-1].beginning else " "))]


def any_word(plan: Plan, generic: frozenset[str]) -> list[Question]:
    """Questions whose hits together hold some telling term, the most terms first."""
    telling = tuple(term for term in plan.terms if not set(term.stems) <= generic) or plan.terms
    whole = " ".join(_whole(term) for term in telling) + " "
    found = [Question(_minus(plan) + whole, _PART, "frequency")] if len(telling) > 1 else []
    for term in telling:
        texts = [*_texts((term,)), *([] if term.quoted else [term.word + " "])]
        found += [Question(_minus(plan) + text, _ONE) for text in dict.fromkeys(texts)]
    return found


def _texts(terms: tuple[Term, ...]) -> list[str]:
    """A space at the end tells Meilisearch that the last word is finished."""
    first, last = " ".join(_whole(term) for term in terms[:-1]), terms[-1]
    first += " " if first else ""
    if last.beginning is None:
        return [f"{first}{_whole(last)} "]
    if last.beginning == last.stem:
        return [first + last.stem]
    return [f"{first}{last.stem} ", first + last.beginning]


def _whole(term: Term) -> str:
    return '"' + " ".join(term.stems) + '"' if term.quoted else term.stem


def _minus(plan: Plan) -> str:
    return "".join(f'-"{" ".join(term.stems)}" ' for term in plan.excluded)


def _words(field: str) -> str:
    return f"words_{field}"


def _stems(field: str) -> str:
    return f"stems_{field}"


def _meanings(field: str) -> str:
    return f"means_{field}"


def _filter(field: str) -> str:
    return f"is_{field}"
