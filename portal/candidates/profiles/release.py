"""The release of a scope: which cards companies see, computed anew under the scope's lock, in one transaction."""

from dataclasses import dataclass
from datetime import date

import structlog

from portal.candidates.cases.vocabulary import CARD_STATES, Track, Weight
from portal.candidates.events import CardsReleased
from portal.candidates.people.queries import CONSENTED
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles.blind_profile import BlindCard, Traits, build_cards
from portal.candidates.profiles.ending import Ending, end
from portal.candidates.profiles.search import cards_index, document
from portal.candidates.profiles.shown import (
    ShownCard,
    add_release,
    hold,
    lock_scope,
    shown_in,
    write,
)
from portal.candidates.profiles.transitions import SYSTEM
from portal.candidates.profiles.vocabulary import HEALTH_PROXY_SKILLS, WithdrawnWhy
from portal.foundation import audit, clock, db, facts, search, threshold
from portal.kernel.refusals import Refused
from portal.kernel.viewer import By
from portal.reference import professions, regions, skills

_log = structlog.get_logger(__name__)

RUN = "run"
WITHDRAWAL = "withdrawal"

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


@dataclass(frozen=True, slots=True)
class Released:
    """How a run ended: how many cards stand, how many profiles wait because the scope is under ``k``."""

    scope: str
    published: int
    waiting: int
    k: int


async def release(scope: str, *, by: By, on: date | None = None) -> Released:
    """Computes the cards of a region now: whoever waits joins if the scope reaches k. Idempotent.

    Raises Refused for a code that is no region.
    """
    if scope not in regions.register():
        raise Refused(f"«{scope}» non è il codice di una regione.", field="scope")
    k = threshold.k()
    async with db.unit_of_work():
        await lock_scope(scope)
        await _end_groundless(scope, by)
        before = await shown_in(scope)
        traits = await traits_of(scope)
        cards = build_cards(traits, k)
        if not cards:
            await hold(list(before.values()), by=by)
        waiting = 0 if cards else len(traits)
        release_id = await add_release(scope, RUN, k, published=len(cards), waiting=waiting, by=by)
        await write(scope, release_id, cards, before, on or clock.today())
        await _show(scope)
        await facts.record(CardsReleased(release_id=release_id, scope=scope), by=by)
    return Released(scope, len(cards), waiting, k)


_GROUNDLESS = f"""
SELECT p.id, p.person, p.state FROM profile p
WHERE p.region_code = $1 AND p.state IN ('waiting', 'published')
    AND NOT ({GROUND.format(states="$2", day="$3::date")})
FOR UPDATE
"""


async def _end_groundless(scope: str, by: By) -> None:
    """Time ends a ground too: a consent expires, a case passes its term."""
    for row in await db.fetch(_GROUNDLESS, scope, CARD_STATE_CODES, clock.today()):
        await end(
            Ending(row["id"], row["person"], row["state"]), "withdraw", WithdrawnWhy.GROUND, SYSTEM, by=by
        )


_TRAITS = f"""
SELECT p.id, p.profession_code, ARRAY(
    SELECT k.skill_code FROM person_skill k WHERE k.person = p.person) AS skill_codes
FROM profile p
WHERE p.region_code = $1 AND p.state IN ('waiting', 'published')
    AND {GROUND.format(states="$2", day="$3::date")}
"""


def families_of(skill_codes: list[str]) -> frozenset[str]:
    """The families of skills, those that tell of a disability left out."""
    return frozenset(skills.by_code(code).family for code in skill_codes if code not in HEALTH_PROXY_SKILLS)


async def traits_of(scope: str) -> list[Traits]:
    """What the cards of a scope are computed from: profiles that wait or show, on their ground today."""
    rows = await db.fetch(_TRAITS, scope, CARD_STATE_CODES, clock.today())
    return [
        Traits(
            row["id"],
            professions.macro_group(row["profession_code"]).value,
            families_of(list(row["skill_codes"])),
        )
        for row in rows
    ]


async def coarsen(scope: str, *, by: By) -> None:
    """After a withdrawal, in its transaction: the others show the same or less. Only under the scope's lock.

    If that cannot be computed the withdrawal stands and the scope hides until a run succeeds.
    """
    try:
        async with db.unit_of_work():
            await _coarsen(scope, by=by)
    except Exception as problem:
        _log.error("cards not computed", scope=scope, failure=type(problem).__qualname__)
        await hide(scope, "failure", by=by)


async def _coarsen(scope: str, *, by: By) -> None:
    k = threshold.k()
    before = await shown_in(scope)
    cards = build_cards([_as_shown(one) for one in before.values()], k)
    if not cards:
        await hold(list(before.values()), by=by)
    release_id = await add_release(
        scope, WITHDRAWAL, k, published=len(cards), waiting=0 if cards else len(before), by=by
    )
    await write(scope, release_id, cards, before, clock.today())
    await facts.record(CardsReleased(release_id=release_id, scope=scope), by=by)


def _as_shown(one: ShownCard) -> Traits:
    return Traits(one.profile_id, one.card.profession_group, frozenset(one.card.families))


async def hide(scope: str, why: str, *, by: By) -> None:
    """No card of the scope is seen until its next good run; its documents leave the index."""
    await db.execute(
        "INSERT INTO scope (code, hidden_since, hidden_why) VALUES ($1, $2, $3)"
        " ON CONFLICT (code) DO UPDATE SET hidden_since = coalesce(scope.hidden_since, $2), hidden_why = $3",
        scope,
        clock.now(),
        why,
    )
    await search.engine().delete(cards_index(), [one.card.id for one in (await shown_in(scope)).values()])
    await audit.note(
        "scope_hidden", by=by, subject_kind="scope", subject_id=None, data={"scope": scope, "why": why}
    )


async def _show(scope: str) -> None:
    """A run went well: a scope that was hidden shows again, and its documents are written anew."""
    tag = await db.execute(
        "UPDATE scope SET hidden_since = NULL, hidden_why = NULL WHERE code = $1 AND hidden_since IS NOT NULL",
        scope,
    )
    if db.affected(tag):
        await search.engine().upsert(
            cards_index(), [document(one.card) for one in (await shown_in(scope)).values()]
        )


def preview(traits: list[Traits], own: Traits, k: int) -> BlindCard | None:
    """The card this profile would have with the others of its scope; None while the scope is under k."""
    others = [one for one in traits if one.profile_id != own.profile_id]
    return next((card for card in build_cards([*others, own], k) if card.profile_id == own.profile_id), None)
