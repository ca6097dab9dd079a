"""What leaves the companies' sight at once: the words of one card, or every card of a scope."""

from dataclasses import replace
from uuid import UUID

from portal.candidates.events import CardsReleased, IndexCheckAsked
from portal.candidates.profiles import card_texts
from portal.candidates.profiles.gathering import cards_of
from portal.candidates.profiles.scopes import lock_scope, state_of
from portal.candidates.profiles.search import cards_index
from portal.candidates.profiles.shown import Difference, add_release, new_run, write, write_index
from portal.foundation import audit, clock, db, facts, search
from portal.foundation.ids import new_id
from portal.kernel.viewer import SYSTEM, By

TEXT = "text"


async def hide_text(person_id: UUID) -> None:
    """The words of a person's card are gone from it at once: the next run may bring others. In the caller's unit."""
    profile = await db.fetchrow(
        "SELECT p.id, p.region_code FROM profile p JOIN card c ON c.profile = p.id"
        " WHERE p.person = $1 AND c.text_sealed IS NOT NULL",
        person_id,
    )
    if profile is None:
        return
    await lock_scope(profile["region_code"])
    state = await state_of(profile["region_code"])
    before = await cards_of(state)
    old = before.get(profile["id"])
    if old is None:
        return
    texts = {one.profile_id: one.card.text for one in before.values() if one.card.text and one is not old}
    words = card_texts.searchable(texts, state.k)
    run = new_run(profile["region_code"], TEXT, state.k)
    await add_release(run, published=len(before), waiting=0, indexed=True, by=SYSTEM)
    found = Difference()
    for one in before.values():
        now = replace(one.card, text=texts.get(one.profile_id), text_words=words.get(one.profile_id, ()))
        found.take(one.profile_id, one.card, now)
    await write(run, found)
    await write_index(found.written)
    await facts.record(CardsReleased(release_id=run.id, scope=run.scope), by=SYSTEM)


async def hide(scope: str, why: str, *, by: By) -> None:
    """No card of the scope is seen until its next good run; its documents leave the index."""
    await db.execute(
        "INSERT INTO scope (code, hidden_since, hidden_why) VALUES ($1, $2, $3)"
        " ON CONFLICT (code) DO UPDATE SET hidden_since = coalesce(scope.hidden_since, $2), hidden_why = $3",
        scope,
        clock.now(),
        why,
    )
    rows = await db.fetch("SELECT id FROM card WHERE scope = $1", scope)
    await search.engine().delete(cards_index(), [row["id"] for row in rows])
    # a search server learns of it from the comparison: there is no release that names these documents
    await facts.record(IndexCheckAsked(check_id=new_id()), by=by)
    await audit.note(
        "scope_hidden", by=by, subject_kind="scope", subject_id=None, data={"scope": scope, "why": why}
    )
