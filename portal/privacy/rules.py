"""Terms of the rights of the person. Pure: the day is an argument."""

from calendar import monthrange
from datetime import date, timedelta

LINK_LASTS = timedelta(hours=48)
"""From making the link to its last moment."""

SESSION_IDLE = timedelta(minutes=30)
SESSION_LONGEST = timedelta(hours=4)

COPY_DAYS = 30
"""How long the whole copy may be downloaded after a request of access was granted."""

EXTENSION_MONTHS = 2


def months_later(day: date, months: int) -> date:
    """The same day of a later month; where there is none, the last of that month (Reg. CEE 1182/71, art. 3).

    A negative number goes back.
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_on(received_on: date) -> date:
    """One month to answer (art. 12, par. 3)."""
    return months_later(received_on, 1)


def extended_due_on(received_on: date) -> date:
    """Two more months for complex or many requests (art. 12, par. 3), counted from the day it came."""
    return months_later(received_on, 1 + EXTENSION_MONTHS)


def may_be_extended(received_on: date, today: date) -> str | None:
    """The person hears of an extension within the first month; None when it may still be told."""
    if today <= due_on(received_on):
        return None
    return "Il primo mese è passato: la proroga andava detta prima. Rispondi ora."


def received_problem(received_on: date, today: date) -> str | None:
    if received_on > today:
        return "La data non può essere nel futuro."
    if received_on < today - timedelta(days=365):
        return "La richiesta ha più di un anno: controlla la data."
    return None
