"""The timed hires of a convention of art. 11: while they are kept, the places wait; after a breach they do not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.rules.spells import DAY
from portal.employers.obligations.rules.steps import Step
from portal.kernel.italian_counts import count_it
from portal.kernel.italian_days import day_it
from portal.kernel.parameters import Evidence

ARTICLE = "L. 68/1999 art. 11"


@dataclass(frozen=True, slots=True)
class TimedHires:
    """``people`` to hire by ``due_on``, that day included."""

    due_on: date
    people: int


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """``open_places`` are not uncovered: they wait for their day. ``late`` people should be at work already.

    ``breached_on``: the first day on which somebody was missing and still is.
    """

    planned: int
    hired: int
    open_places: int
    late: int
    breached_on: date | None
    next_due: TimedHires | None
    step: Step

    @property
    def respected(self) -> bool:
        return self.late == 0


def programme_standing(
    commitments: Sequence[TimedHires], hires: Iterable[date], on: date
) -> ProgrammeStanding:
    """``hires``: the days of the hires made in fulfilment that still last on ``on``. A later hire makes good."""
    ordered = sorted(commitments, key=lambda one: one.due_on)
    planned = sum(one.people for one in ordered)
    hired = sum(1 for day in hires if day <= on)
    asked, late, breached_on, next_due = 0, 0, None, None
    for one in ordered:
        asked += one.people
        if hired >= asked:
            continue
        if one.due_on < on:
            late = asked - hired
            breached_on = breached_on or one.due_on + DAY
        elif next_due is None:
            next_due = TimedHires(one.due_on, min(one.people, asked - hired))
    open_places = max(0, planned - hired) if late == 0 else 0
    label = (
        "Posti in convenzione, non scoperti"
        if breached_on is None
        else f"Programma non rispettato {day_it(breached_on, 'dal')}: i posti tornano scoperti"
    )
    operands = (("assunzioni previste", planned), ("fatte", hired), ("in ritardo", late))
    step = Step(
        "convention.art11.open_places", label, ARTICLE, operands, open_places, Evidence.PUBLIC_SOFTWARE
    )
    return ProgrammeStanding(planned, hired, open_places, late, breached_on, next_due, step)


def programme_problems(
    commitments: Sequence[TimedHires], starts_on: date, ends_on: date, places_due: int
) -> list[tuple[int | None, str]]:
    """As (place in the list, Italian sentence); None for the list as a whole."""
    found: list[tuple[int | None, str]] = []
    if not commitments:
        found.append((None, "Scrivi almeno una data con le persone da assumere."))
    for index, one in enumerate(commitments):
        if one.people < 1:
            found.append((index, "Scrivi quante persone assumi: almeno una."))
        if not starts_on <= one.due_on <= ends_on:
            found.append((index, f"{day_it(one.due_on, 'Il')} è fuori dalla durata della convenzione."))
    days = [one.due_on for one in commitments]
    if len(set(days)) < len(days):
        found.append((None, "Due impegni hanno la stessa data: uniscili in uno."))
    planned = sum(one.people for one in commitments)
    if places_due and planned > places_due:
        found.append(
            (
                None,
                f"Il programma prevede {count_it(planned, 'assunzione', 'assunzioni')},"
                f" ma {count_it(places_due, 'il posto da coprire è #', 'i posti da coprire sono #')}.",
            )
        )
    return found
