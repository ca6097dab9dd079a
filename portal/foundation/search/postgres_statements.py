"""The statements of the embedded engine; their tables stand in the foundation's migration of the search."""

from __future__ import annotations

from collections.abc import Sequence

from portal.foundation.search.port import MOST_FILTER_FIELDS, IndexSettings

SEPARATOR = "\x1f"
BETWEEN_PLACES = "\x1e"

_NUMBERS = range(1, MOST_FILTER_FIELDS + 1)
PLACES = ", ".join(f"place_{number}" for number in _NUMBERS)
PLACES_GIVEN = ", ".join(f"nullif(split_part(places, E'\\x1e', {number}), '')" for number in _NUMBERS)
TAKE_ALL = ", ".join(
    f"{name} = excluded.{name}" for name in ("tsv", "tags", "written_at", *PLACES.split(", "))
)

# A plan made without the words would scan far too much. Both settings end with the transaction: pools stay clean.
PLAN_WITH_VALUES = (
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)"
)

# Writers share it until they commit; a rebuild takes it alone, for a moment, to know who wrote before it.
WRITE_LOCK = "SELECT pg_advisory_xact_lock_shared(hashtextextended('search index ' || $1, 0))"
LONE_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('search index ' || $1, 0))"

UPSERT = f"""
WITH given AS (
    SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS given(id, tsv, tags, places, source)
), sources AS (
    INSERT INTO search_source (index_name, id, source)
    SELECT $1, id, source FROM given ORDER BY id
    ON CONFLICT (index_name, id) DO UPDATE SET source = excluded.source
)
INSERT INTO search_document (index_name, id, tsv, tags, written_at, {PLACES})
SELECT $1, id, tsv::tsvector, string_to_array(tags, E'\\x1f'), clock_timestamp(), {PLACES_GIVEN}
FROM given ORDER BY id
ON CONFLICT (index_name, id) DO UPDATE SET {TAKE_ALL}
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

DELETE = """
WITH sources AS (DELETE FROM search_source WHERE index_name = $1 AND id = ANY($2::uuid[]))
DELETE FROM search_document WHERE index_name = $1 AND id = ANY($2::uuid[])
"""

# For words that no document stems alike: words that begin with the same letter, share three letters side by side and
# are about as long (or longer, where the word is unfinished). Which of them are one slip away is for the caller.
NEAR_WORDS = """
SELECT asked.word AS typed, near.word, near.stem
FROM unnest($2::text[], $3::text[], $4::text[], $5::boolean[]) AS asked(word, stem, trigrams, unfinished)
JOIN search_word near
  ON near.index_name = $1 AND near.trigrams && string_to_array(asked.trigrams, E'\\x1f')
 AND starts_with(near.word, left(asked.word, 1))
 AND length(near.word) >= length(asked.word) - 1
 AND (asked.unfinished OR length(near.word) <= length(asked.word) + 3)
WHERE NOT EXISTS (SELECT FROM search_word same WHERE same.index_name = $1 AND same.stem = asked.stem)
ORDER BY near.word LIMIT 5000
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


def one_place(values: Sequence[str]) -> str:
    """A field's values as one text, empty where there are none."""
    return "".join(SEPARATOR + value for value in values)


def place_of(index: IndexSettings, name: str) -> str:
    """The column that holds a filter field's values."""
    return f"place_{index.filter_fields.index(name) + 1}"


def values_at(place: str) -> list[str]:
    return place.split(SEPARATOR)[1:]
