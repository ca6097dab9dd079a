"""`worker`: jobs and schedules."""

from __future__ import annotations

import rich_click as click

from portal.cli.console import Refused, settings_from


@click.command()
@click.option("--instance", hidden=True, help="Folder of the supervisor, to be recognised by.")
def worker(instance: str | None) -> None:
    """Esegue i lavori in coda e le scadenze."""
    settings = settings_from()
    if settings.is_embedded:
        raise Refused(
            "Il worker lavora con PORTAL_DATABASE_URL e PORTAL_REDIS_URL: impostale. "
            "Con i server incorporati lo avvia già «python -m portal serve»."
        )
    from portal import worker as jobs

    jobs.run(settings)
