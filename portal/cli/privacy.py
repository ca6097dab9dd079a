"""`privacy`: what the operator may have to do at once, each with its line in the register."""

from __future__ import annotations

import asyncio

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings


@click.group()
def privacy() -> None:
    """Nascondere tutti i profili, ripetere le cancellazioni dopo un ripristino."""


@privacy.command("hide-cards")
@click.option("--why", required=True, metavar="PERCHÉ", help="Resta nel registro. Senza nomi.")
def hide_cards(why: str) -> None:
    """Nasconde subito tutti i profili a tutte le aziende."""
    with connected(settings_from()) as settings:
        asyncio.run(_switch(settings, why))
    say("Tutti i profili sono nascosti. Per riaprirli: python -m portal privacy show-cards.")


@privacy.command("show-cards")
def show_cards() -> None:
    """Mostra di nuovo i profili nascosti con hide-cards."""
    with connected(settings_from()) as settings:
        asyncio.run(_switch(settings, None))
    say("I profili sono di nuovo visibili.")


@privacy.command("replay-erasures")
def replay_erasures() -> None:
    """Dopo il ripristino di un backup: cancella di nuovo chi era già stato cancellato."""
    with connected(settings_from()) as settings:
        done, problems = asyncio.run(_replay(settings))
    say(f"Schede cancellate di nuovo: {done}.")
    if problems:
        raise Refused("Alcune schede sono ancora lì:\n" + "\n".join(f"– {one}" for one in problems))


async def _switch(settings: Settings, why: str | None) -> None:
    from portal.candidates import public as candidates
    from portal.cli.opened import opened
    from portal.foundation.ids import new_id
    from portal.kernel import refusals
    from portal.kernel.viewer import OPERATOR_COMMAND

    async with opened(settings):
        try:
            if why is None:
                await candidates.show_cards_again(by=OPERATOR_COMMAND)
            else:
                await candidates.stop_cards(id=new_id(), why=why, by=OPERATOR_COMMAND)
        except refusals.Refused as refusal:
            raise Refused(refusal.sentence) from None


async def _replay(settings: Settings) -> tuple[int, list[str]]:
    from portal.cli.opened import opened
    from portal.kernel.viewer import OPERATOR_COMMAND
    from portal.privacy.actions.finishing import replay

    async with opened(settings):
        return await replay(by=OPERATOR_COMMAND)
