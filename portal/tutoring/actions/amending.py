"""Changes of a plan that runs: a new version of its documents, signed by those it concerns, then in force."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from uuid import UUID

import msgspec

from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By, Viewer
from portal.tutoring.actions import contents
from portal.tutoring.actions.locking import Locked, for_counsellor
from portal.tutoring.actions.preparing import by_the_rules, check_tutor, name_tutor
from portal.tutoring.events import PlanAmended, PlanAmendmentProposed, PlanAmendmentWithdrawn
from portal.tutoring.papers import queries as papers
from portal.tutoring.papers.actions import draw
from portal.tutoring.papers.content import Would
from portal.tutoring.papers.rules import missing
from portal.tutoring.queries import contents as queries
from portal.tutoring.rules import check_period
from portal.tutoring.vocabulary import KEPT, STATE_LABELS, AmendmentKind, AmendmentState


class Changes(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an amendment changes; what is None stays as it is."""

    ends_on: date | None = None
    weekly_hours: int | None = None
    day_starts_at: time | None = None
    day_ends_at: time | None = None
    weekdays: tuple[int, ...] | None = None
    tutor_id: UUID | None = None
    indemnity: int | None = None
    activities: tuple[str, ...] | None = None
    measures: tuple[str, ...] | None = None
    """Codes agreed; one that was asked for in writing or answered stays whatever stands here."""


@dataclass(frozen=True, slots=True)
class Open:
    id: UUID
    number: int
    kind: AmendmentKind
    changes: Changes
    reason: str


async def open_of(plan_id: UUID) -> Open | None:
    """The amendment that waits for signatures; one at a time."""
    row = await db.fetchrow(
        # a correction of the register changes no document, and waits for nobody but the person
        "SELECT * FROM plan_amendment WHERE plan = $1 AND state = $2 AND kind <> $3",
        plan_id,
        AmendmentState.PROPOSED.value,
        AmendmentKind.ATTENDANCE.value,
    )
    return None if row is None else _open(row)


def _open(row: Any) -> Open:
    def told(column: str) -> str:
        return crypto.open_(row[column], table="plan_amendment", column=column, row=row["id"])

    changes = msgspec.json.decode(told("changes_sealed"), type=Changes)
    return Open(row["id"], row["number"], AmendmentKind(row["kind"]), changes, told("reason_sealed"))


async def propose(plan_id: UUID, changes: Changes, *, reason: str, by: Viewer) -> None:
    """Draws the new versions; a change that no document says is in force at once.

    Raises Refused where the rules do not allow it, and while another amendment waits.
    """
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state not in KEPT or row.starts_on is None or row.ends_on is None:
            raise Refused(
                f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: si modifica solo in corso."
            )
        if await open_of(row.id) is not None:
            raise Refused(
                "C’è già una modifica che aspetta le firme: ritirala, oppure aspetta che sia firmata."
            )
        if changes == Changes():
            raise Refused("Scrivi che cosa cambia.", field="ends_on")
        changes = await _without_what_stays(row, changes)
        would = await _check(row, changes)
        kind = AmendmentKind.CHANGE
        if changes.ends_on is not None and changes.ends_on > row.ends_on:
            kind = AmendmentKind.EXTENSION
        number = 1 + await db.fetchval("SELECT count(*) FROM plan_amendment WHERE plan = $1", row.id)
        id = new_id()
        await db.execute(
            "INSERT INTO plan_amendment (id, plan, number, kind, state, changes_sealed, reason_sealed, proposed_by,"
            " proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            row.id,
            number,
            kind.value,
            AmendmentState.PROPOSED.value,
            _sealed(msgspec.json.encode(changes).decode(), "changes_sealed", id),
            _sealed(reason, "reason_sealed", id),
            by.account_id,
            clock.now(),
        )
        touched = await draw(would, by=by, amendment_id=id, would=await _contents(row, changes))
        await facts.record(PlanAmendmentProposed(**row.about(), number=number), by=by)
        if not touched:
            await apply_if_signed(row, Open(id, number, kind, changes, reason), by)


