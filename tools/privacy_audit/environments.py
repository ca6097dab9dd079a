"""The checkers' own environments, one each: what they need of numpy excludes one another, and the portal's too.

.venv-pycanon      from requirements/pycanon.txt
.venv-anonymeter   from requirements/anonymeter.txt

Nothing is done when nothing changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKERS = ("pycanon", "anonymeter")
NEWEST = (3, 12)
"""The numpy that both ask for has no packages for a later Python."""


class Refused(Exception):
    """The checkers cannot run; the sentence says what to do."""


def folder_of(checker: str) -> Path:
    return ROOT / f".venv-{checker}"


def python_of(checker: str) -> Path:
    return folder_of(checker) / "bin" / "python"


def lock_of(checker: str) -> Path:
    return ROOT / "requirements" / f"{checker}.txt"


def prepare() -> None:
    """Raises Refused where an environment cannot be made."""
    for checker in CHECKERS:
        with _one_at_a_time(checker):
            if not _is_current(checker):
                _make(checker)


@contextmanager
def _one_at_a_time(checker: str) -> Iterator[None]:
    with lock_of(checker).open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _state(checker: str) -> str:
    """What the environment was made from."""
    return hashlib.sha256(lock_of(checker).read_bytes() + str(folder_of(checker)).encode()).hexdigest()


def _is_current(checker: str) -> bool:
    stamp = folder_of(checker) / ".lock"
    return stamp.exists() and stamp.read_text() == _state(checker) and python_of(checker).exists()


def _make(checker: str) -> None:
    print(f"Installo {checker} in un ambiente suo, .venv-{checker}", flush=True)
    shutil.rmtree(folder_of(checker), ignore_errors=True)
    # uv finds another Python on the machine, or brings one, where this one is too new
    wanted = sys.executable if sys.version_info[:2] <= NEWEST else ".".join(map(str, NEWEST))
    _must("venv", "--quiet", "--python", wanted, str(folder_of(checker)))
    _must(
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--python",
        str(python_of(checker)),
        str(lock_of(checker)),
    )
    (folder_of(checker) / ".lock").write_text(_state(checker))


def _must(*words: str) -> None:
    command = [str(Path(sys.prefix) / "bin" / "uv"), *words]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Refused(
            "L'ambiente dei verificatori non si installa: controlla la rete e l'indice dei pacchetti. "
            "Il motivo è scritto qui sopra."
        )
