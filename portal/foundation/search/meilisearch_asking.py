"""Putting questions to Meilisearch: a page with its total and facets, in one request where that is possible."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

from meilisearch_python_sdk.models.search import Federation, SearchResultsFederated, SearchResultsWithUID

from portal.foundation.search import meilisearch_requests as requests
from portal.foundation.search.meilisearch_requests import Question
from portal.foundation.search.meilisearch_server import Server
from portal.foundation.search.port import MOST_COUNTED, Hits, Query, SearchUnavailable

# equals are shuffled within so many hits: the engine knows no viewer, and every hit it hands out costs
_SHUFFLED = 50


@dataclass(frozen=True, slots=True)
class _Part:
    """A page, or a facet of its own filter."""

    filter: str | None
    facets: tuple[str, ...]
    offset: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    scored: list[tuple[str, float]]
    total: int
    distribution: Mapping[str, Any]


async def ask(
    server: Server, uid: str, query: Query, questions: Sequence[Question], *, widened: bool = False
) -> Hits:
    """What any of the questions finds, each document once."""
    narrowed = query.narrowed
    beside = tuple(name for name in query.facets if name in narrowed)
    plain = tuple(name for name in query.facets if name not in narrowed)
    start = query.offset // _SHUFFLED * _SHUFFLED
    end = min(-(-(query.offset + query.limit) // _SHUFFLED) * _SHUFFLED, MOST_COUNTED)
    parts = [_Part(requests.filter_of(narrowed), plain, start, max(end - start, 0))]
    parts += [_Part(requests.filter_of(narrowed, without=name), (name,)) for name in beside]
    if len(questions) == 1:
        answers = await _one_question(server, uid, questions[0], parts)
    else:
        answers = await asyncio.gather(*(_several_questions(server, uid, questions, part) for part in parts))
    facets: dict[str, dict[str, int]] = {}
    for part, answer in zip(parts, answers, strict=True):
        facets |= requests.facet_counts(part.facets, answer.distribution)
    return Hits(
        tuple(_shuffled(answers[0].scored, query.seed)[query.offset - start :][: query.limit]),
        min(answers[0].total, MOST_COUNTED),
        {name: facets[name] for name in query.facets},
        widened=widened,
    )


async def _one_question(
    server: Server, uid: str, question: Question, parts: Sequence[_Part]
) -> Sequence[_Answer]:
    """The server takes the questions of one request in turn: in two requests side by side they are done sooner."""
    half = max(len(parts) // 2, 1)
    if half == len(parts):
        return await _in_turn(server, uid, question, parts)
    halves = (_in_turn(server, uid, question, some) for some in (parts[:half], parts[half:]))
    return [answer for some in await asyncio.gather(*halves) for answer in some]


async def _in_turn(server: Server, uid: str, question: Question, parts: Sequence[_Part]) -> Sequence[_Answer]:
    asked = [
        question.params(
            uid, part.filter, facets=part.facets, offset=part.offset, limit=part.limit, scored=part.limit > 0
        )
        for part in parts
    ]
    answers = await server.ask(lambda: server.client.multi_search(asked))
    if not isinstance(answers, list) or not all(isinstance(one, SearchResultsWithUID) for one in answers):
        raise SearchUnavailable("Meilisearch answers in another form than asked")
    return [
        _Answer(
            [(hit["id"], float(hit["_rankingScore"])) for hit in one.hits],
            one.estimated_total_hits or 0,
            one.facet_distribution or {},
        )
        for one in answers
    ]


async def _several_questions(server: Server, uid: str, questions: Sequence[Question], part: _Part) -> _Answer:
    facets = {uid: requests.facet_names(part.facets)} if part.facets else None
    answer = await server.ask(
        lambda: server.client.multi_search(
            [question.params(uid, part.filter, weighted=True) for question in questions],
            federation=Federation(limit=part.limit, offset=part.offset, facets_by_index=facets),
        )
    )
    if not isinstance(answer, SearchResultsFederated):
        raise SearchUnavailable("Meilisearch answers in another form than asked")
    by_index: Mapping[str, Any] = (answer.facets_by_index or {}).get(uid) or {}
    return _Answer(
        [(hit["id"], float(hit["_federation"]["weightedRankingScore"])) for hit in answer.hits],
        answer.estimated_total_hits or 0,
        by_index.get("distribution") or {},
    )


def _shuffled(scored: Sequence[tuple[str, float]], seed: int) -> list[UUID]:
    """Best first; equally good ones in the viewer's own order, block by block so that pages never overlap."""
    key = (seed % (1 << 64)).to_bytes(8, "big")

    def place(hit: tuple[str, float]) -> tuple[float, bytes]:
        return -hit[1], blake2b(hit[0].encode(), digest_size=8, key=key).digest()

    return [
        UUID(id)
        for start in range(0, len(scored), _SHUFFLED)
        for id, _ in sorted(scored[start : start + _SHUFFLED], key=place)
    ]
