"""How fields of these forms read hours, and versions."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from portal.employers.companies.rules import MOST_HOURS
from portal.employers.companies.workforce_cells import (
    WrongCell,
    read_birthplace,
    read_code,
    read_hours,
    read_profession,
    read_semester_hours,
)

_Value = TypeVar("_Value")


def hours(typed: str) -> Decimal:
    """38, 37,5, 37:30; from 1 to 48."""
    try:
        value = read_hours(typed)
    except WrongCell as problem:
        raise ValueError(str(problem)) from None
    if not 1 <= value <= MOST_HOURS:
        raise ValueError("Le ore settimanali vanno da 1 a 48.")
    return value


def _as_in_a_cell(read: Callable[[str], _Value]) -> Callable[[str], _Value]:
    """The same reading as in a file, for a form."""

    def parse(typed: str) -> _Value:
        try:
            return read(typed)
        except WrongCell as problem:
            raise ValueError(str(problem)) from None

    return parse


semester_hours = _as_in_a_cell(read_semester_hours)
birthplace = _as_in_a_cell(read_birthplace)
profession = _as_in_a_cell(read_profession)
contract_code = _as_in_a_cell(read_code(r"[A-Z]\.\d{2}\.\d{2}", "Il codice si scrive come A.01.00."))
hire_kind = _as_in_a_cell(read_code(r"[A-Z]", "Il codice è una lettera."))


def version_of(text: str | None) -> int | None:
    """What the page carried; a page without it is not checked for age."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def hours_text(value: Decimal) -> str:
    """37.50 as «37,5», to be typed again."""
    return f"{value.normalize():f}".replace(".", ",")
