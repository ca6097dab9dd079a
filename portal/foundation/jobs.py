"""What a slice writes when something must follow: a job for a fact, a sweep for the passing of time.

A job runs in the transaction that marks its outbox row as done, so it takes effect once, however often it is
delivered. A sweep finds what is due by SQL, so that after days of standstill nothing is forgotten.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import time, timedelta
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from portal.foundation import effects, outbox, sweeps
from portal.kernel.events import Event
from portal.kernel.viewer import By

__all__ = ["Failure", "Job", "Sweep", "drain", "failures", "job", "sweep", "try_again"]

Sweep = sweeps.Sweep
Failure = outbox.Failure


@dataclass(frozen=True, slots=True)
class Job:
    """A handler under an explicit name. The name is stored in the outbox: change it only with a migration.

    ``outside``: it talks to a server elsewhere (mail), so it has a queue of its own and delays nobody.
    ``limit`` is how long one run may take.
    """

    name: str
    run: Callable[[Any], Awaitable[None]]
    event_types: tuple[type[Event], ...]
    outside: bool = False
    limit: timedelta = timedelta(seconds=60)

    def takes(self, event_type: type[Event]) -> bool:
        return issubclass(event_type, self.event_types)

    async def __call__(self, event: Event) -> None:
        await self.run(event)


def job(
    name: str, *, outside: bool = False, limit: timedelta = timedelta(seconds=60)
) -> Callable[[Callable[[Any], Awaitable[None]]], Job]:
    """Makes a Job of ``async def draft_plan(event: ProposalAccepted) -> None``; a union takes several facts."""

    def make(run: Callable[[Any], Awaitable[None]]) -> Job:
        return Job(name, run, _taken_by(run), outside, limit)

    return make


def _taken_by(run: Callable[[Any], Awaitable[None]]) -> tuple[type[Event], ...]:
    hints = get_type_hints(run)
    hints.pop("return", None)
    if len(hints) != 1:
        raise TypeError(f"{run.__name__} must take one fact, with its type")
    hint = next(iter(hints.values()))
    types = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    if not all(isinstance(one, type) and issubclass(one, Event) for one in types):
        raise TypeError(f"{run.__name__} must take an Event")
    return tuple(types)


def sweep(
    name: str, *, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[Callable[[], Awaitable[None]]], Sweep]:
    """Makes a Sweep of ``async def silence() -> None``; hours are Italian ones.

    It runs outside of any transaction and opens one for each thing it settles. ``every`` divides a minute, an
    hour or a day evenly.
    """
    schedule = sweeps.schedule(every=every, daily_at=daily_at)

    def make(run: Callable[[], Awaitable[None]]) -> Sweep:
        return Sweep(name, run, schedule)

    return make


async def drain(*, at_most: int = 10_000) -> int:
    """Runs every open outbox row here and now, oldest first, what follows from them included; answers how many.

    For tests, the sample data and commands: no Redis, no waiting for due dates. The first failure is raised.
    """
    for count in range(at_most):
        if not await effects.perform_next():
            return count
    raise RuntimeError(f"more than {at_most} effects: does a job cause itself?")


async def failures(limit: int = 100) -> list[Failure]:
    """Jobs that failed and are not done: those waiting for another attempt, and those given up."""
    return await outbox.failures(limit)


async def try_again(outbox_id: int, *, by: By) -> bool:
    """Puts a job that was given up back in line; False when it is no longer so."""
    return await effects.try_again(outbox_id, by=by)
