"""A fact, a table and jobs for the tests of outbox, jobs and relay."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar
from uuid import UUID

from portal.foundation import db, facts, ids, outbox
from portal.foundation.jobs import Job
from portal.kernel.events import Event
from portal.kernel.viewer import SYSTEM


class Told(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "thing_id"
    thing_id: UUID
    number: int = 0


class Retold(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "thing_id"
    thing_id: UUID


@contextmanager
def following(table: Mapping[type[Event], tuple[Job, ...]]) -> Iterator[None]:
    """The process's subscriptions are these, for a while."""
    usual = outbox.installed()
    outbox.install(table)
    try:
        yield
    finally:
        outbox.install(
            {event: tuple(usual.jobs[name] for name in names) for event, names in usual.followers.items()}
        )


async def tell(number: int = 0) -> UUID:
    thing_id = ids.new_id()
    async with db.unit_of_work():
        await facts.record(Told(thing_id=thing_id, number=number), by=SYSTEM)
    return thing_id


async def tell_many(count: int) -> None:
    async with db.unit_of_work():
        for number in range(count):
            await facts.record(Told(thing_id=ids.new_id(), number=number), by=SYSTEM)


async def make_effect_table() -> None:
    """Counts effects without a constraint, so that a second one shows."""
    await db.execute(
        "CREATE TABLE effect (number int NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())"
    )


async def effects_of() -> list[int]:
    return [row["number"] for row in await db.fetch("SELECT number FROM effect ORDER BY at, number")]


async def take_effect(number: int) -> None:
    await db.execute("INSERT INTO effect (number) VALUES ($1)", number)


async def open_rows() -> int:
    return int(await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL"))
