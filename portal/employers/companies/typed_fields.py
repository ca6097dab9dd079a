"""How fields of these forms read hours, versions and yes or no."""

from decimal import Decimal

from portal.employers.companies.rules import MOST_HOURS
from portal.employers.companies.workforce_cells import WrongCell, read_hours


def hours(typed: str) -> Decimal:
    """38, 37,5, 37:30; from 1 to 48."""
    try:
        value = read_hours(typed)
    except WrongCell as problem:
        raise ValueError(str(problem)) from None
    if not 1 <= value <= MOST_HOURS:
        raise ValueError("Le ore settimanali vanno da 1 a 48.")
    return value


def version_of(text: str | None) -> int | None:
    """What the page carried; a page without it is not checked for age."""
    return int(text) if text is not None and text.isdigit() and len(text) < 10 else None


def yes(text: str) -> bool:
    return text == "yes"


def hours_text(value: Decimal) -> str:
    """37.50 as «37,5», to be typed again."""
    return f"{value.normalize():f}".replace(".", ",")
