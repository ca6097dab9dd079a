"""Writes on the individual project: one version in the making, one in force, the earlier ones kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.locking import (
    LockedCase,
    case_of,
    coordinated_case,
    held_case,
    locked_case,
)
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.team.queries import referring_service
from portal.candidates.events import (
    ProjectActionMoved,
    ProjectAgreed,
    ProjectDrafted,
    ProjectPartyAgreed,
    ProjectPutToAgreement,
    ProjectRefused,
    ProjectReviewed,
)
from portal.candidates.people import rules
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Cell, Column, Part
from portal.candidates.people.grounds import ground_or_not_there, written_by
from portal.candidates.people.sealing import opened, seal, sealed
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.projects.transitions import (
    ACTION,
    COORDINATOR,
    HOLDER,
    OWNER,
    PERSON,
    PROJECT,
    REFERRING,
    SYSTEM,
    WRITER,
    ActionFacts,
    ProjectFacts,
    review_is_set,
)
from portal.candidates.projects.vocabulary import (
    ActionKind,
    ActionState,
    AgreedHow,
    Party,
    ProductArea,
    ProjectState,
    Reached,
    SuggestedBy,
)
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Actor, By, Viewer

SUPERSEDED = "Esiste una versione più recente del progetto: leggi quella."


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


async def _in_the_making(case: LockedCase) -> Any:
    row = await db.fetchrow(
        "SELECT * FROM project WHERE \"case\" = $1 AND state IN ('draft', 'to_agree') FOR UPDATE", case.id
    )
    if row is None:
        raise NotThere
    return row


async def put_to_agreement(person_id: UUID, *, on: date | None = None, by: Viewer) -> None:
    """The lead service says yes to the version and puts it to the person, and to the referring service."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _in_the_making(case)
        aims = await db.fetchrow(
            "SELECT count(*) AS aims, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM project_action a"
            " WHERE a.aim = m.id)) AS bare FROM project_aim m WHERE m.project = $1",
            row["id"],
        )
        given = ProjectFacts(
            today=clock.today(),
            track=case.track,
            wishes=opened(row["wishes_sealed"], "project", "wishes_sealed", row["id"]),
            aims=aims["aims"] if aims else 0,
            bare_aims=aims["bare"] if aims else 0,
            number=row["number"],
            redesign_reason=opened(
                row["redesign_reason_sealed"], "project", "redesign_reason_sealed", row["id"]
            ),
            next_review_on=row["next_review_on"],
        )
        move = PROJECT.move("put_to_agreement", row["state"], [HOLDER], given)
        await _move(row["id"], move.lands(ProjectState(row["state"])).value)
        await _agreement(row["id"], Party.LEAD, AgreedHow.STEP_UP, sure_of_day(on, field="agreed_on"), by)
        await facts.record(ProjectPutToAgreement(project_id=row["id"], case_id=case.id), by=by)


async def agree(person_id: UUID, *, how: CollectedHow, on: date | None = None, by: Viewer) -> ProjectState:
    """The person's yes, recorded by the holder. Answers the state the version came to."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _in_the_making(case)
        return await _agree(
            case, row, Party.PERSON, AgreedHow(how.value), sure_of_day(on, field="agreed_on"), by
        )


async def agree_herself(person_id: UUID, project_id: UUID, *, by: Actor) -> ProjectState:
    """Her own yes, in her area: the caller has shown that it is she. Refuses a version that is no longer the latest."""
    async with db.unit_of_work():
        case, row = await _hers(person_id, project_id)
        return await _agree(case, row, Party.PERSON, AgreedHow.LINK, clock.today(), by)


async def _hers(person_id: UUID, project_id: UUID) -> tuple[LockedCase, Any]:
    found = await case_of(person_id)
    if found is None:
        raise NotThere
    case = await locked_case(found.id)
    row = await db.fetchrow(
        'SELECT * FROM project WHERE id = $1 AND "case" = $2 FOR UPDATE', project_id, case.id
    )
    if row is None:
        raise NotThere
    if row["state"] != ProjectState.TO_AGREE.value and await db.fetchval(
        'SELECT count(*) FROM project WHERE "case" = $1 AND number > $2', case.id, row["number"]
    ):
        raise Refused(SUPERSEDED)
    return case, row


async def agree_as_referring(person_id: UUID, *, by: Viewer) -> ProjectState:
    """The referring service's yes: by who works for it in the team."""
    async with db.unit_of_work():
        case = await _referring_case(person_id, by)
        row = await _in_the_making(case)
        return await _agree(case, row, Party.REFERRING_SERVICE, AgreedHow.STEP_UP, clock.today(), by)


async def _referring_case(person_id: UUID, by: Viewer) -> LockedCase:
    ground = await ground_or_not_there(person_id, by)
    if ground.column is not Column.REFERRING_SOCIAL_WORKER or not ground.cell(Part.PROJECT).reads_all:
        raise NotThere
    case = await locked_case(ground.case_id)
    known = await referring_service(case.id)
    if known is None or known[0] != by.organisation_id:
        raise NotThere
    return case


