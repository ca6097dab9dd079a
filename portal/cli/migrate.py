"""`migrate`: the database brought up to date."""

from __future__ import annotations

import asyncio

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings


@click.command()
def migrate() -> None:
    """Porta il database all'ultima versione; si può ripetere."""
    with connected(settings_from()) as settings:
        bring_up_to_date(settings)


def bring_up_to_date(settings: Settings) -> None:
    """Run the pending migrations. Raises `Refused`, naming the first that failed."""
    from portal.foundation import crypto
    from portal.foundation.migrations import MigrationFailed
    from portal.foundation.migrations import migrate as run

    assert settings.database_url is not None
    crypto.configure(settings)  # some move sealed words from one column to another
    try:
        asyncio.run(run(settings.database_url))
    except MigrationFailed as problem:
        why = f" ({problem.__cause__})" if problem.__cause__ else ""
        raise Refused(f"Una migrazione non è riuscita, le precedenti restano: {problem}{why}") from problem
    except OSError as problem:
        raise Refused(f"Il database di PORTAL_DATABASE_URL non risponde: {problem}") from None
    say("Il database è all'ultima versione.")
