"""`search`: the index, which is a copy and may be made anew at any time."""

from __future__ import annotations

import asyncio

import rich_click as click

from portal.cli.console import say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings


@click.group()
def search() -> None:
    """Indice di ricerca."""


@search.command()
def rebuild() -> None:
    """Ricostruisce l'indice dai dati di PostgreSQL."""
    with connected(settings_from()) as settings:
        count = asyncio.run(_rebuild(settings))
    say(f"Indice ricostruito: {count} schede.")


async def _rebuild(settings: Settings) -> int:
    from portal.cli.opened import opened
    from portal.foundation import search as index

    async with opened(settings):
        return await index.rebuild()
