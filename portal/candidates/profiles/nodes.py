"""The values that are open on each path of a scope's ladder, between one run and the next."""

from collections.abc import Collection

from portal.candidates.profiles.blind_profile import OpenKey
from portal.candidates.profiles.shown import Run
from portal.foundation import db


async def keep_open(run: Run, keys: Collection[OpenKey]) -> None:
    """Stores the open keys with the release; those that stay open keep the release that opened them."""
    rows = await db.fetch("SELECT id, path, step, value FROM open_node WHERE scope = $1", run.scope)
    before = {(row["path"], row["step"], row["value"]): row["id"] for row in rows}
    closed = [id for key, id in before.items() if key not in keys]
    if closed:
        await db.execute("DELETE FROM open_node WHERE id = ANY($1)", closed)
    opened = sorted(key for key in keys if key not in before)
    if opened:
        await db.copy(
            "open_node",
            ("scope", "release", "path", "step", "value"),
            [(run.scope, run.id, *key) for key in opened],
        )


async def open_keys(scope: str) -> set[OpenKey]:
    rows = await db.fetch("SELECT path, step, value FROM open_node WHERE scope = $1", scope)
    return {(row["path"], row["step"], row["value"]) for row in rows}
