"""The release of a scope: which cards companies see, computed anew under the scope's lock, in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

import structlog

from portal.candidates.events import CardsReleased
from portal.candidates.profiles import card_texts
from portal.candidates.profiles.blind_profile import Built, Traits, build_cards
from portal.candidates.profiles.card_words import family_of
from portal.candidates.profiles.cohorts import ways
from portal.candidates.profiles.ending import Ending, end
from portal.candidates.profiles.gathering import (
    CARD_STATE_CODES,
    GROUND,
    ShownCard,
    cards_of,
    files_of,
    only_shown,
)
from portal.candidates.profiles.hiding import hide
from portal.candidates.profiles.indexing import fill_after
from portal.candidates.profiles.lookalikes import cohorts
from portal.candidates.profiles.nodes import keep_open, open_keys
from portal.candidates.profiles.rules import opens_nodes
from portal.candidates.profiles.scopes import ScopeState, lock_scope, state_of
from portal.candidates.profiles.shown import (
    INDEXED_AT_ONCE,
    Run,
    Words,
    add_release,
    admit,
    difference,
    hold,
    new_run,
    write,
    write_index,
)
from portal.candidates.profiles.transitions import SYSTEM
from portal.candidates.profiles.vocabulary import WithdrawnWhy
from portal.foundation import clock, db, facts
from portal.foundation.collecting import uncollected
from portal.kernel.refusals import Refused
from portal.kernel.viewer import By
from portal.reference import regions

_log = structlog.get_logger(__name__)

RUN = "run"
WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Released:
    """How a run ended: how many cards stand, how many profiles wait because the scope is under ``k``."""

    scope: str
    published: int
    waiting: int
    k: int
    epoch: bool = False


async def release(scope: str, *, by: By, on: date | None = None) -> Released:
    """Computes the cards of a region now: whoever waits joins if the scope reaches k. Idempotent.

    The first run that shows cards, and one every 28 days, may open nodes. Raises Refused for a code of no region.
    """
    if scope not in regions.register():
        raise Refused(f"«{scope}» non è il codice di una regione.", field="scope")
    day = on or clock.today()
    async with db.unit_of_work():
        await lock_scope(scope)
        with uncollected():
            return await _release(scope, day, by)


async def _release(scope: str, day: date, by: By) -> Released:
    await _end_groundless(scope, by)
    state = await state_of(scope)
    before = await cards_of(state)
    sources = await files_of(state, of_those_left=True)
    epoch = opens_nodes(state.epoch_on, day)
    fresh = [one for one in sources if one.is_edited or one.traits.profile_id not in before]

    async def admitted() -> None:
        # under k there are no cards, and nobody is admitted
        if len(sources) >= state.k:
            await admit([(one.traits.profile_id, one.values, one.skills) for one in fresh], day)

    traits = [one.traits for one in sources]
    built = await _computed(state, traits, epoch=epoch, meanwhile=admitted)
    words = await _words(scope, built, state.k)
    run = new_run(scope, RUN, state.k, epoch=epoch and bool(built.cards))
    waiting = 0 if built.cards else len(sources)
    await _store(run, built, before, words, waiting=waiting, by=by)
    if built.cards:
        await _nothing_waits(scope)
        await _note_run(scope, day if epoch else state.epoch_on)
    if state.hidden_since is not None:
        await _show_again(run)
    return Released(scope, len(built.cards), waiting, state.k, run.epoch)


async def _computed(
    state: ScopeState,
    traits: Sequence[Traits],
    *,
    epoch: bool,
    trace: UUID | None = None,
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> Built:
    """``meanwhile``: what the database can do while the cards are computed; it must not depend on them."""
    before = await open_keys(state.code)
    together = cohorts(await ways(state.code, clock.now())) if epoch and before else None
    # Tens of thousands of people take a good part of a second: others are served meanwhile. In a thread, not in a
    # task: what runs beside a transaction must not see its connection.
    computing = asyncio.get_running_loop().run_in_executor(
        None,
        partial(
            build_cards,
            traits,
            state.k,
            family_of=family_of(),
            open_before=before,
            epoch=epoch,
            cohorts=together,
            trace=trace,
        ),
    )
    if meanwhile is not None:
        await meanwhile()
    return await computing


async def _words(scope: str, built: Built, k: int) -> Words:
    if not built.cards:
        return Words()
    texts = await card_texts.texts_for(scope, len(built.cards))
    shown = {one.profile_id for one in built.cards}
    texts = {profile_id: text for profile_id, text in texts.items() if profile_id in shown}
    return Words(texts, card_texts.searchable(texts, k))


async def _store(
    run: Run,
    built: Built,
    before: dict[UUID, ShownCard],
    words: Words,
    *,
    waiting: int,
    by: By,
) -> None:
    """The cards computed take the place of those that are."""
    found = difference(built.cards, before, words)
    indexed = len(found.written) <= INDEXED_AT_ONCE
    await add_release(run, published=len(built.cards), waiting=waiting, indexed=indexed, by=by)
    shown = {one.profile_id for one in built.cards}
    await hold([one for one in before.values() if one.profile_id not in shown], by=by)
    await write(run, found)
    await keep_open(run, built.open_keys)
    if indexed:
        await write_index(found.written)
    await facts.record(CardsReleased(release_id=run.id, scope=run.scope), by=by)


_GROUNDLESS = f"""
SELECT p.id, p.person, p.state FROM profile p
WHERE p.region_code = $1 AND p.state IN ('waiting', 'published')
    AND NOT ({GROUND.format(states="$2", day="$3::date")})
