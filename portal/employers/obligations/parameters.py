"""The dated figures of the duties: those delivered beside this file, and those entered by coordinators over them."""

from datetime import date
from functools import cache
from pathlib import Path

from portal.employers.companies import parameters as protected
from portal.foundation.figures import Book
from portal.kernel.overlay import Act
from portal.kernel.parameters import Parameters

FILE = Path(__file__).parent / "parameters.csv"


@cache
def in_law() -> Parameters:
    """As delivered with the portal, without what was entered since: for rules asked without a database."""
    return Parameters([*protected.read(protected.FILE), *protected.read(FILE)])


BOOK = Book("parameter_act", in_law)


async def in_force() -> Parameters:
    """What every count of a company is asked with: entered figures hold on their days, delivered ones on the rest."""
    return await BOOK.in_force()


async def acts() -> tuple[Act, ...]:
    return await BOOK.acts()


def known_at(acts: tuple[Act, ...], number: int | None) -> Parameters:
    """As they were after the act of that number; None for now."""
    return BOOK.known_at(acts, number)


def changes_after(parameters: Parameters, day: date) -> date | None:
    """The next day on which some figure begins or ends to hold; None when none does."""
    days = [row.valid_from for row in parameters if row.valid_from > day]
    days += [
        date.fromordinal(row.valid_to.toordinal() + 1)
        for row in parameters
        if row.valid_to is not None and row.valid_to >= day
    ]
    return min(days, default=None)
