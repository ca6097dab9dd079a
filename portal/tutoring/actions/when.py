"""The moment an act is dated: now, or an earlier one when the past is being told (sample data, paper)."""

from datetime import date, datetime

from portal.foundation import clock


def moment(at: datetime | None) -> datetime:
    """Raises ValueError for a moment that has not come."""
    now = clock.now()
    if at is not None and at > now:
        raise ValueError("an act cannot be dated in the future")
    return at or now


def day_of(at: datetime | None) -> date:
    """The civil day of the act, in Italy."""
    return clock.in_rome(moment(at)).date()
