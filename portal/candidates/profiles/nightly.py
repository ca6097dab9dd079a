"""What the night does for the cards: ends, runs, counts again, compares the index. Each scope by itself."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import structlog

from portal.candidates.profiles.actions import expire_due
from portal.candidates.profiles.queries import scopes_waiting
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.release import CARD_STATE_CODES, GROUND, hide, release
from portal.candidates.profiles.rules import release_is_due
from portal.candidates.profiles.search import Shown, cards_index, document, visible_ids
from portal.candidates.profiles.shown import lock_scope, shown_in
from portal.foundation import clock, db, search, threshold
from portal.kernel.viewer import SYSTEM

_log = structlog.get_logger(__name__)

KEEP_VIEWS = timedelta(days=35)

_LOST_GROUND = f"""
SELECT DISTINCT p.region_code FROM profile p
WHERE p.state IN ('waiting', 'published') AND NOT ({GROUND.format(states="$1", day="$2::date")})
"""


async def end_what_is_over() -> None:
    """Profiles past their last day, and those whose consent or case ended with the day."""
    await expire_due(by=SYSTEM)
    rows = await db.fetch(_LOST_GROUND, CARD_STATE_CODES, clock.today())
    for row in rows:
        await release(row["region_code"], by=SYSTEM)


async def run_due() -> None:
    """Regions in which enough profiles wait, or one has waited long enough; and those hidden by a failure."""
    today = clock.today()
    waiting = await scopes_waiting()
    due = {scope for scope, queue in waiting.items() if release_is_due(queue.count, queue.oldest, today)}
    hidden = await db.fetch(
        "SELECT code FROM scope WHERE hidden_since IS NOT NULL AND hidden_why = 'failure'"
    )
    for scope in sorted(due | {row["code"] for row in hidden}):
        await release(scope, by=SYSTEM)


async def count_again() -> list[str]:
    """Answers the scopes that had to be hidden because their cards break the guarantee."""
    breached = []
    for row in await db.fetch("SELECT DISTINCT scope FROM card ORDER BY scope"):
        async with db.unit_of_work():
            await lock_scope(row["scope"])
            cards = [
                (one.card.profession_group, one.card.families)
                for one in (await shown_in(row["scope"])).values()
            ]
            problem = breach(cards, threshold.k())
            if problem is not None:
                _log.error("cards break the guarantee", scope=row["scope"], problem=problem)
                await hide(row["scope"], problem, by=SYSTEM)
                breached.append(row["scope"])
    return breached


async def make_index() -> None:
    """What a search server needs that was never filled, or lost its data. Outside of any unit of work."""
    with suppress(search.SearchUnavailable):
        await search.engine().ensure(cards_index())


async def mend_index() -> int:
    """Writes or deletes the documents that differ from the cards; answers how many did."""
    engine, index = search.engine(), cards_index()
    found = await search.drift(engine, index, await visible_ids())
    ids: set[UUID] = set().union(*(one.ids for one in found.values()))
    if ids:
        async with db.unit_of_work():
            rows = await db.fetch(
                "SELECT id, area, profession_group, families FROM card WHERE id = ANY($1)", list(ids)
            )
            cards = [
                Shown(row["id"], row["area"], row["profession_group"], tuple(row["families"])) for row in rows
            ]
            visible = set(await visible_ids())
            await engine.delete(index, ids - visible)
            await engine.upsert(index, [document(card) for card in cards if card.id in visible])
        await engine.propagate(index, ids)
    return len(ids)


async def forget_views() -> None:
    await db.execute("DELETE FROM card_view WHERE seen_on < $1", clock.today() - KEEP_VIEWS)
