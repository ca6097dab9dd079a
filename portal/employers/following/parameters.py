"""The dated figure of the work with companies; coordinators change it under «Regole», beside those of the duties."""

from datetime import date

from portal.employers.obligations.parameters import in_force

OPEN_MOST = "proposals.open_most"


async def usual_cap(on: date) -> int:
    """How many proposals may be open at a company at one time, where no other number was set for it."""
    return int((await in_force()).value(OPEN_MOST, on))
