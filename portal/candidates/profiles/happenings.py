"""What happened in a file, for its timeline: only the parts that this reader opens, and never a word of theirs.

Kinds, days and states are told; what was said or written stays on the page of its part.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.candidates.cases.team.vocabulary import SERVICE_STATE_LABELS, ServiceState
from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CaseState
from portal.candidates.documents.rules import may_read
from portal.candidates.documents.vocabulary import DOCUMENT_LABELS, DocumentKind
from portal.candidates.people.file_access import Cell, Part
from portal.candidates.people.grounds import Ground
from portal.candidates.people.vocabulary import CONSENT_LABELS, ConsentKind
from portal.candidates.phases.vocabulary import INTERVIEW_LABELS, MODE_LABELS, InterviewKind, Mode
from portal.candidates.profiles.vocabulary import PROFILE_STATE_LABELS, ProfileState
from portal.foundation import clock, db
from portal.kernel.viewer import Viewer

_SOURCES: dict[Part, str] = {
    Part.ACTIVITIES: """
SELECT 'step' AS source, s.to_state AS what, s.from_state AS more, s.taken_on AS day, s.recorded_at AS entered,
    s.account AS by, 'phases' AS tab
FROM case_step s JOIN case_ c ON c.id = s."case" WHERE c.person = $1
UNION ALL SELECT 'interview', i.kind, i.mode || ' ' || i.minutes, i.held_on, i.recorded_at, i.recorded_by, 'interviews'
FROM interview i JOIN case_ c ON c.id = i."case" WHERE c.person = $1 AND i.state = 'closed'
UNION ALL SELECT 'service', v.state, o.name, coalesce(v.ended_on, v.answered_on, v.invited_on), NULL, NULL, 'team'
FROM case_service v JOIN case_ c ON c.id = v."case" JOIN organisation o ON o.id = v.organisation
WHERE c.person = $1 AND v.position = 'further'""",
    Part.CONSENTS: """
SELECT 'consent', g.kind, NULL, g.given_on, g.recorded_at, g.collected_by, 'consents'
FROM consent g WHERE g.person = $1
UNION ALL SELECT 'revocation', g.kind, NULL, g.revoked_on, NULL, NULL, 'consents'
FROM consent g WHERE g.person = $1 AND g.revoked_on IS NOT NULL
UNION ALL SELECT 'sharing', 'given', o.name, g.given_on, g.recorded_at, g.collected_by, 'consents'
FROM sharing_consent g JOIN organisation o ON o.id = g.recipient WHERE g.person = $1
UNION ALL SELECT 'sharing', 'revoked', o.name, g.revoked_on, NULL, NULL, 'consents'
FROM sharing_consent g JOIN organisation o ON o.id = g.recipient WHERE g.person = $1 AND g.revoked_on IS NOT NULL""",
    Part.PROJECT: """
SELECT 'project', j.number::text, NULL, j.written_on, NULL, j.written_by, 'project'
FROM project j JOIN case_ c ON c.id = j."case" WHERE c.person = $1
UNION ALL SELECT 'agreement', j.number::text, NULL, j.agreed_on, NULL, NULL, 'project'
FROM project j JOIN case_ c ON c.id = j."case" WHERE c.person = $1 AND j.agreed_on IS NOT NULL""",
    Part.LEVELS: """
SELECT 'synthesis', NULL, NULL, y.signed_on, NULL, y.signed_by, 'assessment'
FROM synthesis y WHERE y.person = $1 AND y.signed_on IS NOT NULL""",
    Part.SKILLS: """
SELECT 'profile', 'waiting', NULL, r.waiting_since, NULL, r.submitted_by, 'profile'
FROM profile r WHERE r.person = $1 AND r.waiting_since IS NOT NULL
UNION ALL SELECT 'profile', 'published', NULL, r.published_on, NULL, NULL, 'profile'
FROM profile r WHERE r.person = $1 AND r.published_on IS NOT NULL
UNION ALL SELECT 'profile', r.state, NULL, r.ended_on, NULL, NULL, 'profile'
FROM profile r WHERE r.person = $1 AND r.ended_on IS NOT NULL""",
    Part.DOCUMENTS: """