def _sealed(words: str, column: str, id: UUID) -> bytes:
    return crypto.seal(words, table="plan_amendment", column=column, row=id)


async def _check(row: Locked, changes: Changes) -> Locked:
    if changes == Changes():
        raise Refused("Non cambia niente: scrivi almeno un valore diverso.", field="activities")
    would = _changed(row, changes)
    if would.starts_on is None or would.ends_on is None:
        raise NotThere
    check_period(would.starts_on, would.ends_on)
    if changes.ends_on is not None and changes.ends_on < clock.today():
        raise Refused(
            f"La nuova fine, {day_it(changes.ends_on, 'il')}, è già passata: scrivi una data da oggi in poi.",
            field="ends_on",
        )
    if would.day_starts_at and would.day_ends_at and would.day_ends_at <= would.day_starts_at:
        raise Refused("L’uscita prevista viene dopo l’entrata: controlla gli orari.", field="day_ends_at")
    if changes.activities is not None:
        contents.check_activities(changes.activities)
    if changes.tutor_id is not None:
        await check_tutor(row, changes.tutor_id)
    if would == row and changes.activities is None and changes.measures is None:
        raise Refused("Non cambia niente: scrivi almeno un valore diverso.", field="ends_on")
    return await by_the_rules(would)


_CONTENTS = ("activities", "measures")


async def _without_what_stays(row: Locked, changes: Changes) -> Changes:
    """Activities and measures that are the same as now are no change."""
    if changes.activities is not None and list(changes.activities) == await queries.activities(row.id):
        changes = msgspec.structs.replace(changes, activities=None)
    if changes.measures is not None:
        now = {one.code for one in await queries.measures(row.id)}
        if set(await contents.measures_after(row.id, changes.measures)) == now:
            changes = msgspec.structs.replace(changes, measures=None)
    return changes


async def _contents(row: Locked, changes: Changes) -> Would:
    return Would(
        changes.activities,
        await contents.measures_after(row.id, changes.measures) if changes.measures is not None else None,
    )


def _changed(row: Locked, changes: Changes) -> Locked:
    given = {
        name: value
        for name in changes.__struct_fields__
        if name not in _CONTENTS and (value := getattr(changes, name)) is not None
    }
    return replace(row, **given)


async def apply_if_signed(row: Locked, one: Open, by: By) -> None:
    """Once those it concerns have signed, the plan is what the amendment says."""
    if missing(await papers.versions(row.id)):
        return
    now = _changed(row, one.changes)
    await db.execute(
        "UPDATE plan SET ends_on = $2, weekly_hours = $3, day_starts_at = $4, day_ends_at = $5, weekdays = $6,"
        " tutor = $7, indemnity = $8, version = version + 1 WHERE id = $1",
        row.id,
        now.ends_on,
        now.weekly_hours,
        now.day_starts_at,
        now.day_ends_at,
        [str(day) for day in now.weekdays] or None,
        now.tutor_id,
        now.indemnity,
    )
    if one.changes.activities is not None:
        await contents.keep_activities(row.id, one.changes.activities)
    if one.changes.measures is not None:
        await contents.agree_measures(row.id, one.changes.measures)
    if now.tutor_id != row.tutor_id:
        await name_tutor(row.id, now.tutor_id)
    if now.ends_on is not None:
        await employers.path_changes(row.id, tutor_id=now.tutor_id, expected_end=now.ends_on)
    await _decide(one.id, AmendmentState.IN_FORCE)
    await facts.record(PlanAmended(**row.about(), number=one.number), by=by)


async def withdraw(plan_id: UUID, *, by: Viewer) -> None:
    """The versions it drew no longer count; the plan stays as it was."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        one = await open_of(row.id)
        if one is None:
            raise Refused("Nessuna modifica aspetta le firme. Ricarica la pagina.")
        await _decide(one.id, AmendmentState.WITHDRAWN)
        await facts.record(PlanAmendmentWithdrawn(**row.about(), number=one.number), by=by)


async def _decide(id: UUID, state: AmendmentState) -> None:
    await db.execute(
        "UPDATE plan_amendment SET state = $2, decided_at = $3 WHERE id = $1", id, state.value, clock.now()
    )
