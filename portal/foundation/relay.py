"""Takes outbox rows to the queue as soon as they are committed: LISTEN/NOTIFY, and a slow poll beneath it.

Several relays may run at once (SKIP LOCKED). Rows are claimed and committed before the queue hears of them, for a
job must not meet the relay's own lock. What stays in flight is bounded, so that a large backlog waits in
PostgreSQL and not in a queue that may be lost.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import asyncpg
import structlog

from portal.foundation import db, outbox

POLL = 1.0
"""Seconds between two looks when nobody calls."""

_FULL = 0.1
"""Seconds until a full queue is looked at again."""

_BATCH = 500
_LONGEST_PAUSE = 5.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Lane:
    """Jobs that share a queue; ``window`` is how many of them may be in flight."""

    name: str
    jobs: tuple[str, ...]
    window: int


HandOver = Callable[[Lane, Sequence[outbox.Sent]], Awaitable[None]]
"""Gives rows to the queue; raises when it cannot take them."""


class Relay:
    def __init__(self, lanes: Sequence[Lane], hand_over: HandOver) -> None:
        self._lanes = lanes
        self._hand_over = hand_over
        self._wake = asyncio.Event()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Lets ``run`` end after what it is handing over."""
        self._stopped.set()
        self._wake.set()

    async def run(self) -> None:
        """Until ``stop``. Lost servers are waited for."""
        listening = asyncio.create_task(self._listen())
        pause = 0.1
        try:
            while not self._stopped.is_set():
                self._wake.clear()
                try:
                    full = await self._round()
                except Exception as problem:
                    # the class only: a driver's message may quote what it carried
                    _log.warning("relay waits", failure=type(problem).__name__, seconds=pause)
                    # not cut short by news: each commit would try the lost server again
                    await self._sleep(self._stopped, pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)
                else:
                    pause = 0.1
                    await self._sleep(self._wake, _FULL if full else POLL)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    @staticmethod
    async def _sleep(unless: asyncio.Event, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(unless.wait(), seconds)

    async def _round(self) -> bool:
        """Hands over all that is due; True when a lane was full."""
        full = [await self._empty(lane) for lane in self._lanes if lane.jobs]
        return any(full)

    async def _empty(self, lane: Lane) -> bool:
        while not self._stopped.is_set():
            room = min(lane.window - await outbox.in_flight(lane.jobs), _BATCH)
            if room <= 0:
                return True
            sent = await outbox.claim(lane.jobs, room)
            if sent:
                try:
                    await self._hand_over(lane, sent)
                except Exception:
                    await outbox.give_back(sent)
                    raise
            if len(sent) < room:
                return False
        return False

    async def _listen(self) -> None:
        """A connection of its own for NOTIFY. Behind a pooler that does not pass it on, the poll remains."""
        while True:
            try:
                connection = await db.ENGINE.get_new_connection()
                try:
                    lost = asyncio.Event()
                    connection.add_termination_listener(lambda _connection, lost=lost: lost.set())
                    await connection.add_listener("outbox", self._heard)
                    # what was committed before we listened
                    self._wake.set()
                    await lost.wait()
                finally:
                    connection.terminate()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
                _log.warning("relay does not hear the database", failure=type(problem).__name__)
            await asyncio.sleep(POLL)

    def _heard(self, *_what: object) -> None:
        self._wake.set()
