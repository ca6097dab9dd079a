"""How long a ranking takes: 100,000 people for one vacancy, 10,000 vacancies for one person, nobody sieved out.

    python -m benchmarks.matching [--people 100000] [--vacancies 10000] [--rounds 60]

Every one of the 28 dimensions is asked; the columns are in memory, as after a warm-up; the order of the first fifty
counts, and so do the explanations of those on a page. Time of this process on one core, whatever else the machine
does. Target: each under 50 ms at p95.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from portal.matching.columns.for_person import score_vacancies
from portal.matching.columns.for_vacancy import score_people
from portal.matching.columns.people import people_columns
from portal.matching.columns.scores import best
from portal.matching.columns.vacancies import vacancy_columns
from portal.matching.suitability import Demand, explain, judge
from portal.matching.suitability.sides import PersonSide, VacancySide
from portal.matching.suitability.weights import versions
from portal.reference import skills
from tests.matching.suitability.pairs import DIMENSIONS, person, vacancy

WEIGHTS = versions()[-1]
SHOWN, EXPLAINED = 50, 8
TARGET = 50
DISTINCT = 5_000
"""Different ones; the rest are these again, in other rows."""


def asking_everything(dice: random.Random) -> VacancySide:
    return replace(vacancy(dice), demands={code: Demand(dice.randint(1, 4)) for code in DIMENSIONS})


def told(name: str, times: list[float]) -> None:
    p95 = sorted(times)[int(len(times) * 0.95)]
    print(f"{name}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms (target {TARGET})")


def measured(rounds: int, once: Callable[[int], None]) -> list[float]:
    times = []
    for turn in range(rounds + 3):
        started = time.process_time()
        once(turn)
        if turn >= 3:
            times.append((time.process_time() - started) * 1000)
    return times


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=100_000)
    given.add_argument("--vacancies", type=int, default=10_000)
    given.add_argument("--rounds", type=int, default=60)
    asked = given.parse_args()
    dice = random.Random(68)

    some: list[PersonSide] = [person(dice) for _ in range(min(DISTINCT, asked.people))]
    people = [some[place % len(some)] for place in range(asked.people)]
    started = time.perf_counter()
    columns = people_columns(people)
    took, size = time.perf_counter() - started, columns.levels.nbytes / 1e6
    print(f"{asked.people:,} people in columns in {took:.1f} s; levels {size:.1f} MB")
    wanted = [asking_everything(dice) for _ in range(10)]
    waiting, ties = np.zeros(asked.people, dtype=np.int64), np.arange(asked.people, dtype=np.int64)
    everybody = np.ones(asked.people, dtype=np.bool_)

    def scored(turn: int) -> None:
        score_people(wanted[turn % 10], columns, WEIGHTS)

    def ranked(turn: int) -> None:
        one = wanted[turn % 10]
        scores = score_people(one, columns, WEIGHTS)
        for row in best(scores, everybody, waiting, ties, SHOWN)[:EXPLAINED]:
            explain(judge(one, people[int(row)], WEIGHTS), skills.label)

    told(f"{asked.people:,} people for a vacancy, scores", measured(asked.rounds, scored))
    told(f"{asked.people:,} people for a vacancy, ranked and explained", measured(asked.rounds, ranked))

    several = [asking_everything(dice) for _ in range(min(DISTINCT, asked.vacancies))]
    vacancies = [several[place % len(several)] for place in range(asked.vacancies)]
    started = time.perf_counter()
    shelf = vacancy_columns(vacancies)
    print(f"{asked.vacancies:,} vacancies in columns in {time.perf_counter() - started:.1f} s")
    waits, order = np.zeros(asked.vacancies, dtype=np.int64), np.arange(asked.vacancies, dtype=np.int64)
    all_of_them = np.ones(asked.vacancies, dtype=np.bool_)

    def listed(turn: int) -> None:
        own = some[turn % len(some)]
        scores = score_vacancies(own, shelf, WEIGHTS)
        for row in best(scores, all_of_them, waits, order, SHOWN)[:EXPLAINED]:
            explain(judge(vacancies[int(row)], own, WEIGHTS), skills.label)

    told(f"{asked.vacancies:,} vacancies for a person, ranked and explained", measured(asked.rounds, listed))


if __name__ == "__main__":
    main()
