"""The line to a Meilisearch server: one client, short waits, tasks seen to their end, errors without content."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

from httpx2 import HTTPError
from meilisearch_python_sdk import AsyncClient
from meilisearch_python_sdk.errors import MeilisearchApiError, MeilisearchCommunicationError, MeilisearchError

from portal.foundation.search.port import SearchUnavailable

Answer = TypeVar("Answer")

_PAUSES = (0.05, 0.2)
_FIRST_LOOK, _LONGEST_LOOK = 0.005, 0.05


class Server:
    """`key` is a scoped one. `patience`: seconds until a request is given up."""

    def __init__(self, url: str, key: str | None, *, patience: float = 5.0) -> None:
        self._url, self._key, self._patience = url, key, patience
        self._client: AsyncClient | None = None

    @property
    def client(self) -> AsyncClient:
        if self._client is None:
            # Asked to compress, the server answers in pieces, and the second waits 40 ms for an acknowledgement.
            self._client = AsyncClient(
                self._url,
                self._key,
                timeout=self._patience,  # type: ignore[arg-type] # declared int, handed to httpx as it is
                custom_headers={"Accept-Encoding": "identity"},
            )
        return self._client

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def ask(self, request: Callable[[], Awaitable[Answer]], *, again: bool = True) -> Answer:
        """The answer, or `SearchUnavailable`. Repeats at once or after a moment when the line failed.

        The server's own words are dropped: they may quote a search or a document.
        """
        for pause in (*(_PAUSES if again else ()), None):
            try:
                return await request()
            except MeilisearchApiError as refused:
                raise SearchUnavailable(
                    f"Meilisearch refuses: {refused.code or refused.status_code}"
                ) from None
            except MeilisearchCommunicationError:
                if pause is None:
                    raise SearchUnavailable("Meilisearch cannot be reached") from None
            except (MeilisearchError, HTTPError, TimeoutError, OSError) as problem:
                raise SearchUnavailable(f"Meilisearch does not answer: {type(problem).__name__}") from None
            await asyncio.sleep(pause)
        raise AssertionError("the last attempt answers or raises")

    async def done(self, tasks: Iterable[int], *, within: float = 30.0) -> None:
        """Waits for tasks; raises `SearchUnavailable` for one that failed or did not end in time (seconds)."""
        deadline = time.monotonic() + within
        for uid in tasks:
            look = _FIRST_LOOK
            while True:
                task = await self.ask(lambda uid=uid: self.client.get_task(uid))  # type: ignore[misc]
                if task.status == "succeeded":
                    break
                if task.status in ("failed", "canceled"):
                    raise SearchUnavailable(f"Meilisearch could not do it: {_code(task.error)}")
                if time.monotonic() > deadline:
                    raise SearchUnavailable(f"Meilisearch is not done after {within:.0f} s")
                await asyncio.sleep(look)
                look = min(look * 1.5, _LONGEST_LOOK)


def _code(error: Any) -> str:
    return str(error.get("code", "unknown")) if isinstance(error, dict) else "unknown"
