"""A generated release of 2,000 cards before programs that are not ours; and that they see a leak."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.candidates.profiles import export
from portal.candidates.profiles.search import COLUMNS, VISIBLE, shown
from portal.candidates.public import release
from portal.foundation import db
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND
from tests.candidates.builders import LOMBARDIA
from tests.cast import Cast
from tools.privacy_audit import environments, generated
from tools.privacy_audit.__main__ import CARDS, attack, recounted

ROOT = Path(__file__).parents[2]
LABELS = "labels"

# what the checkers install and the release they check are made once
pytestmark = pytest.mark.xdist_group("privacy audit")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    environments.prepare()
    folder = tmp_path_factory.mktemp("release")
    assert generated.write(folder, size=CARDS, k=5) == CARDS
    return folder


@pytest.fixture
def release_of(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    for path in made.iterdir():
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def test_two_thousand_cards_pass(capfd: pytest.CaptureFixture[str]) -> None:
    """As `make privacy-audit` runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.privacy_audit"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Pubblicazione generata: 2000 schede." in done.stdout
    assert re.search(r"pycanon: k = ([5-9]|\d\d+), ne serve almeno 5\.", done.stdout)
    for attacked in ("individuazione", "collegamento", "deduzione"):
        assert re.search(rf"anonymeter, {attacked}: rischio medio 0,0\d\d", done.stdout), done.stdout
    assert "Le verifiche sono passate." in done.stdout


def _one_label(rows: list[dict[str, str]]) -> None:
    """One value of one card becomes another's."""
    others = {row["profession"] for row in rows} - {rows[0]["profession"]}
    rows[0]["profession"] = sorted(others)[0]


def _one_unique_card(rows: list[dict[str, str]]) -> None:
    rows.append({**rows[0], "area": "Centro per l’impiego di Merate"})


def _six_labels(rows: list[dict[str, str]]) -> None:
    every = sorted({label for row in rows for label in row[LABELS].split("|") if label != "–"})
    for row in rows:
        row[LABELS] = "|".join(every[:6])


@pytest.mark.parametrize("spoil", [_one_label, _one_unique_card, _six_labels])
def test_pycanon_sees_a_card_that_tells_too_much(
    release_of: Path, spoil: Callable[[list[dict[str, str]]], None], capfd: pytest.CaptureFixture[str]
) -> None:
    path = release_of / "cards.csv"
    rows = _rows(path)
    spoil(rows)
    _write(path, rows)
    assert not recounted(path, 5)


def test_pycanon_sees_a_label_on_too_few_cards(release_of: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = release_of / "cards.csv"
    rows = _rows(path)
    known = list(json.loads((release_of / "labels.json").read_text(encoding="utf-8"))["families"])
    shown_now = {label for row in rows for label in row[LABELS].split("|")}
    rows[0][LABELS] = next(one for one in known if one not in shown_now)
    _write(path, rows)
    assert not recounted(path, 5)
    assert "ne servono" in capfd.readouterr().out


def test_a_higher_k_is_asked_for(release_of: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert recounted(release_of / "cards.csv", 5)
    assert not recounted(release_of / "cards.csv", 25)


def test_anonymeter_sees_cards_that_say_what_the_files_say(
    release_of: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every field at its finest, exactly as in the file: the attacks must not pass."""
    people = _rows(release_of / "people.csv")
    fields, families = list(people[0])[:8], list(people[0])[8:]
    cards = [
        {name: row[name] for name in fields}
        | {LABELS: "|".join(name for name in families if row[name] != "-") or "–"}
        for row in people
    ]
    _write(release_of / "cards.csv", cards)
    known = json.loads((release_of / "labels.json").read_text(encoding="utf-8"))
    known["fields"] = [{row[name]: [row[name]] for row in people} for name in fields]
    (release_of / "labels.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    assert not attack(release_of, seeds=1)


def test_a_control_smaller_than_the_release_is_refused(
    release_of: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _write(release_of / "others.csv", _rows(release_of / "others.csv")[:400])
    assert not attack(release_of, seeds=1)
    assert "Il controllo è più piccolo" in capfd.readouterr().out


def test_a_k_under_five_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.privacy_audit", "--k", "4"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "k non può essere meno di 5" in done.stderr


def test_the_checkers_know_nothing_of_the_portal() -> None:
    for program in ("recount.py", "attack.py"):
        text = (ROOT / "tools" / "privacy_audit" / program).read_text(encoding="utf-8")
        assert re.findall(r"^(?:from|import) (?:portal|tools)\b", text, re.MULTILINE) == []


@pytest.mark.usefixtures("fresh_database")
async def test_what_the_command_exports_passes_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Not the rule alone: two thousand people in the database, released and exported as the operator does."""
    from random import Random

    from tests.candidates.profiles.many import draw, write

    counsellor, dice = await Cast().owner(Role.JOB_COUNSELLOR), Random(68)
    await write([draw(dice) for _ in range(CARDS)], counsellor)
    done = await release(LOMBARDIA, by=OPERATOR_COMMAND)
    assert done.published == CARDS
    content, count = await export.export(LOMBARDIA, by=OPERATOR_COMMAND)
    assert count == CARDS == len([shown(row) for row in await db.fetch(f"SELECT {COLUMNS} {VISIBLE}")])
    path = tmp_path / "cards.csv"
    path.write_bytes(content)
    assert recounted(path, 5)