async def _waiting_parties(case: LockedCase, project_id: UUID) -> set[Party]:
    needed = {Party.LEAD, Party.PERSON}
    if await referring_service(case.id) is not None:
        needed.add(Party.REFERRING_SERVICE)
    rows = await db.fetch("SELECT party FROM project_agreement WHERE project = $1", project_id)
    return needed - {Party(row["party"]) for row in rows}


async def _agree(
    case: LockedCase, row: Any, party: Party, how: AgreedHow, agreed_on: date, by: By
) -> ProjectState:
    """The last needed party brings the version into force, and the earlier one ends."""
    waiting = await _waiting_parties(case, row["id"]) - {party}
    name = "agree_among_others" if waiting else "agree"
    actor = PERSON if party is Party.PERSON else REFERRING
    move = PROJECT.move(name, row["state"], [actor], ProjectFacts(today=clock.today(), agreed_on=agreed_on))
    after = ProjectState(move.lands(ProjectState(row["state"])))
    await _agreement(row["id"], party, how, agreed_on, by)
    if after is not ProjectState.IN_FORCE:
        await facts.record(
            ProjectPartyAgreed(project_id=row["id"], case_id=case.id, party=party.value), by=by
        )
        return after
    await _into_force(case, row["id"], agreed_on, by)
    return after


async def _into_force(case: LockedCase, project_id: UUID, agreed_on: date, by: By) -> None:
    await supersede_in_force(case.id)
    await db.execute(
        "UPDATE project SET state = $2, agreed_on = $3, version = version + 1 WHERE id = $1",
        project_id,
        ProjectState.IN_FORCE.value,
        agreed_on,
    )
    await facts.record(ProjectAgreed(project_id=project_id, case_id=case.id), by=by)


async def go_ahead(person_id: UUID, *, reason: str, by: Viewer) -> None:
    """The coordinator's recorded decision, where the referring service was silent and only its answer is missing."""
    async with db.unit_of_work():
        case = await coordinated_case(person_id, by)
        row = await _in_the_making(case)
        waiting = await _waiting_parties(case, row["id"])
        asked_on = await db.fetchval(
            "SELECT given_on FROM project_agreement WHERE project = $1 AND party = 'lead'", row["id"]
        )
        given = ProjectFacts(
            today=clock.today(),
            referring_waits=waiting == {Party.REFERRING_SERVICE},
            asked_on=asked_on,
            reason=reason.strip(),
        )
        PROJECT.move("go_ahead", row["state"], [COORDINATOR], given)
        await _agreement(
            row["id"], Party.REFERRING_SERVICE, AgreedHow.SILENCE, clock.today(), by, remarks=reason.strip()
        )
        await _into_force(case, row["id"], clock.today(), by)


async def refuse(person_id: UUID, *, remarks: str, by: Viewer) -> None:
    """The person does not agree, as the holder records it: her remarks go with the draft."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        await _refuse(case, await _in_the_making(case), PERSON, remarks, by)


async def refuse_herself(person_id: UUID, project_id: UUID, *, remarks: str, by: Actor) -> None:
    async with db.unit_of_work():
        case, row = await _hers(person_id, project_id)
        await _refuse(case, row, PERSON, remarks, by)


async def refuse_as_referring(person_id: UUID, *, remarks: str, by: Viewer) -> None:
    async with db.unit_of_work():
        case = await _referring_case(person_id, by)
        await _refuse(case, await _in_the_making(case), REFERRING, remarks, by)


async def _refuse(case: LockedCase, row: Any, actor: str, remarks: str, by: By) -> None:
    move = PROJECT.move(
        "refuse", row["state"], [actor], ProjectFacts(today=clock.today(), remarks=remarks.strip())
    )
    await db.execute(
        "UPDATE project SET state = $2, remarks_sealed = $3, version = version + 1 WHERE id = $1",
        row["id"],
        move.lands(ProjectState(row["state"])).value,
        sealed(remarks.strip(), "project", "remarks_sealed", row["id"]),
    )
    await db.execute("DELETE FROM project_agreement WHERE project = $1", row["id"])
    await facts.record(ProjectRefused(project_id=row["id"], case_id=case.id), by=by)


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


async def _agreement(
    project_id: UUID, party: Party, how: AgreedHow, on: date, by: By, *, remarks: str | None = None
) -> None:
    """On paper, who records it has checked the copy."""
    known = await db.fetchval(
        "SELECT id FROM project_agreement WHERE project = $1 AND party = $2", project_id, party.value
    )
    id = known or new_id()
    await db.execute(
        "INSERT INTO project_agreement (id, project, party, how, given_on, recorded_by, remarks_sealed)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (project, party) DO UPDATE SET how = $4, given_on = $5, recorded_by = $6, remarks_sealed = $7",
        id,
        project_id,
        party.value,
        how.value,
        on,
        by.account_id,
        seal(remarks, "project_agreement", "remarks_sealed", id),
    )
