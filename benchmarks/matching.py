"""How long a ranking takes: 100,000 people for one vacancy, 10,000 vacancies for one person.

    python -m benchmarks.matching [--people 100000] [--vacancies 10000] [--rounds 60]

First with nobody sieved out: every one of the 28 dimensions is asked; the columns are in memory, as after a warm-up;
the order of the first fifty counts, and so do the explanations of those on a page. Time of this process on one core,
whatever else the machine does. Then the sieve in SQL, on a PostgreSQL started for it in a temporary folder (Linux: the
server's processor time is added to this process's): how many it leaves, how long it takes by itself, and with
everything a page does after it. Target: each under 50 ms at p95.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np

from portal.foundation import db, migrations
from portal.foundation.embedded import EmbeddedPostgres
from portal.foundation.ids import new_id
from portal.matching import inputs, sieve
from portal.matching.columns.for_person import score_vacancies
from portal.matching.columns.for_vacancy import score_people
from portal.matching.columns.people import people_columns
from portal.matching.columns.scores import best
from portal.matching.columns.vacancies import vacancy_columns
from portal.matching.queries import rows
from portal.matching.shelf import Shelf
from portal.matching.suitability import Demand, explain, judge
from portal.matching.suitability.sides import PersonSide, VacancySide
from portal.matching.suitability.weights import versions
from portal.reference import skills
from tests.matching.suitability.pairs import DIMENSIONS, person, vacancy

WEIGHTS = versions()[-1]
SHOWN, EXPLAINED = 50, 8
TARGET = 50
DISTINCT = 5_000
"""Different ones; the rest are these again, in other rows."""


def asking_everything(dice: random.Random) -> VacancySide:
    return replace(vacancy(dice), demands={code: Demand(dice.randint(1, 4)) for code in DIMENSIONS})


def told(name: str, times: list[float]) -> None:
    p95 = sorted(times)[int(len(times) * 0.95)]
    print(f"{name}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms (target {TARGET})")


def measured(rounds: int, once: Callable[[int], None]) -> list[float]:
    times = []
    for turn in range(rounds + 3):
        started = time.process_time()
        once(turn)
        if turn >= 3:
            times.append((time.process_time() - started) * 1000)
    return times


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=100_000)
    given.add_argument("--vacancies", type=int, default=10_000)
    given.add_argument("--rounds", type=int, default=60)
    asked = given.parse_args()
    dice = random.Random(68)

    some: list[PersonSide] = [person(dice) for _ in range(min(DISTINCT, asked.people))]
    people = [some[place % len(some)] for place in range(asked.people)]
    started = time.perf_counter()
    columns = people_columns(people)
    took, size = time.perf_counter() - started, columns.levels.nbytes / 1e6
    print(f"{asked.people:,} people in columns in {took:.1f} s; levels {size:.1f} MB")
    wanted = [asking_everything(dice) for _ in range(10)]
    waiting, ties = np.zeros(asked.people, dtype=np.int64), np.arange(asked.people, dtype=np.int64)
    everybody = np.ones(asked.people, dtype=np.bool_)

    def scored(turn: int) -> None:
        score_people(wanted[turn % 10], columns, WEIGHTS)

    def ranked(turn: int) -> None:
        one = wanted[turn % 10]
        scores = score_people(one, columns, WEIGHTS)
        for row in best(scores, everybody, waiting, ties, SHOWN)[:EXPLAINED]:
            explain(judge(one, people[int(row)], WEIGHTS), skills.label)

    told(f"{asked.people:,} people for a vacancy, scores", measured(asked.rounds, scored))
    told(f"{asked.people:,} people for a vacancy, ranked and explained", measured(asked.rounds, ranked))

    several = [asking_everything(dice) for _ in range(min(DISTINCT, asked.vacancies))]
    vacancies = [several[place % len(several)] for place in range(asked.vacancies)]
    started = time.perf_counter()
    shelf = vacancy_columns(vacancies)
    print(f"{asked.vacancies:,} vacancies in columns in {time.perf_counter() - started:.1f} s")
    waits, order = np.zeros(asked.vacancies, dtype=np.int64), np.arange(asked.vacancies, dtype=np.int64)
    all_of_them = np.ones(asked.vacancies, dtype=np.bool_)

    def listed(turn: int) -> None:
        own = some[turn % len(some)]
        scores = score_vacancies(own, shelf, WEIGHTS)
        for row in best(scores, all_of_them, waits, order, SHOWN)[:EXPLAINED]:
            explain(judge(vacancies[int(row)], own, WEIGHTS), skills.label)

    told(f"{asked.vacancies:,} vacancies for a person, ranked and explained", measured(asked.rounds, listed))
    asyncio.run(sieved(people, vacancies, asked.rounds))


async def sieved(people: Sequence[PersonSide], vacancies: Sequence[VacancySide], rounds: int) -> None:
    """The same, with the sieve before it; rows stand in temporary tables that shadow the portal's."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-matching-")))
        postgres = EmbeddedPostgres(folder, durable=True)
        stack.callback(postgres.stop)
        dsn = postgres.start()
        await migrations.migrate(dsn)
        await db.open_pool(dsn, max_size=1)
        try:
            await _fill(people, vacancies)
            await _measure(people, vacancies, rounds)
        finally:
            await db.close_pool()


