"""When a saved search has news. Pure.

News must tell no more than the page: a number under k is none; and what comes one by one is not told one by one, or
the day of a message would be the day of somebody's publication.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.candidates.profiles.rules import Count

MOST_SAVED = 20
"""Searches that one person keeps in one company."""

BETWEEN_NEWS = timedelta(days=7)
"""Between two pieces of news of one search."""

KEPT_FOR = timedelta(days=365)
"""A search that nobody opens for so long is forgotten."""


def standing(count: Count) -> int:
    """A count as news are measured: what the page does not say is nothing."""
    return count.exact or 0


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search stands at after it was looked at again, and whether there is news."""

    counted: int
    has_news: bool


def look(counted: int, told_on: date | None, now: Count, today: date) -> Looked:
    """News are at least k cards more than at the last ones, and a week after them.

    Where cards went, the next news are measured from what is left.
    """
    found = standing(now)
    if found - counted < now.k:
        return Looked(min(found, counted), False)
    if told_on is not None and today < told_on + BETWEEN_NEWS:
        return Looked(counted, False)
    return Looked(found, True)
