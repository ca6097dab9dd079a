"""Writes on the individual project: one version in the making, one in force, the earlier ones kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.cases.locking import (
    LockedCase,
    locked_case,
)
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.events import (
    ProjectActionMoved,
    ProjectDrafted,
    ProjectReviewed,
)
from portal.candidates.people import rules
from portal.candidates.people.file_access import Cell, Part
from portal.candidates.people.grounds import ground_or_not_there, written_by
from portal.candidates.people.sealing import seal, sealed
from portal.candidates.projects.transitions import (
    ACTION,
    HOLDER,
    OWNER,
    PROJECT,
    SYSTEM,
    WRITER,
    ActionFacts,
    ProjectFacts,
    review_is_set,
)
from portal.candidates.projects.vocabulary import (
    ActionKind,
    ActionState,
    ProductArea,
    ProjectState,
    Reached,
    SuggestedBy,
)
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what by when. ``owner`` None: the person herself."""

    text: str
    kind: ActionKind
    due_on: date
    owner: UUID | None = None
    suggested_by: SuggestedBy = SuggestedBy.NONE


@dataclass(frozen=True, slots=True)
class Aim:
    text: str
    area: ProductArea
    indicator: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A version in words: what she desires (hers), where she is, aims with their actions, the next review."""

    wishes: str
    aims: tuple[Aim, ...]
    next_review_on: date
    situation: str | None = None
    starts_on: date | None = None
    redesign_reason: str | None = None


async def write(
    *, id: UUID, person_id: UUID, content: Content, version: int | None = None, by: Viewer
) -> UUID:
    """Writes the version in the making, or begins one. ``version`` is the row's, when one was being edited."""
    async with db.unit_of_work():
        ground = await written_by(person_id, Part.PROJECT, by)
        case = await locked_case(ground.case_id)
        _refuse_closed(case)
        _refuse_late(case, content)
        await _refuse_strangers(case, content)
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
            "UPDATE project SET wishes_sealed = $2, situation_sealed = $3, redesign_reason_sealed = $4, starts_on = $5,"
            " next_review_on = $6, version = version + 1 WHERE id = $1",
            row["id"],
            *_sealed_words(row["id"], content),
            content.starts_on or clock.today(),
            content.next_review_on,
        )
        await db.execute(
            "DELETE FROM project_action a USING project_aim m WHERE m.id = a.aim AND m.project = $1",
            row["id"],
        )
        await db.execute("DELETE FROM project_aim WHERE project = $1", row["id"])
        await _write_aims(row["id"], content)
        return UUID(str(row["id"]))


def _sealed_words(id: UUID, content: Content) -> tuple[bytes, bytes | None, bytes | None]:
    return (
        sealed(content.wishes, "project", "wishes_sealed", id),
        seal(content.situation, "project", "situation_sealed", id),
        seal(content.redesign_reason, "project", "redesign_reason_sealed", id),
    )


def _refuse_closed(case: LockedCase) -> None:
    sentence = closed_sentence(case.state, case.closed_on, "scrivere un progetto")
    if sentence is not None:
        raise Refused(sentence)


def _refuse_late(case: LockedCase, content: Content) -> None:
    for aim in content.aims:
        for action in aim.actions:
            if case.due_on is not None and action.due_on > case.due_on:
                raise Refused(f"Il termine supera la scadenza del caso ({day_it(case.due_on)}).")


async def _refuse_strangers(case: LockedCase, content: Content) -> None:
    """Who does an action holds the case or is in its team, or is the person."""
    owners = {action.owner for aim in content.aims for action in aim.actions} - {None, case.holder_id}
    if owners and owners - set(await team_of(case.id)):
        raise Refused("Indica chi fa questa azione: la persona, o qualcuno dell’équipe.")


async def team_of(case_id: UUID) -> dict[UUID, str]:
    """Who may do an action, by account: the holder and everybody in the team today."""
    rows = await db.fetch(
        "SELECT a.id, a.name FROM case_ c JOIN account a ON a.id = c.holder WHERE c.id = $1 UNION"
        " SELECT a.id, a.name FROM involvement i JOIN case_service v ON v.id = i.case_service"
        " JOIN account a ON a.id = i.member WHERE v.\"case\" = $1 AND v.state = 'active' AND i.ends_on IS NULL"
        " ORDER BY name, id",
        case_id,
    )
    return {row["id"]: row["name"] for row in rows}


async def _begin(id: UUID, case: LockedCase, content: Content, by: Viewer) -> None:
    if await db.fetchval("SELECT count(*) FROM project WHERE id = $1", id):
        return
    await db.execute(
        'INSERT INTO project (id, "case", number, state, wishes_sealed, situation_sealed, redesign_reason_sealed,'
        " starts_on, next_review_on, written_by, written_on)"
        ' SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 FROM project WHERE "case" = $2',
        id,
        case.id,
        ProjectState.DRAFT.value,
        *_sealed_words(id, content),
        content.starts_on or clock.today(),
        content.next_review_on,
        by.account_id,
        clock.today(),
    )
    await _write_aims(id, content)
    await facts.record(ProjectDrafted(project_id=id, case_id=case.id), by=by)


