"""`check`: what an administrator asks before and after a change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings, readme_table

if TYPE_CHECKING:
    from portal.foundation.search import SearchEngine

OLDEST_POSTGRESQL = 150_000


@click.command()
@click.option("--settings", "only_settings", is_flag=True, help="Stampa solo la tabella delle impostazioni.")
def check(only_settings: bool) -> None:
    """Controlla impostazioni, database, migrazioni e indice di ricerca."""
    if only_settings:
        click.echo(readme_table())
        return
    with connected(settings_from()) as settings:
        say("Impostazioni: in ordine.")
        problems = asyncio.run(_problems(settings))
    if problems:
        raise Refused("\n".join(f"– {sentence}" for sentence in problems))
    say("Database, migrazioni e indice di ricerca: in ordine.")


async def _problems(settings: Settings) -> list[str]:
    from portal.cli.opened import opened
    from portal.foundation import db

    async with opened(settings) as engine:
        version = int(await db.fetchval("SHOW server_version_num"))
        if version < OLDEST_POSTGRESQL:
            return [f"PostgreSQL {version // 10_000} è troppo vecchio: serve la versione 15 o successiva."]
        pending = await _pending_migrations()
        if pending:
            of = ", ".join(dict.fromkeys(pending))
            return [f"Mancano {len(pending)} migrazioni ({of}): esegui «python -m portal migrate»."]
        return await _drift(engine)


async def _drift(engine: SearchEngine) -> list[str]:
    from portal.cli.indexes import SOURCES
    from portal.foundation.search import SearchUnavailable, drift

    sentences = []
    for source in SOURCES:
        try:
            parts = await drift(engine, source.index, await source.ids())
        except SearchUnavailable:
            return [
                "Il motore di ricerca non risponde: controlla PORTAL_MEILISEARCH_URL e PORTAL_MEILISEARCH_KEY."
            ]
        sentences += [
            f"Indice «{source.index.name}» in {part}: mancano {len(found.missing)} documenti e "
            f"{len(found.unexpected)} sono di troppo. Esegui «python -m portal search rebuild»."
            for part, found in parts.items()
            if found
        ]
    return sentences


async def _pending_migrations() -> list[str]:
    from piccolo.apps.migrations.commands.check import CheckMigrationManager

    statuses = await CheckMigrationManager(app_name="all").get_migration_statuses()
    return [status.app_name for status in statuses if not status.has_ran]
