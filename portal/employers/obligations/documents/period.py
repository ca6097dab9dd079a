"""What documents about a period share: its days, the week that is worked, the days off; euro and percentages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from portal.employers.obligations.calendars import work_calendar
from portal.employers.obligations.documents.document import Document, Fault, check
from portal.employers.obligations.documents.fields import ProvinceCode, far_day_problem
from portal.employers.obligations.rules.money import in_words
from portal.employers.obligations.rules.working_days import WorkCalendar

FIRST_CALENDAR_DAY = date(2000, 1, 1)
MOST_DAYS_OFF = 400
MOST_EURO = Decimal(10**9)


def _calendar_day_problem(day: date) -> str | None:
    if day < FIRST_CALENDAR_DAY:
        return "Scrivi un giorno dal 1 gennaio 2000."
    return far_day_problem(day)


CalendarDay = Annotated[date, Meta(extra={"among": _calendar_day_problem})]


def _month_and_day(text: str) -> str | None:
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        return "Scrivi mese e giorno che esistono, come 12-07."
    return None


MonthAndDay = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{2}-[0-9]{2}$",
        extra_json_schema={"examples": ["12-07"]},
        extra={"among": _month_and_day, "wrong": "Scrivi mese e giorno, come 12-07."},
    ),
]


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _euro_problem(value: Decimal) -> str | None:
    if value <= 0 or value > MOST_EURO:
        return "Scrivi un importo in euro sopra lo zero, fino a un miliardo."
    return "Gli euro hanno al massimo due decimali." if _decimals(value) > 2 else None


Euro = Annotated[
    Decimal,
    Meta(
        description="Euro, come 26000 oppure 26000.50.",
        extra_json_schema={"examples": [26000, "26000.50"]},
        extra={"among": _euro_problem, "wrong": "Scrivi un importo in euro, come 26000.50."},
    ),
]


def _percentage_problem(value: Decimal) -> str | None:
    if not 0 < value <= 100:
        return "La percentuale sta sopra 0, fino a 100."
    return "Una percentuale ha al massimo quattro decimali." if _decimals(value) > 4 else None


Percentage = Annotated[
    Decimal,
    Meta(
        description="Da 0 a 100.",
        extra_json_schema={"examples": [60]},
        extra={"among": _percentage_problem, "wrong": "Scrivi una percentuale, come 60 oppure 33.5."},
    ),
]

Amount = Annotated[
    str, Meta(pattern=r"^[0-9]+\.[0-9]{2}$", description="Euro e centesimi esatti, come 3450.48.")
]
"""Written by ``amount``."""

amount = in_words

Reference = Annotated[str, Meta(max_length=100, description="Un tuo riferimento: torna nella risposta.")]


class CalendarFields(Document, frozen=True, kw_only=True):
    week: Annotated[
        Literal[5, 6], Meta(description="Giorni della settimana che lavorate: 5, lunedì–venerdì, oppure 6.")
    ] = 5
    province: (
        Annotated[ProvinceCode, Meta(description="Provincia: vale il santo patrono del suo capoluogo.")]
        | None
    ) = None
    patron_saint: (
        Annotated[
            MonthAndDay,
            Meta(description="Santo patrono del comune, mese e giorno. Vale al posto del capoluogo."),
        ]
        | None
    ) = None
    contractual_days: Annotated[
        list[CalendarDay],
        Meta(max_length=MOST_DAYS_OFF, description="Altri giorni festivi del vostro contratto."),
    ] = []  # noqa: RUF012 - msgspec gives every document its own

    def calendar(self) -> WorkCalendar:
        saint = None
        if self.patron_saint is not None:
            saint = (int(self.patron_saint[:2]), int(self.patron_saint[3:]))
        return work_calendar(
            week=self.week, province=self.province, patron_saint=saint, contractual=self.contractual_days
        )

    @check
    def contractual_days_once(self) -> Iterator[Fault]:
        seen: set[date] = set()
        for index, day in enumerate(self.contractual_days):
            if day in seen:
                yield Fault(("contractual_days", index), "Questo giorno c’è già: scrivilo una volta sola.")
            seen.add(day)