SELECT 'document', d.kind, NULL, (d.uploaded_at AT TIME ZONE 'Europe/Rome')::date, d.uploaded_at, d.uploaded_by,
    'documents'
FROM document d WHERE d.person = $1""",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """``entered_on``: the day it was written down, where that is another."""

    day: date
    title: str
    note: str
    href: str
    by_name: str | None = None
    entered_on: date | None = None
    entered_at: datetime | None = None


async def happenings(ground: Ground, by: Viewer) -> list[Happening]:
    """Latest first; one query, whatever the history."""
    parts = [sentence for part, sentence in _SOURCES.items() if ground.cell(part).reads_something]
    if not parts:
        return []
    # the first of the united sentences names the columns, so the one that does is always there
    named = (
        "SELECT NULL::text AS source, NULL::text AS what, NULL::text AS more, NULL::date AS day,"
        " NULL::timestamptz AS entered, NULL::uuid AS by, NULL::text AS tab WHERE false"
    )
    rows = await db.fetch(
        f"SELECT h.*, a.name AS by_name FROM ({' UNION ALL '.join([named, *parts])}) h"
        " LEFT JOIN account a ON a.id = h.by ORDER BY h.day DESC, h.entered DESC NULLS LAST, h.source, h.what",
        ground.person_id,
    )
    return [_happening(row, ground.person_id) for row in rows if _reads(row, ground, by)]


def _reads(row: Any, ground: Ground, by: Viewer) -> bool:
    if row["source"] in ("step", "interview") and ground.cell(Part.ACTIVITIES) is Cell.OWN:
        return bool(row["by"] == by.account_id and row["source"] == "interview")
    if row["source"] == "document":
        return may_read(DocumentKind(row["what"]), ground.access, own=row["by"] == by.account_id)
    return True


def _happening(row: Any, person_id: UUID) -> Happening:
    title, note = _words(row["source"], row["what"], row["more"])
    entered = row["entered"]
    entered_on = clock.in_rome(entered).date() if entered else None
    return Happening(
        row["day"],
        title,
        note,
        f"/people/{person_id}/{row['tab']}",
        row["by_name"],
        entered_on if entered_on != row["day"] else None,
        entered,
    )


def _words(source: str, what: str | None, more: str | None) -> tuple[str, str]:
    match source:
        case "step":
            label = CASE_STATE_LABELS[CaseState(str(what))]
            if more is None:
                return "Scheda aperta", label
            return (f"Fase: {label}", "") if more != what else (f"Aggiornamento in «{label}»", "")
        case "interview":
            mode, minutes = str(more).split(" ")
            words = f"{MODE_LABELS[Mode(mode)].lower()}, {minutes} minuti"
            return f"Colloquio: {INTERVIEW_LABELS[InterviewKind(str(what))].lower()}", words
        case "consent":
            return f"Consenso dato: {CONSENT_LABELS[ConsentKind(str(what))].lower()}", ""
        case "revocation":
            return f"Consenso ritirato: {CONSENT_LABELS[ConsentKind(str(what))].lower()}", ""
        case "service":
            return f"Servizio: {SERVICE_STATE_LABELS[ServiceState(str(what))].lower()}", str(more)
        case "sharing":
            given = what == "given"
            return "Accordo alla condivisione " + ("dato" if given else "ritirato"), str(more)
        case "project":
            return f"Progetto: scritta la versione {what}", ""
        case "agreement":
            return f"Progetto: concordata la versione {what}", ""
        case "synthesis":
            return "Sintesi della valutazione firmata", ""
        case "profile":
            return f"Profilo: {PROFILE_STATE_LABELS[ProfileState(str(what))].lower()}", ""
        case _:
            return f"Documento aggiunto: {DOCUMENT_LABELS[DocumentKind(str(what))].lower()}", ""
