"""The door of the network of services."""

from datetime import date
from uuid import UUID

from portal.network.costs import Cost, costs, record_cost
from portal.network.editions import THRESHOLD_PCT, Edition, EditionDraft, edition, editions, record_edition
from portal.network.queries import method_is_required, trained_in_method
from portal.network.vocabulary import Module

__all__ = [
    "THRESHOLD_PCT",
    "Cost",
    "Edition",
    "EditionDraft",
    "Module",
    "costs",
    "edition",
    "editions",
    "may_sign_assessments",
    "record_cost",
    "record_edition",
]


async def may_sign_assessments(account_id: UUID, service_id: UUID, on: date) -> bool:
    """Whether the member has a valid training in the method, or the lead service decided not to ask for it."""
    if await trained_in_method([account_id], on):
        return True
    return not await method_is_required(service_id)
