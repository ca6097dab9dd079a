"""The duties and commitments the law and practice know: templates a company starts from (l68-rules §9.3)."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.employers.inclusion.vocabulary import MONTHS_OF, CommitmentKind, Every
from portal.employers.obligations.rules.months import add_months
from portal.kernel.parameters import Evidence

FILE = Path(__file__).parents[1] / "items.csv"


@dataclass(frozen=True, slots=True)
class Item:
    """``anchor`` is a known term of it, from which others follow every ``every``; ``term_months`` the months it leaves
    after the day that starts it. ``above`` names the dated threshold over which a voluntary item is a duty."""

    code: str
    title: str
    kind: CommitmentKind
    legal_ref: str
    trigger: str
    every: Every
    anchor: date | None
    term_months: int | None
    document: str
    kpis: tuple[tuple[str, str], ...]
    above: str | None
    see: str | None
    evidence: Evidence

    @property
    def to_verify(self) -> bool:
        return self.evidence is Evidence.UNVERIFIED

    def due_after(self, day: date) -> date | None:
        """The first term on or after a day; None when only the company knows it."""
        months = MONTHS_OF[self.every]
        if self.anchor is None or months is None:
            return add_months(day, self.term_months) if self.term_months else None
        steps, due = 0, self.anchor
        while due < day:
            steps += 1
            due = add_months(self.anchor, months * steps)
        return due

    def kind_for(self, dependants: int | None, threshold: int | None) -> CommitmentKind:
        """A duty above the threshold, voluntary at or below it; as the table says where there is none."""
        if threshold is None or dependants is None:
            return self.kind
        return CommitmentKind.OBLIGATION if dependants > threshold else CommitmentKind.VOLUNTARY


@cache
def items() -> tuple[Item, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_item(row) for row in csv.DictReader(file))


def item(code: str | None) -> Item | None:
    return next((one for one in items() if one.code == code), None)


def _item(row: dict[str, str]) -> Item:
    pairs = [one.partition("=") for one in row["kpis"].split("|") if one]
    return Item(
        code=row["code"],
        title=row["title"],
        kind=CommitmentKind(row["kind"]),
        legal_ref=row["legal_ref"],
        trigger=row["trigger"],
        every=Every(row["every"]),
        anchor=date.fromisoformat(row["anchor"]) if row["anchor"] else None,
        term_months=int(row["term_months"]) if row["term_months"] else None,
        document=row["document"],
        kpis=tuple((name, unit) for name, _, unit in pairs),
        above=row["above"] or None,
        see=row["see"] or None,
        evidence=Evidence(row["evidence"]),
    )
