"""What the cards of a scope are computed from, read from the files or as the last run read it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from portal.candidates.cases.vocabulary import CARD_STATES, Track, Weight
from portal.candidates.people.queries import CONSENTED
from portal.candidates.people.sealing import opened, opened_json
from portal.candidates.people.vocabulary import ConsentKind, QuotaEligibility
from portal.candidates.profiles.blind_profile import STEPS, Traits, Values
from portal.candidates.profiles.file_values import Basins, Known, told_skills, values_of, with_sealed
from portal.candidates.profiles.scopes import ScopeState
from portal.candidates.profiles.search import COLUMNS, Shown, shown
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere

GROUND = f"""
EXISTS (
    SELECT 1 FROM case_ c WHERE c.person = p.person AND c.closed_on IS NULL AND c.state = ANY({{states}})
      AND c.track = '{Track.PLACEMENT.value}' AND c.weight = '{Weight.FULL.value}'
      AND (c.due_on IS NULL OR c.due_on >= {{day}}))
AND {CONSENTED.format(person="p.person", kind=f"'{ConsentKind.PROFILE.value}'", day="{day}")}
AND {CONSENTED.format(person="p.person", kind=f"'{ConsentKind.SERVICE.value}'", day="{day}")}
"""
"""SQL: the profile ``p`` stands on its ground on that day (case in phase 6 or 7 and in term, consents in force)."""

CARD_STATE_CODES = [state.value for state in CARD_STATES]


class Source(NamedTuple):
    """A profile with what its card comes from. ``values`` and ``skills`` may be kept; ``traits`` has the sealed ones.

    ``admitted``: what the last run kept, None where there was none.
    """

    traits: Traits
    values: Values
    skills: tuple[str, ...]
    admitted: tuple[Values, tuple[str, ...]] | None = None

    @property
    def is_edited(self) -> bool:
        """The file says something else than the card was computed from."""
        return self.admitted is not None and self.admitted != (tuple(self.values), self.skills)


_SEALED = "CASE WHEN {age} THEN q.birth_sealed END, CASE WHEN {quota} THEN q.quota_sealed END"

_OF_SCOPE = "SELECT person FROM profile WHERE region_code = $1 AND state IN ('waiting', 'published')"

_FILES = f"""
SELECT p.id, p.person, p.profession_code, q.comune_code, a.hours_min, a.hours_max, a.education_code, a.licences,
    e.bands, k.codes, p.admitted_values, p.admitted_skills, {_SEALED.format(age="$2", quota="$3")}
FROM profile p JOIN person q ON q.id = p.person
LEFT JOIN availability a ON a.person = p.person
LEFT JOIN (SELECT person, array_agg(years_band) AS bands FROM experience WHERE person IN ({{people}})
    GROUP BY person) e ON e.person = p.person
LEFT JOIN (SELECT person, array_agg(skill_code) AS codes FROM person_skill WHERE person IN ({{people}})
    GROUP BY person) k ON k.person = p.person
