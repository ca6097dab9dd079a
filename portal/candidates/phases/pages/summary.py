"""The first page of a file: what to do now, then how things stand."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.queries import commitments
from portal.candidates.cases.vocabulary import (
    CASE_STATE_LABELS,
    CLOSED,
    TRACK_LABELS,
    WEIGHT_LABELS,
    CaseState,
    CommitmentKind,
)
from portal.candidates.people import queries as people
from portal.candidates.people.file_access import Cell, Column, Part
from portal.candidates.people.queries import ConsentRow
from portal.candidates.people.reading import OpenFile
from portal.candidates.people.vocabulary import CONSENT_LABELS, ConsentKind
from portal.candidates.phases import queries
from portal.candidates.phases.pages.phase_list import phase_lateness
from portal.candidates.phases.queries import CaseRow, InterviewRow
from portal.candidates.projects.queries import ProjectRow, versions
from portal.candidates.projects.vocabulary import PROJECT_STATE_LABELS, ProjectState
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer

SOON = timedelta(days=14)
"""From when on a day to come stands among the things to do."""


@dataclass(frozen=True, slots=True)
class ToDo:
    title: str
    note: str
    href: str
    due_on: date


@dataclass(frozen=True, slots=True)
class OpenThing:
    """A proposal or a plan that keeps the case open; who does not hold the case reads it without a link."""

    title: str
    href: str | None


@dataclass(frozen=True, slots=True)
class SummaryPage:
    file: OpenFile
    state: str
    closed: bool
    to_do: list[ToDo]
    case: list[tuple[str, str]]
    contact: list[tuple[str, str]]
    consents: list[tuple[str, bool]] | None
    project: str | None
    things: list[OpenThing]
    assign_href: str | None
    may_edit_contact: bool
    sees_phases: bool


def _to_do(
    file: OpenFile,
    case: CaseRow,
    latest: InterviewRow | None,
    in_force: ProjectRow | None,
    consents: list[ConsentRow],
) -> list[ToDo]:
    today = clock.today()
    found: list[ToDo] = []

    def add(title: str, note: str, tab: str, day: date | None) -> None:
        if day is not None and day <= today + SOON:
            found.append(ToDo(title, note, f"{file.url}/{tab}", day))

    if case.state in CLOSED:
        return []
    term = phase_lateness(case)
    if term is not None:
        add(f"Fase «{CASE_STATE_LABELS[case.state]}»", f"Termine: {term.rule}", "phases", term.last_day)
    if latest is not None and latest.next_step:
        add(latest.next_step, "Prossimo passo concordato nell’ultimo colloquio", "interviews", latest.next_on)
    if case.state is CaseState.SUSPENDED:
        add("Riguarda la sospensione", "Al massimo ogni 90 giorni", "phases", case.suspension_review_on)
    if in_force is not None:
        add("Riguarda il progetto", "Verifica concordata con la persona", "project", in_force.next_review_on)
    add("Il caso arriva alla scadenza", "Chiudi, oppure chiedi una proroga", "phases", case.due_on)
    for one in consents:
        if one.in_force(today):
            label = CONSENT_LABELS[one.kind].lower()
            add(f"Consenso in scadenza: {label}", "Chiedile se vuole rinnovarlo", "consents", one.expires_on)
    return sorted(found, key=lambda one: one.due_on)


def _case_facts(case: CaseRow, file: OpenFile) -> list[tuple[str, str]]:
    """Comune and holder for who reads those; phases and days for who reads more of the activities than her own."""
    allowed = file.ground.cell(Part.ACTIVITIES)
    facts: list[tuple[str, str]] = []
    if allowed.reads_more_than_own:
        facts = [
            ("Fase", f"{CASE_STATE_LABELS[case.state]}, {date_it(case.state_since, 'dal')}"),
            ("Percorso", f"{TRACK_LABELS[case.track]}, {WEIGHT_LABELS[case.weight].lower()}"),
            ("Aperto il", date_it(case.opened_on)),
            ("Ammessa il", date_it(case.admitted_on)),
            ("Scadenza dei 24 mesi", date_it(case.due_on)),
        ]
    if file.holder_name is not None:
        facts.append(("Operatore", file.holder_name))
    if allowed.reads_all:
        facts.append(("Ultimo contatto", date_it(case.last_contact)))
    if case.closed_on is not None and allowed.reads_more_than_own:
        facts.append(("Chiuso il", date_it(case.closed_on)))
    return facts


async def _contact(file: OpenFile) -> list[tuple[str, str]]:
    """In full, or one phone for a coach; nothing more for who reads another excerpt."""
    full = file.ground.cell(Part.CONTACT).reads_all
    if not full and file.ground.column is not Column.COACH:
        return []
    person = await people.person(file.person_id)
    if person is None:
        return []
    phone = [("Telefono", person.phone or "–")]
    return [*phone, ("E-mail", person.email or "–")] if full else phone


_THINGS = {CommitmentKind.PROPOSAL: ("Proposta", "/proposals"), CommitmentKind.PLAN: ("Percorso", "/plans")}


async def _things(case_id: UUID, *, linked: bool) -> list[OpenThing]:
    found = []
    for one in await commitments(case_id):
        label, address = _THINGS[one.kind]
        found.append(OpenThing(f"{label} {one.code}".strip(), f"{address}/{one.ref_id}" if linked else None))
    return found


def _project_words(rows: list[ProjectRow]) -> str | None:
    if not rows:
        return None
    in_force = next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    if in_force is not None:
        review = date_it(in_force.next_review_on)
        return f"In vigore {date_it(in_force.agreed_on, 'dal')}, da riguardare entro il {review}."
    return f"Versione {rows[0].number}: {PROJECT_STATE_LABELS[rows[0].state].lower()}."


async def summary_page(file: OpenFile, reader: Viewer, *, assigns: bool) -> SummaryPage:
    """Each part of the page is there for who has its cell."""
    today, ground = clock.today(), file.ground
    case = await queries.case_row(file.case_id)
    sees = {part: ground.cell(part).reads_something for part in Part}
    consents = await people.consents(file.person_id) if sees[Part.CONSENTS] else []
    projects = await versions(file.case_id, in_full=False) if sees[Part.PROJECT] else []
    interviews = await queries.interviews(file.case_id, cell=Cell.WRITE, reader=reader) if file.holds else []
    latest = next((one for one in interviews if not one.draft), None)
    in_force = next((row for row in projects if row.state is ProjectState.IN_FORCE), None)
    return SummaryPage(
        file,
        CASE_STATE_LABELS[case.state],
        case.state in CLOSED,
        _to_do(file, case, latest, in_force, consents) if file.holds else [],
        _case_facts(case, file),
        await _contact(file),
        [
            (CONSENT_LABELS[kind], any(one.kind is kind and one.in_force(today) for one in consents))
            for kind in ConsentKind
        ]
        if sees[Part.CONSENTS]
        else None,
        _project_words(projects) or "Ancora da scrivere con la persona." if sees[Part.PROJECT] else None,
        await _things(file.case_id, linked=file.holds) if _sees_things(file) else [],
        f"/assignments/{file.person_id}"
        if assigns and case.state not in CLOSED and _coordinates(file)
        else None,
        ground.cell(Part.CONTACT) is Cell.WRITE,
        ground.cell(Part.ACTIVITIES).reads_more_than_own,
    )


def _sees_things(file: OpenFile) -> bool:
    """Open proposals and plans: in full, or states and days for a coordinator; others only what concerns their own."""
    return file.ground.cell(Part.PROPOSALS).reads_all or file.ground.column is Column.COORDINATOR


def _coordinates(file: OpenFile) -> bool:
    return file.holds or file.ground.column is Column.COORDINATOR
