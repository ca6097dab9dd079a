"""`check`: what an administrator asks before and after a change."""

from __future__ import annotations

import asyncio

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings, readme_table

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
    from portal.foundation import db, search

    async with opened(settings):
        version = int(await db.fetchval("SHOW server_version_num"))
        if version < OLDEST_POSTGRESQL:
            return [f"PostgreSQL {version // 10_000} è troppo vecchio: serve la versione 15 o successiva."]
        pending = await _pending_migrations()
        if pending:
            return [
                f"Mancano {len(pending)} migrazioni ({', '.join(pending)}): esegui «python -m portal migrate»."
            ]
        drift = await search.drift()
        if drift:
            return [
                f"Indice «{name}»: {words}. Esegui «python -m portal search rebuild»."
                for name, words in drift
            ]
    return []


async def _pending_migrations() -> list[str]:
    from piccolo.apps.migrations.commands.check import CheckMigrationManager

    statuses = await CheckMigrationManager(app_name="all").get_migration_statuses()
    return [f"{status.app_name} {status.migration_id}" for status in statuses if not status.has_ran]
