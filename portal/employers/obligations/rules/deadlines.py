"""By when: the request of workers within sixty days, the prospetto by 31 January."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.employers.obligations.rules.timeline import OpenPlace
from portal.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Deadline:
    """``starts_on`` is the day the term runs from; ``days`` its length where the law counts days."""

    kind: str
    label: str
    starts_on: date
    due_on: date
    article: str
    places: int = 0
    days: int | None = None


def request_due_on(since: date, parameters: Parameters) -> date:
    """The last day for the request: sixty days are counted, not two months (art. 9 c. 1)."""
    return since + timedelta(days=int(parameters.value("request_deadline_days", since)))


def request_deadlines(places: Iterable[OpenPlace], parameters: Parameters) -> list[Deadline]:
    """One deadline a day from which places are uncovered, the earliest first."""
    since: dict[date, int] = {}
    for place in places:
        since[place.since] = since.get(place.since, 0) + 1
    return [
        Deadline(
            "request",
            "Richiesta di avviamento",
            day,
            request_due_on(day, parameters),
            parameters.row("request_deadline_days", day).source,
            count,
            int(parameters.value("request_deadline_days", day)),
        )
        for day, count in sorted(since.items())
    ]


def prospetto_informativo_deadline(on: date) -> Deadline:
    """The next 31 January; the picture is of the 31 December before (art. 9 c. 6)."""
    year = on.year if (on.month, on.day) <= (1, 31) else on.year + 1
    return Deadline(
        "prospetto",
        "Prospetto informativo",
        date(year - 1, 12, 31),
        date(year, 1, 31),
        "L. 68/1999 art. 9 c. 6",
    )
