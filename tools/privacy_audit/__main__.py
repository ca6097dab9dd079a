"""Has a release checked by programs that are not ours: `python -m tools.privacy_audit [--k 5] [cards.csv …]`.

With files of `portal release --export`: pycanon counts their cards again. Without: 2,000 cards of sample people are
generated, counted, and attacked by anonymeter, which needs the people behind the cards; those of a real release never
leave the portal. Leaves with 1 when a check fails.

    --prepare   only installs the checkers, each in an environment of its own
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.privacy_audit import environments
from tools.privacy_audit.environments import Refused, python_of

HERE = Path(__file__).parent
LISTS = environments.ROOT / "portal" / "reference" / "data"
CARDS = 2_000
SEEDS = 3
LEAST_K = 5


def main() -> int:
    asked = _arguments()
    try:
        environments.prepare()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    if asked.prepare:
        return 0
    passed = all([recounted(path, asked.k) for path in asked.cards] if asked.cards else [attacked(asked.k)])
    print("Le verifiche sono passate." if passed else "LE VERIFICHE NON SONO PASSATE.")
    return 0 if passed else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.privacy_audit", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("cards", nargs="*", type=Path, metavar="cards.csv")
    parser.add_argument("--k", type=int, default=LEAST_K, help="the k in force, never under 5")
    parser.add_argument("--prepare", action="store_true")
    asked = parser.parse_args()
    if asked.k < LEAST_K:
        parser.error(f"k non può essere meno di {LEAST_K}.")
    for path in asked.cards:
        if not path.is_file():
            parser.error(f"Il file {path} non c'è.")
    return asked


def attacked(k: int) -> bool:
    """A generated release, counted and attacked."""
    from tools.privacy_audit import generated

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        count = generated.write(folder, size=CARDS, k=k)
        print(f"Pubblicazione generata: {count} schede.", flush=True)
        return recounted(folder / "cards.csv", k) & attack(folder)


def recounted(path: Path, k: int) -> bool:
    with tempfile.TemporaryDirectory() as made:
        families = Path(made) / "families.json"
        families.write_text(json.dumps(_families(), ensure_ascii=False), encoding="utf-8")
        return _passes("pycanon", "recount.py", path, families, k)


def _families() -> dict[str, str]:
    """By the name of each skill that of its family, from the public list: of the portal's code nothing is asked."""
    name_of = {row["code"]: row["name"] for row in _read("skill_families.csv")}
    return {row["name"]: name_of[row["family"]] for row in _read("skills.csv")}


def _read(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def attack(folder: Path, *, seeds: int = SEEDS) -> bool:
    return _passes("anonymeter", "attack.py", folder, seeds)


def _passes(checker: str, program: str, *arguments: object) -> bool:
    command = [python_of(checker), "-I", HERE / program, *arguments]
    sys.stdout.flush()
    return subprocess.run([str(word) for word in command], check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
