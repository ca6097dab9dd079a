"""What ranking is computed from: ids, professions, skills. Never what fairness keeps out of the score."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.people.grounds import HOLDS
from portal.candidates.people.queries import CONSENTED
from portal.candidates.people.vocabulary import ConsentKind
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PersonInputs:
    """One person as the model reads her; ``wished`` are the occupations she desires."""

    person_id: UUID
    profession_codes: tuple[str, ...]
    skills: tuple[str, ...]
    wished: tuple[str, ...]
    hours_min: int | None
    hours_max: int | None
    slots: tuple[str, ...]
    licences: tuple[str, ...]
    contracts: tuple[str, ...]
    travel_modes: tuple[str, ...]
    max_minutes: int | None
    comune_code: str
    preferred_slots: tuple[str, ...] = ()
    preferred_contracts: tuple[str, ...] = ()
    avoided_tags: tuple[str, ...] = ()
    education_code: str | None = None
    free_from: date | None = None
    languages: tuple[tuple[str, int], ...] = ()


_INPUTS = """
SELECT p.id, p.comune_code,
    ARRAY(SELECT x.profession_code FROM experience x WHERE x.person = p.id ORDER BY x.profession_code) AS professions,
    ARRAY(SELECT k.skill_code FROM person_skill k WHERE k.person = p.id ORDER BY k.skill_code) AS skills,
    v.hours_min, v.hours_max, v.slots, v.licences, v.contracts, v.travel_modes, v.max_minutes, v.wished_professions,
    v.preferred_slots, v.preferred_contracts, v.avoided_tags, v.education_code, v.free_from,
    ARRAY(SELECT l.language_code || ' ' || l.level FROM person_language l WHERE l.person = p.id
        ORDER BY l.language_code) AS languages
FROM person p LEFT JOIN availability v ON v.person = p.id
"""

_PROPOSABLE = f"""
JOIN case_ c ON c.person = p.id AND c.closed_on IS NULL AND c.state IN ('acceptance', 'development')
    AND (c.due_on IS NULL OR c.due_on >= $1)
WHERE p.erased_at IS NULL
    AND {CONSENTED.format(person="p.id", kind=f"'{ConsentKind.PROPOSALS.value}'", day="$1::date")}
"""


def _inputs(row: Any) -> PersonInputs:
    return PersonInputs(
        person_id=row["id"],
        profession_codes=tuple(row["professions"]),
        skills=tuple(row["skills"]),
        wished=tuple(row["wished_professions"] or ()),
        hours_min=row["hours_min"],
        hours_max=row["hours_max"],
        slots=tuple(row["slots"] or ()),
        licences=tuple(row["licences"] or ()),
        contracts=tuple(row["contracts"] or ()),
        travel_modes=tuple(row["travel_modes"] or ()),
        max_minutes=row["max_minutes"],
        comune_code=row["comune_code"],
        preferred_slots=tuple(row["preferred_slots"] or ()),
        preferred_contracts=tuple(row["preferred_contracts"] or ()),
        avoided_tags=tuple(row["avoided_tags"] or ()),
        education_code=row["education_code"],
        free_from=row["free_from"],
        languages=tuple((code, int(level)) for code, level in (one.split(" ") for one in row["languages"])),
    )


async def people_for_ranking(*, viewer: Viewer | None) -> list[PersonInputs]:
    """Everybody who may be proposed today: of a counsellor, those she follows; None: of the whole portal."""
    today = clock.today()
    if viewer is None:
        return [_inputs(row) for row in await db.fetch(f"{_INPUTS}{_PROPOSABLE} ORDER BY p.id", today)]
    if viewer.organisation_id is None or not viewer.is_any(Role.JOB_COUNSELLOR):
        return []
    rows = await db.fetch(
        f"{_INPUTS}{_PROPOSABLE} AND c.lead_service = $2"
        f" AND {HOLDS.format(account='$3', today='$1::date')} ORDER BY p.sort_name, p.id",
        today,
        viewer.organisation_id,
        viewer.account_id,
    )
    return [_inputs(row) for row in rows]


async def person_side(person_id: UUID) -> PersonInputs | None:
    """One person's inputs, whoever may be proposed or not; the caller has shown the ground."""
    row = await db.fetchrow(f"{_INPUTS} WHERE p.id = $1 AND p.erased_at IS NULL", person_id)
    return None if row is None else _inputs(row)


async def followed_by(viewer: Viewer) -> list[UUID]:
    """People whose open case the viewer holds or stands in for today."""
    if viewer.organisation_id is None or not viewer.is_any(Role.JOB_COUNSELLOR):
        return []
    rows = await db.fetch(
        "SELECT c.person FROM case_ c WHERE c.lead_service = $1 AND c.closed_on IS NULL"
        f" AND {HOLDS.format(account='$2', today='$3::date')}",
        viewer.organisation_id,
        viewer.account_id,
        clock.today(),
    )
    return [row["person"] for row in rows]
