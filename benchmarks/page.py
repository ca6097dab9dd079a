"""A page with a 25-row list, against its floor: raw ASGI + the same SQL (session and permission queries included)
+ Jinja, both in one process and one run. CPU time, not wall-clock: a shared machine's waits are not ours.

Target: at most 1.5 times the floor.
"""

import asyncio
import os
import resource
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

ROUNDS, REQUESTS = 7, 150


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _measure(call: Callable[[], Awaitable[bytes]]) -> float:
    """Milliseconds of CPU a request."""
    before = _cpu()
    for _ in range(REQUESTS):
        await call()
    return (_cpu() - before) / REQUESTS * 1000


def _scope(path: str, cookie: bytes) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"cookie", cookie), (b"accept-encoding", b"identity")],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }


def _caller(app: Any, path: str, cookie: bytes) -> Callable[[], Awaitable[bytes]]:
    async def call() -> bytes:
        body: list[bytes] = []
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                body.append(message.get("body", b""))

        await app(_scope(path, cookie), receive, send)
        content = b"".join(body)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}: {content[:300]!r}")
        return content

    return call


async def main() -> None:
    from benchmarks import page_floor

    with tempfile.TemporaryDirectory(prefix="incontro-bench-") as folder:
        os.environ["PORTAL_DATA_DIR"] = folder
        async with page_floor.world(Path(folder)) as world:
            real = _caller(world.application, world.path, world.cookie)
            floor = _caller(world.floor, world.path, world.cookie)
            ours, bare = await real(), await floor()
            if world.rows_in(ours) != 25 or world.rows_in(bare) != 25:
                raise RuntimeError(f"{world.rows_in(ours)} and {world.rows_in(bare)} rows instead of 25")
            ratios, measured = [], []
            await _measure(real), await _measure(floor)
            for _ in range(ROUNDS):
                pair = await _measure(real), await _measure(floor)
                measured.append(pair)
                ratios.append(pair[0] / pair[1])
            print(
                f"page of 25 rows    {statistics.median(m for m, _ in measured):.2f} ms CPU, {len(ours)} bytes"
            )
            print(
                f"floor              {statistics.median(f for _, f in measured):.2f} ms CPU, {len(bare)} bytes"
            )
            print(
                f"ratio              {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f});"
                " target 1.50"
            )
            print(f"queries            {world.queries}")


if __name__ == "__main__":
    asyncio.run(main())