"""
_LEFT = "WHERE p.region_code = $1 AND p.state IN ('waiting', 'published')"
_STANDING = f"""
{_LEFT} AND {GROUND.format(states="$4", day="$5::date")}
"""


async def files_of(scope: ScopeState, *, of_those_left: bool = False) -> list[Source]:
    """Profiles of a scope that wait or show, on their ground today, as their files are now.

    ``of_those_left``: whoever had lost the ground was ended just before, in the same transaction.
    """
    today, basins = clock.today(), await basins_of()
    asked = [scope.code, scope.shows_age, scope.shows_reserved_quota]
    if of_those_left:
        rows = await db.fetch(_FILES.format(people=_OF_SCOPE) + _LEFT, *asked)
    else:
        rows = await db.fetch(_FILES.format(people=_OF_SCOPE) + _STANDING, *asked, CARD_STATE_CODES, today)
    return [_source(row, basins, today) for row in rows]


async def file_of(profile_id: UUID, scope: ScopeState) -> Source:
    """One profile, whatever its state and its ground. Raises NotThere."""
    row = await db.fetchrow(
        _FILES.format(people="SELECT person FROM profile WHERE id = $1") + "WHERE p.id = $1",
        profile_id,
        scope.shows_age,
        scope.shows_reserved_quota,
    )
    if row is None:
        raise NotThere
    return _source(row, await basins_of(), clock.today())


def _source(row: Any, basins: Basins, today: date) -> Source:
    (id, person_id, profession_code, comune_code, hours_min, hours_max, education_code, licences, bands, codes,
     admitted_values, admitted_skills, birth, quota) = row  # fmt: skip
    hours = None if hours_min is None else (hours_min, hours_max)
    values = values_of(
        Known(comune_code, profession_code, hours, education_code, licences, bands or ()), basins
    )
    skills = told_skills(codes or ())
    admitted = None if admitted_values is None else (tuple(admitted_values), tuple(admitted_skills or ()))
    traits = Traits(id, _with_sealed(values, person_id, birth, quota, today), (), skills)
    return Source(traits, values, skills, admitted)


def _with_sealed(
    values: Values, person_id: UUID, birth: bytes | None, quota: bytes | None, today: date
) -> Values:
    """Age and fitness, opened where the scope shows them: both columns come empty where it does not."""
    if birth is None and quota is None:
        return values
    born = opened(birth, "person", "birth_sealed", person_id)
    kinds = opened_json(quota, "person", "quota_sealed", person_id)
    return with_sealed(
        values,
        birth=date.fromisoformat(born) if born else None,
        eligible=None if kinds is None else QuotaEligibility.ART3.value in kinds,
        today=today,
    )


class ShownCard(NamedTuple):
    """A card as it stands, with the profile behind it, and the values that the run which admitted it read."""

    card: Shown
    profile_id: UUID
    person_id: UUID
    admitted: Values | None = None


_CARDS = f"""
SELECT {COLUMNS}, p.id, p.person, {{admitted}}, {{sealed}}
FROM card c JOIN profile p ON p.id = c.profile {{people}} WHERE c.scope = $1
"""
_NOT_ASKED = {"admitted": "NULL", "sealed": "NULL, NULL", "people": ""}
_ADMITTED = {**_NOT_ASKED, "admitted": "p.admitted_values"}
_ADMITTED_AND_SEALED = {
    "admitted": "p.admitted_values",
    "sealed": _SEALED.format(age="$2", quota="$3"),
    "people": "JOIN person q ON q.id = p.person",
}


async def cards_of(scope: ScopeState, *, as_admitted: bool = False) -> dict[UUID, ShownCard]:
    """The scope's cards by profile. Only under the scope's lock, when they are to be changed.

    ``as_admitted``: with the values that they may be computed from again.
    """
    if as_admitted and (scope.shows_age or scope.shows_reserved_quota):
        asked = _CARDS.format(**_ADMITTED_AND_SEALED)
        rows = await db.fetch(asked, scope.code, scope.shows_age, scope.shows_reserved_quota)
    else:
        rows = await db.fetch(_CARDS.format(**(_ADMITTED if as_admitted else _NOT_ASKED)), scope.code)
    today = clock.today()
    found = {}
    for row in rows:
        cells = tuple(row)
        id, person_id, values, birth, quota = cells[-5:]
        kept = None
        if as_admitted:
            kept = _with_sealed(tuple(values or _NOTHING), person_id, birth, quota, today)
        found[id] = ShownCard(shown(cells), id, person_id, kept)
    return found


_NOTHING = (None,) * len(STEPS)


async def basins_of() -> Basins:
    rows = await db.fetch("SELECT province, name, comuni FROM basin")
    return Basins((row["province"], row["name"], row["comuni"]) for row in rows)


def only_shown(cards: Iterable[ShownCard]) -> list[Traits]:
    """For a run that may only coarsen: the fields as admitted, of the labels those that show and no other."""
    carried: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}
    found = []
    for one in cards:
        if one.admitted is None:
            continue
        labels = one.card.families, one.card.skills
        if labels not in carried:
            carried[labels] = one.card.carried
        found.append(Traits(one.profile_id, one.admitted, carried[labels], one.card.skills))
    return found
