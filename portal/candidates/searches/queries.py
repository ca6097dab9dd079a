"""Reads of saved searches: each person's own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.candidates.people.sealing import opened
from portal.candidates.profiles.asking import Wanted, codes_from_text
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

TABLE = "saved_search"


@dataclass(frozen=True, slots=True)
class Saved:
    id: UUID
    company_id: UUID
    account_id: UUID
    wanted: Wanted
    news: bool
    counted: int
    told_on: date | None
    saved_at: datetime


_COLUMNS = "id, company, account, words_sealed, chosen, news, counted, told_on, saved_at"


async def saved_searches(by: Viewer) -> list[Saved]:
    """Hers in the company she acts for, the latest first."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM saved_search WHERE company = $1 AND account = $2 ORDER BY saved_at DESC, id",
        by.organisation_id,
        by.account_id,
    )
    return [_saved(row) for row in rows]


async def saved_search(id: UUID, by: Viewer) -> Saved:
    """Raises NotThere for somebody else's."""
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM saved_search WHERE id = $1 AND company = $2 AND account = $3",
        id,
        by.organisation_id,
        by.account_id,
    )
    if row is None:
        raise NotThere
    return _saved(row)


async def with_news(after: UUID, limit: int) -> list[Saved]:
    """Searches whose owner wants news, by id."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM saved_search WHERE news AND id > $1 ORDER BY id LIMIT $2", after, limit
    )
    return [_saved(row) for row in rows]


def _saved(row: Any) -> Saved:
    words = opened(row["words_sealed"], TABLE, "words_sealed", row["id"]) or ""
    return Saved(
        row["id"],
        row["company"],
        row["account"],
        Wanted(words, codes_from_text(row["chosen"])),
        row["news"],
        row["counted"],
        row["told_on"],
        row["saved_at"],
    )
