"""What a person reads of her own file, in words: column «PN» of the table part × role (services.md §1).

The caller has shown that it is she. Of interviews she reads kind, day and minutes here; their content is for a
request of access.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.assessment.queries import levels_of
from portal.candidates.cases.locking import LockedCase, case_of
from portal.candidates.cases.team.queries import services_of
from portal.candidates.cases.team.rules import parts_words
from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, TRACK_LABELS
from portal.candidates.documents.vocabulary import DOCUMENT_LABELS, DocumentKind
from portal.candidates.people import queries
from portal.candidates.people.disclosure import ACCOMMODATIONS, CONTACTS, CV, QUOTA, contact_groups
from portal.candidates.people.file_access import Column, Part, cell
from portal.candidates.people.sealing import opened
from portal.candidates.phases.vocabulary import INTERVIEW_LABELS, InterviewKind
from portal.candidates.profiles.queries import latest_profile
from portal.candidates.profiles.vocabulary import PROFILE_STATE_LABELS
from portal.candidates.projects import queries as projects
from portal.candidates.projects.vocabulary import ACTION_STATE_LABELS, ProjectState
from portal.foundation import db
from portal.foundation.clock import in_rome
from portal.reference import dimensions, municipalities, professions

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part of her file: what it is, why it is kept, its facts; without facts there is nothing of it."""

    part: Part
    title: str
    why: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class OwnFile:
    name: str
    service_id: UUID
    parts: tuple[OwnPart, ...]
    case_closed_on: date | None


def _day(day: date | None) -> str:
    return "–" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year}"


async def own_file(person_id: UUID) -> OwnFile | None:
    """None for a file that is not there, or was erased."""
    person = await queries.person(person_id)
    if person is None:
        return None
    groups = await contact_groups(person_id, (CONTACTS, CV, QUOTA, ACCOMMODATIONS))
    case = await case_of(person_id)
    parts = (
        OwnPart(Part.CONTACT, "Contatti", "Per chiamarti e scriverti.", groups[CONTACTS] + _registry(person)),
        OwnPart(Part.SKILLS, "Esperienze e competenze", "Per cercare un lavoro adatto.", groups[CV]),
        OwnPart(
            Part.HEALTH,
            "Condizioni che aiutano e quota di riserva",
            "Le aziende le vedono solo se le spunti tu, proposta per proposta.",
            groups[ACCOMMODATIONS] + groups[QUOTA],
        ),
        OwnPart(Part.ACTIVITIES, "Il percorso con il servizio", "Per accompagnarti.", await _path(case)),
        OwnPart(
            Part.CONSENTS,
            "Servizi con cui condividi la scheda",
            "Leggono solo le parti che hai accettato. Puoi smettere quando vuoi, in «Consensi».",
            await _services(case),
        ),
        OwnPart(
            Part.LEVELS,
            "Valutazione",
            "Per confrontarti con ciò che un lavoro chiede.",
            await _levels(person_id),
        ),
        OwnPart(Part.PROJECT, "Progetto", "Quello che abbiamo deciso insieme.", await _project(case)),
        OwnPart(
            Part.PROPOSALS,
            "Profilo senza nome",
            "Per farti trovare dalle aziende.",
            await _profile(person_id),
        ),
        OwnPart(
            Part.DOCUMENTS, "Documenti", "Quelli che hai portato tu o il servizio.", await _papers(person_id)
        ),
    )
    readable = tuple(one for one in parts if cell(one.part, Column.PERSON).reads_something)
    return OwnFile(person.name, person.service_id, readable, case.closed_on if case else None)


def _registry(person: queries.PersonRow) -> Facts:
    facts = [("Comune", municipalities.name(person.comune_code))]
    if person.birth is not None:
        facts.append(("Data di nascita", _day(person.birth)))
    if person.tax_code is not None:
        facts.append(("Codice fiscale", person.tax_code))
    return facts


