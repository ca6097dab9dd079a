"""The command `quota`: 10,000 companies given as figures, one a line, and what start-up takes away from it.

    python -m benchmarks.quota [--companies 10000] [--times 5] [--profile]

The companies are drawn from a fixed seed: from 1 to 4,000 dependants, from one to four provinces, with part-time,
excluded and disabled people. Start-up is the same command with one company. Target: under 1 s after start-up.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import msgspec

PROVINCES = ("MI", "BG", "BS", "LC", "RM", "NA", "TO", "PA")
SIZES = (8, 14, 22, 36, 48, 60, 95, 150, 320, 900, 4000)


def province(random: Random, code: str, dependants: int) -> dict[str, Any]:
    left = dependants

    def some(most: float) -> int:
        nonlocal left
        count = min(left, random.randint(0, max(0, int(dependants * most))))
        left -= count
        return count

    rows = [
        {"people": people, "hours": random.choice((16, 20, "22:30", 24, 30)), "full_time_hours": full}
        for full in (40, random.choice((38, "37:30", 39)))
        if (people := some(0.1))
    ]
    groups = [
        {"group": group, "people": people}
        for group in random.sample(("executive", "apprentice", "short_fixed_term", "home_worker"), 2)
        if (people := some(0.05))
    ]
    disabled = {"full_time": some(0.05)}
    return {
        "province": code,
        "dependants": dependants,
        "disabled": disabled | ({"part_time": [{"people": 1, "hours": 20}]} if some(0.01) else {}),
        "part_time": rows,
        "excluded": groups,
        "art18": some(0.02),
        "telework": {"full_time": some(0.02)},
    }


def companies(count: int, seed: int = 68) -> Iterator[dict[str, Any]]:
    random = Random(seed)
    for _ in range(count):
        size = random.randint(1, random.choice(SIZES))
        codes = random.sample(PROVINCES, 1 if size < 30 else random.choice((1, 1, 2, 4)))
        yield {
            "on": f"{random.randint(2018, 2025)}-12-31",
            "head_office": codes[0],
            "provinces": [province(random, code, max(1, size // len(codes))) for code in codes],
        }


def seconds(file: Path) -> tuple[float, float]:
    """Of the clock, and of all processors together."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "portal", "quota", str(file)], check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, worked


def in_process(raw: bytes) -> None:
    """The parts of it in one process, without start-up: reading and checking; counting and writing."""
    from portal.employers.obligations.documents.answers import answers, in_form
    from portal.employers.obligations.documents.quota import QuotaDocument
    from portal.employers.obligations.documents.quota_answer import answer
    from portal.employers.obligations.documents.reading import read_many
    from portal.employers.obligations.parameters import in_law

    parameters = in_law()
    gc.disable()  # as the command does
    marks = [time.perf_counter()]
    batch = read_many(raw, QuotaDocument)
    marks.append(time.perf_counter())
    written = in_form(batch.form, answers(batch, lambda document: answer(document, parameters)))
    marks.append(time.perf_counter())
    gc.enable()
    read, count = (1000 * (after - before) for before, after in pairwise(marks))
    print(
        f"on one processor: read and check {read:.0f} ms, count and write {count:.0f} ms "
        f"({len(raw) / 1e6:.1f} MB in, {len(written) / 1e6:.1f} MB out)"
    )


def profile(raw: bytes) -> None:
    import cProfile
    import pstats

    run = cProfile.Profile()
    run.runcall(in_process, raw)
    pstats.Stats(run).sort_stats("tottime").print_stats(35)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    lines = [msgspec.json.encode(one) + b"\n" for one in companies(given.companies)]
    raw = b"".join(lines)
    if given.profile:
        profile(raw)
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        one, many = Path(folder, "one.json"), Path(folder, "many.jsonl")
        one.write_bytes(lines[0])
        many.write_bytes(raw)
        pairs = [(seconds(one), seconds(many)) for _ in range(given.times)]
    start, whole = (median(run[which][0] for run in pairs) for which in (0, 1))
    took = sorted(many[0] - alone[0] for alone, many in pairs)
    worked = median(many[1] - alone[1] for alone, many in pairs)
    print(f"start-up, one company: {start:.2f} s; {given.companies} companies: {whole:.2f} s")
    print(
        f"after start-up: {median(took):.2f} s (target 1), best {took[0]:.2f}, "
        f"on {len(os.sched_getaffinity(0))} processors that worked {worked:.2f} s"
    )
    in_process(raw)


if __name__ == "__main__":
    main()
