"""What the night does for the cards: ends, runs, counts again. Each scope by itself."""

from datetime import timedelta

import structlog

from portal.candidates.profiles.actions import expire_due
from portal.candidates.profiles.cohorts import ways
from portal.candidates.profiles.gathering import CARD_STATE_CODES, GROUND, cards_of, files_of
from portal.candidates.profiles.hiding import hide
from portal.candidates.profiles.lookalikes import left
from portal.candidates.profiles.queries import scopes_waiting
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.release import end_groundless, release
from portal.candidates.profiles.rules import release_is_due
from portal.candidates.profiles.scopes import lock_scope, state_of
from portal.candidates.profiles.texts import queries as texts
from portal.candidates.profiles.vocabulary import CARD_FIELDS
from portal.foundation import clock, db
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
        await end_groundless(row["region_code"], by=SYSTEM)


async def notice_edits() -> None:
    """Cards whose file or words say something else by now wait for the next run of their scope, from today."""
    for scope in await db.fetch("SELECT DISTINCT scope FROM card ORDER BY scope"):
        sources = await files_of(await state_of(scope["scope"]))
        edited = {one.traits.profile_id for one in sources if one.is_edited}
        edited |= await texts.that_wait(scope["scope"])
        await db.execute(
            "UPDATE profile SET edited_on = CASE WHEN id = ANY($2) THEN coalesce(edited_on, $3) END"
            " WHERE region_code = $1 AND state = 'published' AND (edited_on IS NOT NULL OR id = ANY($2))",
            scope["scope"],
            list(edited),
            clock.today(),
        )


async def run_due() -> None:
    """Regions in which enough waits, or has waited long enough, or an epoch begins; and those hidden by a failure."""
    await notice_edits()
    today = clock.today()
    due = {scope for scope, queue in (await scopes_waiting()).items() if release_is_due(queue, today)}
    hidden = await db.fetch(
        "SELECT code FROM scope WHERE hidden_since IS NOT NULL AND hidden_why = 'failure'"
    )
    for scope in sorted(due | {row["code"] for row in hidden}):
        await release(scope, by=SYSTEM)


async def count_again() -> list[str]:
    """Answers the scopes that had to be hidden because their cards break a guarantee; writes the report on each."""
    breached = []
    beyond = await _columns_beyond_the_schema()
    for row in await db.fetch("SELECT DISTINCT scope FROM card ORDER BY scope"):
        scope = row["scope"]
        async with db.unit_of_work():
            await lock_scope(scope)
            state = await state_of(scope)
            cards = [one.card for one in (await cards_of(state)).values()]
            problem = "fields_beyond_the_schema" if beyond else breach(cards, state.k)
            if problem is not None:
                _log.error("cards break the guarantee", scope=scope, problem=problem)
                await hide(scope, problem, by=SYSTEM)
                breached.append(scope)
            await _report(scope, state.k)
    return breached


_OWN_COLUMNS = frozenset({"id", "profile", "scope", "release", "shown_from", "text_sealed", "text_words"})


async def _columns_beyond_the_schema() -> set[str]:
    """G3: what the table of cards holds besides the fields of a card and its own ids."""
    rows = await db.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'card'"
        " AND table_schema = current_schema()"
    )
    return {row["column_name"] for row in rows} - set(CARD_FIELDS) - _OWN_COLUMNS


async def _report(scope: str, k: int) -> None:
    """G4: how many lookalikes the last thirty days left to everybody. Monitored, never a reason to hide."""
    found = left(await ways(scope, clock.now()), k)
    await db.execute(
        "INSERT INTO lookalike_report (scope, counted_on, k, people, under_k, alone) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (scope, counted_on) DO UPDATE SET k = $3, people = $4, under_k = $5, alone = $6",
        scope,
        clock.today(),
        k,
        found.people,
        found.under_k,
        found.alone,
    )
    if not found.keeps_g4:
        _log.warning(
            "few lookalikes", scope=scope, people=found.people, under_k=found.under_k, alone=found.alone
        )


async def forget_views() -> None:
    await db.execute("DELETE FROM card_view WHERE seen_on < $1", clock.today() - KEEP_VIEWS)
