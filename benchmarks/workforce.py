"""A workforce file of fifty thousand rows: checked, loaded, loaded again changed; then the duties counted anew.

    python -m benchmarks.workforce [--rows 50000]

PostgreSQL is started for it in a temporary folder, durable as in use. The jobs run here, one after another, as the
worker runs them; every row has a name and a tax code to seal, one in twenty a protected category. Target: check
and loading together under 30 s, once new and once changed.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from datetime import date, timedelta
from os import environ
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

from stdnum.it import codicefiscale

from portal.accounts import public as accounts
from portal.employers.companies.actions import workforce_files
from portal.employers.companies.actions.registration import Registration, create_company
from portal.employers.companies.queries import workforce_files as queries
from portal.employers.companies.vocabulary import ImportState
from portal.employers.obligations.actions.recount import recount
from portal.foundation import db, jobs, migrations, outbox, process
from portal.foundation.embedded import EmbeddedPostgres
from portal.foundation.ids import new_id
from portal.foundation.settings import load
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, Viewer
from portal.subscriptions import SUBSCRIPTIONS

HEADER = (
    "matricola;cognome;nome;codice fiscale;sede;data inizio;contratto;ore settimanali;ore tempo pieno;"
    "protezione;categoria;percentuale;titolo copertura;qualifica"
)
TARGET = 30
_LETTERS = "BCDFGLMNPRSTVZ"


def tax_code(number: int) -> str:
    """Different for each number, with its check letter; the place exists nowhere."""
    name = "".join(_LETTERS[number // len(_LETTERS) ** power % len(_LETTERS)] for power in range(6))
    body = f"{name}{60 + number % 40:02d}{'ABCDEHLMPRST'[number % 12]}{1 + number % 28:02d}Z000"
    return body + codicefiscale.calc_check_digit(body)


def file(rows: int, hours: str) -> bytes:
    lines = [HEADER]
    for number in range(rows):
        starts = date(2005, 1, 3) + timedelta(days=number % 7000)
        reserved = "art. 1;D1;67;K1" if number % 20 == 0 else ";;;"
        lines.append(
            f"{number:06d};Cognome{number};Nome;{tax_code(number)};Lecco;{starts:%d/%m/%Y};Tempo indeterminato;"
            f"{hours if number % 4 == 0 else 40};40;{reserved};4.1.1.2.0"
        )
    return "\n".join(lines).encode()


async def company() -> Viewer:
    id = new_id()
    await create_company(
        Registration(
            id=id,
            name="Officine di Prova",
            tax_code="00000010009",
            pec="prova@pec.example",
            comune_code="E507",
            administrator_name="Prova Prima",
            administrator_email="prima@officine.example",
        ),
        by=OPERATOR_COMMAND,
        sintetico=True,
    )
    account_id = await accounts.create_account_directly(
        email="prova@officine.example",
        name="Prova Seconda",
        password_hash=await accounts.hash_password("una parola lunga abbastanza"),
        seats_in={id: [Role.COMPANY_ADMINISTRATOR]},
        by=OPERATOR_COMMAND,
        sintetico=True,
    )
    kinds, roles = frozenset({OrganisationKind.COMPANY}), frozenset({Role.COMPANY_ADMINISTRATOR})
    return Viewer(account_id, "Prova Seconda", id, "Officine di Prova", kinds, roles)


async def state(import_id: UUID, company_id: UUID, wanted: ImportState) -> None:
    found = await queries.file(import_id, company_id)
    if found.state is not wanted:
        raise SystemExit(f"the file is {found.state}: {found.report.errors[:3]}")


async def run(content: bytes, by: Viewer, words: str) -> None:
    assert by.organisation_id is not None
    id, started, worked = new_id(), perf_counter(), process_time()
    await workforce_files.receive_file(content=content, suffix=".csv", name="organico.csv", id=id, by=by)
    await jobs.drain()
    await state(id, by.organisation_id, ImportState.CHECKED)
    checked = perf_counter()
    await workforce_files.confirm_file(id, by=by)
    await _only("employers.load_workforce_file")
    await state(id, by.organisation_id, ImportState.APPLIED)
    loaded, worked = perf_counter(), process_time() - worked
    await jobs.drain()
    counted = perf_counter()
    print(
        f"{words}: checked in {checked - started:.1f} s, loaded in {loaded - checked:.1f} s"
        f" (together {loaded - started:.1f} s, {worked:.1f} s of this process, target {TARGET});"
        f" duties counted in {counted - loaded:.1f} s"
    )


async def _only(job: str) -> None:
    """Runs the open rows of one job: what follows from it is measured apart."""
    from portal.foundation import effects

    for row in await db.fetch("SELECT id FROM outbox WHERE job = $1 AND done_at IS NULL ORDER BY id", job):
        if not await effects.perform(row["id"]):
            raise SystemExit(f"{job} failed")


async def measure(dsn: str, folder: Path, rows: int) -> None:
    await migrations.migrate(dsn)
    settings = load({**environ, "PORTAL_SAMPLE_DATA": "yes", "PORTAL_DATA_DIR": str(folder)})
    process.configure(settings)
    outbox.install(SUBSCRIPTIONS)
    await db.open_pool(dsn)
    try:
        by = await company()
        assert by.organisation_id is not None
        content = file(rows, "20")
        print(f"{rows} rows, {len(content) / 1e6:.1f} MB")
        await run(content, by, "new")
        await run(content, by, "the same again")
        await run(file(rows, "24"), by, "a quarter changed")
        started = perf_counter()
        await recount(by.organisation_id)
        print(f"counted once more: {perf_counter() - started:.1f} s")
    finally:
        await db.close_pool()


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, default=50_000)
    rows = given.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        postgres = EmbeddedPostgres(Path(name) / "postgres")
        try:
            asyncio.run(measure(postgres.start(), Path(name) / "data", rows))
        finally:
            postgres.stop()


if __name__ == "__main__":
    main()
