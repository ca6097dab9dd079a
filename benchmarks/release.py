"""The release of a region's cards: everybody at once, the day after, and one withdrawal.

    python -m benchmarks.release [--profiles 100000] [--region 15000] [--withdrawals 12]

PostgreSQL is started for it in a temporary folder, durable as in use. Profiles are drawn from the portal's own lists
with a fixed seed: nobody's. Targets on two cores: 100,000 profiles with labels of skills and writes in at most 5 s;
one withdrawal among 15,000 in at most 1 s until the commit. The portal's own index changes in the same transaction.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path
from random import Random
from statistics import median
from uuid import UUID

from portal import subscriptions
from portal.candidates.people.vocabulary import YearsBand
from portal.candidates.profiles import actions, indexing, nightly
from portal.candidates.profiles import release as releases
from portal.candidates.profiles.blind_profile import build_cards
from portal.candidates.profiles.card_words import family_of
from portal.candidates.profiles.gathering import files_of
from portal.candidates.profiles.scopes import state_of
from portal.foundation import clock, db, migrations, outbox, process
from portal.foundation.embedded import EmbeddedPostgres
from portal.foundation.ids import new_id
from portal.foundation.settings import load
from portal.kernel.viewer import SYSTEM
from portal.reference import education, municipalities, professions, skills

SERVICE, COUNSELLOR = UUID(int=68), UUID(int=99)
K = 5

TABLES = {
    "person": "id service first_name last_name sort_name comune_code registered_by registered_at",
    "case_": "id person track weight lead_service holder state state_since opened_on admitted_on due_on",
    "consent": "id person kind given_on how collected_by notice_version recorded_at",
    "availability": "id person hours_min hours_max slots travel_modes max_minutes education_code licences contracts "
    "wished_professions",
    "experience": "id person profession_code years_band",
    "person_skill": "id person skill_code",
    "profile": "id person state profession_code region_code submitted_by waiting_since expires_on",
}


async def fill(region: str, count: int, seed: int) -> None:
    """So many people of a region, each with a profile that waits."""
    dice, now, today = Random(seed), clock.now(), clock.today()
    begun = today - timedelta(days=60)
    comuni = [one.code for one in municipalities.entries() if one.region == region]
    jobs = [one.code for one in professions.entries()]
    titles = [one.code for one in education.entries()]
    fitting = {
        code: [
            one.code for one in skills.entries() if any(code.startswith(begin) for begin in one.professions)
        ]
        for code in set(jobs)
    }
    every = [one.code for one in skills.entries()]
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in TABLES}
    for number in range(count):
        person, job = new_id(), dice.choice(jobs)
        least = dice.choice((16, 20, 24, 36))
        name = f"Persona {seed}-{number}"
        rows["person"].append(
            (person, SERVICE, "Nives", name, name.lower(), dice.choice(comuni), COUNSELLOR, now)
        )
        rows["case_"].append(
            (new_id(), person, "placement", "full", SERVICE, COUNSELLOR, "development", begun, begun, begun,
             today + timedelta(days=600))
        )  # fmt: skip
        for kind in ("service", "profile"):
            rows["consent"].append((new_id(), person, kind, begun, "paper", COUNSELLOR, "2026-11", now))
        rows["availability"].append(
            (new_id(), person, least, max(least, dice.choice((20, 30, 40))), ["mon-morning"], ["car"], 45,
             dice.choice(titles), dice.choice((["B"], [])), [], [])
        )  # fmt: skip
        rows["experience"].append((new_id(), person, job, dice.choice(list(YearsBand)).value))
        pool = fitting[job] * 4 + every
        known = {dice.choice(pool) for _ in range(dice.randint(1, 7))}
        rows["person_skill"] += [(new_id(), person, code) for code in sorted(known)]
        rows["profile"].append(
            (new_id(), person, "waiting", job, region, COUNSELLOR, begun, today + timedelta(days=200))
        )
    for table, columns in TABLES.items():
        await db.copy(table, columns.split(), rows[table])
    await db.execute("ANALYZE")


async def found() -> None:
    now = datetime.now(UTC)
    await db.execute(
        "INSERT INTO account (id, email, name, created_at) VALUES ($1, 'banco@prova.example', 'Banco', $2)",
        COUNSELLOR, now,
    )  # fmt: skip
    await db.execute(
        "INSERT INTO organisation (id, name, tax_code, created_at) VALUES ($1, 'Servizio', '00000000000', $2)",
        SERVICE, now,
    )  # fmt: skip


def told(what: str, seconds: float, target: float | None = None) -> None:
    goal = f"   (target {target:g} s)" if target else ""
    print(f"{what:58}{seconds:8.2f} s{goal}", flush=True)


async def everybody(count: int) -> None:
    """Lombardia with all of them: the first run, then the next day's with a hundred changed files."""
    await fill("03", count, 68)
    state = await state_of("03")
    started = time.perf_counter()
    sources = await files_of(state)
    told(f"{count:,} files read", time.perf_counter() - started)
    started = time.perf_counter()
    build_cards([one.traits for one in sources], K, family_of=family_of(), epoch=True)
    told("ladder and labels, alone", time.perf_counter() - started)
    del sources
    started = time.perf_counter()
    done = await releases.release("03", by=SYSTEM)
    told(f"first release: {done.published:,} cards", time.perf_counter() - started, 5)
    (release_id,) = [row["id"] for row in await db.fetch("SELECT id FROM release WHERE NOT indexed")] or [
        None
    ]
    if release_id is not None:
        started = time.perf_counter()
        await indexing.fill_after(release_id)
        told("its documents, by the job that follows", time.perf_counter() - started)
    await db.execute("ANALYZE")
    await db.execute(
        "UPDATE availability SET hours_min = 20, hours_max = 20 WHERE id IN (SELECT id FROM availability LIMIT 100)"
    )
    started = time.perf_counter()
    await nightly.notice_edits()
    told("changed files noticed", time.perf_counter() - started)
    started = time.perf_counter()
    await releases.release("03", by=SYSTEM)
    told("release of the next day, 100 changed files", time.perf_counter() - started, 5)
    started = time.perf_counter()
    await nightly.count_again()
    told("nightly recount", time.perf_counter() - started)


