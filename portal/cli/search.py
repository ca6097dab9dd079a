"""`search`: the index, which is a copy and may be made anew at any time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import rich_click as click

from portal.cli.console import Refused, console, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress


@click.group()
def search() -> None:
    """Indice di ricerca."""


@search.command()
def rebuild() -> None:
    """Ricostruisce l'indice dai dati di PostgreSQL: si cerca in quello vecchio finché il nuovo è completo."""
    with connected(settings_from()) as settings:
        asyncio.run(_rebuild(settings))


async def _rebuild(settings: Settings) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from portal.cli.indexes import SOURCES
    from portal.cli.opened import opened
    from portal.foundation import search as engines

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with opened(settings) as engine:
        for source in SOURCES:
            total, parts = len(list(await source.ids())), list(engine.parts())
            with Progress(*columns, console=console, transient=True) as progress:
                shown = Shown(progress, parts, total)
                try:
                    size = await engine.rebuild(source.index, source.documents(), shown.advance)
                except engines.SearchUnavailable:
                    raise Refused(
                        f"L'indice «{source.index.name}» è ricostruito nel database, ma il motore di ricerca non "
                        "risponde: controlla PORTAL_MEILISEARCH_URL e riprova. Intanto le ricerche funzionano."
                    ) from None
            say(f"Indice «{source.index.name}» ricostruito in {' e '.join(parts)}: {size} documenti.")


class Shown:
    """A line for each part of the engine: each counts the documents from the beginning."""

    def __init__(self, progress: Progress, parts: list[str], total: int) -> None:
        self._progress = progress
        self._tasks = [progress.add_task(part, total=total, start=False) for part in parts]
        self._last = 0
        progress.start_task(self._tasks[0])

    def advance(self, done: int) -> None:
        if done <= self._last and len(self._tasks) > 1:
            self._tasks.pop(0)
            self._progress.start_task(self._tasks[0])
        self._last = done
        self._progress.update(self._tasks[0], completed=done)
