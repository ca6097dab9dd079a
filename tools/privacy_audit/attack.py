"""Attacks a generated release with anonymeter: `python attack.py folder seeds`.

Runs in anonymeter's own environment and reads only what lies in the folder:

cards.csv     the release, as `portal release --export` writes it
people.csv    the people behind it, as finely as a card ever could say it: each field, and each family of skills
others.csv    as many people of the same kind who are not in it: the control
labels.json   which values each label of a card stands for, and the family of each skill

A card is decoded by drawing, inside each label it shows, one of the values it stands for, as often as they occur; of
what it does not show, any value. Whoever attacks may then ask of the decoded cards what she would ask of the files.
Each risk is what she gains over the same attack on people who are not in the release. Leaves with 1 when a mean risk
is over the gate, or when the same attack on the files themselves would not be seen.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path
from statistics import fmean

import numpy as np
import pandas as pd
from anonymeter.evaluators import InferenceEvaluator, LinkabilityEvaluator, SinglingOutEvaluator
from anonymeter.evaluators import singling_out_evaluator as singling

GATE = 0.09
"""Mean risk of each attack, whatever k."""
SEEN = 0.5
"""At least this much must the attack gain on the files themselves, or it measures nothing."""
ATTACKS = 300
MOST_TRIES = 5_000
COLUMNS_ASKED = (5, 8)
FIELDS = 8
NOT_SHOWN = "–"
NONE = "-"
"""In a column of a family: she has no skill of it."""


class Material:
    """``fields``: columns of the card's own fields, in the order of the card; ``families``: of the skills."""

    def __init__(self, folder: Path) -> None:
        self.cards = _read(folder / "cards.csv")
        self.people = _read(folder / "people.csv")
        self.others = _read(folder / "others.csv")
        known = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.fields = list(self.people.columns[:FIELDS])
        self.families = list(self.people.columns[FIELDS:])
        self._inside = [{label: set(values) for label, values in of.items()} for of in known["fields"]]
        self._family_of = {skill.casefold(): family.casefold() for skill, family in known["families"].items()}
        everybody = pd.concat([self.people, self.others])
        self._values = {name: everybody[name].to_numpy() for name in everybody.columns}
        self._pools: dict[tuple[str, str], np.ndarray] = {}
        for frame in (self.people, self.others):
            frame[:] = frame.astype(object)

    def decoded(self, dice: np.random.Generator) -> pd.DataFrame:
        columns: dict[str, np.ndarray] = {}
        for place, name in enumerate(self.fields):
            columns[name] = self._drawn(name, self.cards.iloc[:, place], self._in_field(place), dice)
        labels = self.cards.iloc[:, FIELDS]
        for name in self.families:
            own = labels.map(lambda joined, name=name: self._label_in(joined, name.casefold()))
            columns[name] = self._drawn(name, own, self._in_family, dice)
        return pd.DataFrame(columns)

    def _label_in(self, joined: str, family: str) -> str:
        """What a card says of one family: that it has it, by a single skill or by itself, or nothing."""
        told = {self._family_of.get(one.casefold(), one.casefold()) for one in joined.split("|")}
        return family if family in told else NOT_SHOWN

    def _in_field(self, place: int):
        def inside(value: str, label: str) -> bool:
            return value in self._inside[place][label]

        return inside

    @staticmethod
    def _in_family(value: str, _label: str) -> bool:
        return value != NONE

    def _drawn(self, name: str, labels: pd.Series, inside, dice: np.random.Generator) -> np.ndarray:
        drawn = np.empty(len(labels), object)
        column = labels.to_numpy()
        for label in pd.unique(labels):
            if (name, label) not in self._pools:
                values = self._values[name]
                fits = [label == NOT_SHOWN or inside(value, label) for value in values]
                self._pools[name, label] = values[fits]
            here = column == label
            drawn[here] = dice.choice(self._pools[name, label], size=int(here.sum()))
        return drawn


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def singled_out(found: Material, cards: pd.DataFrame, seed: int, columns: int) -> float:
    evaluator = SinglingOutEvaluator(
        ori=found.people,
        syn=cards,
        control=found.others,
        n_attacks=ATTACKS,
        n_cols=columns,
        max_attempts=MOST_TRIES,
        seed=seed,
    )
    # baseline queries are drawn from the module's own source
    singling.rng_default = np.random.default_rng(seed)
    evaluator.evaluate(mode="multivariate")
    return evaluator.risk().value


def linked(found: Material, cards: pd.DataFrame, seed: int) -> float:
    """Two halves of what is known: where, which work and when; and what somebody can do and has done."""
    np.random.seed(seed)
    halves = (found.fields[:3], [*found.fields[3:], *found.families])
    evaluator = LinkabilityEvaluator(
        ori=found.people, syn=cards, control=found.others, n_attacks=ATTACKS, aux_cols=halves, n_neighbors=1
    )
    return evaluator.evaluate(n_jobs=-1).risk().value


def inferred(found: Material, cards: pd.DataFrame, seed: int, secret: str) -> float:
    """Everything about somebody is known but one field."""
    np.random.seed(seed)
    known = [name for name in cards.columns if name != secret]
    evaluator = InferenceEvaluator(
        ori=found.people, syn=cards, control=found.others, n_attacks=ATTACKS, aux_cols=known, secret=secret
    )
    return evaluator.evaluate(n_jobs=-1).risk().value


def main() -> int:
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    found, seeds = Material(Path(sys.argv[1])), range(1, int(sys.argv[2]) + 1)
    if len(found.others) < len(found.people):
        print("Il controllo è più piccolo della pubblicazione: il rischio misurato sarebbe falso.")
        return 1
    decoded = {seed: found.decoded(np.random.default_rng(seed)) for seed in seeds}
    varied = [name for name in found.fields if found.people[name].nunique() > 1]
    risks = {
        "individuazione": {
            f"{count} voci": [singled_out(found, decoded[seed], seed, count) for seed in seeds]
            for count in COLUMNS_ASKED
        },
        "collegamento": {"due metà": [linked(found, decoded[seed], seed) for seed in seeds]},
        "deduzione": {
            name: [inferred(found, decoded[seed], seed, name) for seed in seeds] for name in varied
        },
    }
    passed = True
    for name, ways in risks.items():
        mean = fmean(value for values in ways.values() for value in values)
        most, way = max((max(values), way) for way, values in ways.items())
        passed &= mean <= GATE
        print(f"anonymeter, {name}: rischio medio {said(mean)}, il più alto {said(most)} ({way}).")
    bare = singled_out(found, found.people, 1, COLUMNS_ASKED[-1])
    print(f"La stessa prova sulle schede personali vere: {said(bare)}.")
    if bare < SEEN:
        print("La prova non vede nemmeno le schede vere: non misura niente.")
    print(f"Rischio medio ammesso: {said(GATE)}.")
    return 0 if passed and bare >= SEEN else 1


def said(number: float) -> str:
    return f"{number:.3f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
