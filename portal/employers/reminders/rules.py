"""On which days the duties are remembered, and of which prospetto one speaks on a day."""

from dataclasses import dataclass
from datetime import date

from portal.kernel.ladders import Rung, ladder

PROSPETTO = ladder(-60, -30, -14, -7, -1, 1, 30)
"""Around 31 January; after it the sanction grows by the calendar day (L. 68/1999 art. 15 c. 1)."""

REQUEST = ladder(-60, -30, -14, -7, -1, 1, 30)
"""Around the last day of the request; after it the sanction runs by the working day (art. 15 c. 4)."""

FOLLOWERS_FROM = -7
"""From this rung on who follows the company for a service is told too."""


def prospetto_informativo_of(today: date) -> tuple[int, date]:
    """The year of the picture and the term one may be reminded of: the one to come, until March the one just passed."""
    year = today.year if today.month <= 3 else today.year + 1
    return year - 1, date(year, 1, 31)


@dataclass(frozen=True, slots=True)
class Due:
    """Something of somebody's with a term, and the rung of its ladder that was reached."""

    due_on: date
    rung: Rung

    @property
    def is_past(self) -> bool:
        return self.rung.days > 0

    def step(self, about: str) -> str:
        """``about`` keeps apart terms of one object: a year, the day a place became uncovered."""
        return f"{about}:{self.rung.name}"
