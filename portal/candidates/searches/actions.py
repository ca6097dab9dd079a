"""Saving a search, wanting news of it or not, removing it."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.events import SavedSearchChanged, SavedSearchRemoved, SearchSaved
from portal.candidates.people.sealing import opened, seal
from portal.candidates.profiles.asking import Wanted, codes_as_text
from portal.candidates.profiles.company import how_many, may_see_cards
from portal.candidates.searches.queries import TABLE, saved_search, saved_searches
from portal.candidates.searches.rules import KEPT_FOR, MOST_SAVED, standing
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

NOTHING_ASKED = "Scrivi una parola o scegli un filtro: una ricerca vuota non si salva."
NOT_VERIFIED = "I profili sono per le aziende verificate: la ricerca si salva dopo la verifica."
TOO_MANY = f"Hai già {MOST_SAVED} ricerche salvate. Togline una e riprova."


@dataclass(frozen=True, slots=True)
class SavedNow:
    """``id``: of the search that is kept; ``is_new`` False where the same one was kept already."""

    id: UUID
    is_new: bool


async def save(wanted: Wanted, *, id: UUID, news: bool, by: Viewer) -> SavedNow:
    """Sent twice with one id, saved once; asked again in other days, the first stays, with what is chosen now."""
    company_id = by.organisation_id
    if company_id is None or not await may_see_cards(company_id):
        raise Refused(NOT_VERIFIED)
    if wanted.asks_nothing:
        raise Refused(NOTHING_ASKED)
    counted = standing(await how_many(wanted, company_id))
    async with db.unit_of_work():
        await db.lock(f"saved searches {company_id} {by.account_id}")
        kept = await saved_searches(by)
        same = next((one for one in kept if one.id == id or _alike(one.wanted, wanted)), None)
        if same is not None:
            if same.id != id:
                await _choose(same.id, news, by)
            return SavedNow(same.id, False)
        if len(kept) >= MOST_SAVED:
            raise Refused(TOO_MANY)
        now, today = clock.now(), clock.today()
        await db.execute(
            "INSERT INTO saved_search (id, company, account, words_sealed, chosen, news, counted, saved_at, opened_on)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id, company_id, by.account_id, seal(wanted.words or None, TABLE, "words_sealed", id),
            codes_as_text(wanted.chosen), news, counted, now, today,
        )  # fmt: skip
        await facts.record(SearchSaved(saved_search_id=id, company_id=company_id), by=by)
    return SavedNow(id, True)


def _alike(one: Wanted, other: Wanted) -> bool:
    return one.words.casefold() == other.words.casefold() and sorted(codes_as_text(one.chosen)) == sorted(
        codes_as_text(other.chosen)
    )


async def choose_news(id: UUID, *, news: bool, by: Viewer) -> None:
    """Whether this search tells its owner of more cards. Raises NotThere for somebody else's."""
    async with db.unit_of_work():
        await saved_search(id, by)
        await _choose(id, news, by)


async def _choose(id: UUID, news: bool, by: Viewer) -> None:
    changed = await db.fetchval(
        "UPDATE saved_search SET news = $2 WHERE id = $1 AND news <> $2 RETURNING id", id, news
    )
    if changed is not None and by.organisation_id is not None:
        await facts.record(SavedSearchChanged(saved_search_id=id, company_id=by.organisation_id), by=by)


async def note_opened(id: UUID, *, by: Viewer) -> Wanted:
    """What it asks; it will be kept for another year. Raises NotThere for somebody else's."""
    found = await saved_search(id, by)
    await db.execute("UPDATE saved_search SET opened_on = $2 WHERE id = $1", id, clock.today())
    return found.wanted


async def remove(id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        gone = await db.fetchval(
            "DELETE FROM saved_search WHERE id = $1 AND company = $2 AND account = $3 RETURNING company",
            id,
            by.organisation_id,
            by.account_id,
        )
        if gone is None:
            raise NotThere
        await facts.record(SavedSearchRemoved(saved_search_id=id, company_id=gone), by=by)


async def forget_of_leaver(account_id: UUID, company_id: UUID) -> None:
    """Whoever may no longer search for the company leaves no searches there."""
    await db.execute("DELETE FROM saved_search WHERE account = $1 AND company = $2", account_id, company_id)


async def forget_unopened() -> int:
    """Rows gone, for the night."""
    return db.affected(
        await db.execute("DELETE FROM saved_search WHERE opened_on <= $1", clock.today() - KEPT_FOR)
    )


async def forget_naming(*names: str) -> int:
    """Searches whose words hold all of these: somebody who is erased is looked for by name no longer."""
    wanted = [name.casefold() for name in names]
    rows = await db.fetch("SELECT id, words_sealed FROM saved_search WHERE words_sealed IS NOT NULL")
    doomed = []
    for row in rows:
        words = (opened(row["words_sealed"], TABLE, "words_sealed", row["id"]) or "").casefold()
        if all(name in words for name in wanted):
            doomed.append(row["id"])
    return db.affected(await db.execute("DELETE FROM saved_search WHERE id = ANY($1::uuid[])", doomed))
