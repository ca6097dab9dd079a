"""What a company reads: cards, and nothing that is not on them. Every read here starts from ``search.VISIBLE``.

The fields selected are those of ``CARD_FIELDS``; ids stay on the server, companies get their own codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.profiles.codes import card_of
from portal.candidates.profiles.rules import Count, count_for_companies, epoch
from portal.candidates.profiles.search import VISIBLE, Shown, cards_index
from portal.candidates.profiles.stopping import standing_stop
from portal.foundation import clock, crypto, db, search, threshold

_FIELDS = "c.id, c.area, c.profession_group, c.families"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a company looks for: words, and values of card fields (one of each chosen field)."""

    words: str = ""
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return {"profession_group": self.groups, "area": self.areas, "families": self.families}

    def fits(self, card: Shown) -> bool:
        """Applied again to what the database holds: a late index may hide, never reveal."""
        return (
            (not self.groups or card.profession_group in self.groups)
            and (not self.areas or card.area in self.areas)
            and (not self.families or bool(set(self.families) & set(card.families)))
        )


@dataclass(frozen=True, slots=True)
class Found:
    cards: list[Shown]
    total: int
    count: Count
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    widened: bool = False
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
    k = threshold.k()
    if await standing_stop() is not None:
        # the index may be late in emptying: not even its counts
        return Found([], 0, count_for_companies(0, k))
    hits = await search.engine().search(
        cards_index(),
        search.Query(
            words=wanted.words,
            filters=wanted.filters,
            facets=("profession_group", "area", "families"),
            limit=limit,
            offset=offset,
            seed=order_seed(company_id),
        ),
    )
    cards = {card.id: card for card in await load(hits.ids) if wanted.fits(card)}
    seen = await note_seen(company_id, [id for id in hits.ids if id in cards])
    listed = {
        name: {value: number for value, number in values.items() if number >= k}
        for name, values in hits.facets.items()
    }
    return Found(
        [cards[id] for id in hits.ids if id in cards and id in seen],
        hits.total,
        count_for_companies(hits.total, k),
        listed,
        hits.widened,
        limit_reached=len(seen) < len(cards),
    )


def order_seed(company_id: UUID) -> int:
    return int.from_bytes(crypto.sign("card order", f"{company_id}:{epoch(clock.today())}")[:7], "big")


async def load(ids: Sequence[UUID]) -> list[Shown]:
    """Cards visible now, among these ids."""
    if not ids:
        return []
    rows = await db.fetch(f"SELECT {_FIELDS} {VISIBLE} AND c.id = ANY($1)", list(ids))
    return [Shown(row["id"], row["area"], row["profession_group"], tuple(row["families"])) for row in rows]


async def visible(card_id: UUID) -> Shown | None:
    found = await load([card_id])
    return found[0] if found else None


async def by_code(code: str, company_id: UUID) -> Shown | None:
    """None alike for an unknown, withdrawn, foreign or old code."""
    card_id = card_of(code, company_id, clock.today())
    return None if card_id is None else await visible(card_id)


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


async def count_cards(*, group: str | None, families: Sequence[str], area: str | None = None) -> Count:
    """How many cards hold the group, the area and every one of the families; said by the rules of counts."""
    found = await db.fetchval(
        f"SELECT count(*) {VISIBLE} AND ($1::text IS NULL OR c.profession_group = $1)"
        " AND ($2::text IS NULL OR c.area = $2) AND c.families @> $3::text[]",
        group,
        area,
        list(families),
    )
    return count_for_companies(int(found), threshold.k())
