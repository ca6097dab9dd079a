"""One statement for a page, its total and its facets.

Rows are counted where they lie: each facet field is one text of a row, grouped as it is and taken apart only in the
few groups that come back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from portal.foundation.search.port import MOST_COUNTED, Hits, IndexSettings, Query
from portal.foundation.search.postgres_statements import SEPARATOR, place, tag, values_at
from portal.foundation.search.postgres_words import WEIGHTS

# above this share of all rows, judging each costs less than going through the indexes of the tags
_WORTH_AN_INDEX = 0.3

_Group = tuple[int, str | None, int, int]
"""Which facets are not grouped by (bits), the values, which filter fails (0: none), how many rows."""


class Question:
    """What is asked of an index, and how its answer is read.

    `words` and `ranked_by` are tsqueries. `beside` are narrowed fields whose facets disregard their own filter:
    rows that fail one of these filters alone are read too, and counted for that facet only. `tally`: how many rows
    have each tag, to tell whether an index would spare any reading.
    """

    def __init__(
        self,
        index: IndexSettings,
        query: Query,
        *,
        words: str | None = None,
        ranked_by: str | None = None,
        beside: Sequence[str] | None = None,
        tally: Mapping[str, int] | None = None,
    ) -> None:
        self._index, self._query, self._words, self._ranked_by = index, query, words, ranked_by
        narrowed = query.narrowed
        self._beside = [name for name in narrowed if name in query.facets] if beside is None else list(beside)
        self._tally = tally or {}
        self.args: list[Any] = [index.name]
        self.sql = self._statement(narrowed)

    def hits(self, row: Any, *, widened: bool = False) -> Hits:
        facets: dict[str, Counter[str]] = {name: Counter() for name in self._query.facets}
        groups = msgspec.json.decode(row["facets"], type=list[_Group]) if row["facets"] else []
        by_bits = {self._bits(number): name for number, name in enumerate(self._query.facets)}
        for bits, values, _, number in groups:
            for value in values_at(values or ""):
                facets[by_bits[bits]][value] += number
        total = min(row["total"], MOST_COUNTED)
        counted = {name: dict(found) for name, found in facets.items()}
        return Hits(tuple(row["ids"]), total, counted, widened=widened)

    def _statement(self, narrowed: Mapping[str, tuple[str, ...]]) -> str:
        query = self._query
        where = ["index_name = $1"]
        if self._words is not None:
            where.append(f"tsv @@ {self._given(self._words)}::tsquery")
        where += [self._match(name, values) for name, values in narrowed.items() if name not in self._beside]
        if len(self._beside) > 1 and self._spares_reading(narrowed):
            where.append(_all_but_one([self._match(name, narrowed[name]) for name in self._beside]))
        flags = "".join(
            f", {self._fits(name, narrowed[name])} AS fits_{at}" for at, name in enumerate(self._beside, 1)
        )
        rank = "0::real"
        if self._ranked_by is not None:
            rank = f"ts_rank('{WEIGHTS}', tsv, {self._given(self._ranked_by)}::tsquery)"
        if self._beside:
            # to rank a row costs more than to judge it
            rank = f"CASE WHEN failing = 0 THEN {rank} END"
        order = f"rank DESC, uuid_hash_extended(id, {self._given(place(query.seed))})"
        page = f"LIMIT {self._given(query.limit)} OFFSET {self._given(query.offset)}"
        return f"""
WITH judged AS MATERIALIZED (
    SELECT id, {self._places()}{rank} AS rank, failing FROM (
        SELECT *, {self._failing()} AS failing FROM (
            SELECT *{flags} FROM search_document WHERE {" AND ".join(where)} OFFSET 0
        ) flagged OFFSET 0
    ) read WHERE failing >= 0
)
SELECT (SELECT count(*) FROM judged WHERE failing = 0) AS total,
       ARRAY(SELECT id FROM judged WHERE failing = 0 ORDER BY {order} {page}) AS ids,
       {self._facets()} AS facets
"""

    def _spares_reading(self, narrowed: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether few rows fit all filters beside but one: all but the two narrowest may be wide."""
        if self._words is not None:
            return False
        fitting = sorted(
            sum(self._tally.get(tag(name, value), 0) for value in narrowed[name]) for name in self._beside
        )
        return fitting[0] + fitting[1] < self._tally.get("", 0) * _WORTH_AN_INDEX

    def _given(self, value: Any) -> str:
        self.args.append(value)
        return f"${len(self.args)}"

    def _match(self, name: str, values: Sequence[str]) -> str:
        return f"tags && {self._given([tag(name, value) for value in values])}::text[]"

    def _fits(self, name: str, values: Sequence[str]) -> str:
        """The same as `match`, read off the one text of the row's values: no index helps here, and to open the
        array of all tags costs ten times as much.
        """
        at = self._place(name)
        patterns = self._given([f"%{SEPARATOR}{_escaped(value)}{SEPARATOR}%" for value in values])
        return f"coalesce({at} || E'\\x1f' LIKE ANY({patterns}::text[]), false)"

    def _place(self, name: str) -> str:
        return f"place_{self._index.filter_fields.index(name) + 1}"

    def _places(self) -> str:
        return "".join(
            f"{self._place(name)} AS facet_{number}, " for number, name in enumerate(self._query.facets)
        )

    def _failing(self) -> str:
        """0 where every filter beside fits, the filter's number where it alone does not, else -1."""
        if not self._beside:
            return "0"
        flags = [f"fits_{at}" for at in range(1, len(self._beside) + 1)]
        cases = [f"WHEN {' AND '.join(flags)} THEN 0"]
        for at, flag in enumerate(flags, 1):
            others = " AND ".join(one for one in flags if one != flag) or "true"
            cases.append(f"WHEN {others} THEN {at}")
        return f"CASE {' '.join(cases)} ELSE -1 END"

    def _facets(self) -> str:
        names = self._query.facets
        if not names:
            return "NULL"
        columns = ", ".join(f"facet_{number}" for number in range(len(names)))
        sets = ", ".join(f"(facet_{number}, failing)" for number in range(len(names)))
        own = [
            f"(failing = {self._beside.index(name) + 1} AND GROUPING({columns}) = {self._bits(number)})"
            for number, name in enumerate(names)
            if name in self._beside
        ]
        return f"""(SELECT json_agg(json_build_array(bits, place, failing, number)) FROM (
           SELECT GROUPING({columns}) AS bits, coalesce({columns}) AS place, failing, count(*) AS number
           FROM judged GROUP BY GROUPING SETS ({sets})
           HAVING {" OR ".join(["failing = 0", *own])}
       ) counted WHERE place IS NOT NULL)"""

    def _bits(self, number: int) -> int:
        """What GROUPING answers for groups by the facet of that number: a bit for each other one."""
        last = len(self._query.facets) - 1
        return (1 << (last + 1)) - 1 - (1 << (last - number))


def _escaped(value: str) -> str:
    """As LIKE takes it literally."""
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _all_but_one(matches: Sequence[str]) -> str:
    choices = combinations(matches, len(matches) - 1)
    return "(" + " OR ".join("(" + " AND ".join(one) + ")" for one in choices) + ")"
