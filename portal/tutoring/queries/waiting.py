"""What waits for somebody, across plans: for the pages of the day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import clock, db
from portal.foundation.web.italian import date_it, day_month
from portal.kernel.viewer import Viewer
from portal.tutoring.papers.queries import versions_of
from portal.tutoring.papers.rules import to_sign
from portal.tutoring.queries.register import pauses_of
from portal.tutoring.rules import silent_weeks
from portal.tutoring.vocabulary import KEPT, PlanState, Signer


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do on a plan, in words; it names no person."""

    plan_id: UUID
    person_id: UUID
    title: str
    note: str
    due_on: date | None
    path: str = ""
    """Of its page under the plan's."""


_TO_DO = {
    PlanState.DRAFTED: "Prepara il percorso",
    PlanState.TO_SIGN: "Raccogli le firme del percorso",
    PlanState.READY: "Avvia il percorso",
}


async def for_counsellor(viewer: Viewer, person_ids: list[UUID], limit: int = 30) -> list[Waiting]:
    """Plans to prepare, sign, start or close, weeks without a line in the register, follow-ups that are due."""
    today = clock.today()
    rows = await db.fetch(
        "SELECT p.id, p.person, p.code, p.title, p.state, p.starts_on, p.ends_on FROM plan p"
        " WHERE p.service = $1 AND p.person = ANY($2) AND p.state <> ALL($3) ORDER BY p.starts_on NULLS FIRST, p.code",
        viewer.organisation_id,
        person_ids,
        [PlanState.ENDED.value, PlanState.INTERRUPTED.value],
    )
    kept = [row["id"] for row in rows if row["state"] in {state.value for state in KEPT}]
    written = await _weeks(kept)
    pauses = await pauses_of(kept)
    found: list[Waiting] = []
    found += await _difficulties([row["id"] for row in rows])
    for row in rows:
        state = PlanState(row["state"])
        if state in _TO_DO:
            found.append(
                Waiting(
                    row["id"], row["person"], f"{_TO_DO[state]} {row['code']}", row["title"], row["starts_on"]
                )
            )
            continue
        if row["ends_on"] < today:
            note = f"È finito {date_it(row['ends_on'], 'il')}: scrivi come si conclude."
            found.append(
                Waiting(row["id"], row["person"], f"Concludi il percorso {row['code']}", note, row["ends_on"])
            )
        silent = silent_weeks(
            written.get(row["id"], []),
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            today=today,
            pauses=pauses.get(row["id"], []),
        )
        if silent:
            note = f"Nessuna riga dalla settimana {day_month(silent[0], 'del')}."
            found.append(
                Waiting(row["id"], row["person"], f"Presenze da completare, {row['code']}", note, None)
            )
    return (found + await _follow_ups(viewer, person_ids, today))[:limit]


async def _difficulties(plan_ids: list[UUID]) -> list[Waiting]:
    """What a tutor reported and nobody has taken up, the oldest first."""
    rows = await db.fetch(
        "SELECT d.plan, d.happened_on, p.person, p.code, count(*) OVER (PARTITION BY d.plan) AS many FROM diary_entry d"
        " JOIN plan p ON p.id = d.plan WHERE d.plan = ANY($1) AND d.kind = 'difficulty' AND d.handled_at IS NULL"
        " ORDER BY d.written_at",
        plan_ids,
    )
    first = {row["plan"]: row for row in reversed(rows)}
    return [
        Waiting(
            row["plan"],
            row["person"],
            f"Difficoltà segnalata, {row['code']}",
            f"Il tutor ha scritto {date_it(row['happened_on'], 'il')}: leggi e prendila in carico.",
            row["happened_on"],
        )
        for row in reversed(first.values())
    ]


async def _weeks(plan_ids: list[UUID]) -> dict[UUID, list[date]]:
    """Mondays of the weeks in which the register of each plan holds a line."""
    rows = await db.fetch(
        "SELECT DISTINCT plan, day - (extract(isodow FROM day)::int - 1) AS monday FROM attendance"
        " WHERE plan = ANY($1)",
        plan_ids,
    )
    found: dict[UUID, list[date]] = {}
    for row in rows:
        found.setdefault(row["plan"], []).append(row["monday"])
    return found


async def _follow_ups(viewer: Viewer, person_ids: list[UUID], today: date) -> list[Waiting]:
    rows = await db.fetch(
        "SELECT f.plan, f.months, f.due_on, p.person, p.code, p.title FROM follow_up f JOIN plan p ON p.id = f.plan"
        " WHERE p.service = $1 AND p.person = ANY($2) AND f.done_on IS NULL AND f.due_on <= $3"
        " ORDER BY f.due_on, p.code",
        viewer.organisation_id,
        person_ids,
        today,
    )
    return [
        Waiting(
            row["plan"],
            row["person"],
            f"Verifica a {row['months']} {'mese' if row['months'] == 1 else 'mesi'}, {row['code']}",
            row["title"],
            row["due_on"],
        )
        for row in rows
    ]


async def for_company(viewer: Viewer) -> list[tuple[UUID, str, str]]:
    """Id, code and title of the plans that name the viewer and lack the company's signature."""
    rows = await db.fetch(
        "SELECT p.id, p.code, p.title FROM plan p"
        " JOIN plan_party y ON y.plan = p.id AND y.account = $2 AND y.role = 'company'"
        " WHERE p.company = $1 AND p.state = ANY($3) ORDER BY p.starts_on, p.code",
        viewer.organisation_id,
        viewer.account_id,
        [PlanState.TO_SIGN.value, *(state.value for state in KEPT)],
    )
    drawn = await versions_of([row["id"] for row in rows])
    return [
        (row["id"], row["code"], row["title"])
        for row in rows
        if to_sign(drawn.get(row["id"], ()), Signer.COMPANY)
    ]


@dataclass(frozen=True, slots=True)
class TutorDay:
    plan_id: UUID
    code: str
    title: str
    person_id: UUID
    done: bool
    """Today's line of the register is written."""

    @property
    def href(self) -> str:
        return f"/plans/{self.plan_id}"


async def of_tutor_today(viewer: Viewer) -> list[TutorDay]:
    """The tutor's running plans whose period holds today."""
    today = clock.today()
    rows = await db.fetch(
        "SELECT p.id, p.code, p.title, p.person, EXISTS (SELECT 1 FROM attendance a WHERE a.plan = p.id AND a.day = $3)"
        " AS done FROM plan p WHERE p.company = $1 AND p.tutor = $2 AND p.state = $4"
        " AND $3 BETWEEN p.starts_on AND p.ends_on ORDER BY p.code",
        viewer.organisation_id,
        viewer.account_id,
        today,
        PlanState.RUNNING.value,
    )
    return [TutorDay(row["id"], row["code"], row["title"], row["person"], row["done"]) for row in rows]