async def _path(case: LockedCase | None) -> Facts:
    if case is None:
        return []
    facts = [
        ("Tipo di percorso", TRACK_LABELS[case.track]),
        ("Fase", CASE_STATE_LABELS[case.state]),
        ("Aperto il", _day(case.opened_on)),
    ]
    if case.due_on is not None:
        facts.append(("Dura al massimo fino al", _day(case.due_on)))
    if case.closed_on is not None:
        facts.append(("Chiuso il", _day(case.closed_on)))
    rows = await db.fetch(
        "SELECT kind, held_on, minutes FROM interview WHERE \"case\" = $1 AND state = 'closed'"
        " ORDER BY held_on, id",
        case.id,
    )
    return facts + [
        (
            f"Colloquio del {_day(row['held_on'])}",
            f"{INTERVIEW_LABELS[InterviewKind(row['kind'])]}, {row['minutes']} minuti",
        )
        for row in rows
    ]


async def _levels(person_id: UUID) -> Facts:
    """The signed synthesis: its words, then each level alone and with help."""
    row = await db.fetchrow(
        "SELECT id, levels_sealed, words_sealed, signed_on FROM synthesis"
        " WHERE person = $1 AND signed_on IS NOT NULL AND superseded_on IS NULL",
        person_id,
    )
    if row is None:
        return []
    facts = [("Firmata il", _day(row["signed_on"]))]
    words = opened(row["words_sealed"], "synthesis", "words_sealed", row["id"])
    if words:
        facts.append(("In parole", words))
    for code, level in sorted(levels_of(row["id"], row["levels_sealed"]).items()):
        if level.k is not None:
            helped = "" if level.s is None else f", {level.s} con aiuti"
            facts.append((dimensions.name(code), f"{level.k} su 4 da sola{helped}"))
    return facts


async def _project(case: LockedCase | None) -> Facts:
    if case is None:
        return []
    found = await projects.versions(case.id, in_full=True)
    agreed = next((one for one in found if one.state is ProjectState.IN_FORCE), None)
    if agreed is None:
        return []
    said = (("Desideri", agreed.wishes), ("Da dove parti", agreed.situation))
    facts = [(label, words) for label, words in said if words]
    for aim in agreed.aims:
        facts.append(("Obiettivo", f"{aim.text} Lo vediamo da: {aim.indicator}"))
        facts += [
            (
                "Azione",
                f"{one.text} {one.owner or 'La fai tu'}, entro il {_day(one.due_on)}."
                f" {ACTION_STATE_LABELS[one.state]}.",
            )
            for one in aim.actions
        ]
    return [
        *facts,
        ("Concordato il", _day(agreed.agreed_on)),
        ("Da riguardare il", _day(agreed.next_review_on)),
    ]


async def _services(case: LockedCase | None) -> Facts:
    """Who works with her beside the service that leads, what for, and what it reads."""
    if case is None:
        return []
    return [
        (one.organisation, f"{one.purpose or '–'} Legge: {parts_words(one.parts).lower()}.")
        for one in await services_of(case.id)
        if one.position is Position.FURTHER and one.state is ServiceState.ACTIVE
    ]


async def _profile(person_id: UUID) -> Facts:
    found = await latest_profile(person_id)
    if found is None:
        return []
    facts = [
        ("Stato", PROFILE_STATE_LABELS[found.state]),
        ("Professione di partenza", professions.name(found.profession_code)),
    ]
    if found.expires_on is not None:
        facts.append(("Scade il", _day(found.expires_on)))
    return facts


async def _papers(person_id: UUID) -> Facts:
    """What each paper is and the day it came; to take one home she asks her counsellor."""
    rows = await db.fetch(
        "SELECT id, kind, name_sealed, uploaded_at FROM document WHERE person = $1 ORDER BY uploaded_at, id",
        person_id,
    )
    facts = []
    for row in rows:
        name = opened(row["name_sealed"], "document", "name_sealed", row["id"])
        came = _day(in_rome(row["uploaded_at"]).date())
        facts.append((DOCUMENT_LABELS[DocumentKind(row["kind"])], f"{name}, {came}"))
    return facts
