"""`reference`: the official registers that an operator loads."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings
from portal.reference.register_kinds import RegisterKind

if TYPE_CHECKING:
    from portal.reference.official import Edition


@click.group()
def reference() -> None:
    """Registri ufficiali: professioni CP2021 e ISCO, ATECO, CAP."""


@reference.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in RegisterKind]), metavar="REGISTRO")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--edition", required=True, metavar="NOME", help="Nome pubblico dell'edizione, per esempio 2025."
)
@click.option(
    "--valid-from",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="AAAA-MM-GG",
    help="Primo giorno in cui vale.",
)
def import_(kind: str, file: Path, edition: str, valid_from: datetime) -> None:
    """Carica un file CSV o XLSX: tutte le righe, o nessuna.

    REGISTRO è cp2021, ateco, isco o cap. Le edizioni precedenti restano leggibili.
    """
    with connected(settings_from()) as settings:
        content = file.read_bytes()
        loaded = asyncio.run(_import(settings, RegisterKind(kind), content, edition, valid_from.date()))
    say(f"Caricate {loaded.rows} righe: {loaded.kind.label}, edizione {loaded.edition}.")


@reference.command("list")
def list_() -> None:
    """Elenca le edizioni caricate."""
    with connected(settings_from()) as settings:
        loaded = asyncio.run(_editions(settings))
    for edition in loaded:
        day = edition.valid_from.strftime("%d/%m/%Y")
        say(f"{edition.kind.label}, edizione {edition.edition}, dal {day}: {edition.rows} righe")
    if not loaded:
        say("Nessun registro ufficiale caricato: il portale usa i suoi elenchi.")


async def _import(
    settings: Settings, kind: RegisterKind, content: bytes, edition: str, valid_from: date
) -> Edition:
    from portal.cli.opened import opened
    from portal.kernel.refusals import Refused as RefusedByRule
    from portal.kernel.viewer import OPERATOR_COMMAND
    from portal.reference.official import import_register

    async with opened(settings):
        try:
            return await import_register(
                kind, content, edition=edition, valid_from=valid_from, by=OPERATOR_COMMAND
            )
        except RefusedByRule as refused:
            raise Refused(refused.sentence) from None


async def _editions(settings: Settings) -> list[Edition]:
    from portal.cli.opened import opened
    from portal.reference.official import editions

    async with opened(settings):
        return [edition for kind in RegisterKind for edition in await editions(kind)]
