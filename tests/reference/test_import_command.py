"""`python -m portal reference import` loads a register, or says in Italian why not."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

GOOD = "codice,titolo\n4,Lavoro di prova in ufficio\n4.3,Gruppo di prova\n"
BAD = GOOD + "errato,Prova\n"


async def _portal(folder: Path, dsn: str, redis_url: str, *arguments: str) -> tuple[int, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    own = {
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_DATABASE_URL": dsn,
        "PORTAL_REDIS_URL": redis_url,
        "PORTAL_SEARCH": "postgresql",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "portal", "reference", *arguments,
        cwd=REPOSITORY, env=others | own, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    return tmp_path / "good.csv"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    return tmp_path / "bad.csv"


async def test_a_register_is_loaded_then_listed_and_not_loaded_twice(
    tmp_path: Path, good: Path, fresh_database: str, redis_url: str
) -> None:
    told = ("import", "cp2021", str(good), "--edition", "2023", "--valid-from", "2023-01-01")
    code, said = await _portal(tmp_path / "data", fresh_database, redis_url, *told)
    assert (code, said.strip()) == (0, "Caricate 2 righe: professioni CP2021, edizione 2023.")
    code, said = await _portal(tmp_path / "data", fresh_database, redis_url, "list")
    assert (code, said.strip()) == (0, "professioni CP2021, edizione 2023, dal 01/01/2023: 2 righe")
    code, said = await _portal(tmp_path / "data", fresh_database, redis_url, *told)
    assert code == 1
    assert "Questo file è già caricato: professioni CP2021, edizione 2023." in said


async def test_a_wrong_row_is_told_and_nothing_is_loaded(
    tmp_path: Path, bad: Path, fresh_database: str, redis_url: str
) -> None:
    code, said = await _portal(
        tmp_path / "data", fresh_database, redis_url,
        "import", "cp2021", str(bad), "--edition", "2023", "--valid-from", "2023-01-01",
    )  # fmt: skip
    assert code == 1
    assert "Riga 4: «errato» non ha la forma di un codice, per esempio 4.3.1.2.0." in said
    code, said = await _portal(tmp_path / "data", fresh_database, redis_url, "list")
    assert said.strip() == "Nessun registro ufficiale caricato: il portale usa i suoi elenchi."
