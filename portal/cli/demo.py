"""`demo`: an instance full of sample data."""

from __future__ import annotations

import gc
import os
from datetime import date, datetime
from typing import Literal, cast

import rich_click as click

from portal.cli.console import Refused, console, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings

SEED = 68_99


@click.command()
@click.option("--size", type=click.Choice(["test", "demo", "load"]), default="demo", help="Quanti dati.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Stesso seme, stessi dati.")
@click.option(
    "--reference-day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Giorno a cui sono riferite le date; oggi se manca.",
)
@click.option("--serve", "and_serve", is_flag=True, help="Poi avvia il portale.")
def demo(size: str, seed: int, reference_day: datetime | None, and_serve: bool) -> None:
    """Prepara i dati di esempio, se non ci sono già.

    Nessuna persona e nessuna azienda è reale. In produzione il comando si rifiuta.
    """
    os.environ["PORTAL_SAMPLE_DATA"] = "yes"
    settings = settings_from()
    day = reference_day.date() if reference_day else None
    if and_serve and settings.is_embedded:
        from portal.cli import running

        chosen = ["--size", size, "--seed", str(seed), *(["--reference-day", day.isoformat()] if day else [])]
        running.run_instance(settings, prepare=["demo", *chosen], on_ready=_print_sign_ins)
        return
    with connected(settings) as complete:
        _prepare(complete, size, seed, day)
    if and_serve:
        from portal.cli.serve import serve

        serve.callback(fd=None, instance=None, told_through=None)  # type: ignore[misc]


def _prepare(settings: Settings, size: str, seed: int, day: date | None) -> None:
    import uvloop

    from portal.cli.migrate import bring_up_to_date
    from portal.cli.running import MARK_OF_SAMPLE_DATA

    bring_up_to_date(settings)
    (settings.data_dir / MARK_OF_SAMPLE_DATA).touch()
    if uvloop.run(_is_filled(settings)):
        say("I dati di esempio ci sono già.")
        return
    # half of the filling is waiting for answers of the database: this loop is the quicker one
    uvloop.run(_fill(settings, size, seed, day))


async def _is_filled(settings: Settings) -> bool:
    """Asked before the whole portal is put together: at every later start this is all there is to do."""
    from portal import demo as sample
    from portal.foundation import db

    await db.open_pool(settings.database_url, max_size=1)
    try:
        return await sample.is_filled()
    finally:
        await db.close_pool()


async def _fill(settings: Settings, size: str, seed: int, day: date | None) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from portal import demo as sample
    from portal.cli.opened import opened
    from portal.foundation.clock import today
    from portal.kernel.refusals import Refused as RefusedByRule

    # millions of rows come and go without a cycle among them: looked through as often as usual, they would take
    # a quarter of the time
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)
    async with opened(settings):
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            try:
                await sample.fill(
                    size=cast("Literal['test', 'demo', 'load']", size),
                    seed=seed,
                    reference_day=day or today(),
                    progress=progress,
                )
            except RefusedByRule as refused:
                raise Refused(refused.sentence) from None


def _print_sign_ins(settings: Settings) -> None:
    """One sign-in a role, a line each: an address cut by a narrow terminal is of no use."""
    from portal import demo as sample

    if settings.smtp_url is None:
        say(f"Posta spedita (pagina di sviluppo): {settings.base_url}/development/mail")
    say(f"Codici del secondo fattore (pagina di sviluppo): {settings.base_url}/development/codes")
    people = sample.sign_ins()
    say(f"Accessi con dati di esempio, password «{people[0].password}»:")
    width = max(len(one.role) for one in people)
    for one in people:
        say(f"  {one.role:<{width}}  {one.email}")
