"""Reads of the person's file. Callers have shown their ground (``reading.open_file``) or are the portal's own jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.people import rules
from portal.candidates.people.sealing import opened, opened_json
from portal.candidates.people.vocabulary import ConsentKind
from portal.foundation import clock, db


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: UUID
    service_id: UUID
    first_name: str
    last_name: str
    comune_code: str
    email: str | None
    phone: str | None
    preferred_contact: str | None
    tax_code: str | None
    birth: date | None
    quota: tuple[str, ...]
    conditions: tuple[str, ...]
    axes: tuple[str, ...]
    version: int
    sintetico: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


async def person(person_id: UUID) -> PersonRow | None:
    """Everything of the row, sealed fields opened: only for who writes the file and for what was ticked."""
    row = await db.fetchrow("SELECT * FROM person WHERE id = $1 AND erased_at IS NULL", person_id)
    if row is None:
        return None
    birth = opened(row["birth_sealed"], "person", "birth_sealed", person_id)
    return PersonRow(
        id=person_id,
        service_id=row["service"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        comune_code=row["comune_code"],
        email=row["email"],
        phone=row["phone"],
        preferred_contact=row["preferred_contact"],
        tax_code=opened(row["tax_code_sealed"], "person", "tax_code_sealed", person_id),
        birth=date.fromisoformat(birth) if birth else None,
        quota=tuple(opened_json(row["quota_sealed"], "person", "quota_sealed", person_id) or ()),
        conditions=tuple(
            opened_json(row["conditions_sealed"], "person", "conditions_sealed", person_id) or ()
        ),
        axes=tuple(opened_json(row["axes_sealed"], "person", "axes_sealed", person_id) or ()),
        version=row["version"],
        sintetico=row["sintetico"],
    )


@dataclass(frozen=True, slots=True)
class ExperienceRow:
    id: UUID
    profession_code: str
    years_band: str


@dataclass(frozen=True, slots=True)
class AvailabilityRow:
    hours_min: int
    hours_max: int
    slots: tuple[str, ...]
    travel_modes: tuple[str, ...]
    max_minutes: int
    education_code: str | None
    licences: tuple[str, ...]
    contracts: tuple[str, ...]
    wished_professions: tuple[str, ...]
    free_from: date | None
    version: int
    preferred_slots: tuple[str, ...] = ()
    preferred_contracts: tuple[str, ...] = ()
    avoided_tags: tuple[str, ...] = ()


async def experiences(person_id: UUID) -> list[ExperienceRow]:
    rows = await db.fetch(
        "SELECT id, profession_code, years_band FROM experience WHERE person = $1 ORDER BY id", person_id
    )
    return [ExperienceRow(row["id"], row["profession_code"], row["years_band"]) for row in rows]


async def skill_codes(person_id: UUID) -> tuple[str, ...]:
    rows = await db.fetch(
        "SELECT skill_code FROM person_skill WHERE person = $1 ORDER BY skill_code", person_id
    )
    return tuple(row["skill_code"] for row in rows)


async def languages(person_id: UUID) -> dict[str, int]:
    """Levels from 1 to 6 by language, the best known first."""
    rows = await db.fetch(
        "SELECT language_code, level FROM person_language WHERE person = $1 ORDER BY level DESC, language_code",
        person_id,
    )
    return {row["language_code"]: row["level"] for row in rows}


async def availability(person_id: UUID) -> AvailabilityRow | None:
    row = await db.fetchrow("SELECT * FROM availability WHERE person = $1", person_id)
    if row is None:
        return None
    return AvailabilityRow(
        row["hours_min"],
        row["hours_max"],
        tuple(row["slots"]),
        tuple(row["travel_modes"]),
        row["max_minutes"],
        row["education_code"],
        tuple(row["licences"]),
        tuple(row["contracts"]),
        tuple(row["wished_professions"]),
        row["free_from"],
        row["version"],
        tuple(row["preferred_slots"] or ()),
        tuple(row["preferred_contracts"] or ()),
        tuple(row["avoided_tags"] or ()),
    )


@dataclass(frozen=True, slots=True)
class ConsentRow:
    id: UUID
    kind: ConsentKind
    given_on: date
    how: str
    expires_on: date | None
    revoked_on: date | None
    replaced_on: date | None
    notice_version: str

    def in_force(self, on: date) -> bool:
        return self.replaced_on is None and rules.in_force(
            self.given_on, self.expires_on, self.revoked_on, on
        )


async def consents(person_id: UUID) -> list[ConsentRow]:
    """Every consent ever given, latest first."""
    rows = await db.fetch(
        "SELECT id, kind, given_on, how, expires_on, revoked_on, replaced_on, notice_version FROM consent"
        " WHERE person = $1 ORDER BY recorded_at DESC, id DESC",
        person_id,
    )
    return [
        ConsentRow(
            row["id"],
            ConsentKind(row["kind"]),
            row["given_on"],
            row["how"],
            row["expires_on"],
            row["revoked_on"],
            row["replaced_on"],
            row["notice_version"],
        )
        for row in rows
    ]


CONSENTED = """
EXISTS (SELECT 1 FROM consent g WHERE g.person = {person} AND g.kind = {kind} AND g.replaced_on IS NULL
    AND g.given_on <= {day} AND (g.expires_on IS NULL OR g.expires_on >= {day})
    AND (g.revoked_on IS NULL OR g.revoked_on > {day}))
"""
"""SQL of ``rules.in_force``; placeholders are filled by callers with parameters or columns."""


async def has_consent(person_id: UUID, kind: ConsentKind, on: date | None = None) -> bool:
    sentence = CONSENTED.format(person="$1", kind="$2", day="$3::date")
    return bool(await db.fetchval(f"SELECT {sentence}", person_id, kind.value, on or clock.today()))


async def names(person_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = await db.fetch(
        "SELECT id, first_name || ' ' || last_name AS name FROM person WHERE id = ANY($1) AND erased_at IS NULL",
        list(person_ids),
    )
    return {row["id"]: row["name"] for row in rows}
