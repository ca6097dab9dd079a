"""Pure rules of the operators' training."""

from calendar import monthrange
from datetime import date

VALID_MONTHS = 36
"""How long a training is valid unless its certificate says otherwise (services.md §11)."""


def valid_until(completed_on: date) -> date:
    """The same day of the month, or the last one that month has."""
    year, month = divmod(completed_on.month - 1 + VALID_MONTHS, 12)
    year, month = completed_on.year + year, month + 1
    return date(year, month, min(completed_on.day, monthrange(year, month)[1]))


def training_problem(completed_on: date, until: date, today: date) -> str | None:
    if completed_on > today:
        return "La data non può essere nel futuro."
    return "La formazione non può scadere prima di finire." if until < completed_on else None


def cost_problem(starts_on: date, ends_on: date, today: date) -> str | None:
    """A cost is of a period that is over."""
    if ends_on < starts_on:
        return "La fine del periodo viene prima dell’inizio."
    return "Il periodo non è ancora finito." if ends_on > today else None