async def _fill(people: Sequence[PersonSide], vacancies: Sequence[VacancySide]) -> None:
    for table in ("match_person", "match_vacancy"):
        await db.execute(f"CREATE TEMP TABLE {table} (LIKE public.{table})")
    of_people = {id(one): astuple(sieve.of_person(one)) for one in people}
    await db.executemany(
        "INSERT INTO match_person (id, person, hours_min, hours_max, slots, licences, contracts, lat, lon, reach_lat,"
        " reach_lon, fingerprint, side_sealed, version, built_at)"
        " VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 1, now())",
        [(new_id(), *of_people[id(one)]) for one in people],
    )
    told_once = {id(one): (astuple(sieve.of_vacancy(one)), inputs.packed(one).decode()) for one in vacancies}
    await db.executemany(
        "INSERT INTO match_vacancy (id, vacancy, since, hours_min, hours_max, slots, licences, contract, lat, lon,"
        " remote, fingerprint, side, version, built_at)"
        " VALUES ($1, $1, current_date, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, 1, now())",
        [(new_id(), *told_once[id(one)][0], told_once[id(one)][1]) for one in vacancies],
    )
    for table in ("match_person", "match_vacancy"):
        await db.execute(f"ANALYZE {table}")


_SIEVE = f"""
WITH v AS (SELECT $1::int AS hours_min, $2::int AS hours_max, $3::bigint AS slots, $4::bigint AS licences,
    $5::bigint AS contract, $6::int AS lat, $7::int AS lon, $8::boolean AS remote)
SELECT count(*) FROM match_person p, v WHERE {sieve.PAIR.format(person="p", vacancy="v")}
"""


def _spent(server: int) -> float:
    """Seconds of processor time of this process and of its server process, whatever else the machine does."""
    nanoseconds = int(Path(f"/proc/{server}/schedstat").read_text().split()[0])
    return time.process_time() + nanoseconds / 1e9


async def _measure(people: Sequence[PersonSide], vacancies: Sequence[VacancySide], rounds: int) -> None:
    shelf, server = Shelf(), await db.fetchval("SELECT pg_backend_pid()")
    await shelf.up_to_date()
    times: dict[str, list[float]] = {"people": [], "vacancies": [], "page": []}
    left: dict[str, list[int]] = {"people": [], "vacancies": []}
    for turn in range(rounds + 3):
        there, own = astuple(sieve.of_vacancy(vacancies[turn])), people[turn]
        started = _spent(server)
        left["people"].append(await db.fetchval(_SIEVE, *there))
        sifted = _spent(server)
        among = await rows.sifted_vacancies(own)
        left["vacancies"].append(len(among))
        kept = _spent(server)
        for part, scores in shelf.score(own, WEIGHTS, among):
            waits, order = np.zeros(len(part.rows), dtype=np.int64), np.arange(len(part.rows), dtype=np.int64)
            for row in best(scores, part.alive & scores.eligible, waits, order, SHOWN)[:EXPLAINED]:
                explain(judge(part.rows[int(row)].side, own, WEIGHTS), skills.label)
        ended = _spent(server)
        if turn >= 3:
            spans = {"people": sifted - started, "vacancies": kept - sifted, "page": ended - sifted}
            for name, span in spans.items():
                times[name].append(span * 1000)
    some = {name: round(statistics.median(counts)) for name, counts in left.items()}
    told(f"sieve of {len(people):,} people for a vacancy, {some['people']:,} left", times["people"])
    told(
        f"sieve of {len(vacancies):,} vacancies for a person, {some['vacancies']:,} left", times["vacancies"]
    )
    told(f"{len(vacancies):,} vacancies for a person, sieved, ranked and explained", times["page"])


if __name__ == "__main__":
    main()
