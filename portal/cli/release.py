"""`release`: the cards of a region, computed now instead of at night."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings
from portal.reference import regions

if TYPE_CHECKING:
    from portal.candidates.public import Released


def _code(asked: str) -> str:
    """The Istat code of a region given by code or by name."""
    for region in regions.entries():
        if asked.strip().casefold() in (region.code, region.name.casefold()):
            return region.code
    raise Refused(f"«{asked}» non è una regione: scrivi il nome, come Lombardia, o il codice Istat, come 03.")


@click.command()
@click.option("--scope", required=True, metavar="REGIONE", help="Nome o codice Istat della regione.")
def release(scope: str) -> None:
    """Calcola adesso i profili di una regione che le aziende vedono. Resta nel registro."""
    code = _code(scope)
    with connected(settings_from()) as settings:
        done = asyncio.run(_release(settings, code))
    say(_told(done))


def _told(done: Released) -> str:
    name = regions.name(done.scope)
    if done.published:
        return f"{name}: {done.published} profili pubblicati, k = {done.k}."
    if done.waiting:
        return f"{name}: nessun profilo pubblicato. In attesa: {done.waiting}; ne servono almeno {done.k}."
    return f"{name}: nessun profilo da pubblicare."


async def _release(settings: Settings, code: str) -> Released:
    from portal.candidates import public as candidates
    from portal.cli.opened import opened
    from portal.kernel.viewer import OPERATOR_COMMAND

    async with opened(settings):
        return await candidates.release(code, by=OPERATOR_COMMAND)
