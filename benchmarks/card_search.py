"""How long a company's search takes among many cards, from the question to cards read and re-checked.

    python -m benchmarks.card_search [--cards 100000] [--rounds 6]

Targets: p95 at most 12 ms with Meilisearch, 40 ms with PostgreSQL, for words, 3 filters and facets. PostgreSQL is
started for it in a temporary folder; Meilisearch too, where a program of that name is on PATH (or
PORTAL_TEST_MEILISEARCH_URL and …_KEY name one). Cards are drawn from the portal's own lists: nobody's. «engine»
is the part of it that the engine takes, with all facets of the page, «2 facets» with two of them: what the design
measured. On a busy machine trust ratios: two empty statements and the load are printed beside.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from stdnum import luhn

from portal import subscriptions
from portal.accounts import public as accounts
from portal.candidates.profiles import company
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.card_words import family_of, options
from portal.candidates.profiles.counting import asked_now
from portal.candidates.profiles.search import Shown, cards_index, documents
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import clock, db, migrations, outbox, process, search
from portal.foundation.embedded import EmbeddedMeilisearch, EmbeddedPostgres
from portal.foundation.embedded.meilisearch import program
from portal.foundation.ids import new_id
from portal.foundation.search import FallbackEngine, PostgresEngine, Query, SearchEngine, postgres_crossed
from portal.foundation.search.meilisearch import MeilisearchEngine
from portal.foundation.settings import load
from portal.kernel.roles import OrganisationKind
from portal.kernel.viewer import OPERATOR_COMMAND
from portal.reference import provinces, skills

TYPED = (
    *("magazziniere", "archiviare documenti", "pulire uffici", "contabile", "cassa", "guidare furgoni"),
    *("montare mobili", "segreteria", "cucire", "prima nota", "saldare", "call center", "assistere cliente"),
    *("giardiniere", "software", "muletto"),
)
NARROWED = {"working_time": ("part", "both"), "education": ("diploma", "qualifica"), "licence": ("b",)}

CASES: dict[str, list[Wanted]] = {
    "words, 3 filters": [Wanted(words, NARROWED) for words in TYPED],
    "words, place and 2 filters": [
        Wanted(words, {"area": ("MI",), "working_time": ("part",), "licence": ("b",)}) for words in TYPED
    ],
    "3 filters": [Wanted(chosen=NARROWED)] * 8,
    "unfinished word, 3 filters": [
        Wanted(words, NARROWED) for words in ("magaz", "archivi", "puli", "contab", "guidare fur", "sald")
    ],
    "a slip, 3 filters": [
        Wanted(words, NARROWED)
        for words in ("magaziniere", "archviare", "giardinierre", "contbile", "furgnoi")
    ],
    "words alone": [Wanted(words) for words in TYPED],
    "the page as it opens": [Wanted()] * 8,
}
PARTS = ("whole", "engine", "2 facets")
"""From question to cards; the engine with the facets of the page; the engine with two that are not narrowed by."""

BUDGETED = ("words, 3 filters", "words, place and 2 filters", "3 filters")

_OFFERED = {
    CardField.AREA: [one.code for one in provinces.entries()],
    CardField.PROFESSION: [code for code in options(CardField.PROFESSION) if "." in code],
    CardField.WORKING_TIME: ["full", "part", "both"],
    CardField.EDUCATION: ["licenza_media", "qualifica", "diploma", "oltre"],
    CardField.LICENCE: ["b", "no"],
    CardField.EXPERIENCE: ["under_2", "2_4", "5_9", "10_plus"],
}
_MISSING = 0.4
"""Of the fields of a card, the share that the ladder leaves out: with thousands of people in a region about four of
seven are shown."""


def cards(number: int, seed: int = 68) -> Iterator[Shown]:
    """Two labels a card, as releases show: mostly families, single skills here and there."""
    dice = random.Random(seed)
    families, single = [one.code for one in skills.families()], sorted(family_of())
    for _ in range(number):
        codes = tuple(
            None if of not in _OFFERED or dice.random() < _MISSING else dice.choice(_OFFERED[of])
            for of in CardField
        )
        shown = tuple(sorted(dice.sample(single, dice.choice((0, 0, 1, 1, 2)))))
        others = [code for code in families if code not in {family_of()[one] for one in shown}]
        carried = tuple(sorted(dice.sample(others, dice.choice((0, 1, 2)))))
        yield Shown(UUID(int=dice.getrandbits(128), version=4), codes, carried, shown)


_KEYS = """
SELECT conrelid::regclass::text AS "table", conname AS name FROM pg_constraint
WHERE contype = 'f' AND conrelid IN ('profile'::regclass, 'card'::regclass)
"""


async def fill(number: int) -> UUID:
    """Cards with the profiles they hang on, and nothing else of their people. Answers a company that looks."""
    outbox.install(subscriptions.SUBSCRIPTIONS)
    company_id, release_id, drawn = new_id(), new_id(), list(cards(number))
    digits = "0000001000"
    await accounts.register_organisation(
        id=company_id,
        name="Officine di prova",
        tax_code=digits + luhn.calc_check_digit(digits),
        pec="officine@pec.example",
        kinds=[OrganisationKind.COMPANY],
        by=OPERATOR_COMMAND,
        sintetico=True,
    )
    async with db.unit_of_work():
        # the people and their files are no part of a search
        for row in await db.fetch(_KEYS):
            await db.execute(f'ALTER TABLE {row["table"]} DROP CONSTRAINT "{row["name"]}"')
        day = clock.today()
        profiles = [
            (one.id, one.id, "published", "8.1.3.2.0", "03", new_id(), day, day, day + timedelta(days=90), 1)
            for one in drawn
        ]
        names = "id person state profession_code region_code submitted_by waiting_since published_on expires_on version"
        await db.copy("profile", tuple(names.split()), profiles)
        rows = [
            (one.id, one.id, "03", *one.codes, list(one.families), list(one.skills), release_id, clock.now())
            for one in drawn
        ]
        fields = (*(of.value for of in CardField), "families", "skills")
        await db.copy("card", ("id", "profile", "scope", *fields, "release", "shown_from"), rows)
    for table in ("profile", "card"):
        await db.execute(f"ANALYZE {table}")
    return company_id


async def measure(engines: dict[str, SearchEngine], company_id: UUID, rounds: int) -> None:
    facets = (await asked_now()).fields
    print(f"load of the machine: {' '.join(f'{one:.2f}' for one in os.getloadavg())}")
    heads = [f"{name} {part}" for name in engines for part in PARTS]
    print(f"\n{'p50 / p95 ms':30}" + "".join(f"{one:>22}" for one in heads) + f"{'most hits':>12}")
    for case, questions in CASES.items():
        times: dict[str, list[float]] = {one: [] for one in heads}
        most = 0
        for turn in range(rounds + 1):
            for wanted in questions:
                for name, engine in engines.items():  # interleaved: noise hits both alike
                    search._engine = engine
                    asked = Query(wanted.words, wanted.filters, facets, limit=20, seed=1)
                    ways: dict[str, Callable[[], Awaitable[object]]] = {
                        f"{name} whole": lambda wanted=wanted: company.find(  # type: ignore[misc]
                            wanted, company_id, limit=20, offset=0
                        ),
                        f"{name} engine": lambda engine=engine, asked=asked: engine.search(  # type: ignore[misc]
                            cards_index(), asked
                        ),
                        f"{name} 2 facets": lambda engine=engine, asked=asked: engine.search(  # type: ignore[misc]
                            cards_index(), replace(asked, facets=("families", "experience"))
                        ),
                    }
                    for head, way in ways.items():
                        started = time.perf_counter()
                        found = await way()
                        if turn:  # the first round warms up
                            times[head].append((time.perf_counter() - started) * 1_000)
                        most = max(most, found.total)  # type: ignore[attr-defined]
        shown = [f"{statistics.median(one):9.1f} /{_p95(one):7.1f}" for one in times.values()]
        mark = " *" if case in BUDGETED else ""
        print(f"{case + mark:30}" + "".join(f"{one:>22}" for one in shown) + f"{most:>12,}")
    first = []
    for _ in range(8):
        postgres_crossed.forget()
        wanted = CASES["3 filters"][0]
        started = time.perf_counter()
        await engines["postgresql"].search(cards_index(), Query("", wanted.filters, facets, limit=20, seed=1))
        first.append((time.perf_counter() - started) * 1_000)
    print(
        f"\nthe first search for 3 filters after a change of the index, postgresql engine:"
        f" {statistics.median(first):.1f} / {_p95(first):.1f} ms"
    )
    floor = []
    for _ in range(200):
        started = time.perf_counter()
        await db.fetchval("SELECT 1")
        floor.append((time.perf_counter() - started) * 1_000)
    print(f"* with a budget. One empty statement: {statistics.median(floor):.2f} / {_p95(floor):.2f} ms")
    print(f"load of the machine: {' '.join(f'{one:.2f}' for one in os.getloadavg())}")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


async def _built(engine: SearchEngine, number: int, name: str) -> None:
    started = time.perf_counter()
    done = await engine.rebuild(cards_index(), _documents())
    print(f"{name}: {done:,} cards indexed in {time.perf_counter() - started:.1f} s")
    assert done == number


async def _documents() -> AsyncIterator[search.Document]:
    async for one in documents():
        yield one


async def run(number: int, rounds: int) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-cards-")))
        process.configure(load({"PORTAL_DATA_DIR": str(folder)}))
        postgres = EmbeddedPostgres(folder, durable=True)
        stack.callback(postgres.stop)
        dsn = postgres.start()
        await migrations.migrate(dsn)
        await db.open_pool(dsn)
        engines: dict[str, SearchEngine] = {"postgresql": PostgresEngine()}
        try:
            company_id = await fill(number)
            await _built(engines["postgresql"], number, "postgresql")
            await db.execute("ANALYZE search_document")
            server = _server(folder, stack)
            if server is None:
                print("meilisearch: not on PATH, not measured")
            else:
                await _built(server, number, "meilisearch")
                engines["meilisearch"] = FallbackEngine(server, PostgresEngine(), patience=5)
            # whoever measures asks for more cards than a company may see in a day
            company.figure = lambda _name, _day: 10**6  # type: ignore[assignment]
            await measure(engines, company_id, rounds)
        finally:
            for engine in engines.values():
                await engine.close()
            await db.close_pool()


def _server(folder: Path, stack: ExitStack) -> MeilisearchEngine | None:
    if url := os.environ.get("PORTAL_TEST_MEILISEARCH_URL"):
        return MeilisearchEngine(url, os.environ.get("PORTAL_TEST_MEILISEARCH_KEY"), prefix="bench_")
    if program() is None:
        return None
    server = EmbeddedMeilisearch(folder)
    stack.callback(server.stop)
    return MeilisearchEngine(server.start(), server.scoped_key())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=6)
    given = parser.parse_args()
    asyncio.run(run(given.cards, given.rounds))


if __name__ == "__main__":
    main()
