"""`administrator`: the first person of an installation, whom nobody inside could invite."""

from __future__ import annotations

import asyncio

import rich_click as click

from portal.cli.console import say, settings_from
from portal.cli.shape import connected
from portal.foundation.settings import Settings


@click.command()
@click.option("--email", required=True, help="Dove riceve l'invito.")
@click.option("--name", required=True, help="Nome e cognome.")
@click.option("--organisation", required=True, help="Chi gestisce il portale.")
@click.option("--tax-code", required=True, help="Partita IVA o codice fiscale di chi gestisce.")
def administrator(email: str, name: str, organisation: str, tax_code: str) -> None:
    """Invita il primo amministratore della piattaforma, che poi crea i servizi."""
    from portal.cli.migrate import bring_up_to_date

    with connected(settings_from()) as settings:
        bring_up_to_date(settings)
        asyncio.run(_invite(settings, email, name, organisation, tax_code))
    say(f"Invito inviato a {email}: vale 14 giorni.")


async def _invite(settings: Settings, email: str, name: str, organisation: str, tax_code: str) -> None:
    from portal.accounts import public as accounts
    from portal.cli.opened import opened
    from portal.foundation import db
    from portal.foundation.ids import new_id
    from portal.kernel.roles import OrganisationKind, Role
    from portal.kernel.viewer import OPERATOR_COMMAND

    async with opened(settings), db.unit_of_work():
        platforms = await accounts.organisations_of_kind(OrganisationKind.PLATFORM)
        platform_id = platforms[0].id if platforms else new_id()
        if not platforms:
            await accounts.register_organisation(
                id=platform_id,
                name=organisation,
                tax_code=tax_code,
                pec=None,
                kinds=[OrganisationKind.PLATFORM],
                by=OPERATOR_COMMAND,
            )
        await accounts.invite(
            organisation_id=platform_id,
            email=email,
            name=name,
            roles=[Role.PLATFORM_ADMINISTRATOR],
            by=OPERATOR_COMMAND,
            base_url=settings.base_url,
        )
