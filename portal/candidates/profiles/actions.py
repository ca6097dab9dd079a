"""Writes on the profile: prepare, publish, withdraw; and what takes a card away when its ground falls."""

from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.locking import LockedCase, held_case
from portal.candidates.cases.parameters import figure
from portal.candidates.cases.rules import add_months
from portal.candidates.events import ProfileSubmitted
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.card_keeper import keep_cards_with
from portal.candidates.people.grounds import held
from portal.candidates.people.queries import has_consent
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles.ending import Ending, end
from portal.candidates.profiles.release import Released, coarsen, hide, release
from portal.candidates.profiles.rules import ProfileFacts
from portal.candidates.profiles.shown import lock_scope
from portal.candidates.profiles.transitions import HOLDER, PERSON, PROFILE, SYSTEM
from portal.candidates.profiles.vocabulary import ProfileState, WithdrawnWhy
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By, Viewer
from portal.reference import municipalities, professions

__all__ = ["Released", "expire_due", "hide", "prepare", "release", "submit", "withdraw"]


async def region_of(person_id: UUID) -> str:
    code = await db.fetchval("SELECT comune_code FROM person WHERE id = $1", person_id)
    return municipalities.by_code(code).region


async def prepare(*, id: UUID, person_id: UUID, profession_code: str, by: Viewer) -> UUID:
    """The draft of a profile, with the occupation its card starts from; one a person at a time."""
    if not professions.known(profession_code):
        raise Refused("Scegli una professione dell’elenco.", field="profession")
    async with db.unit_of_work():
        await held(person_id, by)
        row = await _standing(person_id)
        if row is not None and row["state"] != ProfileState.DRAFT.value:
            label = PROFILE.label(row["state"]).lower()
            raise Refused(f"Il profilo è {label}: per cambiarlo prima ritiralo.")
        if row is not None:
            await db.execute(
                "UPDATE profile SET profession_code = $2, region_code = $3, version = version + 1 WHERE id = $1",
                row["id"],
                profession_code,
                await region_of(person_id),
            )
            return UUID(str(row["id"]))
        await db.execute(
            "INSERT INTO profile (id, person, state, profession_code, region_code) VALUES ($1, $2, $3, $4, $5)",
            id,
            person_id,
            ProfileState.DRAFT.value,
            profession_code,
            await region_of(person_id),
        )
    return id


async def _standing(person_id: UUID) -> Any | None:
    """The person's profile that is not over, locked."""
    return await db.fetchrow(
        "SELECT id, person, state, region_code FROM profile WHERE person = $1 AND ended_on IS NULL FOR UPDATE",
        person_id,
    )


async def facts_of(case: LockedCase) -> ProfileFacts:
    """What publishing looks at, today."""
    today = clock.today()
    return ProfileFacts(
        today=today,
        case_state=case.state if case.closed_on is None else None,
        track=case.track,
        weight=case.weight,
        admitted_on=case.admitted_on,
        due_on=case.due_on,
        profile_consent=await has_consent(case.person_id, ConsentKind.PROFILE, today)
        and await has_consent(case.person_id, ConsentKind.SERVICE, today),
        region_known=True,
    )


async def submit(person_id: UUID, *, on: date | None = None, by: Viewer) -> UUID:
    """«Pubblica profilo»: from now on it waits for the next run of its region.

    Raises Refused unless the case is admitted, in development and in term, and the consents are in force.
    """
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _standing(person_id)
        if row is None:
            raise Refused("Prima scegli la professione del profilo.", field="profession")
        since = sure_of_day(on, field="on")
        move = PROFILE.move("submit", row["state"], [HOLDER], await facts_of(case))
        await db.execute(
            "UPDATE profile SET state = $2, submitted_by = $3, waiting_since = $4, expires_on = $5, region_code = $6,"
            " version = version + 1 WHERE id = $1",
            row["id"],
            move.lands(ProfileState.DRAFT).value,
            by.account_id,
            since,
            add_months(clock.today(), figure("profile.expires_months", clock.today())),
            await region_of(person_id),
        )
        await facts.record(ProfileSubmitted(profile_id=row["id"], person_id=person_id), by=by)
    return UUID(str(row["id"]))


async def withdraw(person_id: UUID, *, asked_by_person: bool = False, by: Viewer) -> None:
    """The counsellor withdraws the profile, on her own account or because the person asked. At once."""
    async with db.unit_of_work():
        await held(person_id, by)
        why = WithdrawnWhy.PERSON if asked_by_person else WithdrawnWhy.COUNSELLOR
        if not await _withdraw(person_id, why, PERSON if asked_by_person else HOLDER, by=by):
            raise NotThere


async def _withdraw(person_id: UUID, why: WithdrawnWhy, actor: str, *, by: By) -> bool:
    """True when there was a profile. The scope is locked before the profile, as in every run."""
    scope = await db.fetchval(
        "SELECT region_code FROM profile WHERE person = $1 AND ended_on IS NULL", person_id
    )
    if scope is None:
        return False
    await lock_scope(scope)
    row = await _standing(person_id)
    if row is None:
        return False
    if await end(Ending(row["id"], person_id, row["state"]), "withdraw", why, actor, by=by):
        await coarsen(scope, by=by)
    return True


@keep_cards_with
async def ground_lost(person_id: UUID, *, why: str, by: By) -> None:
    """A consent, a phase or a region ended what the card stood on."""
    await _withdraw(person_id, WithdrawnWhy(why), SYSTEM, by=by)


async def expire_due(*, by: By) -> int:
    """Profiles past their last day, each in its own transaction; answers how many. For the nightly sweep."""
    rows = await db.fetch(
        "SELECT person, region_code FROM profile WHERE state IN ('waiting', 'published') AND expires_on < $1",
        clock.today(),
    )
    count = 0
    for row in rows:
        async with db.unit_of_work():
            await lock_scope(row["region_code"])
            profile = await _standing(row["person"])
            if profile is None or profile["state"] not in ("waiting", "published"):
                continue
            if await end(
                Ending(profile["id"], row["person"], profile["state"]), "expire", None, SYSTEM, by=by
            ):
                await coarsen(row["region_code"], by=by)
            count += 1
    return count
