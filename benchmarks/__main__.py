"""Runs the benchmarks one after another, each in a process of its own: all of them, or those named.

python -m benchmarks [outbox search …]
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    there = sorted(
        path.stem for path in HERE.glob("*.py") if "__main__" in path.read_text() and path.stem != "__main__"
    )
    unknown = set(sys.argv[1:]) - set(there)
    if unknown:
        print(f"No benchmark {', '.join(sorted(unknown))}; there are {', '.join(there)}.")
        return 2
    failed = []
    for name in sys.argv[1:] or there:
        print(f"── {name}", flush=True)
        if subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False
        ).returncode:
            failed.append(name)
    if failed:
        print(f"Did not run to their end: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
