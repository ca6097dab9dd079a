"""What a scope asks of its cards: its k, whether age and reserved quota may show, when its nodes last opened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.foundation import db, threshold


@dataclass(frozen=True, slots=True)
class ScopeState:
    """``k`` in force: the scope's own, never less than the installation's."""

    code: str
    k: int
    shows_age: bool = False
    shows_reserved_quota: bool = False
    epoch_on: date | None = None
    hidden_since: datetime | None = None
    hidden_why: str | None = None


_COLUMNS = "code, k, shows_age, shows_reserved_quota, epoch_on, hidden_since, hidden_why"


async def state_of(code: str) -> ScopeState:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM scope WHERE code = $1", code)
    return ScopeState(code, threshold.k()) if row is None else _state(row)


async def states() -> dict[str, ScopeState]:
    """The scopes of which something was ever decided or released."""
    return {row["code"]: _state(row) for row in await db.fetch(f"SELECT {_COLUMNS} FROM scope ORDER BY code")}


def _state(row: Any) -> ScopeState:
    code, k, *others = row.values()
    return ScopeState(code, max(threshold.k(), k or 0), *others)


async def lock_scope(scope: str) -> None:
    """Who computes or changes the cards of a scope does so alone, until the transaction ends."""
    await db.lock(f"cards {scope}")
