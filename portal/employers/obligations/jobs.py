"""What follows a change of a dated figure: every company counted again, and told when its duties changed."""

from datetime import timedelta

from portal.accounts import public as accounts
from portal.employers.events import ParameterChanged, ParameterRecountAdvanced, ParameterRecounted
from portal.employers.obligations.actions import parameter_recount
from portal.employers.obligations.queries import parameters as queries
from portal.foundation.jobs import job
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import date_it, join_it


@job("employers.start_parameter_recount")
async def start_parameter_recount(event: ParameterChanged) -> None:
    await parameter_recount.start(event.act)


@job("employers.go_on_with_recount", limit=timedelta(minutes=5))
async def go_on_with_recount(event: ParameterRecountAdvanced) -> None:
    await parameter_recount.go_on(event.recount_id)


@job("employers.tell_parameter_effect")
async def tell_parameter_effect(event: ParameterRecounted) -> None:
    """To companies whose quota or uncovered places changed: which rule, what changed, as of which day."""
    recount = await queries.recount(event.recount_id)
    for company_id, effects in (await queries.effects_on_duties(event.recount_id)).items():
        changed = join_it(f"{one.label.lower()} da {one.was} a {one.now}" for one in effects)
        await accounts.tell_members(
            Kind.DUTIES_CHANGED,
            company_id,
            object_id=event.recount_id,
            step="counted",
            words=f"È cambiata una regola ({recount.label}). {date_it(recount.counted_on, 'Al')}: {changed}.",
            href="/obligations",
        )
