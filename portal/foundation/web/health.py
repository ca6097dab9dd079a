"""For whoever watches the processes: alive, and ready to answer."""

import asyncio
from typing import Any

from litestar import MediaType, Response, get

from portal.foundation import db
from portal.foundation.access import PUBLIC


@get("/healthz", access=PUBLIC, media_type=MediaType.TEXT)
async def alive() -> str:
    """The process runs its loop."""
    return "ok"


@get("/readyz", access=PUBLIC, media_type=MediaType.TEXT)
async def ready() -> Response[Any]:
    """PostgreSQL answers; without it no page can."""
    try:
        async with asyncio.timeout(2):
            await db.fetchval("SELECT 1")
    except Exception:
        return Response("database", status_code=503, media_type=MediaType.TEXT)
    return Response("ok", media_type=MediaType.TEXT)


ROUTES = [alive, ready]
