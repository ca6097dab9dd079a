"""Rows of the ranking: rebuilt when something of a person or of a vacancy changes, and every night what drifted."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db
from portal.foundation.ids import opaque_id
from portal.matching import inputs, sieve

LOCK = "match rows"
"""Rows are written one transaction after another, so a later version is never seen before an earlier one."""
AT_ONCE = 500

_SIEVE = "hours_min, hours_max, slots, licences"
_PERSON = f"{_SIEVE}, contracts, lat, lon, reach_lat, reach_lon"
_VACANCY = f"{_SIEVE}, contract, lat, lon, remote"


def _upsert(table: str, subject: str, fields: str) -> str:
    names = [one.strip() for one in fields.split(",")]
    places = ", ".join(f"${place}" for place in range(1, len(names) + 1))
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in ("id", subject))
    return (
        f"INSERT INTO {table} ({fields}, version) VALUES ({places}, nextval('match_version'))"
        f" ON CONFLICT ({subject}) DO UPDATE SET {changes}, version = excluded.version"
    )


_WRITE_PERSON = _upsert(
    "match_person", "person", f"id, person, since, until, {_PERSON}, fingerprint, side_sealed, built_at"
)
_WRITE_VACANCY = _upsert(
    "match_vacancy", "vacancy", f"id, vacancy, since, {_VACANCY}, fingerprint, side, built_at"
)


async def refresh_people(person_ids: Sequence[UUID]) -> int:
    """Their rows as of now: none for who may not be proposed. Answers how many rows changed."""
    ids = list(person_ids)
    known = await db.fetchval("SELECT count(*) FROM match_person WHERE person = ANY($1)", ids)
    if not known and not await candidates.proposable(ids):
        return 0
    async with db.unit_of_work():
        await db.lock(LOCK)
        now = {one.person_id: one for one in await candidates.proposable(ids)}
        gone = [id for id in ids if id not in now]
        changed = db.affected(await db.execute("DELETE FROM match_person WHERE person = ANY($1)", gone))
        levels = await candidates.levels_of(list(now))
        there = {
            row["person"]: row
            for row in await db.fetch(
                "SELECT id, person, fingerprint, since, until FROM match_person WHERE person = ANY($1)",
                list(now),
            )
        }
        rows = [
            row
            for person in now.values()
            if (row := _person_row(person, levels.get(person.person_id, {}), there.get(person.person_id)))
        ]
        if rows:
            await db.executemany(_WRITE_PERSON, rows)
    return changed + len(rows)


def _person_row(
    person: candidates.PersonInputs, levels: dict[str, candidates.Level], there: Any | None
) -> tuple[Any, ...] | None:
    """None where nothing changed."""
    side = inputs.person_side(person, levels)
    mark = inputs.fingerprint(side)
    days = (person.waiting_since, person.until)
    if there is not None and (there["fingerprint"], there["since"], there["until"]) == (mark, *days):
        return None
    id = there["id"] if there is not None else opaque_id()
    sealed = crypto.seal(inputs.packed(side), table="match_person", column="side_sealed", row=id)
    return (id, person.person_id, *days, *astuple(sieve.of_person(side)), mark, sealed, clock.now())


async def refresh_vacancies(vacancy_ids: Sequence[UUID]) -> int:
    """Their rows as of now: none for what is not open. Answers how many rows changed."""
    ids = list(vacancy_ids)
    async with db.unit_of_work():
        await db.lock(LOCK)
        found = await employers.vacancies(ids)
        opened = [one for one in found.values() if one.is_open]
        gone = [id for id in ids if id not in {one.id for one in opened}]
        changed = db.affected(await db.execute("DELETE FROM match_vacancy WHERE vacancy = ANY($1)", gone))
        return changed + await _write_vacancies(opened)


async def _write_vacancies(opened: Iterable[employers.VacancyForMatching]) -> int:
    vacancies = list(opened)
    there = {
        row["vacancy"]: row
        for row in await db.fetch(
            "SELECT id, vacancy, fingerprint, since FROM match_vacancy WHERE vacancy = ANY($1)",
            [one.id for one in vacancies],
        )
    }
    rows = []
    for one in vacancies:
        side = inputs.vacancy_side(one)
        mark, known = inputs.fingerprint(side), there.get(one.id)
        if known is not None and known["fingerprint"] == mark:
            continue
        id = known["id"] if known is not None else opaque_id()
        since = known["since"] if known is not None else clock.today()
        rows.append(
            (
                id, one.id, since, *astuple(sieve.of_vacancy(side)), mark, inputs.packed(side).decode(),
                clock.now(),
            )
        )  # fmt: skip
    if rows:
        await db.executemany(_WRITE_VACANCY, rows)
    return len(rows)


async def rebuild() -> int:
    """Every row anew, those that did not change left as they are: terms and consents end without a fact."""
    people = await candidates.proposable_ids()
    here = {row["person"] for row in await db.fetch("SELECT person FROM match_person")}
    ids = [*people, *sorted(here - set(people))]
    changed = 0
    for first in range(0, len(ids), AT_ONCE):
        changed += await refresh_people(ids[first : first + AT_ONCE])
    opened = await employers.all_open_vacancies()
    async with db.unit_of_work():
        await db.lock(LOCK)
        gone = await db.execute(
            "DELETE FROM match_vacancy WHERE NOT vacancy = ANY($1)", [one.id for one in opened]
        )
    changed += db.affected(gone)
    for first in range(0, len(opened), AT_ONCE):
        changed += await refresh_vacancies([one.id for one in opened[first : first + AT_ONCE]])
    return changed
