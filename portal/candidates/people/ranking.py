"""What ranking is computed from (matching.md §2). Never what fairness keeps out of the score.

The levels stand above, in the assessment: ``candidates.public`` adds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.people.grounds import HOLDS
from portal.candidates.people.queries import CONSENTED
from portal.candidates.people.sealing import opened_json
from portal.candidates.people.vocabulary import ConsentKind
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PersonInputs:
    """One person as the model reads her; ``wished`` are the occupations she desires, ``quota`` the reserved quotas
    she may be hired on, ``axes`` those on which work has to be fitted to her.

    ``may_be_proposed`` today, by phase, term and consent; ``until``: the last day of both, None without one;
    ``waiting_since``: the day she was admitted.
    """

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
    quota: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    may_be_proposed: bool = False
    until: date | None = None
    waiting_since: date | None = None


_INPUTS = """
SELECT p.id, p.comune_code, p.quota_sealed, p.axes_sealed,
    ARRAY(SELECT x.profession_code FROM experience x WHERE x.person = p.id ORDER BY x.profession_code) AS professions,
    ARRAY(SELECT k.skill_code FROM person_skill k WHERE k.person = p.id ORDER BY k.skill_code) AS skills,
    v.hours_min, v.hours_max, v.slots, v.licences, v.contracts, v.travel_modes, v.max_minutes, v.wished_professions,
    v.preferred_slots, v.preferred_contracts, v.avoided_tags, v.education_code, v.free_from,
    ARRAY(SELECT l.language_code || ' ' || l.level FROM person_language l WHERE l.person = p.id
        ORDER BY l.language_code) AS languages,
    c.admitted_on, least(c.due_on, g.expires_on) AS until, c.id IS NOT NULL AND g.id IS NOT NULL AS may_be_proposed
FROM person p LEFT JOIN availability v ON v.person = p.id
LEFT JOIN case_ c ON c.person = p.id AND c.closed_on IS NULL AND c.weight = 'full'
    AND c.state IN ('acceptance', 'development')
    AND (c.due_on IS NULL OR c.due_on >= $1::date)
LEFT JOIN consent g ON g.person = p.id AND g.kind = 'proposals' AND g.replaced_on IS NULL
    AND g.given_on <= $1::date AND (g.expires_on IS NULL OR g.expires_on >= $1::date)
    AND (g.revoked_on IS NULL OR g.revoked_on > $1::date)
WHERE p.erased_at IS NULL
"""

_PROPOSABLE = " AND c.id IS NOT NULL AND g.id IS NOT NULL"


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
        quota=tuple(opened_json(row["quota_sealed"], "person", "quota_sealed", row["id"]) or ()),
        axes=tuple(opened_json(row["axes_sealed"], "person", "axes_sealed", row["id"]) or ()),
        may_be_proposed=row["may_be_proposed"],
        until=row["until"],
        waiting_since=row["admitted_on"],
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
    row = await db.fetchrow(f"{_INPUTS} AND p.id = $2", clock.today(), person_id)
    return None if row is None else _inputs(row)


async def proposable(person_ids: Sequence[UUID]) -> list[PersonInputs]:
    """Those of these people who may be proposed today; for the portal's own jobs."""
    rows = await db.fetch(f"{_INPUTS}{_PROPOSABLE} AND p.id = ANY($2)", clock.today(), list(person_ids))
    return [_inputs(row) for row in rows]


async def proposable_ids() -> list[UUID]:
    """Everybody who may be proposed today, in the order of their ids."""
    rows = await db.fetch(
        "SELECT p.id FROM person p JOIN case_ c ON c.person = p.id AND c.closed_on IS NULL"
        " AND c.state IN ('acceptance', 'development') AND (c.due_on IS NULL OR c.due_on >= $1)"
        f" WHERE p.erased_at IS NULL AND {CONSENTED.format(person='p.id', kind='$2', day='$1::date')} ORDER BY p.id",
        clock.today(),
        ConsentKind.PROPOSALS.value,
    )
    return [row["id"] for row in rows]


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
