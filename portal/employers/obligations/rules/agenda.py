"""Every term that runs for a company on a day: requests, prospetto, contracts that end."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from portal.employers.obligations.rules.deadlines import (
    Deadline,
    contract_end_deadline,
    first_prospetto_deadline,
    prospetto_informativo_deadline,
    request_deadlines,
    termination_deadline,
)
from portal.employers.obligations.rules.timeline import OpenPlace, Span
from portal.employers.obligations.rules.titles import counts_for_coverage
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.kernel.parameters import Parameters

CONTRACTS_AHEAD = timedelta(days=365)
"""Ends of contracts further away are not yet news."""


def agenda(
    workers: Iterable[WorkerFacts],
    spans: Sequence[Span],
    places: Iterable[OpenPlace],
    parameters: Parameters,
    on: date,
) -> list[Deadline]:
    """The nearest first; a request still to make stays after its day, other terms leave with it."""
    found = request_deadlines(places, parameters)
    since = obliged_since(spans, on)
    if since is not None:
        first = first_prospetto_deadline(since, parameters)
        found += [first] if first.due_on >= on else []
        found.append(prospetto_informativo_deadline(on))
    found += _contract_ends(workers, parameters, on)
    return sorted(found, key=lambda one: (one.due_on, one.kind, one.starts_on))


def obliged_since(spans: Sequence[Span], on: date) -> date | None:
    """The day from which some quota has been due without a break; None when none is due on ``on``."""
    since: date | None = None
    for span in spans:
        if span.starts_on > on:
            break
        if not (span.figures.quota3 or span.figures.quota18):
            since = None
        elif since is None:
            since = span.starts_on
    return since


def _contract_ends(workers: Iterable[WorkerFacts], parameters: Parameters, on: date) -> list[Deadline]:
    """By first and last day; nobody is named."""
    coming: dict[tuple[date, date], int] = {}
    gone: dict[date, int] = {}
    for worker in workers:
        if worker.ends_on is None or not counts_for_coverage(worker, parameters, worker.ends_on):
            continue
        if on <= worker.ends_on <= on + CONTRACTS_AHEAD:
            key = worker.starts_on, worker.ends_on
            coming[key] = coming.get(key, 0) + 1
        elif worker.ends_on < on:
            gone[worker.ends_on] = gone.get(worker.ends_on, 0) + 1
    found = [contract_end_deadline(first, last, places) for (first, last), places in coming.items()]
    told = [termination_deadline(ended_on, parameters) for ended_on in gone]
    return found + [one for one in told if one.due_on >= on]