FOR UPDATE
"""


async def _end_groundless(scope: str, by: By) -> bool:
    """Time ends a ground too: a consent expires, a case passes its term. True when a card went."""
    ended = False
    for row in await db.fetch(_GROUNDLESS, scope, CARD_STATE_CODES, clock.today()):
        profile = Ending(row["id"], row["person"], row["state"])
        ended |= await end(profile, "withdraw", WithdrawnWhy.GROUND, SYSTEM, by=by)
    return ended


async def end_groundless(scope: str, *, by: By) -> None:
    """Takes away the cards of a scope whose ground ended with the day; whoever waits goes on waiting."""
    async with db.unit_of_work():
        await lock_scope(scope)
        if await _end_groundless(scope, by):
            await coarsen(scope, by=by)


async def coarsen(scope: str, *, by: By) -> None:
    """After a withdrawal, in its transaction: the others show the same or less. Only under the scope's lock.

    If that cannot be computed the withdrawal stands and the scope hides until a run succeeds.
    """
    try:
        async with db.unit_of_work():
            with uncollected():
                await _coarsen(scope, by=by)
    except Exception as problem:
        _log.error("cards not computed", scope=scope, failure=type(problem).__qualname__)
        await hide(scope, "failure", by=by)


async def _coarsen(scope: str, *, by: By) -> None:
    state = await state_of(scope)
    before = await cards_of(state, as_admitted=True)
    built = await _computed(state, only_shown(before.values()), epoch=False)
    texts = card_texts.texts_still(before.values(), len(built.cards))
    words = Words(texts, card_texts.searchable(texts, state.k))
    run = new_run(scope, WITHDRAWAL, state.k)
    await _store(run, built, before, words, waiting=0 if built.cards else len(before), by=by)


async def _show_again(run: Run) -> None:
    """A run went well: the scope was hidden. Its documents are written anew, by the job where they are many."""
    await db.execute("UPDATE scope SET hidden_since = NULL, hidden_why = NULL WHERE code = $1", run.scope)
    await db.execute("UPDATE release SET indexed = false WHERE id = $1", run.id)
    if await db.fetchval("SELECT count(*) FROM card WHERE scope = $1", run.scope) <= INDEXED_AT_ONCE:
        await fill_after(run.id)


async def _nothing_waits(scope: str) -> None:
    """Of files that did not change, words may have: the run took them in."""
    await db.execute(
        "UPDATE profile SET edited_on = NULL WHERE region_code = $1 AND state = 'published'"
        " AND edited_on IS NOT NULL",
        scope,
    )


async def _note_run(scope: str, epoch_on: date | None) -> None:
    await db.execute(
        "INSERT INTO scope (code, epoch_on) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET epoch_on = $2",
        scope,
        epoch_on,
    )


async def preview(scope: str, own: Traits) -> tuple[Built, int]:
    """The card this profile would have in a run now, why each of its fields is hidden, and how many would be in it."""
    state = await state_of(scope)
    others = [one.traits for one in await files_of(state) if one.traits.profile_id != own.profile_id]
    epoch = opens_nodes(state.epoch_on, clock.today())
    return await _computed(state, [*others, own], epoch=epoch, trace=own.profile_id), len(others) + 1
