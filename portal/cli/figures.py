"""The dated figures a command counts with: those delivered, or also what coordinators entered over them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.foundation.settings import Settings
    from portal.kernel.parameters import Parameters

Figures = Callable[[], "Parameters"]


def delivered() -> Parameters:
    """Needs no database, so that a document has one answer wherever the program runs."""
    from portal.employers.obligations.parameters import in_law

    return in_law()


def with_entered() -> Parameters:
    """As the pages and the API of this installation count: its database is asked once."""
    from portal.cli.console import settings_from
    from portal.cli.shape import connected

    with connected(settings_from()) as settings:
        return asyncio.run(_read(settings))


async def _read(settings: Settings) -> Parameters:
    from portal.employers.obligations.parameters import in_force
    from portal.foundation import db

    await db.open_pool(settings.database_url, max_size=1)
    try:
        return await in_force()
    finally:
        await db.close_pool()
