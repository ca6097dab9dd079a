"""What the database itself refuses."""

import asyncpg
import pytest

from portal.foundation import db
from portal.foundation.ids import new_id


async def test_the_database_releases_nothing_under_five(db_rollback: None) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="release_k"):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO release (id, scope, kind, k, published, waiting, made_at, made_by)"
                " VALUES ($1, '03', 'run', 4, 4, 0, now(), 'test')",
                new_id(),
            )


async def test_the_database_refuses_a_release_of_fewer_than_k(db_rollback: None) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="release_none_or_k"):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO release (id, scope, kind, k, published, waiting, made_at, made_by)"
                " VALUES ($1, '03', 'run', 5, 4, 0, now(), 'test')",
                new_id(),
            )
