"""Writes on the person's file: contact data, experience, skills, availability, conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.events import PersonDataChanged, PersonRegistered
from portal.candidates.people import rules
from portal.candidates.people.card_keeper import ground_lost
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import written_by
from portal.candidates.people.sealing import seal, seal_json
from portal.candidates.people.vocabulary import QuotaEligibility, YearsBand
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import municipalities
from portal.reference.accommodations import Axis
from portal.reference.text import fold

TAX_CODE_PURPOSE = "person tax code"


@dataclass(frozen=True, slots=True)
class Contact:
    first_name: str
    last_name: str
    comune_code: str
    email: str | None = None
    phone: str | None = None
    preferred_contact: str | None = None
    tax_code: str | None = None
    birth: date | None = None

    @property
    def sort_name(self) -> str:
        return fold(f"{self.last_name} {self.first_name}")


@dataclass(frozen=True, slots=True)
class Available:
    hours_min: int
    hours_max: int
    max_minutes: int
    slots: tuple[str, ...] = ()
    travel_modes: tuple[str, ...] = ()
    education_code: str | None = None
    licences: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    wished_professions: tuple[str, ...] = ()
    free_from: date | None = None
    preferred_slots: tuple[str, ...] = ()
    preferred_contracts: tuple[str, ...] = ()
    avoided_tags: tuple[str, ...] = ()


def tax_code_index(code: str) -> bytes:
    return crypto.blind_index(code, purpose=TAX_CODE_PURPOSE)


async def register(
    *, id: UUID, service_id: UUID, contact: Contact, by: Viewer, sintetico: bool = False
) -> None:
    """The row of a new person. Only inside the unit of work that opens her case: no file without one."""
    await db.execute(
        "INSERT INTO person (id, service, first_name, last_name, sort_name, email, phone, comune_code,"
        " preferred_contact, birth_sealed, tax_code_sealed, tax_code_index, registered_by, registered_at, sintetico)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id,
        service_id,
        contact.first_name,
        contact.last_name,
        contact.sort_name,
        contact.email,
        contact.phone,
        contact.comune_code,
        contact.preferred_contact,
        seal(contact.birth.isoformat() if contact.birth else None, "person", "birth_sealed", id),
        seal(contact.tax_code, "person", "tax_code_sealed", id),
        tax_code_index(contact.tax_code) if contact.tax_code else None,
        by.account_id,
        clock.now(),
        sintetico,
    )
    await facts.record(PersonRegistered(person_id=id), by=by)


async def change_contact(person_id: UUID, contact: Contact, *, version: int, by: Viewer) -> None:
    """Tax code and birth stay as they are when not given. A move to another region takes the card away."""
    async with db.unit_of_work():
        await written_by(person_id, Part.CONTACT, by)
        row = await db.fetchrow("SELECT comune_code, version FROM person WHERE id = $1 FOR UPDATE", person_id)
        if row is None:
            raise NotThere
        if row["version"] != version:
            raise Refused(rules.STALE)
        if contact.tax_code is not None:
            await _refuse_known_tax_code(contact.tax_code, person_id)
        await db.execute(
            "UPDATE person SET first_name = $2, last_name = $3, sort_name = $4, email = $5, phone = $6,"
            " comune_code = $7, preferred_contact = $8, birth_sealed = coalesce($9, birth_sealed),"
            " tax_code_sealed = coalesce($10, tax_code_sealed), tax_code_index = coalesce($11, tax_code_index),"
            " version = version + 1 WHERE id = $1",
            person_id,
            contact.first_name,
            contact.last_name,
            contact.sort_name,
            contact.email,
            contact.phone,
            contact.comune_code,
            contact.preferred_contact,
            seal(contact.birth.isoformat() if contact.birth else None, "person", "birth_sealed", person_id),
            seal(contact.tax_code, "person", "tax_code_sealed", person_id),
            tax_code_index(contact.tax_code) if contact.tax_code else None,
        )
        before, after = (
            municipalities.by_code(row["comune_code"]),
            municipalities.by_code(contact.comune_code),
        )
        if before.region != after.region:
            await ground_lost(person_id, why="region", by=by)
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def followed_by_tax_code(code: str) -> UUID | None:
    """The person with this tax code who has an open case anywhere; holds back whoever asks the same until commit."""
    index = tax_code_index(code)
    await db.lock(f"tax code {index.hex()}")
    found: UUID | None = await db.fetchval(
        "SELECT p.id FROM person p JOIN case_ c ON c.person = p.id AND c.closed_on IS NULL"
        " WHERE p.tax_code_index = $1 AND p.erased_at IS NULL LIMIT 1",
        index,
    )
    return found


async def _refuse_known_tax_code(code: str, person_id: UUID) -> None:
    if await followed_by_tax_code(code) not in (None, person_id):
        raise Refused(
            "Questo codice fiscale è già in un’altra scheda. Controlla di averlo scritto bene.",
            field="tax_code",
        )


async def add_experience(
    *, id: UUID, person_id: UUID, profession_code: str, years: YearsBand, by: Viewer
) -> None:
    """Adds a past occupation, or changes its years when it is there already."""
    async with db.unit_of_work():
        await written_by(person_id, Part.SKILLS, by)
        await db.execute(
            "INSERT INTO experience (id, person, profession_code, years_band) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (person, profession_code) DO UPDATE SET years_band = excluded.years_band",
            id,
            person_id,
            profession_code,
            years.value,
        )
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def remove_experience(experience_id: UUID, person_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await written_by(person_id, Part.SKILLS, by)
        tag = await db.execute(
            "DELETE FROM experience WHERE id = $1 AND person = $2", experience_id, person_id
        )
        if not db.affected(tag):
            raise NotThere
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def set_skills(person_id: UUID, codes: Sequence[str], *, by: Viewer) -> None:
    async with db.unit_of_work():
        await written_by(person_id, Part.SKILLS, by)
        await db.execute(
            "DELETE FROM person_skill WHERE person = $1 AND NOT skill_code = ANY($2)", person_id, list(codes)
        )
        await db.execute(
            "INSERT INTO person_skill (id, person, skill_code)"
            " SELECT new.id, $1, new.code FROM unnest($2::uuid[], $3::text[]) AS new (id, code)"
            " ON CONFLICT (person, skill_code) DO NOTHING",
            person_id,
            [new_id() for _ in codes],
            list(codes),
        )
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def set_languages(person_id: UUID, levels: Mapping[str, int], *, by: Viewer) -> None:
    """``levels`` from 1 (A1) to 6 (C2), by language; what is not named is gone."""
    async with db.unit_of_work():
        await written_by(person_id, Part.SKILLS, by)
        await db.execute("DELETE FROM person_language WHERE person = $1", person_id)
        await db.executemany(
            "INSERT INTO person_language (id, person, language_code, level) VALUES ($1, $2, $3, $4)",
            [(new_id(), person_id, code, level) for code, level in levels.items()],
        )
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def set_availability(person_id: UUID, available: Available, *, version: int | None, by: Viewer) -> None:
    """``version`` None: none was there when the page was drawn."""
    async with db.unit_of_work():
        await written_by(person_id, Part.SKILLS, by)
        now = await db.fetchval("SELECT version FROM availability WHERE person = $1 FOR UPDATE", person_id)
        if now != version:
            raise Refused(rules.STALE)
        await db.execute(
            "INSERT INTO availability (id, person, hours_min, hours_max, slots, travel_modes, max_minutes,"
            " education_code, licences, contracts, wished_professions, free_from, preferred_slots, preferred_contracts,"
            " avoided_tags) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
            " ON CONFLICT (person) DO UPDATE SET hours_min = $3, hours_max = $4, slots = $5, travel_modes = $6,"
            " max_minutes = $7, education_code = $8, licences = $9, contracts = $10, wished_professions = $11,"
            " free_from = $12, preferred_slots = $13, preferred_contracts = $14, avoided_tags = $15,"
            " version = availability.version + 1",
            new_id(),
            person_id,
            available.hours_min,
            available.hours_max,
            list(available.slots),
            list(available.travel_modes),
            available.max_minutes,
            available.education_code,
            list(available.licences),
            list(available.contracts),
            list(available.wished_professions),
            available.free_from,
            list(available.preferred_slots),
            list(available.preferred_contracts),
            list(available.avoided_tags),
        )
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def set_quota(person_id: UUID, kinds: Sequence[QuotaEligibility]) -> None:
    """The reserved quotas she may be hired on, as matching and hires read them. In the unit that shows why."""
    await db.execute(
        "UPDATE person SET quota_sealed = $2, version = version + 1 WHERE id = $1",
        person_id,
        seal_json([one.value for one in kinds], "person", "quota_sealed", person_id),
    )


async def set_conditions(
    person_id: UUID,
    *,
    accommodations: Sequence[str],
    axes: Sequence[Axis] = (),
    by: Viewer,
) -> None:
    """The conditions that help: sealed, disclosed only when she ticks their group.

    ``axes``, on which work has to be fitted to her, are for the comparison with vacancies only.
    """
    async with db.unit_of_work():
        await written_by(person_id, Part.DISABILITY_DOCUMENTS, by)
        await db.execute(
            "UPDATE person SET conditions_sealed = $2, axes_sealed = $3, version = version + 1 WHERE id = $1",
            person_id,
            seal_json(list(accommodations), "person", "conditions_sealed", person_id),
            seal_json([one.value for one in axes], "person", "axes_sealed", person_id),
        )
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


def sure_of_day(day: date | None, *, field: str) -> date:
    """The day of a fact: today unless given, never in the future."""
    today = clock.today()
    problem = rules.future(day or today, today)
    if problem is not None:
        raise Refused(problem, field=field)
    return day or today
