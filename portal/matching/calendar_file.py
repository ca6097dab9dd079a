"""The day of an interview as an iCalendar file (RFC 5545): when, where, for which proposal. Nobody is named, and what
helps the person is left out: calendars are shared, synchronised and printed."""

from datetime import datetime

from icalendar import Calendar, Event

from portal.foundation.clock import ROME
from portal.matching.queries.interviews import Day

MEDIA_TYPE = "text/calendar"


def calendar_file(day: Day, *, code: str, link: str, now: datetime) -> bytes:
    """One event, with the same identifier for the same day however often it is asked for. ``link``: the proposal."""
    event = Event()
    event.add("uid", f"{day.id}@incontro")
    event.add("dtstamp", now)
    event.add("dtstart", day.starts_at.astimezone(ROME))
    event.add("dtend", day.ends_at.astimezone(ROME))
    event.add("summary", f"Colloquio, proposta {code}")
    event.add("location", day.place)
    event.add("description", "Che cosa preparare è scritto nella pagina della proposta.")
    event.add("url", link)
    calendar = Calendar()
    calendar.add("prodid", "-//Incontro//Colloqui//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
