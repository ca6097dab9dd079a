"""Pure decisions about a workstation: its free seats, its load, whether it is to be looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.employers.workstations.vocabulary import CHECK_DAYS

CHECKED_FOR = timedelta(days=CHECK_DAYS)
"""How long what a company said of a workstation is taken for true."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A path on the workstation, both days included; without ``until`` it runs on."""

    starts_on: date
    until: date

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.until


def taken_on(stays: Iterable[Stay], day: date) -> int:
    return sum(stay.covers(day) for stay in stays)


def free_from(stays: Iterable[Stay], seats: int, today: date) -> date:
    """The first day, from today on, on which a seat is free; paths not yet begun hold theirs only from their day."""
    known = list(stays)
    for day in sorted({today, *(stay.until + timedelta(days=1) for stay in known if stay.until >= today)}):
        if taken_on(known, day) < seats:
            return day
    raise AssertionError("after the last path every seat is free")


@dataclass(frozen=True, slots=True)
class Load:
    """How much a workstation bears now: paths on its seats, and tutors of the company without a path."""

    running: int
    seats: int
    tutors_free: int
    tutors: int

    @property
    def free(self) -> int:
        return max(0, self.seats - self.running)

    @property
    def words(self) -> str:
        """«1 posto su 2 occupato; 1 tutor su 3 libero»."""
        taken = "posto occupato" if self.running == 1 else "posti occupati"
        free = "libero" if self.tutors_free == 1 else "liberi"
        return f"{self.running} {taken} su {self.seats}; {self.tutors_free} tutor {free} su {self.tutors}"


def check_is_due(checked_on: date, today: date) -> bool:
    """After half a year nobody knows whether the place is still as it was written."""
    return today >= checked_on + CHECKED_FOR


def seats_problem(seats: int, running: int) -> str | None:
    """Services §9: seats under running paths are refused."""
    if seats >= running:
        return None
    many = "c’è un percorso" if running == 1 else f"ci sono {running} percorsi"
    return f"Su questa postazione {many}: i posti non possono essere meno."
