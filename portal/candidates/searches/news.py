"""Looking again at saved searches every morning, after the night's cards."""

from collections.abc import Iterable
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.profiles.company import how_many, may_see_cards
from portal.candidates.profiles.stopping import standing_stop
from portal.candidates.searches.queries import Saved, with_news
from portal.candidates.searches.rules import Looked, look
from portal.foundation import clock, db, mail, notifications
from portal.foundation.access import GRANTS, Permission
from portal.foundation.notifications import Kind
from portal.foundation.search import SearchUnavailable

SEARCHERS = GRANTS[Permission.CARDS_SEARCH]
_AT_ONCE = 200


async def look_again() -> int:
    """How many people are told. Nobody while cards are hidden, nor what their page would not show them."""
    told, last = 0, UUID(int=0)
    if await standing_stop() is not None or await _some_scope_is_hidden():
        # what is hidden for a while would count as gone, and as new when it is back
        return 0
    while rows := await with_news(last, _AT_ONCE):
        last = rows[-1].id
        people = await _people(rows)
        for one in rows:
            if one.account_id in people.get(one.company_id, ()):
                told += await _look_again(one)
    return told


async def _some_scope_is_hidden() -> bool:
    return bool(await db.fetchval("SELECT EXISTS (SELECT 1 FROM scope WHERE hidden_since IS NOT NULL)"))


async def _people(rows: Iterable[Saved]) -> dict[UUID, frozenset[UUID]]:
    """By company that may see cards, who may search there now."""
    found = {}
    for company_id in dict.fromkeys(row.company_id for row in rows):
        if await may_see_cards(company_id):
            members = await accounts.members_with(SEARCHERS, company_id)
            found[company_id] = frozenset(member.account_id for member in members)
    return found


async def _look_again(one: Saved) -> int:
    today = clock.today()
    try:
        now = await how_many(one.wanted, one.company_id)
    except SearchUnavailable:
        return 0
    looked = look(one.counted, one.told_on, now, today)
    if not looked.has_news and looked.counted == one.counted:
        return 0
    async with db.unit_of_work():
        if not await _keep(one, looked):
            return 0
        if not looked.has_news:
            return 0
        return await notifications.notify(
            Kind.SEARCH_NEWS,
            account_ids=[one.account_id],
            organisation_id=one.company_id,
            object_id=one.id,
            step=today.isoformat(),
            words=mail.compose("search_news.txt"),
            href=f"/saved-searches/{one.id}",
        )


async def _keep(one: Saved, looked: Looked) -> bool:
    """False when somebody else looked, or its owner changed it, in the meantime."""
    changed = await db.fetchval(
        "UPDATE saved_search SET counted = $3, told_on = CASE WHEN $4 THEN $5 ELSE told_on END"
        " WHERE id = $1 AND counted = $2 AND news AND told_on IS NOT DISTINCT FROM $6 RETURNING id",
        one.id,
        one.counted,
        looked.counted,
        looked.has_news,
        clock.today(),
        one.told_on,
    )
    return changed is not None
