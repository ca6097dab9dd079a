"""How long a search takes among many cards, with each engine: p50 and p95 in milliseconds.

    python -m benchmarks.search [--documents 100000] [--rounds 6]

PostgreSQL is started for it in a temporary folder; Meilisearch too, where a program of that name is on PATH (or
PORTAL_TEST_MEILISEARCH_URL and …_KEY name one). Cards are drawn from the portal's own lists of skills and
occupations: nobody's. The client's time counts; reading the cards of the ids does not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

from portal.foundation import db, migrations
from portal.foundation.embedded import EmbeddedMeilisearch, EmbeddedPostgres
from portal.foundation.embedded.meilisearch import program
from portal.foundation.search import (
    Document,
    IndexSettings,
    PostgresEngine,
    Query,
    SearchEngine,
    broader_of,
)
from portal.foundation.search.meilisearch import MeilisearchEngine
from portal.reference import professions, provinces, skills, synonyms

TYPED = (
    *("magazziniere", "archiviare documenti", "pulire uffici", "contabile", "cassa", "guidare furgoni"),
    *("montare mobili", "segreteria", "cucire", "prima nota", "saldare", "call center", "assistere cliente"),
    *("giardiniere", "software", "muletto"),
)
UNFINISHED = ("magaz", "archivi", "puli", "contab", "guidare fur", "sald", "call cen", "giard")
SLIPPED = ("magaziniere", "archviare", "giardinierre", "saldre metalli", "contbile", "furgnoi")
SCATTERED = (
    "saldare centralino",
    "cucire contabile giardiniere",
    "software muletto",
    "cassa imbianchino sarto",
)

NARROWED = {"hours": ("parziale", "entrambi"), "education": ("diploma", "qualifica"), "licence": ("b",)}
FACETS = ("family", "hours", "education", "licence", "experience")

_families = {one.code: one.name for one in skills.family_register().rows}

INDEX = IndexSettings(
    name="bench_cards",
    text_fields=("occupation", "skills", "families"),
    filter_fields=("province", "family", "occupation", "hours", "education", "licence", "experience"),
    synonyms=(
        *(group.terms for group in synonyms.entries()),
        *((one.title, *one.synonyms) for one in professions.entries()),
    ),
    broader=broader_of({one.name: _families[one.family] for one in skills.entries()}),
)


def cards(number: int, seed: int = 68) -> Iterator[Document]:
    """Up to five labels a card, at most three of them single skills, the others families; most fit the occupation."""
    dice = random.Random(seed)
    everywhere = provinces.entries()
    fitting = {
        one.key: [s for s in skills.entries() if any(one.code.startswith(begin) for begin in s.professions)]
        for one in professions.entries()
    }
    for _ in range(number):
        occupation = dice.choice(professions.entries())
        pool = fitting[occupation.key] * 4 + list(skills.entries())
        drawn = list(dict.fromkeys(dice.choice(pool) for _ in range(dice.randint(2, 5))))
        shown = [one for one in drawn[:3] if dice.random() < 0.6]
        only_family = {one.family for one in drawn} - {one.family for one in shown}
        yield Document(
            UUID(int=dice.getrandbits(128), version=4),
            {
                "occupation": occupation.title,
                "skills": [one.name for one in shown],
                "families": [_families[code] for code in sorted(only_family)],
            },
            {
                "province": dice.choice(everywhere).code,
                "family": sorted({one.family for one in drawn}),
                "occupation": occupation.code[:3],
                "hours": dice.choice(("pieno", "parziale", "entrambi")),
                "education": dice.choice(("licenza", "qualifica", "diploma", "oltre")),
                "licence": dice.choice(("b", "no")),
                "experience": dice.choice(("0-1", "2-4", "5-9", "10")),
            },
        )


def _queries(words: tuple[str, ...], **more: object) -> list[Query]:
    return [Query(one, seed=number, **more) for number, one in enumerate(words)]  # type: ignore[arg-type]


CASES: dict[str, list[Query]] = {
    "words, 3 filters, 2 other facets": _queries(TYPED, filters=NARROWED, facets=("family", "experience")),
    "words, 3 filters, 5 facets with boxes": _queries(TYPED, filters=NARROWED, facets=FACETS),
    "words, 3 filters": _queries(TYPED, filters=NARROWED),
    "words alone": _queries(TYPED),
    "words, 5 facets": _queries(TYPED, facets=FACETS),
    "unfinished word, 3 filters, 2 facets": _queries(
        UNFINISHED, filters=NARROWED, facets=("family", "experience")
    ),
    "a slip, 3 filters, 2 facets": _queries(SLIPPED, filters=NARROWED, facets=("family", "experience")),
    "nobody has all words, 3 filters, 2 facets": _queries(
        SCATTERED, filters=NARROWED, facets=("family", "experience")
    ),
    "no words, province and 2 filters, 5 facets": _queries(
        ("",) * 8,
        filters={"province": ("MI", "LC"), "hours": ("parziale",), "licence": ("b",)},
        facets=FACETS,
    ),
    "no words, 3 wide filters, 5 facets": _queries(("",) * 4, filters=NARROWED, facets=FACETS),
    "no words, one filter, 5 facets": _queries(("",) * 4, filters={"hours": ("parziale",)}, facets=FACETS),
    "nothing but the page, 5 facets": _queries(("",) * 4, facets=FACETS),
}


async def measure(engines: dict[str, SearchEngine], rounds: int) -> None:
    print(f"\n{'p50 / p95 ms':44}" + "".join(f"{name:>18}" for name in engines) + f"{'most hits':>12}")
    for case, queries in CASES.items():
        times: dict[str, list[float]] = {name: [] for name in engines}
        most = 0
        for turn in range(rounds + 1):
            for query in queries:
                for name, engine in engines.items():  # interleaved: noise hits both alike
                    started = time.perf_counter()
                    hits = await engine.search(INDEX, query)
                    if turn:  # the first round warms up
                        times[name].append((time.perf_counter() - started) * 1_000)
                    most = max(most, hits.total)
        shown = [f"{statistics.median(one):8.1f} /{_p95(one):7.1f}" for one in times.values()]
        print(f"{case:44}" + "".join(f"{one:>18}" for one in shown) + f"{most:>12,}")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


async def measure_writes(engines: dict[str, SearchEngine]) -> None:
    for name, engine in engines.items():
        times: dict[str, list[float]] = {"one card written": [], "one card deleted": []}
        for one in cards(20, seed=1):
            started = time.perf_counter()
            await engine.upsert(INDEX, [one])
            written = time.perf_counter()
            await engine.delete(INDEX, [one.id])
            times["one card written"].append((written - started) * 1_000)
            times["one card deleted"].append((time.perf_counter() - written) * 1_000)
        for what, found in times.items():
            print(
                f"{name}: {what} and searchable after {statistics.median(found):.1f} / {_p95(found):.1f} ms"
            )


async def _from(documents: Callable[[], Iterator[Document]]) -> AsyncIterator[Document]:
    for one in documents():
        yield one


async def run(number: int, rounds: int) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-search-")))
        postgres = EmbeddedPostgres(folder, durable=True)
        stack.callback(postgres.stop)
        dsn = postgres.start()
        await migrations.migrate(dsn)
        await db.open_pool(dsn)
        engines: dict[str, SearchEngine] = {"postgresql": PostgresEngine()}
        if url := os.environ.get("PORTAL_TEST_MEILISEARCH_URL"):
            key = os.environ.get("PORTAL_TEST_MEILISEARCH_KEY")
            engines["meilisearch"] = MeilisearchEngine(url, key, prefix="bench_")
        elif program() is not None:
            server = EmbeddedMeilisearch(folder)
            stack.callback(server.stop)
            engines["meilisearch"] = MeilisearchEngine(server.start(), server.scoped_key())
        else:
            print("meilisearch: not on PATH, not measured")
        try:
            for name, engine in engines.items():
                started = time.perf_counter()
                await engine.rebuild(INDEX, _from(lambda: cards(number)))
                print(f"{name}: {number:,} cards indexed in {time.perf_counter() - started:.1f} s")
            await db.execute("ANALYZE search_document")
            await measure(engines, rounds)
            await measure_writes(engines)
        finally:
            for engine in engines.values():
                await engine.close()
            await db.close_pool()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=6)
    given = parser.parse_args()
    asyncio.run(run(given.documents, given.rounds))


if __name__ == "__main__":
    main()