async def _write_aims(project_id: UUID, content: Content) -> None:
    for place, aim in enumerate(content.aims, start=1):
        aim_id = new_id()
        await db.execute(
            "INSERT INTO project_aim (id, project, place, text_sealed, product_area, indicator_sealed, reached)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            aim_id,
            project_id,
            place,
            sealed(aim.text, "project_aim", "text_sealed", aim_id),
            aim.area.value,
            sealed(aim.indicator, "project_aim", "indicator_sealed", aim_id),
            Reached.OPEN.value,
        )
        for at, action in enumerate(aim.actions, start=1):
            action_id = new_id()
            await db.execute(
                "INSERT INTO project_action (id, aim, place, text_sealed, kind, owner, due_on, state, suggested_by)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                action_id,
                aim_id,
                at,
                sealed(action.text, "project_action", "text_sealed", action_id),
                action.kind.value,
                action.owner,
                action.due_on,
                ActionState.PLANNED.value,
                action.suggested_by.value,
            )


async def review(
    person_id: UUID, told: Mapping[UUID, tuple[Reached, str]], *, next_review_on: date, by: Viewer
) -> None:
    """«Revisione»: of each aim whether it was reached, with the fact; and when to look again."""
    async with db.unit_of_work():
        ground = await written_by(person_id, Part.PROJECT, by)
        case = await locked_case(ground.case_id)
        row = await db.fetchrow(
            "SELECT id FROM project WHERE \"case\" = $1 AND state = 'in_force' FOR UPDATE", case.id
        )
        if row is None:
            raise Refused("Non c’è un progetto in vigore da riguardare.")
        given = ProjectFacts(today=clock.today(), track=case.track, next_review_on=next_review_on)
        problem = review_is_set(given)
        if problem is not None:
            raise Refused(problem, field="next_review_on")
        for aim_id, (reached, fact) in told.items():
            tag = await db.execute(
                "UPDATE project_aim SET reached = $3, fact_sealed = $4, told_on = $5 WHERE id = $1 AND project = $2",
                aim_id,
                row["id"],
                reached.value,
                seal(fact or None, "project_aim", "fact_sealed", aim_id),
                clock.today(),
            )
            if not db.affected(tag):
                raise NotThere
        await db.execute(
            "UPDATE project SET next_review_on = $2, version = version + 1 WHERE id = $1",
            row["id"],
            next_review_on,
        )
        await facts.record(ProjectReviewed(project_id=row["id"], case_id=case.id), by=by)


async def move_action(
    action_id: UUID, person_id: UUID, name: str, *, reason: str | None = None, by: Viewer
) -> None:
    """An action of the project in force begins, is done or is dropped: by its owner, or who writes the project."""
    async with db.unit_of_work():
        ground = await ground_or_not_there(person_id, by)
        allowed = ground.cell(Part.PROJECT)
        row = await db.fetchrow(
            'SELECT a.id, a.state, a.owner, j."case" FROM project_action a JOIN project_aim m ON m.id = a.aim'
            " JOIN project j ON j.id = m.project WHERE a.id = $1 AND j.\"case\" = $2 AND j.state = 'in_force'"
            " FOR UPDATE OF a",
            action_id,
            ground.case_id,
        )
        actors = [WRITER] if allowed is Cell.WRITE else []
        if row is not None and row["owner"] == by.account_id and allowed.reads_something:
            actors.append(OWNER)
        if row is None or not actors:
            raise NotThere
        move = ACTION.move(name, row["state"], actors, ActionFacts(reason=(reason or "").strip()))
        state = move.lands(ActionState(row["state"]))
        await db.execute(
            "UPDATE project_action SET state = $2, state_on = $3, dropped_why_sealed = $4 WHERE id = $1",
            action_id,
            state.value,
            clock.today(),
            sealed((reason or "").strip(), "project_action", "dropped_why_sealed", action_id)
            if state is ActionState.DROPPED
            else None,
        )
        await facts.record(
            ProjectActionMoved(action_id=action_id, case_id=row["case"], state=state.value), by=by
        )


async def supersede_in_force(case_id: UUID) -> None:
    """The version in force makes room; a redesign or a new agreement calls it in its own transaction."""
    rows = await db.fetch(
        "SELECT id, state FROM project WHERE \"case\" = $1 AND state = 'in_force' FOR UPDATE", case_id
    )
    for row in rows:
        await move_to(row["id"], PROJECT.move("supersede", row["state"], [HOLDER]).lands(row["state"]).value)


async def close_with_case(case_id: UUID) -> None:
    """Every version that is not over is closed with its case, in the case's own transaction."""
    rows = await db.fetch(
        "SELECT id, state FROM project WHERE \"case\" = $1 AND state IN ('draft', 'to_agree', 'in_force') FOR UPDATE",
        case_id,
    )
    for row in rows:
        await move_to(row["id"], PROJECT.move("close", row["state"], [SYSTEM]).lands(row["state"]).value)


async def move_to(project_id: UUID, state: str) -> None:
    await db.execute("UPDATE project SET state = $2, version = version + 1 WHERE id = $1", project_id, state)
