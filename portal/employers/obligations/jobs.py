"""What follows a change of a dated figure: every company counted again, and told when its duties changed."""

from datetime import timedelta

from portal.accounts import public as accounts
from portal.employers.events import ParameterChanged, ParameterRecountAdvanced, ParameterRecounted
from portal.employers.obligations.actions import parameter_recount
from portal.employers.obligations.queries import parameters as queries
from portal.foundation import mail
from portal.foundation.addresses import absolute
from portal.foundation.jobs import job
from portal.foundation.web.italian import date_it
from portal.kernel.roles import Role


@job("employers.start_parameter_recount")
async def start_parameter_recount(event: ParameterChanged) -> None:
    await parameter_recount.start(event.act)


@job("employers.go_on_with_recount", limit=timedelta(minutes=5))
async def go_on_with_recount(event: ParameterRecountAdvanced) -> None:
    await parameter_recount.go_on(event.recount_id)


@job("employers.tell_parameter_effect")
async def tell_parameter_effect(event: ParameterRecounted) -> None:
    """To companies whose quota or uncovered places changed: what changed, from which day, by which rule."""
    recount = await queries.recount(event.recount_id)
    for company_id, effects in (await queries.effects_on_duties(event.recount_id)).items():
        text = mail.compose(
            "parameter_changed.txt",
            rule=recount.label,
            source=recount.source,
            on=date_it(recount.counted_on),
            effects=effects,
            link=absolute("/obligations"),
        )
        members = await accounts.members_with((Role.COMPANY_ADMINISTRATOR,), company_id)
        for address in sorted({member.email for member in members}):
            await mail.send(to=address, subject="Una regola è cambiata", text=text, kind="parameter_changed")
