"""`search`: the index, which is a copy and may be made anew at any time."""

from __future__ import annotations

import asyncio

import rich_click as click

from portal.cli.console import Refused, console, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings


@click.group()
def search() -> None:
    """Indice di ricerca."""


@search.command()
def rebuild() -> None:
    """Ricostruisce l'indice dai dati di PostgreSQL."""
    with connected(settings_from()) as settings:
        asyncio.run(_rebuild(settings))


async def _rebuild(settings: Settings) -> None:
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from portal.cli.indexes import SOURCES
    from portal.cli.opened import opened
    from portal.foundation import search as engines

    columns = (SpinnerColumn(), TextColumn("{task.description}: {task.completed:.0f} documenti"))
    async with opened(settings) as engine:
        for source in SOURCES:
            with Progress(*columns, console=console, transient=True) as progress:
                task = progress.add_task(source.index.name, total=None)
                try:
                    size = await engine.rebuild(
                        source.index,
                        source.documents(),
                        lambda done, task=task, shown=progress: shown.update(task, completed=done),  # type: ignore[misc]
                    )
                except engines.SearchUnavailable:
                    raise Refused(
                        "Il motore di ricerca non risponde: controlla PORTAL_MEILISEARCH_URL."
                    ) from None
            say(f"Indice «{source.index.name}» ricostruito: {size} documenti.")
