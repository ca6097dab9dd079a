"""The relay's way into Redis. Nothing but an outbox id travels through it, as JSON."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec
from arq.connections import ArqRedis, RedisSettings, create_pool

from portal.foundation.outbox import Sent
from portal.foundation.relay import Lane


def to_json(value: Any) -> bytes:
    """What arq stores. An exception, which it would only keep as a result, becomes its class name."""
    return msgspec.json.encode(value, enc_hook=lambda other: type(other).__name__)


def from_json(value: bytes) -> Any:
    return msgspec.json.decode(value)


class Queue:
    def __init__(self, settings: RedisSettings) -> None:
        self._settings = settings
        self._redis: ArqRedis | None = None

    async def put(self, lane: Lane, sent: Sequence[Sent]) -> None:
        if self._redis is None:
            self._redis = await create_pool(self._settings, job_serializer=to_json)
        try:
            for one in sent:
                # an id for every send: arq refuses an id it still knows, even of a job whose worker was killed
                job_id = f"ob:{one.id}:{one.sends}"
                await self._redis.enqueue_job(one.job, one.id, _job_id=job_id, _queue_name=lane.name)
        except Exception:
            await self.close()
            raise

    async def close(self) -> None:
        redis, self._redis = self._redis, None
        if redis is not None:
            with suppress(Exception):
                await redis.aclose(close_connection_pool=True)
