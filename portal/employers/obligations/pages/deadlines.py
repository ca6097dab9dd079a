"""What the page of the deadlines receives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.queries.calendars import CalendarLink
from portal.employers.obligations.rules.deadlines import Deadline
from portal.foundation.addresses import absolute
from portal.foundation.web.italian import date_it, number_it, plural


@dataclass(frozen=True, slots=True)
class Tile:
    day: date
    title: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    due_on: date
    label: str
    rule: str
    starts_on: date
    article: str
    places: str
    to_check: bool


@dataclass(frozen=True, slots=True)
class DeadlinesPage:
    whose: Whose
    on: date
    rows: list[DeadlineRow]
    address: str | None
    """The secret link, once there is one."""
    renewed_at: datetime | None


def note(one: Deadline) -> str:
    """«3 posti dal 2 ottobre 2026, 60 giorni (art. 9 c. 1)»."""
    places = f"{plural(one.places, 'posto', 'posti')}, " if one.places else ""
    days = f", {one.days} giorni" if one.days is not None else ""
    return f"{places}{date_it(one.starts_on, 'dal')}{days} ({one.article})"


def tiles(rows: Iterable[Deadline], whose: Whose) -> list[Tile]:
    return [
        Tile(one.due_on, one.label, note(one), whose.link("/prospetti") if one.of_prospetto else None)
        for one in rows
    ]


def deadlines_page(
    rows: Iterable[Deadline], whose: Whose, on: date, link: CalendarLink | None
) -> DeadlinesPage:
    return DeadlinesPage(
        whose,
        on,
        [
            DeadlineRow(
                one.due_on,
                one.label,
                one.rule,
                one.starts_on,
                one.article,
                number_it(one.places) if one.places else "–",
                one.to_check,
            )
            for one in rows
        ],
        absolute(f"/obligations/calendars/{link.token}.ics") if link else None,
        link.renewed_at if link else None,
    )
