"""The agreement on a version of the project: put to the parties, their yes or no, into force."""

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
from portal.candidates.cases.team.queries import referring_service
from portal.candidates.events import (
    ProjectAgreed,
    ProjectPartyAgreed,
    ProjectPutToAgreement,
    ProjectRefused,
)
from portal.candidates.people import representatives
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Column, Part
from portal.candidates.people.grounds import ground_or_not_there
from portal.candidates.people.sealing import opened, seal, sealed
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.projects.actions import move_to, supersede_in_force
from portal.candidates.projects.transitions import (
    COORDINATOR,
    HOLDER,
    PERSON,
    PROJECT,
    REFERRING,
    ProjectFacts,
)
from portal.candidates.projects.vocabulary import (
    AgreedHow,
    Party,
    ProjectState,
)
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Actor, By, Viewer

SUPERSEDED = "Esiste una versione più recente del progetto: leggi quella."


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
        await move_to(row["id"], move.lands(ProjectState(row["state"])).value)
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


async def agree_as_representative(
    person_id: UUID, *, how: CollectedHow, on: date | None = None, by: Viewer
) -> ProjectState:
    """The yes of who signs beside her, recorded by the holder; it takes the place of nobody's."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _in_the_making(case)
        if await representatives.of_person(person_id) is None:
            raise NotThere
        day = sure_of_day(on, field="agreed_on")
        return await _agree(case, row, Party.REPRESENTATIVE, AgreedHow(how.value), day, by)


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
    if await representatives.of_person(case.person_id) is not None:
        needed.add(Party.REPRESENTATIVE)
    rows = await db.fetch("SELECT party FROM project_agreement WHERE project = $1", project_id)
    return needed - {Party(row["party"]) for row in rows}


async def _agree(
    case: LockedCase, row: Any, party: Party, how: AgreedHow, agreed_on: date, by: By
) -> ProjectState:
    """The last needed party brings the version into force, and the earlier one ends."""
    waiting = await _waiting_parties(case, row["id"]) - {party}
    name = "agree_among_others" if waiting else "agree"
    actor = REFERRING if party is Party.REFERRING_SERVICE else PERSON
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
