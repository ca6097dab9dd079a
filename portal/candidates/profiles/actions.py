"""Writes on the profile: prepare, publish, withdraw; and what takes a card away when its ground falls."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from portal.candidates.cases.locking import LockedCase, case_of, held_case
from portal.candidates.cases.parameters import figure
from portal.candidates.cases.rules import add_months
from portal.candidates.events import ProfileSubmitted
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.card_keeper import keep_cards_with
from portal.candidates.people.grounds import held
from portal.candidates.people.queries import has_consent
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles.ending import Ending, end
from portal.candidates.profiles.hiding import hide, hide_text
from portal.candidates.profiles.release import Released, coarsen, release
from portal.candidates.profiles.rules import ProfileFacts
from portal.candidates.profiles.scopes import lock_scope
from portal.candidates.profiles.texts import queries as texts
from portal.candidates.profiles.texts.vocabulary import NEEDS_READER
from portal.candidates.profiles.transitions import COLLEAGUE, HOLDER, PERSON, PROFILE, SYSTEM
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
        text_rule_fired=await texts.state_of(case.person_id) in NEEDS_READER,
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
        await _into_queue(row, move.lands(ProfileState.DRAFT), since, by.account_id)
        await facts.record(ProfileSubmitted(profile_id=row["id"], person_id=person_id), by=by)
    return UUID(str(row["id"]))


async def _into_queue(row: Any, state: StrEnum, since: date, account_id: UUID) -> None:
    await db.execute(
        "UPDATE profile SET state = $2, submitted_by = $3, waiting_since = $4, expires_on = $5, region_code = $6,"
        " version = version + 1 WHERE id = $1",
        row["id"],
        state.value,
        account_id,
        since,
        add_months(clock.today(), figure("profile.expires_months", clock.today())),
        await region_of(row["person"]),
    )


async def ask_reader(case: LockedCase, *, by: Viewer) -> None:
    """A draft goes to the second reader with its text. A profile that stands stays: only its new text waits."""
    row = await _standing(case.person_id)
    if row is not None and row["state"] == ProfileState.DRAFT.value:
        move = PROFILE.move("ask_reader", row["state"], [HOLDER], await facts_of(case))
        await _set_state(row["id"], move.lands(ProfileState.DRAFT), submitted_by=by.account_id)


async def text_changed(person_id: UUID) -> None:
    """The old words leave the card at once; a profile that waited for a reader is a draft again."""
    await hide_text(person_id)
    await _back_to_draft(person_id, "rewrite", HOLDER)


async def text_ready(person_id: UUID) -> None:
    """Words that cards may show wait for the next run of a profile that companies see already."""
    await db.execute(
        "UPDATE profile SET edited_on = coalesce(edited_on, $2) WHERE person = $1 AND state = 'published'",
        person_id,
        clock.today(),
    )


async def text_sent_back(person_id: UUID) -> None:
    await _back_to_draft(person_id, "send_back", COLLEAGUE)


async def text_approved(person_id: UUID, *, by: Viewer) -> None:
    """A profile that came with its text goes on to the next run, or back to draft if its ground fell meanwhile.

    One that stands shows the words from the next run on.
    """
    await text_ready(person_id)
    row = await _standing(person_id)
    case = await case_of(person_id)
    if row is None or case is None or row["state"] != ProfileState.SECOND_READER.value:
        return
    given = await facts_of(case)
    if PROFILE.refusal("approve", row["state"], [COLLEAGUE], given) is not None:
        await text_sent_back(person_id)
        return
    move = PROFILE.move("approve", row["state"], [COLLEAGUE], given)
    asked_by = await db.fetchval("SELECT submitted_by FROM profile WHERE id = $1", row["id"])
    await _into_queue(row, move.lands(ProfileState.SECOND_READER), clock.today(), asked_by)
    await facts.record(ProfileSubmitted(profile_id=row["id"], person_id=person_id), by=by)


async def _back_to_draft(person_id: UUID, name: str, actor: str) -> None:
    row = await _standing(person_id)
    if row is not None and row["state"] == ProfileState.SECOND_READER.value:
        move = PROFILE.move(name, row["state"], [actor], ProfileFacts(clock.today()))
        await _set_state(row["id"], move.lands(ProfileState.SECOND_READER))


async def _set_state(profile_id: UUID, state: StrEnum, submitted_by: UUID | None = None) -> None:
    await db.execute(
        "UPDATE profile SET state = $2, submitted_by = coalesce($3, submitted_by), version = version + 1"
        " WHERE id = $1",
        profile_id,
        state.value,
        submitted_by,
    )


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
