"""Several hands at once, made sure to meet: for tests on a database of their own."""

import asyncio

from portal.foundation import db


async def hands_ready(count: int) -> None:
    """Opens that many connections: else the first to press is done before the second has one."""
    await asyncio.gather(*(db.fetchval("SELECT pg_sleep(0.05)") for _ in range(count)))


async def slowly(table: str) -> None:
    """From now on every change of a row there takes a third of a second: whoever does not lock first will meet."""
    await db.execute(
        f"""
CREATE FUNCTION slowly_{table}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
CREATE TRIGGER slowly_{table} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION slowly_{table}();
"""
    )
