"""The rule packs delivered beside this file, and those entered by coordinators over them."""

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from portal.foundation.figures import Book
from portal.kernel.parameters import Evidence, Parameter, Parameters
from portal.tutoring.packs.rules import Pack, Scope, key_of
from portal.tutoring.packs.vocabulary import ANY, NATION

FILE = Path(__file__).parent / "rule_packs.csv"


@cache
def delivered() -> Parameters:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return Parameters(
            Parameter(
                key_of(row["rule"], row["region"], row["kind"], row["category"]),
                Fraction(row["value"]),
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["source"],
                Evidence(row["evidence"]),
            )
            for row in csv.DictReader(lines)
        )


BOOK = Book("rule_act", delivered)


async def pack(scope: Scope, on: date) -> Pack:
    """The rules of a case on a day, what coordinators entered counted in."""
    return Pack(await BOOK.in_force(), scope, on)


def company_tutor_max(on: date) -> int:
    """Plans one tutor of a company keeps at a time, as delivered for the nation."""
    return int(delivered().value(key_of("tutor.company_max", NATION, ANY, ANY), on))
