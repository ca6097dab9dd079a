"""Reads of the rows of the ranking."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.foundation import clock, crypto, db
from portal.matching import inputs, sieve
from portal.matching.suitability.sides import PersonSide, VacancySide


@dataclass(frozen=True, slots=True)
class PersonRow:
    """``id`` is opaque; ``since``: waiting since."""

    id: UUID
    person_id: UUID
    since: date | None
    fingerprint: str
    side: PersonSide


@dataclass(frozen=True, slots=True)
class VacancyRow:
    id: UUID
    vacancy_id: UUID
    since: date
    fingerprint: str
    side: VacancySide
    version: int


_PEOPLE = """
SELECT id, person, since, fingerprint, side_sealed FROM match_person
WHERE (until IS NULL OR until >= $1)
"""


async def people_rows(person_ids: Sequence[UUID]) -> list[PersonRow]:
    """Those of these people who may be proposed today."""
    rows = await db.fetch(f"{_PEOPLE} AND person = ANY($2) ORDER BY id", clock.today(), list(person_ids))
    return [_person(row) for row in rows]


async def all_people_rows() -> list[PersonRow]:
    """Everybody's sides, opened: for the nightly audit, in the worker, never for a page."""
    return [_person(row) for row in await db.fetch(f"{_PEOPLE} ORDER BY id", clock.today())]


def _person(row: Any) -> PersonRow:
    raw = crypto.open_bytes(row["side_sealed"], table="match_person", column="side_sealed", row=row["id"])
    return PersonRow(row["id"], row["person"], row["since"], row["fingerprint"], inputs.person_from(raw))


@dataclass(frozen=True, slots=True)
class Edition:
    """What says whether something kept in memory is still what the database holds."""

    database: str
    version: int
    count: int


async def vacancy_edition() -> Edition:
    row = await db.fetchrow(
        "SELECT current_database() AS name, coalesce(max(version), 0) AS version, count(*) AS n FROM match_vacancy"
    )
    return Edition(row["name"], row["version"], row["n"]) if row is not None else Edition("", 0, 0)


async def vacancy_versions() -> dict[UUID, int]:
    """By row."""
    return {row["id"]: row["version"] for row in await db.fetch("SELECT id, version FROM match_vacancy")}


async def vacancy_rows(row_ids: Sequence[UUID]) -> list[VacancyRow]:
    rows = await db.fetch(
        "SELECT id, vacancy, since, fingerprint, side, version FROM match_vacancy WHERE id = ANY($1) ORDER BY id",
        list(row_ids),
    )
    return [
        VacancyRow(
            row["id"],
            row["vacancy"],
            row["since"],
            row["fingerprint"],
            inputs.vacancy_from(row["side"]),
            row["version"],
        )
        for row in rows
    ]


async def changed_since(version: int) -> list[UUID]:
    """Rows written after a version."""
    rows = await db.fetch("SELECT id FROM match_vacancy WHERE version > $1", version)
    return [row["id"] for row in rows]


_SIFTED = f"""
WITH v AS (SELECT $2::int AS hours_min, $3::int AS hours_max, $4::bigint AS slots, $5::bigint AS licences,
    $6::bigint AS contract, $7::int AS lat, $8::int AS lon, $9::boolean AS remote)
SELECT p.id, p.person, p.since, p.fingerprint, p.side_sealed FROM match_person p, v
WHERE (p.until IS NULL OR p.until >= $1) AND p.person = ANY($10)
AND {sieve.PAIR.format(person="p", vacancy="v")}
ORDER BY p.id
"""


async def sifted_people(vacancy: VacancySide, person_ids: Sequence[UUID]) -> list[PersonRow]:
    """Those of these people who may be ranked for the vacancy, or nearly so; nobody else's blob is opened."""
    one = astuple(sieve.of_vacancy(vacancy))
    return [_person(row) for row in await db.fetch(_SIFTED, clock.today(), *one, list(person_ids))]


_SIFTED_VACANCIES = f"""
WITH p AS (SELECT $1::int AS hours_min, $2::int AS hours_max, $3::bigint AS slots, $4::bigint AS licences,
    $5::bigint AS contracts, $6::int AS lat, $7::int AS lon, $8::int AS reach_lat, $9::int AS reach_lon)
SELECT v.id FROM match_vacancy v, p WHERE v.vacancy = ANY($10) OR ({sieve.PAIR.format(person="p", vacancy="v")})
"""


async def sifted_vacancies(person: PersonSide, kept: Sequence[UUID] = ()) -> list[UUID]:
    """Rows of the open vacancies that may be ranked for her, or nearly so, and of those ``kept`` whatever they ask."""
    rows = await db.fetch(_SIFTED_VACANCIES, *astuple(sieve.of_person(person)), list(kept))
    return [row["id"] for row in rows]


async def count_people(person_ids: Sequence[UUID]) -> int:
    found: int = await db.fetchval(
        "SELECT count(*) FROM match_person WHERE (until IS NULL OR until >= $1) AND person = ANY($2)",
        clock.today(),
        list(person_ids),
    )
    return found


async def people_ids(person_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these people who may be proposed today."""
    rows = await db.fetch(
        "SELECT person FROM match_person WHERE (until IS NULL OR until >= $1) AND person = ANY($2) ORDER BY id",
        clock.today(),
        list(person_ids),
    )
    return [row["person"] for row in rows]


async def latest_vacancies(limit: int) -> tuple[list[UUID], int]:
    """The newest open ones, and how many there are."""
    rows = await db.fetch("SELECT vacancy FROM match_vacancy ORDER BY since DESC, id LIMIT $1", limit)
    count: int = await db.fetchval("SELECT count(*) FROM match_vacancy")
    return [row["vacancy"] for row in rows], count
