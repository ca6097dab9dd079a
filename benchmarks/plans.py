"""The nightly sweeps over 100,000 plans under way: an ordinary night, the first of a month, a month of downtime.

    python -m benchmarks.plans [--plans 100000] [--people 2000]

PostgreSQL is started for it in a temporary folder, durable as in use. Plans have goals rated twice, a visit, a
document that ends and two months of register, drawn with a fixed seed: nobody's. Target on two cores: all sweeps of
a night in at most 30 s, in flat memory. Each night runs every sweep twice: the second time nothing may go out again.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from os import environ
from pathlib import Path
from random import Random
from uuid import UUID

from portal import subscriptions
from portal.foundation import clock, crypto, db, migrations, outbox, process
from portal.foundation.embedded import EmbeddedPostgres
from portal.foundation.ids import new_id
from portal.foundation.settings import load
from portal.tutoring.nightly import SWEEPS

SERVICE, COUNSELLOR, TUTOR, COMPANY = UUID(int=68), UUID(int=99), UUID(int=100), UUID(int=11)
TABLES = {
    "person": "id service first_name last_name sort_name comune_code registered_by registered_at",
    "case_": "id person track weight lead_service holder state state_since opened_on admitted_on due_on",
    "plan": "id code kind title person company service counsellor tutor groups starts_on ends_on weekly_hours "
    "day_starts_at day_ends_at weekdays rules_region category_sealed counts_for_host indemnity meals state "
    "state_since created_at version sintetico",
    "plan_goal": "id plan position text indicator target",
    "goal_rating": "id goal rated_on level fact_sealed rated_by",
    "plan_visit": "id plan kind due_on held_on mode minutes recorded_by",
    "plan_document": "id plan kind reference recorded_on valid_until recorded_by",
    "attendance": "id plan day starts_at ends_at absence entered_by entered_at",
}
AT_ONCE = 5_000
FROM, TO = clock_time(8, 30), clock_time(12, 30)
REGIONS = ("03", "01", "08", "05", "12", "10")


def working(first: date, last: date) -> Iterable[date]:
    """Monday, Wednesday and Friday."""
    day = first
    while day <= last:
        if day.weekday() in (0, 2, 4):
            yield day
        day += timedelta(days=1)


async def found(people: list[UUID]) -> None:
    now = datetime.now(UTC)
    for account, name in ((COUNSELLOR, "Banco"), (TUTOR, "Tutor")):
        await db.execute(
            "INSERT INTO account (id, email, name, created_at) VALUES ($1, $2, $3, $4)",
            account, f"{name.lower()}@prova.example", name, now,
        )  # fmt: skip
    for organisation, code in ((SERVICE, "00000000000"), (COMPANY, "00000000001")):
        await db.execute(
            "INSERT INTO organisation (id, name, tax_code, created_at) VALUES ($1, 'Prova', $2, $3)",
            organisation, code, now,
        )  # fmt: skip
    begun = clock.today() - timedelta(days=200)
    rows = [
        (one, SERVICE, "Nives", f"Persona {n}", f"persona {n}", "E507", COUNSELLOR, now)
        for n, one in enumerate(people)
    ]
    await db.copy("person", TABLES["person"].split(), rows)
    cases = [
        (new_id(), one, "placement", "full", SERVICE, COUNSELLOR, "development", begun, begun, begun,
         begun + timedelta(days=700)) for one in people
    ]  # fmt: skip
    await db.copy("case_", TABLES["case_"].split(), cases)


async def fill(count: int, people: list[UUID], today: date) -> None:
    """Registers are written up to yesterday, but for one plan in twenty-five that has stopped."""
    dice, now = Random(68), datetime.now(UTC)
    fact = crypto.seal("x", table="goal_rating", column="fact_sealed", row=UUID(int=1))
    for first in range(0, count, AT_ONCE):
        rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in TABLES}
        for number in range(first, min(first + AT_ONCE, count)):
            plan, ago = new_id(), dice.randint(20, 62)
            starts_on = today - timedelta(days=ago)
            ends_on = starts_on + timedelta(days=dice.randint(90, 360))
            rows["plan"].append(
                (plan, f"TIR-{number:06d}", "tirocinio", "Magazzino", people[number % len(people)], COMPANY, SERVICE,
                 COUNSELLOR, TUTOR, [], starts_on, ends_on, 12, FROM, TO, ["1", "3", "5"], dice.choice(REGIONS),
                 crypto.seal("disabled", table="plan", column="category_sealed", row=plan), False, 500, False,
                 "running", now - timedelta(days=ago), now - timedelta(days=ago + 9), 1, True)
            )  # fmt: skip
            for position in (1, 2, 3):
                goal, level = new_id(), dice.randint(1, 3)
                rows["plan_goal"].append((goal, plan, position, "Un obiettivo", "Un fatto", 4))
                for after in (2, 20):
                    rows["goal_rating"].append(
                        (new_id(), goal, starts_on + timedelta(days=after), level, fact, TUTOR)
                    )
                    level = max(1, level + dice.choice((0, 1, 1, 1, -1)))
            rows["plan_visit"].append(
                (
                    new_id(),
                    plan,
                    "visit",
                    starts_on,
                    starts_on + timedelta(days=10),
                    "in_person",
                    45,
                    COUNSELLOR,
                )
            )
            rows["plan_document"].append(
                (new_id(), plan, "insurance", "Prot. 1", starts_on, today + timedelta(days=dice.randint(1, 300)),
                 COUNSELLOR)
            )  # fmt: skip
            last = today - timedelta(days=1 if number % 25 else dice.randint(4, 18))
            for day in working(starts_on, last):
                away = dice.random() < 0.12
                rows["attendance"].append(
                    (new_id(), plan, day, None if away else FROM, None if away else TO,
                     "illness" if away else None, TUTOR, now)
                )  # fmt: skip
        for table, columns in TABLES.items():
            if rows[table]:
                await db.copy(table, columns.split(), rows[table])
    await db.execute("ANALYZE")


def told(what: str, seconds: float, target: float | None = None) -> None:
    goal = f"   (target {target:g} s)" if target else ""
    print(f"{what:58}{seconds:8.2f} s{goal}", flush=True)


async def night(name: str, moment: datetime) -> None:
    """Every sweep in its order, then once more: what was told is not told again."""
    whole = 0.0
    with clock.as_of(moment):
        for one in SWEEPS:
            started, worked = time.perf_counter(), time.process_time()
            await one.run()
            took = time.perf_counter() - started
            whole += took
            own = time.process_time() - worked
            print(f"    {one.name:54}{took:8.2f} s, {own:.2f} of them Python's", flush=True)
        rows = await db.fetchrow(
            "SELECT (SELECT count(*) FROM notification) AS told, (SELECT count(*) FROM plan_signal) AS warned,"
            " (SELECT count(*) FROM plan_indemnity) AS months, (SELECT count(*) FROM plan_reminder) AS reminders"
        )
        assert rows is not None
        told(name, whole, 30)
        print(
            f"    {dict(rows)}; at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
            flush=True,
        )
        started = time.perf_counter()
        for one in SWEEPS:
            await one.run()
        told(f"{name}, once more", time.perf_counter() - started)
        again = await db.fetchval("SELECT count(*) FROM notification")
        if again != rows["told"]:
            raise SystemExit(f"{again - rows['told']} went out twice")


async def run(count: int, people: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-plans-") as folder:
        postgres = EmbeddedPostgres(Path(folder), durable=True)
        dsn = postgres.start()
        try:
            process.configure(load({**environ, "PORTAL_SAMPLE_DATA": "yes", "PORTAL_DATA_DIR": folder}))
            outbox.install(subscriptions.SUBSCRIPTIONS)
            await migrations.migrate(dsn)
            await db.open_pool(dsn)
            await measure(count, [new_id() for _ in range(people)])
        finally:
            await db.close_pool()
            postgres.stop()


async def write_until(day: date) -> None:
    """Whoever keeps a register has kept it until that day; one in twenty-five has stopped, three weeks ago at most."""
    await db.execute(
        "INSERT INTO attendance (id, plan, day, starts_at, ends_at, absence, entered_by, entered_at)"
        " SELECT gen_random_uuid(), p.id, d::date, $1, $2, NULL, $3, d FROM plan p CROSS JOIN LATERAL generate_series("
        " (SELECT max(a.day) + 1 FROM attendance a WHERE a.plan = p.id)::timestamptz,"
        " least(p.ends_on, $4::date)::timestamptz, interval '1 day') AS d"
        " WHERE extract(isodow FROM d) IN (1, 3, 5) AND right(p.code, 2) NOT IN ('00', '25', '50', '75')"
        " AND p.state = 'running' ON CONFLICT DO NOTHING",
        FROM, TO, TUTOR, day,
    )  # fmt: skip
    await db.execute("ANALYZE attendance")


async def measure(count: int, people: list[UUID]) -> None:
    started, today = time.perf_counter(), date(2026, 11, 24)
    with clock.as_of(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        await found(people)
        await fill(count, people, today)
    told(f"{count:,} plans with their registers", time.perf_counter() - started)
    await night("the first night, all that was due before", datetime(2026, 11, 24, 5, tzinfo=UTC))
    await night("an ordinary night", datetime(2026, 11, 25, 5, tzinfo=UTC))
    await write_until(date(2026, 11, 30))
    await night("the first of a month", datetime(2026, 12, 1, 5, tzinfo=UTC))
    await write_until(date(2027, 1, 3))
    await night("after a month of downtime", datetime(2027, 1, 4, 5, tzinfo=UTC))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=2_000)
    given = parser.parse_args()
    asyncio.run(run(given.plans, given.people))


if __name__ == "__main__":
    main()
