"""The door of the network of services."""

from datetime import date
from uuid import UUID

from portal.network.costs import Cost, costs, record_cost
from portal.network.queries import method_is_required, trained_in_method

__all__ = ["Cost", "costs", "may_sign_assessments", "record_cost"]


async def may_sign_assessments(account_id: UUID, service_id: UUID, on: date) -> bool:
    """Whether the member has a valid training in the method, or the lead service decided not to ask for it."""
    if await trained_in_method([account_id], on):
        return True
    return not await method_is_required(service_id)
