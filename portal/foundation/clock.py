"""The one place that asks what time it is. Rules take the day as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The civil day in Italy, which every deadline is counted in."""
    return datetime.now(ROME).date()


def in_rome(moment: datetime) -> datetime:
    return moment.astimezone(ROME)
