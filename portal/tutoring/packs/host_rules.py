"""What the host declared against what the portal holds of it: recorded suspensions, people who left since.

Source: Linee guida 25-05-2017 (the host may not take a trainee for tasks touched by dismissals in the last months, or
while the wages guarantee fund pays for them); the declaration stays the host's own word.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from portal.kernel.italian_days import day_it
from portal.tutoring.packs.rules import Finding, Pack
from portal.tutoring.packs.vocabulary import NOW_ONLY, ForbiddenCase

CASE_OF_CAUSE: dict[str, ForbiddenCase] = {
    "cigs": ForbiddenCase.CIG,
    "cig_extraordinary": ForbiddenCase.CIG,
    "covid": ForbiddenCase.CIG,
    "cigo": ForbiddenCase.CIG,
    "cig_ordinary": ForbiddenCase.CIG,
    "solidarity": ForbiddenCase.SOLIDARITY,
    "collective_dismissal": ForbiddenCase.COLLECTIVE_DISMISSAL,
    "dismissal_precedence": ForbiddenCase.COLLECTIVE_DISMISSAL,
}
"""The forbidden case that a recorded suspension (L. 68/1999 art. 3 c. 5) speaks of, by its cause."""


class Stop(Protocol):
    """A suspension that the company recorded."""

    @property
    def cause(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Declaration:
    """``other_tasks``: the host says that what stands in its registers concerns other tasks."""

    cases: tuple[ForbiddenCase, ...]
    other_tasks: bool
    declared_at: datetime
    declared_on: date


def recorded(pack: Pack, stops: Sequence[Stop], said: Declaration | None, on: date) -> Finding | None:
    """A recorded suspension that the declaration does not name, unless it concerns other tasks."""
    if said is None or said.other_tasks:
        return None
    silent = [one for one in stops if _bars(one, on) and CASE_OF_CAUSE[one.cause] not in said.cases]
    if not silent:
        return None
    words = ", ".join(f"{one.label.lower()} {day_it(one.starts_on, 'dal')}" for one in silent)
    return pack.finding(
        "host.barred_months",
        f"Fra le misure dell’azienda c’è: {words}. La dichiarazione non ne parla.",
        "L’azienda dichiara se riguarda le stesse mansioni.",
    )


def _bars(stop: Stop, on: date) -> bool:
    """The wages guarantee fund bars while it lasts; a dismissal for the months that were looked at."""
    case = CASE_OF_CAUSE.get(stop.cause)
    if case is None:
        return False
    return case not in NOW_ONLY or stop.ends_on is None or stop.ends_on >= on


def left_since(pack: Pack, left: Collection[date], said: Declaration | None) -> Finding | None:
    """People who left the unit after the host declared: it could not speak of them."""
    if said is None:
        return None
    since = [day for day in left if day >= said.declared_on]
    if not since:
        return None
    gone = "è finito un rapporto" if len(since) == 1 else f"sono finiti {len(since)} rapporti"
    return pack.finding(
        "host.barred_months",
        f"Dopo la dichiarazione, nella stessa sede e professione {gone} di lavoro.",
        "L’azienda dichiara di nuovo.",
    )
