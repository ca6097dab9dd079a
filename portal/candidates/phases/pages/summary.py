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
    """A proposal or a plan that keeps the case open; the coordinator reads it without a link."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class SummaryPage:
    file: OpenFile
    state: str
    closed: bool
    to_do: list[ToDo]
    case: list[tuple[str, str]]
    contact: list[tuple[str, str]]
    consents: list[tuple[str, bool]]
    project: str | None
    things: list[OpenThing]
    assign_href: str | None


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


def _case_facts(case: CaseRow, holder: str, *, excerpt: bool) -> list[tuple[str, str]]:
    facts = [
        ("Fase", f"{CASE_STATE_LABELS[case.state]}, {date_it(case.state_since, 'dal')}"),
        ("Percorso", f"{TRACK_LABELS[case.track]}, {WEIGHT_LABELS[case.weight].lower()}"),
        ("Aperto il", date_it(case.opened_on)),
        ("Ammessa il", date_it(case.admitted_on)),
        ("Scadenza dei 24 mesi", date_it(case.due_on)),
        ("Operatore", holder),
    ]
    if not excerpt:
        facts.append(("Ultimo contatto", date_it(case.last_contact)))
    if case.closed_on is not None:
        facts.append(("Chiuso il", date_it(case.closed_on)))
    return facts


async def _contact(person_id: UUID) -> list[tuple[str, str]]:
    person = await people.person(person_id)
    if person is None:
        return []
    return [("Telefono", person.phone or "–"), ("E-mail", person.email or "–")]


_THINGS = {CommitmentKind.PROPOSAL: ("Proposta", "/proposals"), CommitmentKind.PLAN: ("Percorso", "/plans")}


async def _things(case_id: UUID) -> list[OpenThing]:
    found = []
    for one in await commitments(case_id):
        label, address = _THINGS[one.kind]
        found.append(OpenThing(f"{label} {one.code}".strip(), f"{address}/{one.ref_id}"))
    return found


def _project_words(rows: list[ProjectRow]) -> str | None:
    if not rows:
        return None
    in_force = next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    if in_force is not None:
        review = date_it(in_force.next_review_on)
        return f"In vigore {date_it(in_force.agreed_on, 'dal')}, da riguardare entro il {review}."
    return f"Versione {rows[0].number}: {PROJECT_STATE_LABELS[rows[0].state].lower()}."


async def summary_page(file: OpenFile, *, assigns: bool) -> SummaryPage:
    today = clock.today()
    full = file.may_write
    case = await queries.case_row(file.case_id)
    consents = await people.consents(file.person_id)
    projects = await versions(file.case_id, in_full=False)
    interviews = await queries.interviews(file.case_id, in_full=True) if full else []
    in_force = next((row for row in projects if row.state is ProjectState.IN_FORCE), None)
    return SummaryPage(
        file,
        CASE_STATE_LABELS[case.state],
        case.state in CLOSED,
        _to_do(file, case, interviews[0] if interviews else None, in_force, consents) if full else [],
        _case_facts(case, file.holder_name, excerpt=not full),
        await _contact(file.person_id) if full else [],
        [
            (CONSENT_LABELS[kind], any(one.kind is kind and one.in_force(today) for one in consents))
            for kind in ConsentKind
        ],
        _project_words(projects),
        await _things(file.case_id),
        f"/assignments/{file.person_id}" if assigns and case.state not in CLOSED else None,
    )
