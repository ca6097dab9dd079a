"""Deadlines as an iCalendar file (RFC 5545): whole days, stable identifiers, nobody named."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from portal.employers.obligations.rules.deadlines import Deadline
from portal.foundation.web.italian import date_it, plural

MEDIA_TYPE = "text/calendar"


def calendar_file(
    rows: Iterable[Deadline], company_id: UUID, company: str, link: str, now: datetime
) -> bytes:
    """``link`` is the page of the deadlines; calendars that follow the file ask again every day."""
    calendar = Calendar()
    calendar.add("prodid", "-//Incontro//Scadenze L. 68/99//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Scadenze L. 68/99, {company}")
    calendar.add("x-wr-timezone", "Europe/Rome")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for one in rows:
        calendar.add_component(_event(one, company_id, link, now))
    return bytes(calendar.to_ical())


def _event(one: Deadline, company_id: UUID, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.kind}-{one.starts_on:%Y%m%d}-{one.due_on:%Y%m%d}-{company_id}@incontro")
    event.add("dtstamp", now)
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + timedelta(days=1))
    event.add("summary", one.label)
    event.add("description", "\n".join(description(one)))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["L. 68/99"])
    return event


def description(one: Deadline) -> list[str]:
    """The rule, the day it runs from, the article, how many places."""
    lines = [f"{one.rule}." if one.rule else "", f"{date_it(one.starts_on, 'Dal')}. {one.article}."]
    if one.places:
        lines.append(plural(one.places, "posto", "posti"))
    if one.to_check:
        lines.append("Regola da verificare.")
    return [line for line in lines if line]
