"""Everything that belongs to a person, found by the keys of the database itself.

A table that refers to her file, her case, a proposal or a plan is hers from the day it is made: nobody has to
remember to add it to a list of what is exported or erased.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.foundation import db

ROOT = "person"
Rows = dict[str, list[Any]]
"""Primary keys by table."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``child.column`` refers to ``parent``; ``key`` is the child's own primary key."""

    child: str
    column: str
    parent: str
    key: str
    required: bool


_REFERENCES = """
SELECT c.relname AS child, a.attname AS column, p.relname AS parent, k.attname AS key, a.attnotnull AS required
FROM pg_constraint f
JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
JOIN pg_constraint y ON y.conrelid = f.conrelid AND y.contype = 'p'
JOIN pg_attribute k ON k.attrelid = y.conrelid AND k.attnum = y.conkey[1]
WHERE f.contype = 'f' AND cardinality(f.conkey) = 1 AND c.relnamespace = 'public'::regnamespace
ORDER BY 1, 2
"""


async def references() -> list[Reference]:
    rows = await db.fetch(_REFERENCES)
    return [Reference(*row.values()) for row in rows]


async def tables_of_a_person() -> set[str]:
    """Every table that some chain of keys leads to from a person."""
    found, waiting = {ROOT}, [ROOT]
    all_of_them = await references()
    while waiting:
        parent = waiting.pop()
        for one in all_of_them:
            if one.parent == parent and one.child not in found:
                found.add(one.child)
                waiting.append(one.child)
    return found


async def rows_of(person_id: UUID, *, of: list[Reference] | None = None) -> Rows:
    """The keys of all her rows, table by table."""
    return await rows_below(ROOT, [person_id], of=of)


async def rows_below(table: str, keys: list[Any], *, of: list[Reference] | None = None) -> Rows:
    """The keys given, and of every row that refers to them, however far."""
    children: dict[str, list[Reference]] = defaultdict(list)
    for one in await references() if of is None else of:
        children[one.parent].append(one)
    found: dict[str, dict[Any, None]] = defaultdict(dict)
    found[table] = dict.fromkeys(keys)
    waiting = [(table, list(keys))]
    while waiting:
        parent, new_keys = waiting.pop()
        for one in children[parent]:
            rows = await db.fetch(
                f'SELECT "{one.key}" AS key FROM "{one.child}" WHERE "{one.column}" = ANY($1)', new_keys
            )
            fresh = [row["key"] for row in rows if row["key"] not in found[one.child]]
            if fresh:
                found[one.child].update(dict.fromkeys(fresh))
                waiting.append((one.child, fresh))
    return {name: list(rows) for name, rows in found.items() if rows}


def from_the_leaves(tables: set[str], all_of_them: list[Reference]) -> list[str]:
    """The tables in an order in which rows may be deleted: whoever refers goes before what it refers to."""
    waits_for = {
        table: {one.child for one in all_of_them if one.parent == table and one.child in tables} - {table}
        for table in tables
    }
    ordered: list[str] = []
    while waits_for:
        free = sorted(table for table, children in waits_for.items() if not children & set(waits_for))
        if not free:
            raise RuntimeError(f"tables refer to one another in a circle: {sorted(waits_for)}")
        ordered += free
        for table in free:
            del waits_for[table]
    return ordered
