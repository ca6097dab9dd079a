"""The interviews of a case, in full for who writes them, by excerpt for the coordinator."""

from dataclasses import dataclass
from datetime import date

from portal.candidates.cases.vocabulary import CLOSED
from portal.candidates.people.reading import OpenFile
from portal.candidates.phases import queries
from portal.candidates.phases.queries import InterviewRow
from portal.candidates.phases.vocabulary import (
    INTERVIEW_LABELS,
    MODE_LABELS,
    PRESENT_LABELS,
    Mode,
    Present,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it, join_it


@dataclass(frozen=True, slots=True)
class InterviewView:
    title: str
    when: str
    words: list[tuple[str, str]]
    next_on: date | None


def interview_view(row: InterviewRow) -> InterviewView:
    parts = [date_it(row.held_on), f"{row.minutes} minuti"]
    if row.mode:
        parts.append(MODE_LABELS[Mode(row.mode)].lower())
    if row.present:
        parts.append("presenti: " + join_it(PRESENT_LABELS[Present(one)].lower() for one in row.present))
    if row.recorded_at and clock.in_rome(row.recorded_at).date() != row.held_on:
        parts.append(f"registrato {date_it(row.recorded_at, 'il')}")
    if row.recorded_by:
        parts.append(row.recorded_by)
    said = (
        ("Che cosa desidera", row.wishes),
        ("Fatti nuovi", row.facts),
        ("Risorse", row.resources),
        ("Difficoltà", row.difficulties),
        ("Che cosa abbiamo concordato", row.agreed),
        ("Prossimo passo", row.next_step),
    )
    return InterviewView(
        INTERVIEW_LABELS[row.kind],
        ", ".join(parts),
        [(title, words) for title, words in said if words],
        row.next_on,
    )


@dataclass(frozen=True, slots=True)
class InterviewsPage:
    file: OpenFile
    interviews: list[InterviewView]
    open: bool


async def interviews_page(file: OpenFile) -> InterviewsPage:
    case = await queries.case_row(file.case_id)
    rows = await queries.interviews(file.case_id, in_full=file.may_write)
    return InterviewsPage(file, [interview_view(row) for row in rows], case.state not in CLOSED)
