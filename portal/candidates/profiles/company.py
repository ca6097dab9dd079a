"""What a company reads: cards, and nothing that is not on them. Every read here starts from ``search.VISIBLE``.

The fields selected are those of ``CARD_FIELDS``; ids stay on the server, companies get their own codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.profiles.card_words import family_of, implied, narrowest, options
from portal.candidates.profiles.codes import card_of
from portal.candidates.profiles.rules import Count, count_for_companies, epoch
from portal.candidates.profiles.search import COLUMNS, FILTERS, VISIBLE, Shown, cards_index, document, shown
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import clock, crypto, db, search, threshold

PARAMETERS: dict[str, str] = {
    **{of.value: of.value for of in CardField},
    "families": "family",
    "skills": "skill",
}
"""By field of the index, its name in the address of a search."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a company looks for: words, and codes of card fields, one of each chosen field.

    ``chosen``: by field of the index. A finer code narrows the coarser one beside it.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[str, ...]:
        return self.chosen.get(name, ())

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return {
            name: narrowest(CardField(name), self.of(name)) if name in _CARD_FIELDS else self.of(name)
            for name in FILTERS
        }

    def fits(self, card: Shown) -> bool:
        """Applied again to what the database holds: a late index may hide, never reveal."""
        told = document(card)
        return all(
            not wanted or not set(wanted).isdisjoint(told.values(name))
            for name, wanted in self.filters.items()
        )


_CARD_FIELDS = frozenset(of.value for of in CardField)


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
    k, is_stopped = await _asked_now()
    if is_stopped:
        # the index may be late in emptying: not even its counts
        return Found([], 0, count_for_companies(0, k))
    hits = await search.engine().search(
        cards_index(),
        search.Query(
            words=wanted.words,
            filters=wanted.filters,
            facets=FILTERS,
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


async def _asked_now() -> tuple[int, bool]:
    """The strictest k of all scopes, and whether every card is hidden."""
    (row,) = await db.fetch(
        "SELECT max(k) AS k, EXISTS (SELECT 1 FROM card_stop WHERE lifted_at IS NULL) AS stopped FROM scope"
    )
    return max(threshold.k(), row["k"] or 0), row["stopped"]


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
    """How many cards show the occupation (or a finer one), the area and every one of the families.

    Said by the rules of counts.
    """
    args: list[object] = []

    def one_of(column: str, codes: Sequence[str]) -> str:
        args.append(list(codes))
        return f"{column} = ANY(${len(args)}::text[])"

    conditions = []
    for of, code in ((CardField.PROFESSION, group), (CardField.AREA, area)):
        if code is not None:
            finer = [one for one in options(of) if code in implied(of, one)]
            conditions.append(one_of(f"c.{of.value}", [code, *finer]))
    for family in families:
        args.append([family, *(code for code, of in family_of().items() if of == family)])
        conditions.append(f"(c.families || c.skills) && ${len(args)}::text[]")
    found = await db.fetchval(
        f"SELECT count(*) {VISIBLE} {''.join(f' AND {one}' for one in conditions)}", *args
    )
    k, _ = await _asked_now()
    return count_for_companies(int(found), k)
