"""The years of a large company: position, timeline since 2018, places open and quarters, from rows in memory.

    python -m benchmarks.history [--workers 5000] [--times 5]

The workforce is drawn from a fixed seed. Target: well under 0.3 s of processor time for 5,000 workers, with
measures in force too.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from statistics import median

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation, SituationFrom
from portal.employers.obligations.rules.timeline import open_places, quarters, timeline
from portal.employers.obligations.rules.workers import WorkerFacts

DAY = date(2026, 11, 22)
PROVINCES = ("MI", "BG", "LC", "TO", "RM")
PLAIN = Situation("MI")
MEASURED = Situation("MI", provinces={"BG": ProvinceSituation(exempted=3)})


def workforce(count: int, seed: int = 68) -> list[WorkerFacts]:
    random = Random(seed)
    return [_worker(random) for _ in range(count)]


def _worker(random: Random) -> WorkerFacts:
    starts_on = date(2005, 1, 1) + timedelta(days=random.randrange(7900))
    ends_on = None if random.random() < 0.7 else starts_on + timedelta(days=random.randrange(30, 2500))
    covering = random.random() < 0.05
    contract = WorkContract.PERMANENT if random.random() < 0.8 else random.choice(list(WorkContract))
    return WorkerFacts(
        random.choice(PROVINCES),
        starts_on,
        ends_on,
        contract,
        Fraction(random.choice([40] * 7 + [20, 24, 30])),
        Fraction(40),
        random.random() < 0.05,
        Protection.ART1 if covering else Protection.NONE,
        ProtectedCategory.D1 if covering else None,
        random.randrange(46, 101) if covering else None,
        coverage_title=CoverageTitle.TARGETED_HIRE if covering else None,
    )


def seconds(workers: Sequence[WorkerFacts], situations: Sequence[SituationFrom]) -> float:
    law, situation = in_law(), situations[-1].situation if situations else PLAIN
    started = time.process_time()
    position(workers, situation, law, DAY)
    spans = timeline(workers, law, DAY, situations)
    open_places(spans, DAY)
    quarters(spans, DAY, 36)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=5000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    workers = workforce(given.workers)
    for words, situations in (
        ("no measure", ()),
        (
            "an esonero since 2022",
            (SituationFrom(date(2018, 1, 1), PLAIN), SituationFrom(date(2022, 1, 1), MEASURED)),
        ),
    ):
        runs = [seconds(workers, situations) for _ in range(given.times)]
        print(f"{given.workers} workers, {words}: {median(runs):.3f} s of processor time (target 0.3)")


if __name__ == "__main__":
    main()
