"""The one place that asks what time it is. Rules take the day as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

_pretended: ContextVar[datetime | None] = ContextVar("pretended_moment", default=None)


def now() -> datetime:
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """The civil day in Italy, which every deadline is counted in."""
    return now().astimezone(ROME).date()


def in_rome(moment: datetime) -> datetime:
    return moment.astimezone(ROME)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Inside, it is that moment: sample data lives its past through the same actions that people use."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
