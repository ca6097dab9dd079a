"""What waits for a counsellor: profiles, late phases, next steps, consents and cases near their end."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CaseState
from portal.candidates.people.grounds import HOLDS
from portal.candidates.people.vocabulary import CONSENT_LABELS, ConsentKind
from portal.candidates.phases.rules import lateness
from portal.foundation import clock, db
from portal.kernel.viewer import Viewer
from portal.reference.holidays_it import is_working_day

SOON = timedelta(days=30)
LAST_THREE_MONTHS = timedelta(days=92)
"""From its twenty-first month on, a case that comes to its end is shown every day."""


class WaitingKind(StrEnum):
    LATE_PHASE = "late_phase"
    NEXT_STEP = "next_step"
    CASE_ENDING = "case_ending"
    CONSENT_ENDING = "consent_ending"
    SUSPENSION_REVIEW = "suspension_review"
    PROJECT_REVIEW = "project_review"
    PROFILE_WAITING = "profile_waiting"
    INTERVIEW_PLANNED = "interview_planned"
    ACTION_DUE = "action_due"
    SHARING_ENDING = "sharing_ending"


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """One thing to do: about whom, what, by when, and the page that does it."""

    kind: WaitingKind
    person_id: UUID
    name: str
    words: str
    due_on: date
    href: str


_ROWS = f"""
SELECT p.id, p.first_name || ' ' || p.last_name AS name, c.state, c.state_since, c.due_on, c.suspension_review_on,
    (SELECT max(i.held_on) FROM interview i WHERE i."case" = c.id AND i.state = 'closed') AS last_contact,
    (SELECT i.next_on FROM interview i WHERE i."case" = c.id AND i.state = 'closed'
        ORDER BY i.held_on DESC, i.id DESC LIMIT 1) AS next_on,
    (SELECT min(n.planned_for) FROM interview_plan n WHERE n."case" = c.id AND n.outcome IS NULL) AS planned_for,
    (SELECT min(x.due_on) FROM project_action x JOIN project_aim m ON m.id = x.aim JOIN project j ON j.id = m.project
        WHERE j."case" = c.id AND j.state = 'in_force' AND x.state IN ('planned', 'running')
            AND x.owner = $2) AS action_due,
    (SELECT min(least(v.mandate_until, s.expires_on)) FROM case_service v JOIN sharing_consent s ON s.id = v.consent
        WHERE v."case" = c.id AND v.position = 'further' AND v.state = 'active') AS sharing_until,
    (SELECT min(j.next_review_on) FROM project j WHERE j."case" = c.id AND j.state = 'in_force') AS project_review,
    (SELECT r.waiting_since FROM profile r WHERE r.person = p.id AND r.state = 'waiting') AS profile_waiting,
    ARRAY(SELECT g.kind || ' ' || g.expires_on FROM consent g WHERE g.person = p.id AND g.replaced_on IS NULL
        AND g.revoked_on IS NULL AND g.expires_on BETWEEN $3 AND $4) AS consents
FROM case_ c JOIN person p ON p.id = c.person
WHERE c.lead_service = $1 AND c.closed_on IS NULL AND p.erased_at IS NULL
    AND {HOLDS.format(account="$2", today="$3::date")}
"""


@dataclass(frozen=True, slots=True)
class CaseToday:
    """One open case of the caseload: where it stands, when there was last a contact, what waits."""

    person_id: UUID
    name: str
    state: CaseState
    state_label: str
    since: date
    last_contact: date | None
    waits: tuple[WaitingCase, ...]

    def late(self, today: date) -> tuple[WaitingCase, ...]:
        """What should have been done before today; a profile that waits is nobody's delay."""
        return tuple(
            one for one in self.waits if one.due_on < today and one.kind is not WaitingKind.PROFILE_WAITING
        )


async def caseload_today(viewer: Viewer) -> list[CaseToday]:
    """The open cases the viewer holds or stands in for: most late first, then longest without a contact.

    One query, whatever the caseload.
    """
    if viewer.organisation_id is None:
        return []
    today = clock.today()
    rows = await db.fetch(_ROWS, viewer.organisation_id, viewer.account_id, today, today + SOON)
    found = [_case_today(row, today) for row in rows]
    found.sort(key=lambda one: (-len(one.late(today)), one.last_contact or one.since, one.name))
    return found


def _case_today(row: Any, today: date) -> CaseToday:
    waits = sorted(
        (one for one in _all_of(row) if _shown(one, today)), key=lambda one: (one.due_on, one.kind)
    )
    state = CaseState(row["state"])
    return CaseToday(
        row["id"],
        row["name"],
        state,
        CASE_STATE_LABELS[state],
        row["state_since"],
        row["last_contact"],
        tuple(waits),
    )


_SHOWN_BEFORE = {
    WaitingKind.NEXT_STEP: timedelta(days=7),
    WaitingKind.INTERVIEW_PLANNED: timedelta(days=7),
    WaitingKind.ACTION_DUE: timedelta(days=7),
    WaitingKind.PROJECT_REVIEW: timedelta(days=14),
    WaitingKind.CASE_ENDING: LAST_THREE_MONTHS,
}


def _shown(one: WaitingCase, today: date) -> bool:
    if one.kind is WaitingKind.LATE_PHASE:
        return today > one.due_on
    if one.kind is WaitingKind.PROFILE_WAITING:
        return True
    return one.due_on <= today + _SHOWN_BEFORE.get(one.kind, SOON)


def _all_of(read: Any) -> list[WaitingCase]:
    person_id, name = read["id"], read["name"]
    state = CaseState(read["state"])
    rows: list[WaitingCase] = []

    def add(kind: WaitingKind, words: str, day: date | None, tab: str) -> None:
        if day is not None:
            rows.append(WaitingCase(kind, person_id, name, words, day, f"/people/{person_id}/{tab}"))

    late = lateness(state, read["state_since"], is_working_day, read["last_contact"], read["project_review"])
    if late is not None:
        add(
            WaitingKind.LATE_PHASE,
            f"«{CASE_STATE_LABELS[state]}» in ritardo: {late.rule}",
            late.last_day,
            "phases",
        )
    add(WaitingKind.NEXT_STEP, "Prossimo passo concordato", read["next_on"], "interviews")
    add(WaitingKind.CASE_ENDING, "Il caso arriva alla scadenza", read["due_on"], "phases")
    add(WaitingKind.SUSPENSION_REVIEW, "Sospensione da riguardare", read["suspension_review_on"], "phases")
    add(WaitingKind.PROJECT_REVIEW, "Progetto da riguardare", read["project_review"], "project")
    add(WaitingKind.INTERVIEW_PLANNED, "Colloquio fissato", read["planned_for"], "interviews")
    add(WaitingKind.ACTION_DUE, "Azione del progetto affidata a te", read["action_due"], "project")
    add(
        WaitingKind.SHARING_ENDING,
        "Incarico o accordo di un servizio in scadenza",
        read["sharing_until"],
        "team",
    )
    add(WaitingKind.PROFILE_WAITING, "Profilo in attesa di uscita", read["profile_waiting"], "profile")
    for consent in read["consents"]:
        kind, day = consent.split(" ")
        add(
            WaitingKind.CONSENT_ENDING,
            f"Consenso in scadenza: {CONSENT_LABELS[ConsentKind(kind)].lower()}",
            date.fromisoformat(day),
            "consents",
        )
    return rows
