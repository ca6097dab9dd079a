"""Writes on the individual project: one version in the making, one in force, the earlier ones kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.locking import LockedCase, held_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.events import ProjectAgreed, ProjectDrafted, ProjectPutToAgreement, ProjectRefused
from portal.candidates.people import rules
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.sealing import opened, sealed
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.projects.transitions import HOLDER, PERSON, PROJECT, SYSTEM, ProjectFacts
from portal.candidates.projects.vocabulary import Party, ProjectState
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Content:
    """A version in words: what she desires (hers), the aim, the first action, the day of the next review."""

    wishes: str
    aim: str
    action: str
    next_review_on: date


async def write(
    *, id: UUID, person_id: UUID, content: Content, version: int | None = None, by: Viewer
) -> UUID:
    """Writes the version in the making, or begins one. ``version`` is the row's, when one was being edited."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _refuse_closed(case)
        row = await db.fetchrow(
            "SELECT id, state, version FROM project WHERE \"case\" = $1 AND state IN ('draft', 'to_agree') FOR UPDATE",
            case.id,
        )
        if row is None:
            await _begin(id, case, content, by)
            return id
        if row["id"] != id and version is None:
            raise Refused("C’è già una versione del progetto in preparazione: ricarica la pagina.")
        if row["state"] != ProjectState.DRAFT.value:
            raise Refused("Il progetto è già davanti alla persona: registra prima la sua risposta.")
        if version is not None and row["version"] != version:
            raise Refused(rules.STALE)
        await db.execute(
            "UPDATE project SET wishes_sealed = $2, aim_sealed = $3, action_sealed = $4, next_review_on = $5,"
            " version = version + 1 WHERE id = $1",
            row["id"],
            sealed(content.wishes, "project", "wishes_sealed", row["id"]),
            sealed(content.aim, "project", "aim_sealed", row["id"]),
            sealed(content.action, "project", "action_sealed", row["id"]),
            content.next_review_on,
        )
        return UUID(str(row["id"]))


def _refuse_closed(case: LockedCase) -> None:
    sentence = closed_sentence(case.state, case.closed_on, "scrivere un progetto")
    if sentence is not None:
        raise Refused(sentence)


async def _begin(id: UUID, case: LockedCase, content: Content, by: Viewer) -> None:
    if await db.fetchval("SELECT count(*) FROM project WHERE id = $1", id):
        return
    await db.execute(
        'INSERT INTO project (id, "case", number, state, wishes_sealed, aim_sealed, action_sealed, next_review_on,'
        " written_by, written_on)"
        ' SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM project WHERE "case" = $2',
        id,
        case.id,
        ProjectState.DRAFT.value,
        sealed(content.wishes, "project", "wishes_sealed", id),
        sealed(content.aim, "project", "aim_sealed", id),
        sealed(content.action, "project", "action_sealed", id),
        content.next_review_on,
        by.account_id,
        clock.today(),
    )
    await facts.record(ProjectDrafted(project_id=id, case_id=case.id), by=by)


async def _in_the_making(case: LockedCase) -> Any:
    row = await db.fetchrow(
        "SELECT * FROM project WHERE \"case\" = $1 AND state IN ('draft', 'to_agree') FOR UPDATE", case.id
    )
    if row is None:
        raise NotThere
    return row


async def put_to_agreement(person_id: UUID, *, on: date | None = None, by: Viewer) -> None:
    """The lead service says yes to the version and puts it to the person."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _in_the_making(case)
        given = ProjectFacts(
            today=clock.today(),
            track=case.track,
            aim=opened(row["aim_sealed"], "project", "aim_sealed", row["id"]),
            wishes=opened(row["wishes_sealed"], "project", "wishes_sealed", row["id"]),
            next_review_on=row["next_review_on"],
        )
        move = PROJECT.move("put_to_agreement", row["state"], [HOLDER], given)
        await _move(row["id"], move.lands(row["state"]).value)
        await _agreement(
            row["id"], Party.LEAD, CollectedHow.IN_PERSON, sure_of_day(on, field="agreed_on"), by
        )
        await facts.record(ProjectPutToAgreement(project_id=row["id"], case_id=case.id), by=by)


async def agree(person_id: UUID, *, how: CollectedHow, on: date | None = None, by: Viewer) -> None:
    """The person's yes, recorded by the holder: the version comes into force and the earlier one ends."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _in_the_making(case)
        agreed_on = sure_of_day(on, field="agreed_on")
        given = ProjectFacts(today=clock.today(), agreed_on=agreed_on)
        move = PROJECT.move("agree", row["state"], [PERSON], given)
        await supersede_in_force(case.id)
        await _agreement(row["id"], Party.PERSON, how, agreed_on, by)
        await db.execute(
            "UPDATE project SET state = $2, agreed_on = $3, version = version + 1 WHERE id = $1",
            row["id"],
            move.lands(row["state"]).value,
            agreed_on,
        )
        await facts.record(ProjectAgreed(project_id=row["id"], case_id=case.id), by=by)


async def refuse(person_id: UUID, *, remarks: str, by: Viewer) -> None:
    """The person does not agree: her remarks go with the draft."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _in_the_making(case)
        move = PROJECT.move(
            "refuse", row["state"], [PERSON], ProjectFacts(today=clock.today(), remarks=remarks)
        )
        await db.execute(
            "UPDATE project SET state = $2, remarks_sealed = $3, version = version + 1 WHERE id = $1",
            row["id"],
            move.lands(row["state"]).value,
            sealed(remarks, "project", "remarks_sealed", row["id"]),
        )
        await db.execute("DELETE FROM project_agreement WHERE project = $1", row["id"])
        await facts.record(ProjectRefused(project_id=row["id"], case_id=case.id), by=by)


async def supersede_in_force(case_id: UUID) -> None:
    """The version in force makes room; a redesign or a new agreement calls it in its own transaction."""
    rows = await db.fetch(
        "SELECT id, state FROM project WHERE \"case\" = $1 AND state = 'in_force' FOR UPDATE", case_id
    )
    for row in rows:
        await _move(row["id"], PROJECT.move("supersede", row["state"], [HOLDER]).lands(row["state"]).value)


async def close_with_case(case_id: UUID) -> None:
    """Every version that is not over is closed with its case, in the case's own transaction."""
    rows = await db.fetch(
        "SELECT id, state FROM project WHERE \"case\" = $1 AND state IN ('draft', 'to_agree', 'in_force') FOR UPDATE",
        case_id,
    )
    for row in rows:
        await _move(row["id"], PROJECT.move("close", row["state"], [SYSTEM]).lands(row["state"]).value)


async def _move(project_id: UUID, state: str) -> None:
    await db.execute("UPDATE project SET state = $2, version = version + 1 WHERE id = $1", project_id, state)


async def _agreement(project_id: UUID, party: Party, how: CollectedHow, on: date, by: Viewer) -> None:
    await db.execute(
        "INSERT INTO project_agreement (id, project, party, how, given_on, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (project, party) DO UPDATE SET how = $4, given_on = $5, recorded_by = $6",
        new_id(),
        project_id,
        party.value,
        how.value,
        on,
        by.account_id,
    )