async def one_by_one(count: int, withdrawals: int) -> None:
    """Piemonte with fewer: how long one withdrawal takes until its commit, the others coarsened with it."""
    await fill("01", count, 99)
    started = time.perf_counter()
    await releases.release("01", by=SYSTEM)
    told(f"release of {count:,}", time.perf_counter() - started)
    await db.execute("ANALYZE")
    people = await db.fetch(
        "SELECT person FROM profile WHERE region_code = '01' AND state = 'published' ORDER BY id LIMIT $1",
        withdrawals,
    )
    times = []
    for row in people:
        started = time.perf_counter()
        async with db.unit_of_work():
            await actions.ground_lost(row["person"], why="consent", by=SYSTEM)
        times.append(time.perf_counter() - started)
    told(f"one withdrawal among {count:,}, median of {len(times)}", median(times), 1)
    told("the slowest", max(times), 1)


async def run(profiles: int, region: int, withdrawals: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-release-") as folder:
        postgres = EmbeddedPostgres(Path(folder), durable=True)
        dsn = postgres.start()
        try:
            process.configure(load({**environ, "PORTAL_SAMPLE_DATA": "yes", "PORTAL_DATA_DIR": folder}))
            outbox.install(subscriptions.SUBSCRIPTIONS)
            await migrations.migrate(dsn)
            await db.open_pool(dsn)
            await found()
            await everybody(profiles)
            await one_by_one(region, withdrawals)
        finally:
            await db.close_pool()
            postgres.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profiles", type=int, default=100_000)
    parser.add_argument("--region", type=int, default=15_000)
    parser.add_argument("--withdrawals", type=int, default=12)
    given = parser.parse_args()
    asyncio.run(run(given.profiles, given.region, given.withdrawals))


if __name__ == "__main__":
    main()
