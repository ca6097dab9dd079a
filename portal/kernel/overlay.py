"""Dated figures entered in the portal, laid over those delivered with it; nothing entered is ever rewritten.

What people do with a figure is a row of acts: entered, ended, withdrawn. The figures of any moment are those acts
read again up to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from portal.kernel.days import LAST_DAY
from portal.kernel.parameters import Parameter

DAY = timedelta(days=1)
FIRST_DAY = date(2000, 1, 17)
"""L. 68/1999 in force."""


class ActKind(StrEnum):
    ENTERED = "entered"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Act:
    """``number`` counts upward; ``parameter`` is given when the figure is entered, ``last_day`` when it is ended."""

    number: int
    figure_id: UUID
    kind: ActKind
    parameter: Parameter | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure as its acts left it."""

    id: UUID
    parameter: Parameter
    withdrawn: bool = False


def entered(acts: Iterable[Act]) -> list[Entered]:
    """Every figure ever entered, withdrawn ones too, in the order they were entered."""
    found: dict[UUID, Entered] = {}
    for act in acts:
        if act.kind is ActKind.ENTERED and act.parameter is not None:
            found[act.figure_id] = Entered(act.figure_id, act.parameter)
        elif act.kind is ActKind.ENDED:
            known = found[act.figure_id]
            found[act.figure_id] = replace(known, parameter=replace(known.parameter, valid_to=act.last_day))
        elif act.kind is ActKind.WITHDRAWN:
            found[act.figure_id] = replace(found[act.figure_id], withdrawn=True)
    return list(found.values())


def laid_over(delivered: Iterable[Parameter], over: Iterable[Parameter]) -> list[Parameter]:
    """What is entered holds on its days; a delivered figure of that key keeps the days around them."""
    above = list(over)
    rows = list(delivered)
    for one in above:
        kept: list[Parameter] = []
        for row in rows:
            kept += _without(row, one) if row.key == one.key else [row]
        rows = kept
    return rows + above


def _without(row: Parameter, one: Parameter) -> list[Parameter]:
    """The days of ``row`` that ``one`` leaves free: none, one piece or two."""
    if not overlaps(row, one.valid_from, one.valid_to):
        return [row]
    pieces = []
    if row.valid_from < one.valid_from:
        pieces.append(replace(row, valid_to=one.valid_from - DAY))
    if one.valid_to is not None and (row.valid_to is None or row.valid_to > one.valid_to):
        pieces.append(replace(row, valid_from=one.valid_to + DAY))
    return pieces


def overlaps(row: Parameter, first: date, last: date | None) -> bool:
    """Both ends included; no last day means without end."""
    starts_in_time = last is None or row.valid_from <= last
    return starts_in_time and (row.valid_to is None or first <= row.valid_to)


def period_problem(first: date, last: date | None) -> str | None:
    if not FIRST_DAY <= first <= LAST_DAY:
        return "Il primo giorno va dal 17 gennaio 2000 (entrata in vigore della L. 68/1999) al 2099."
    if last is not None and not first <= last <= LAST_DAY:
        return "L’ultimo giorno viene prima del primo: controlla le due date."
    return None


class Unit(StrEnum):
    """What a figure counts; it says how the figure is written and which values make sense."""

    PEOPLE = "people"
    DAYS = "days"
    MONTHS = "months"
    POINTS = "points"
    CATEGORY = "category"
    YES_NO = "yes_no"
    SHARE = "share"
    EURO = "euro"
    NUMBER = "number"
    PROPOSALS = "proposals"


WHOLE = {Unit.PEOPLE, Unit.DAYS, Unit.MONTHS, Unit.POINTS, Unit.CATEGORY, Unit.YES_NO, Unit.PROPOSALS}
HIGHEST: dict[Unit, int] = {
    Unit.POINTS: 100, Unit.CATEGORY: 8, Unit.SHARE: 1, Unit.DAYS: 366, Unit.YES_NO: 1, Unit.PROPOSALS: 200,
}  # fmt: skip
LOWEST: dict[Unit, int] = {Unit.PROPOSALS: 1}
_WORDS = {"sì": Fraction(1), "si": Fraction(1), "no": Fraction(0)}
_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_DECIMAL = re.compile(r"\d{1,9}([.,]\d{1,6})?")


def read_value(typed: str, unit: Unit) -> Fraction:
    """39,21; 7/100; 7 %. Exact, never a binary float. Raises ValueError with an Italian sentence."""
    text = typed.strip().removesuffix("€").strip()
    if unit is Unit.YES_NO and text.lower() in _WORDS:
        return _WORDS[text.lower()]
    percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    if re.fullmatch(r"\d{1,3}\.\d{3}", text):
        raise ValueError(
            f"«{text}» si può leggere in due modi: scrivilo senza punto, con la virgola dei decimali."
        )
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        if int(fraction[2]) == 0:
            raise ValueError("Una frazione non può avere zero sotto: scrivi per esempio 7/100.")
        value = Fraction(int(fraction[1]), int(fraction[2]))
    elif _DECIMAL.fullmatch(text):
        value = Fraction(text.replace(",", "."))
    else:
        raise ValueError("Scrivi un numero positivo, come 39,21, oppure una frazione, come 7/100.")
    value = value / 100 if percent else value
    problem = value_problem(value, unit)
    if problem is not None:
        raise ValueError(problem)
    return value


def value_problem(value: Fraction, unit: Unit) -> str | None:
    if unit is Unit.YES_NO and value not in (0, 1):
        return "Questa regola vale sì o no: scrivi «sì» oppure «no»."
    if unit in WHOLE and value.denominator != 1:
        return "Questa regola conta unità intere: scrivi un numero senza decimali."
    highest, lowest = HIGHEST.get(unit), LOWEST.get(unit, 0)
    if highest is not None and not lowest <= value <= highest:
        if unit is Unit.SHARE:
            return "Questa regola è una quota fra 0 e 1: scrivi per esempio 7/100 oppure 7 %."
        return f"Questa regola va da {lowest} a {highest}."
    return None
