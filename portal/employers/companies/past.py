"""When something is said to have happened: now, or on a day of the past (imports, sample data)."""

from datetime import date, datetime, time

from portal.foundation import clock
from portal.kernel.refusals import Refused

NOON = time(12)


def moment_of(on: date | None) -> datetime:
    """Noon in Italy of a past day; now for today or for None. Raises Refused for a day to come."""
    if on is None or on == clock.today():
        return clock.now()
    if on > clock.today():
        raise Refused("La data non può essere nel futuro.")
    return datetime.combine(on, NOON, tzinfo=clock.ROME)
