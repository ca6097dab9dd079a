"""The dated figures of the duties: those delivered beside this file, and those entered by coordinators over them."""

from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from portal.employers.companies import parameters as protected
from portal.employers.obligations.rules.overlay import Act, ActKind, entered, laid_over
from portal.foundation import db
from portal.kernel.parameters import Evidence, Parameter, Parameters

FILE = Path(__file__).parent / "parameters.csv"

_ACTS = """
SELECT number, figure_id, kind, key, value, valid_from, valid_to, source, evidence FROM parameter_act ORDER BY number
"""


@cache
def in_law() -> Parameters:
    """As delivered with the portal, without what was entered since: for rules asked without a database."""
    return Parameters([*protected.read(protected.FILE), *protected.read(FILE)])


async def in_force() -> Parameters:
    """What every count of a company is asked with: entered figures hold on their days, delivered ones on the rest."""
    return known_at(await acts(), None)


async def acts() -> tuple[Act, ...]:
    return tuple(_act(row) for row in await db.fetch(_ACTS))


def known_at(acts: tuple[Act, ...], number: int | None) -> Parameters:
    """As they were after the act of that number; None for now."""
    return _laid(tuple(act for act in acts if number is None or act.number <= number))


@lru_cache(maxsize=16)
def _laid(acts: tuple[Act, ...]) -> Parameters:
    over = [one.parameter for one in entered(acts) if not one.withdrawn]
    return Parameters(laid_over(in_law(), over)) if over else in_law()


def _act(row: Any) -> Act:
    kind = ActKind(row["kind"])
    if kind is not ActKind.ENTERED:
        return Act(row["number"], row["figure_id"], kind, last_day=row["valid_to"])
    parameter = Parameter(
        row["key"],
        Fraction(row["value"]),
        row["valid_from"],
        row["valid_to"],
        row["source"],
        Evidence(row["evidence"]),
    )
    return Act(row["number"], row["figure_id"], kind, parameter)


def changes_after(parameters: Parameters, day: date) -> date | None:
    """The next day on which some figure begins or ends to hold; None when none does."""
    days = [row.valid_from for row in parameters if row.valid_from > day]
    days += [
        date.fromordinal(row.valid_to.toordinal() + 1)
        for row in parameters
        if row.valid_to is not None and row.valid_to >= day
    ]
    return min(days, default=None)
