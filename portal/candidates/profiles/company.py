"""What a company reads: cards, and nothing that is not on them. Every read here starts from ``search.VISIBLE``.

The fields selected are those of ``CARD_FIELDS``; ids stay on the server, companies get their own codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.codes import card_of
from portal.candidates.profiles.counting import asked_now
from portal.candidates.profiles.nearby import near
from portal.candidates.profiles.rules import Count, count_for_companies, epoch
from portal.candidates.profiles.search import COLUMNS, VISIBLE, Shown, cards_index, shown
from portal.foundation import clock, crypto, db, search
from portal.foundation.ids import opaque_id


@dataclass(frozen=True, slots=True)
class Found:
    """``cards``: those of the page. ``widened``: no card has all the words, these have some. ``few``: the count is
    under k, and the last ``near`` cards are no answer but near one. ``degraded``: the search server is away.
    """

    cards: list[Shown]
    total: int
    count: Count
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    widened: bool = False
    few: bool = False
    near: int = 0
    degraded: bool = False
    limit_reached: bool = False


_VERIFIED = """
SELECT EXISTS (
    SELECT 1 FROM organisation o JOIN company c ON c.id = o.id
    WHERE o.id = $1 AND o.verified_on IS NOT NULL AND c.state = 'verified')
"""


async def may_see_cards(company_id: UUID | None) -> bool:
    """Only a verified company; one that was suspended or archived since is not."""
    return company_id is not None and bool(await db.fetchval(_VERIFIED, company_id))


async def find(wanted: Wanted, company_id: UUID, *, limit: int, offset: int) -> Found:
    """The index answers ids; the cards come from the database, filtered again, the missing dropped.

    Among equally relevant cards the order is the company's own and changes with the epoch; never the newest first.
    """
    k, is_stopped, fields = await asked_now()
    if is_stopped:
        # the index may be late in emptying: not even its counts
        return Found([], 0, count_for_companies(0, k))
    hits = await _ask(wanted, company_id, limit=limit, offset=offset, facets=fields)
    few = 0 < hits.total < k
    if few and offset:
        # there is one page of them, whichever is asked for
        return await find(wanted, company_id, limit=limit, offset=0)
    cards = await _still_fit(wanted, hits.ids)
    beside: list[Shown] = []
    if few:

        async def wider(asked: Wanted) -> tuple[int, list[Shown]]:
            found = await _ask(asked, company_id, limit=limit)
            return found.total, await _still_fit(asked, found.ids)

        beside = (await near(wanted, cards, wider, k))[: limit - len(cards)]
    together = [*cards, *beside]
    seen = await note_seen(company_id, [card.id for card in together])
    return Found(
        [card for card in together if card.id in seen],
        len(together) if few else hits.total,
        count_for_companies(hits.total, k),
        _listed(hits.facets, k),
        hits.widened,
        few,
        sum(card.id in seen for card in beside),
        hits.degraded,
        limit_reached=len(seen) < len(together),
    )


async def how_many(wanted: Wanted, company_id: UUID) -> Count:
    """The count that ``find`` says of a question; of cards that have only some of the words there are none."""
    k, is_stopped, _ = await asked_now()
    if is_stopped:
        return count_for_companies(0, k)
    hits = await _ask(wanted, company_id, limit=0)
    return count_for_companies(0 if hits.widened else hits.total, k)


async def _ask(
    wanted: Wanted, company_id: UUID, *, limit: int, offset: int = 0, facets: tuple[str, ...] = ()
) -> search.Hits:
    return await search.engine().search(
        cards_index(),
        search.Query(
            words=wanted.words,
            filters=wanted.filters,
            facets=facets,
            limit=limit,
            offset=offset,
            seed=order_seed(company_id),
            some=wanted.some,
        ),
    )


async def _still_fit(wanted: Wanted, ids: Sequence[UUID]) -> list[Shown]:
    """In the order of the ids."""
    cards = {card.id: card for card in await load(ids) if wanted.fits(card)}
    return [cards[id] for id in ids if id in cards]


def _listed(facets: Mapping[str, Mapping[str, int]], k: int) -> Mapping[str, Mapping[str, int]]:
    return {
        name: {value: number for value, number in values.items() if number >= k}
        for name, values in facets.items()
    }


def order_seed(company_id: UUID) -> int:
    return int.from_bytes(crypto.sign("card order", f"{company_id}:{epoch(clock.today())}")[:7], "big")


async def load(ids: Sequence[UUID]) -> list[Shown]:
    """Cards visible now, among these ids."""
    if not ids:
        return []
    return [shown(row) for row in await db.fetch(f"SELECT {COLUMNS} {VISIBLE} AND c.id = ANY($1)", list(ids))]


async def visible(card_id: UUID) -> Shown | None:
    found = await load([card_id])
    return found[0] if found else None


async def by_code(code: str, company_id: UUID) -> Shown | None:
    """None alike for an unknown, withdrawn, foreign or old code, after the same questions to the database."""
    return await visible(card_of(code, company_id, clock.today()) or opaque_id())


_NOTE = """
WITH seen AS (SELECT card FROM card_view WHERE company = $1 AND seen_on = $2),
before AS (SELECT count(*) AS n FROM seen),
fresh AS (
    SELECT id, row_number() OVER (ORDER BY place) AS place FROM unnest($3::uuid[]) WITH ORDINALITY AS u (id, place)
    WHERE id NOT IN (SELECT card FROM seen)),
added AS (
    INSERT INTO card_view (company, card, seen_on, place)
    SELECT $1, fresh.id, $2, before.n + fresh.place FROM fresh, before WHERE before.n + fresh.place <= $4
    ON CONFLICT DO NOTHING RETURNING card)
SELECT card FROM added UNION SELECT card FROM seen WHERE card = ANY($3)
"""

_TRIES = 3


async def note_seen(company_id: UUID, card_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Counts these cards among the distinct ones of the day; answers those the company may still see today."""
    if not card_ids:
        return frozenset()
    today = clock.today()
    most = figure("profile.cards_a_day", today)
    found: frozenset[UUID] = frozenset()
    for _ in range(_TRIES):
        rows = await db.fetch(_NOTE, company_id, today, list(card_ids), most)
        found = frozenset(row["card"] for row in rows)
        if len(found) == len(card_ids) or await _seen_today(company_id) >= most:
            break
    return found


async def _seen_today(company_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM card_view WHERE company = $1 AND seen_on = $2", company_id, clock.today()
        )
    )
