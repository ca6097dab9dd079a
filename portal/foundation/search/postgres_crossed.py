"""Facets of narrowed fields in a search without words: counted over the whole index, whatever a row is narrowed by.

Rows are told apart by what they have in the narrowed fields: few kinds of very many rows. How many rows are of each
kind is the same for every search until the index changes, so it is counted once and kept: numbers, never an id.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence

from portal.foundation import db
from portal.foundation.search.port import IndexSettings
from portal.foundation.search.postgres_statements import place_of, values_at

MOST_KINDS = 3_000
"""More of them are not kept: then few rows are of one kind, and each search counts for itself."""

_MOST_KEPT = 64

Kinds = list[tuple[tuple[frozenset[str], ...], int]]
"""What rows have in each of the fields, and how many rows have it."""

# Every change of the index adds rows to the tally. Transactions number them, never twice alike in one server.
_STATE = """
SELECT count(*) AS rows, coalesce(sum(xmin::text::bigint), 0)::text AS written FROM search_tally WHERE index_name = $1
"""
_State = tuple[str, int, str]

_kept: OrderedDict[tuple[str, tuple[str, ...]], tuple[_State, Kinds | None]] = OrderedDict()


async def kinds_of(index: IndexSettings, fields: Sequence[str]) -> Kinds | None:
    """None: too many."""
    names = tuple(sorted(fields))
    row = await db.fetchrow(_STATE, index.name)
    state = (str(db.ENGINE.config.get("dsn")), row["rows"], row["written"]) if row else ("", 0, "")
    key = (index.name, names)
    known = _kept.get(key)
    if known is None or known[0] != state:
        known = _kept[key] = state, await _counted(index, names)
        if len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return known[1]


def forget() -> None:
    _kept.clear()


async def _counted(index: IndexSettings, names: tuple[str, ...]) -> Kinds | None:
    places = ", ".join(place_of(index, name) for name in names)
    rows = await db.fetch(
        f"SELECT {places}, count(*) FROM search_document WHERE index_name = $1 GROUP BY {places}"
        f" LIMIT {MOST_KINDS + 1}",
        index.name,
    )
    if len(rows) > MOST_KINDS:
        return None
    return [
        (tuple(frozenset(values_at(place or "")) for place in cells), number)
        for *cells, number in (tuple(row) for row in rows)
    ]


def beside_their_own(kinds: Kinds, narrowed: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    """For each narrowed field how many rows have each of its values, the field's own filter aside, the others kept."""
    names = sorted(narrowed)
    wanted = [frozenset(narrowed[name]) for name in names]
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for cells, number in kinds:
        failing = [at for at, values in enumerate(cells) if values.isdisjoint(wanted[at])]
        if len(failing) > 1:
            continue
        for at in failing or range(len(names)):
            for value in cells[at]:
                found[names[at]][value] += number
    return {name: dict(counts) for name, counts in found.items()}
