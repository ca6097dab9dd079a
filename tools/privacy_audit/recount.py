"""Counts the cards of an export again, with pycanon: `python recount.py cards.csv families.json k`.

Runs in pycanon's own environment and knows nothing of the portal but the columns of the file: the fields of a card in
their order, then its labels joined by «|». Leaves with 1 when a combination of fields is on fewer than k cards (G1),
or a set of labels on fewer than k or on fewer than three of its class (G2).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pandas as pd
from pycanon import anonymity

FIELDS = 8
NOT_SHOWN = "–"
LEAST_IN_CLASS = 3
MOST_LABELS = 5
MOST_SKILLS = 3


def main() -> int:
    path, families, k = (
        Path(sys.argv[1]),
        json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")),
        int(sys.argv[3]),
    )
    cards = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    if len(cards.columns) != FIELDS + 1:
        print(f"Il file ha {len(cards.columns)} colonne: ne servono {FIELDS + 1}, i campi e le competenze.")
        return 1
    if cards.empty:
        print("Nessuna scheda pubblicata: niente da contare.")
        return 0
    fields = list(cards.columns[:FIELDS])
    found = anonymity.k_anonymity(cards, fields)
    shown = (cards[fields] != NOT_SHOWN).sum(axis=1).mean()
    classes = len(cards.groupby(fields))
    print(f"Schede: {len(cards)}, classi: {classes}, campi mostrati in media: {shown:.1f} su {FIELDS}.")
    print(f"pycanon: k = {found}, ne serve almeno {k}.")
    problem = labels_problem(cards, fields, Families(families), k)
    print(problem or "Competenze: ogni insieme è su abbastanza schede, nel territorio e nella sua classe.")
    return 1 if found < k or problem else 0


class Families:
    """Which family a single skill belongs to; a family belongs to none."""

    def __init__(self, of: dict[str, str]) -> None:
        self._of = {skill.casefold(): family.casefold() for skill, family in of.items()}
        self._known = {*self._of, *self._of.values()}

    def ways(self, label: str) -> tuple[str | None, ...]:
        """What carrying the label means: not looked at, the family, and for a single skill the skill too."""
        one = label.casefold()
        if one not in self._known:
            raise SystemExit(f"«{label}» non è una competenza dell'elenco né una famiglia.")
        return (None, self._of[one], one) if one in self._of else (None, one)

    def is_single(self, label: str) -> bool:
        return label.casefold() in self._of


def labels_problem(cards: pd.DataFrame, fields: list[str], families: Families, k: int) -> str | None:
    """The first set of labels that too few cards carry."""
    scope: Counter[frozenset[str]] = Counter()
    classes: Counter[tuple[object, ...]] = Counter()
    rows = Counter(map(tuple, cards.itertuples(index=False)))
    for (*look, joined), count in rows.items():
        labels = [one for one in joined.split("|") if one and one != NOT_SHOWN]
        single = sum(families.is_single(one) for one in labels)
        if len(labels) > MOST_LABELS or single > MOST_SKILLS:
            return f"Una scheda mostra {len(labels)} competenze, di cui {single} precise."
        for some in carried(labels, families):
            scope[some] += count
            classes[(*look, some)] += count
    for *look, some in classes:
        if some and scope[some] < k:
            return f"{told(some)}: insieme su {scope[some]} schede, ne servono {k}."
        if some and classes[(*look, some)] < LEAST_IN_CLASS:
            return (
                f"{told(some)}: nella classe su {classes[(*look, some)]} schede, ne servono {LEAST_IN_CLASS}."
            )
    return None


def carried(labels: list[str], families: Families) -> Iterator[frozenset[str]]:
    ways = [families.ways(one) for one in labels]
    return iter({frozenset(one for one in chosen if one is not None) for chosen in product(*ways)})


def told(labels: frozenset[str]) -> str:
    return ", ".join(f"«{one}»" for one in sorted(labels))


if __name__ == "__main__":
    sys.exit(main())
