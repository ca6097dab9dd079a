"""Which jobs follow which fact, as the process knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.kernel.events import Event

if TYPE_CHECKING:
    from portal.foundation.jobs import Job


class NotSubscribed(LookupError):
    """A fact has no line in the table of subscriptions."""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    followers: Mapping[type[Event], tuple[str, ...]]
    jobs: Mapping[str, Job]
    events: Mapping[str, type[Event]]


_installed = Subscriptions({}, {}, {})


def install(subscriptions: Mapping[type[Event], tuple[Job, ...]]) -> None:
    """Once a process: which jobs follow which fact. A fact without followers has an empty line."""
    global _installed
    jobs: dict[str, Job] = {}
    events: dict[str, type[Event]] = {}
    for event_type, followers in subscriptions.items():
        if events.setdefault(event_type.__name__, event_type) is not event_type:
            raise ValueError(f"two facts are called {event_type.__name__}")
        for job in followers:
            if jobs.setdefault(job.name, job) is not job:
                raise ValueError(f"two jobs are called {job.name}")
            if not job.takes(event_type):
                raise ValueError(f"{job.name} does not take {event_type.__name__}")
    _installed = Subscriptions(
        {event_type: tuple(job.name for job in followers) for event_type, followers in subscriptions.items()},
        jobs,
        events,
    )


def installed() -> Subscriptions:
    return _installed


def followers_of(event: Event) -> tuple[str, ...]:
    """Names of the jobs. Raises NotSubscribed, so that no fact is forgotten in the table."""
    try:
        return _installed.followers[type(event)]
    except KeyError:
        raise NotSubscribed(f"{type(event).__name__} has no line in portal/subscriptions.py") from None
