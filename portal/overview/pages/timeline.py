"""A person's timeline: what happened in her file, with her proposals and plans where the reader may know of them."""

from dataclasses import dataclass
from datetime import date

from portal.candidates import public as candidates
from portal.candidates.public import OpenFile, Part
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer
from portal.matching import public as matching
from portal.tutoring import public as tutoring


@dataclass(frozen=True, slots=True)
class Entry:
    day: date
    title: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    file: OpenFile
    entries: list[Entry]


def _told(day: date, by_name: str | None, entered_on: date | None, words: str) -> str:
    parts = [date_it(day), words, by_name or ""]
    if entered_on is not None:
        parts.append(f"scritto {date_it(entered_on, 'il')}")
    return ", ".join(part for part in parts if part)


async def timeline_page(file: OpenFile, by: Viewer) -> TimelinePage:
    """Latest first; six queries, whatever the history. Who reads an excerpt of the plans learns states and days."""
    entries = [
        Entry(one.day, one.title, _told(one.day, one.by_name, one.entered_on, one.note), one.href)
        for one in await candidates.happenings(file.ground, by)
    ]
    allowed = file.ground.cell(Part.PROPOSALS)
    if allowed.reads_something:
        entries += await _proposals_and_plans(file, in_full=allowed.reads_all)
    return TimelinePage(file, sorted(entries, key=lambda one: one.day, reverse=True))


async def _proposals_and_plans(file: OpenFile, *, in_full: bool) -> list[Entry]:
    found: list[Entry] = []
    for proposal in await matching.proposals_of_person(file.person_id):
        day = clock.in_rome(proposal.since).date()
        whose = f"{proposal.title}, {proposal.company_name}" if in_full else ""
        if in_full and proposal.refused_for is not None:
            whose = f"{whose}: {proposal.refused_for.lower()}"
        href = f"/proposals/{proposal.id}" if in_full else None
        found.append(
            Entry(day, f"Proposta: {proposal.state_label.lower()}", _told(day, None, None, whose), href)
        )
    today = clock.today()
    for plan in await tutoring.plans_of_person(file.person_id):
        whose = f"{plan.title}, {plan.company_name}" if in_full else ""
        href = f"/plans/{plan.id}" if in_full else None
        if plan.starts_on is not None and plan.starts_on <= today:
            title = f"{plan.kind_label}: inizio"
            found.append(Entry(plan.starts_on, title, _told(plan.starts_on, None, None, whose), href))
        if plan.is_over and plan.last_day is not None:
            title = f"{plan.kind_label}: {plan.state_label.lower()}"
            found.append(Entry(plan.last_day, title, _told(plan.last_day, None, None, whose), href))
    return found
