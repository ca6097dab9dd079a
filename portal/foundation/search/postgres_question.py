"""One statement for a page, its total and its facets.

Rows are counted where they lie: each facet field is one text of a row, grouped as it is and taken apart only in the
few groups that come back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from portal.foundation.search.port import MOST_COUNTED, Hits, IndexSettings, Query
from portal.foundation.search.postgres_statements import SEPARATOR, place, place_of, tag, values_at
from portal.foundation.search.postgres_words import WEIGHTS

_Group = tuple[int, str, int]
"""The number of the facet, the values, how many rows."""


class Question:
    """What is asked of an index, and how its answer is read.

    `words` and `ranked_by` are tsqueries. The facet of a narrowed field disregards the field's own filter, so it
    counts rows that are no hits.
    """

    def __init__(
        self,
        index: IndexSettings,
        query: Query,
        *,
        words: str | None = None,
        ranked_by: str | None = None,
    ) -> None:
        self._index, self._query, self._words, self._ranked_by = index, query, words, ranked_by
        narrowed = query.narrowed
        self._beside = [name for name in narrowed if name in query.facets]
        self.args: list[Any] = [index.name]
        self.sql = self._statement(narrowed)

    def hits(self, row: Any, *, widened: bool = False) -> Hits:
        facets: dict[str, Counter[str]] = {name: Counter() for name in self._query.facets}
        groups = msgspec.json.decode(row["facets"], type=list[_Group]) if row["facets"] else []
        for facet, values, number in groups:
            for value in values_at(values):
                facets[self._query.facets[facet]][value] += number
        total = min(row["total"], MOST_COUNTED)
        counted = {name: dict(found) for name, found in facets.items()}
        return Hits(tuple(row["ids"]), total, counted, widened=widened)

    def _statement(self, narrowed: Mapping[str, tuple[str, ...]]) -> str:
        query = self._query
        found = ["index_name = $1"]
        if self._words is not None:
            found.append(f"tsv @@ {self._given(self._words)}::tsquery")
        found += [self._match(name, values) for name, values in narrowed.items() if name not in self._beside]
        fitting = [*found, *(self._match(name, narrowed[name]) for name in self._beside)]
        rank = "0::real"
        if self._ranked_by is not None:
            rank = f"ts_rank('{WEIGHTS}', tsv, {self._given(self._ranked_by)}::tsquery)"
        order = f"rank DESC, uuid_hash_extended(id, {self._given(place(query.seed))})"
        page = f"LIMIT {self._given(query.limit)} OFFSET {self._given(query.offset)}"
        columns = "".join(f"{self._place(name)}, " for name in query.facets if name not in self._beside)
        return f"""
WITH fitting AS MATERIALIZED (
    SELECT id, {columns}{rank} AS rank FROM search_document WHERE {" AND ".join(fitting)}
){self._crossed(found)}
SELECT (SELECT count(*) FROM fitting) AS total,
       ARRAY(SELECT id FROM fitting ORDER BY {order} {page}) AS ids,
       {self._facets(narrowed)} AS facets
"""

    def _crossed(self, found: Sequence[str]) -> str:
        """Rows are counted by what they have in all the fields beside, whether they fit there or not: few kinds of
        many rows, so that filters are tried on kinds.
        """
        if not self._beside:
            return ""
        places = ", ".join(map(self._place, self._beside))
        return f""", crossed AS MATERIALIZED (
    SELECT {places}, count(*) AS number FROM search_document WHERE {" AND ".join(found)} GROUP BY {places}
)"""

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
        return place_of(self._index, name)

    def _facets(self, narrowed: Mapping[str, tuple[str, ...]]) -> str:
        if not self._query.facets:
            return "NULL"
        counted = [
            self._beside_its_own(number, name, narrowed)
            if name in self._beside
            else f"SELECT {number} AS facet, {self._place(name)} AS place, count(*) AS number FROM fitting"
            f" WHERE {self._place(name)} IS NOT NULL GROUP BY {self._place(name)}"
            for number, name in enumerate(self._query.facets)
        ]
        return f"""(SELECT json_agg(json_build_array(facet, place, number)) FROM (
           {" UNION ALL ".join(counted)}
       ) counted)"""

    def _beside_its_own(self, number: int, name: str, narrowed: Mapping[str, tuple[str, ...]]) -> str:
        """A facet that is narrowed itself, its own filter aside."""
        at = self._place(name)
        fit = [f"{at} IS NOT NULL"]
        fit += [self._fits(one, narrowed[one]) for one in self._beside if one != name]
        return (
            f"SELECT {number} AS facet, {at} AS place, sum(number)::bigint AS number FROM crossed"
            f" WHERE {' AND '.join(fit)} GROUP BY {at}"
        )


def _escaped(value: str) -> str:
    """As LIKE takes it literally."""
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
