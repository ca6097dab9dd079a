"""The document of ``portal working-days``: how many working days a period has, and its answer."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from portal.employers.obligations.calendars import name_of
from portal.employers.obligations.documents.document import Fault, check
from portal.employers.obligations.documents.period import CalendarDay, CalendarFields, Reference
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.working_days import counted

WRONG_WAY = "L’ultimo giorno viene prima del primo: controlla le due date."


class WorkingDaysDocument(CalendarFields, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    first: Annotated[CalendarDay, Meta(description="Primo giorno, compreso.")]
    last: Annotated[CalendarDay, Meta(description="Ultimo giorno, compreso.")]
    reference: Reference | None = None

    @check
    def in_order(self) -> Iterator[Fault]:
        if self.last < self.first:
            yield Fault(("to",), WRONG_WAY)


class DayOff(msgspec.Struct, frozen=True):
    on: date
    name: str


class WorkingDaysAnswer(msgspec.Struct, frozen=True):
    input: Annotated[WorkingDaysDocument, Meta(description="Il documento, come è stato letto.")]
    working_days: Annotated[int, Meta(description="Giorni lavorativi, i due estremi compresi.")]
    days_off: Annotated[
        tuple[DayOff, ...], Meta(description="I festivi caduti in un giorno che sarebbe lavorativo.")
    ]
    steps: Annotated[tuple[Step, ...], Meta(description="Il conto riga per riga.")]


def answer(document: WorkingDaysDocument) -> WorkingDaysAnswer:
    calendar = document.calendar()
    found = counted(document.first, document.last, calendar)
    off = tuple(DayOff(day, name_of(day, calendar, document.province)) for day in found.days_off)
    return WorkingDaysAnswer(document, found.days, off, found.steps)
