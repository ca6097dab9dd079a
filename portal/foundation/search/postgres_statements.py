"""The statements of the embedded engine; their tables stand in the foundation's migration of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from portal.foundation.search.port import Query
from portal.foundation.search.postgres_words import WEIGHTS

SEPARATOR = "\x1f"

# A plan made without the words would scan far too much. Both settings end with the transaction: pools stay clean.
PLAN_WITH_VALUES = (
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)"
)

# Writers share it until they commit; a rebuild takes it alone, for a moment, to know who wrote before it.
WRITE_LOCK = "SELECT pg_advisory_xact_lock_shared(hashtextextended('search index ' || $1, 0))"
LONE_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('search index ' || $1, 0))"

UPSERT = """
INSERT INTO search_document (index_name, id, tsv, tags, source, written_at)
SELECT $1, id, tsv::tsvector, string_to_array(tags, E'\\x1f'), source, clock_timestamp()
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS given(id, tsv, tags, source)
ORDER BY id
ON CONFLICT (index_name, id) DO UPDATE
SET tsv = excluded.tsv, tags = excluded.tags, source = excluded.source, written_at = excluded.written_at
"""

# sorted, so that two writers of the same new words wait for each other in one order
ADD_WORDS = """
INSERT INTO search_word (index_name, word, stem, trigrams)
SELECT $1, word, stem, string_to_array(trigrams, E'\\x1f')
FROM unnest($2::text[], $3::text[], $4::text[]) AS given(word, stem, trigrams)
WHERE NOT EXISTS (SELECT FROM search_word known WHERE known.index_name = $1 AND known.word = given.word)
ORDER BY word
ON CONFLICT DO NOTHING
"""

DELETE = "DELETE FROM search_document WHERE index_name = $1 AND id = ANY($2::uuid[])"

# Words that no document stems alike, each with words that share most letters triplets with it.
NEAR_WORDS = """
SELECT asked.word AS typed, near.word, near.stem
FROM unnest($2::text[], $3::text[], $4::text[]) AS asked(word, stem, trigrams)
CROSS JOIN LATERAL (
    SELECT known.word, known.stem
    FROM search_word known
    WHERE known.index_name = $1 AND known.trigrams && string_to_array(asked.trigrams, E'\\x1f')
      AND starts_with(known.word, left(asked.word, 1))
    ORDER BY cardinality(ARRAY(SELECT unnest(known.trigrams) INTERSECT
                               SELECT unnest(string_to_array(asked.trigrams, E'\\x1f')))) DESC, known.word
    LIMIT 60
) near
WHERE NOT EXISTS (SELECT FROM search_word same WHERE same.index_name = $1 AND same.stem = asked.stem)
"""

# The whole index is never counted by reading it: triggers keep the changes of every tag, '' standing for all.
TALLY = """
SELECT tag, sum(change)::bigint AS number FROM search_tally WHERE index_name = $1 GROUP BY tag
HAVING sum(change) > 0
"""

# A round that each viewer enters at another place; the hash says nothing of an id's age.
ROUND = """
SELECT id FROM (
    (SELECT id, 0 AS lap, uuid_hash_extended(id, 0) AS place FROM search_document
     WHERE index_name = $1 AND uuid_hash_extended(id, 0) >= $2
     ORDER BY uuid_hash_extended(id, 0) LIMIT $3::bigint + $4::bigint)
    UNION ALL
    (SELECT id, 1, uuid_hash_extended(id, 0) FROM search_document
     WHERE index_name = $1 AND uuid_hash_extended(id, 0) < $2
     ORDER BY uuid_hash_extended(id, 0) LIMIT $3::bigint + $4::bigint)
) both_laps ORDER BY lap, place LIMIT $3::bigint OFFSET $4::bigint
"""


def tag(field: str, value: str) -> str:
    return f"{field}={value}"


def place(seed: int) -> int:
    """Where a viewer enters the round, or how her ties are shuffled: a bigint, far apart for near seeds."""
    return (seed * 0x9E3779B97F4A7C15 + 0x5851F42D4C957F2D) % (1 << 64) - (1 << 63)


def search(
    index_name: str, words: str | None, ranked_by: str | None, query: Query, beside: Sequence[str]
) -> tuple[str, list[Any]]:
    """One statement for page, total and facets, and its arguments.

    `words` and `ranked_by` are tsqueries. `beside` are the narrowed fields whose facets disregard their own
    filter: rows that fail one of these filters are read too, counted for that facet alone.
    """
    args: list[Any] = [index_name]

    def given(value: Any) -> str:
        args.append(value)
        return f"${len(args)}"

    matches = {
        name: f"tags && {given([tag(name, value) for value in values])}::text[]"
        for name, values in query.narrowed.items()
    }
    where = ["index_name = $1"]
    if words is not None:
        where.append(f"tsv @@ {given(words)}::tsquery")
    where += [match for name, match in matches.items() if name not in beside]
    flags = {name: f"fits_{number}" for number, name in enumerate(beside)}
    if len(beside) > 1:
        where.append(_all_but_one([matches[name] for name in beside]))
    rank = "0::real" if ranked_by is None else f"ts_rank('{WEIGHTS}', tsv, {given(ranked_by)}::tsquery)"
    fits = " AND ".join(flags.values()) or "true"
    columns = "".join(f", {matches[name]} AS {flag}" for name, flag in flags.items())
    page = f"LIMIT {given(query.limit)} OFFSET {given(query.offset)}"
    order = f"rank DESC, uuid_hash_extended(id, {given(place(query.seed))})"
    facets = _facets(flags, given([f"{name}=%" for name in query.facets])) if query.facets else "NULL"
    return (
        f"""
WITH found AS MATERIALIZED (
    SELECT id, tags, {rank} AS rank{columns} FROM search_document WHERE {" AND ".join(where)}
)
SELECT (SELECT count(*) FROM found WHERE {fits}) AS total,
       ARRAY(SELECT id FROM found WHERE {fits} ORDER BY {order} {page}) AS ids,
       {facets} AS facets
""",
        args,
    )


def _facets(flags: Mapping[str, str], patterns: str) -> str:
    counts = [_count(flags.values())]
    counts += [_count(flag for other, flag in flags.items() if other != name) for name in flags]
    return (
        f"(SELECT json_object_agg(tag, counts) FROM (SELECT tag, json_build_array({', '.join(counts)}) AS counts "
        f"FROM found, unnest(tags) AS tag GROUP BY tag) counted WHERE tag LIKE ANY({patterns}::text[]))"
    )


def _count(flags: Any) -> str:
    wanted = " AND ".join(flags)
    return f"count(*) FILTER (WHERE {wanted})" if wanted else "count(*)"


def _all_but_one(matches: Sequence[str]) -> str:
    choices = combinations(matches, len(matches) - 1)
    return "(" + " OR ".join("(" + " AND ".join(one) + ")" for one in choices) + ")"
