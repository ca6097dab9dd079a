"""`release`: the cards of a region, computed now instead of at night; its threshold raised; the cards as a file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings
from portal.foundation.threshold import LEAST
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
@click.option(
    "--export", "export_to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv",
    help="Scrive le schede visibili, una per riga, e nient’altro.",
)  # fmt: skip
@click.option("--k", type=int, metavar="N", help="Alza prima la soglia della regione. Mai meno di 5.")
@click.option("--why", metavar="MOTIVO", help="Il motivo della nuova soglia: resta nel registro.")
def release(scope: str, export_to: Path | None, k: int | None, why: str | None) -> None:
    """Calcola adesso i profili di una regione che le aziende vedono. Resta nel registro."""
    code = _code(scope)
    if k is not None and k < LEAST:
        raise Refused(
            f"Sotto {LEAST} la soglia non si può mettere: una scheda sarebbe di troppo poche persone."
        )
    if k is not None and not (why or "").strip():
        raise Refused("Scrivi il motivo della nuova soglia con --why.")
    if export_to is not None and not export_to.resolve().parent.is_dir():
        raise Refused(
            f"La cartella {export_to.resolve().parent} non c’è: creala, oppure scrivi un altro file."
        )
    with connected(settings_from()) as settings:
        done, exported = asyncio.run(_release(settings, code, k, why or "", with_file=export_to is not None))
    say(_told(done))
    if export_to is not None and exported is not None:
        content, count = exported
        _write(export_to, content)
        say(f"{count} schede scritte in {export_to}.")


def _write(path: Path, content: bytes) -> None:
    """Readable by who ran the command alone: cards are personal data for whoever holds them."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


def _told(done: Released) -> str:
    name = regions.name(done.scope)
    if done.published:
        return f"{name}: {done.published} profili pubblicati, k = {done.k}."
    if done.waiting:
        return f"{name}: nessun profilo pubblicato. In attesa: {done.waiting}; ne servono almeno {done.k}."
    return f"{name}: nessun profilo da pubblicare."


async def _release(
    settings: Settings, code: str, k: int | None, why: str, *, with_file: bool
) -> tuple[Released, tuple[bytes, int] | None]:
    from portal.candidates import public as candidates
    from portal.cli.opened import opened
    from portal.foundation.ids import new_id
    from portal.kernel.refusals import Refused as RefusedByRule
    from portal.kernel.viewer import OPERATOR_COMMAND

    async with opened(settings):
        if k is not None:
            choice = candidates.ScopeChoice(k)
            try:
                await candidates.decide_scope(
                    id=new_id(), scope=code, choice=choice, why=why, by=OPERATOR_COMMAND
                )
            except RefusedByRule as refusal:
                raise Refused(refusal.sentence) from None
        done = await candidates.release(code, by=OPERATOR_COMMAND)
        exported = await candidates.export_cards(code, by=OPERATOR_COMMAND) if with_file else None
    return done, exported
