"""Hours of direct work («ore di lavoro diretto»): what each slice logs of who worked how long about what.

Source: services.md §10. The cost of a period divided by these hours is what an hour of direct work costs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class Source(StrEnum):
    """Where the minutes were written down."""

    INTERVIEW = "interview"
    SERVICE_MEETING = "service_meeting"
    VISIT = "visit"
    CONTACT = "contact"
    REQUEST = "request"
    SESSION = "session"


SOURCE_LABELS: dict[Source, str] = {
    Source.INTERVIEW: "Colloqui con le persone",
    Source.SERVICE_MEETING: "Coaching e sostegno alla pari",
    Source.VISIT: "Visite e verifiche dei percorsi",
    Source.CONTACT: "Contatti con le aziende",
    Source.REQUEST: "Risposte alle richieste delle aziende",
    Source.SESSION: "Incontri per le richieste delle aziende",
}
ABOUT_COMPANIES = frozenset({Source.CONTACT, Source.REQUEST, Source.SESSION})
"""The others are about cases."""


@dataclass(frozen=True, slots=True)
class Period:
    """Of one service, both days included."""

    service_id: UUID
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Worked:
    """Minutes of one member from one source; ``period``: the place of the period among those asked for, from 0."""

    period: int
    member_id: UUID
    source: Source
    minutes: int


PERIODS = "unnest($1::uuid[], $2::date[], $3::date[]) WITH ORDINALITY AS t (service, first, last, n)"
"""Periods as a table of SQL, so that many of them are asked for at once."""


def columns(periods: Sequence[Period]) -> tuple[list[UUID], list[date], list[date]]:
    """$1 to $3 of ``PERIODS``."""
    return (
        [one.service_id for one in periods],
        [one.first for one in periods],
        [one.last for one in periods],
    )


def minutes_of(worked: Iterable[Worked]) -> int:
    return sum(one.minutes for one in worked)


def cost_per_hour(amount: Decimal, minutes: int) -> Decimal | None:
    """Euro for an hour of direct work, to the cent, halves up; None without hours.

    >>> cost_per_hour(Decimal(1000), 2400)
    Decimal('25.00')
    """
    if minutes <= 0:
        return None
    cents = Fraction(amount) * 100 * 60 / minutes
    return Decimal(int(cents + Fraction(1, 2))) / 100 + Decimal("0.00")
