"""The interviews of a case, as the reader's cell opens them, and those to come."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from uuid import UUID

from portal.candidates.cases.vocabulary import CLOSED
from portal.candidates.people.reading import OpenFile
from portal.candidates.phases import queries
from portal.candidates.phases.queries import InterviewRow, PlannedRow
from portal.candidates.phases.vocabulary import (
    INTERVIEW_LABELS,
    MODE_LABELS,
    PLAN_OUTCOME_LABELS,
    PRESENT_LABELS,
    Mode,
    Present,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it, join_it
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class InterviewView:
    """``draft_href``: a draft of the reader's own, to go on with."""

    title: str
    when: str
    words: list[tuple[str, str]]
    next_on: date | None
    draft_href: str | None = None


def interview_view(row: InterviewRow, url: str) -> InterviewView:
    parts = [date_it(row.held_on), f"{row.minutes} minuti"]
    if row.mode:
        parts.append(MODE_LABELS[Mode(row.mode)].lower())
    if row.place:
        parts.append(row.place)
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
        ("Nota per l’équipe", row.shared_note),
        ("Nota riservata", row.reserved_note),
    )
    return InterviewView(
        INTERVIEW_LABELS[row.kind],
        ", ".join(parts),
        [(title, words) for title, words in said if words],
        row.next_on,
        f"{url}/interviews/{row.id}" if row.draft else None,
    )


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """``record_href``: the form of the interview, with what is known."""

    id: UUID
    title: str
    note: str
    planned_for: date
    record_href: str
    outcome: str | None


def _planned(row: PlannedRow, url: str) -> PlannedLine:
    where = f", {row.place}" if row.place else ""
    place = f"&place={quote(row.place)}" if row.place else ""
    return PlannedLine(
        row.id,
        INTERVIEW_LABELS[row.kind],
        f"{date_it(row.planned_for)}{where}. Fissato da {row.planned_by}.",
        row.planned_for,
        f"{url}/interviews/new?kind={row.kind.value}&plan={row.id}{place}",
        PLAN_OUTCOME_LABELS[row.outcome] if row.outcome else None,
    )


@dataclass(frozen=True, slots=True)
class InterviewsPage:
    file: OpenFile
    interviews: list[InterviewView]
    planned: list[PlannedLine]
    may_add: bool


async def interviews_page(file: OpenFile, reader: Viewer) -> InterviewsPage:
    case = await queries.case_row(file.case_id)
    rows = await queries.interviews(file.case_id, cell=file.cell, reader=reader)
    planned = []
    if file.cell.writes_own:
        own_only = not file.cell.reads_all
        planned = await queries.planned_interviews(file.case_id, reader, own_only=own_only)
    return InterviewsPage(
        file,
        [interview_view(row, file.url) for row in rows],
        [_planned(row, file.url) for row in planned],
        file.cell.writes_own and case.state not in CLOSED,
    )
