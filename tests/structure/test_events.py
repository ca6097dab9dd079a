"""Every fact has a line in the subscriptions, every job a name of its own, every sweep a place in the worker."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator

import portal
from portal import subscriptions
from portal.foundation.jobs import Job, Sweep
from portal.kernel.events import Event


def _modules() -> Iterator[object]:
    for found in pkgutil.walk_packages(portal.__path__, "portal."):
        if ".piccolo_migrations" in found.name or found.name.endswith("__main__"):
            continue
        yield importlib.import_module(found.name)


MODULES = list(_modules())


def _subclasses(cls: type[Event]) -> Iterator[type[Event]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def _is_a_fact(event: type[Event]) -> bool:
    """Base classes of a family of facts are never recorded themselves."""
    return event.__module__.startswith("portal.") and not event.__subclasses__()


def test_every_fact_has_a_line_in_the_subscriptions() -> None:
    facts = {event for event in _subclasses(Event) if _is_a_fact(event)}
    assert {event.__qualname__ for event in facts - set(subscriptions.SUBSCRIPTIONS)} == set()


def test_facts_have_names_of_their_own() -> None:
    names = Counter(event.__qualname__ for event in _subclasses(Event) if _is_a_fact(event))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_job_follows_a_fact_it_takes() -> None:
    for event, jobs in subscriptions.SUBSCRIPTIONS.items():
        for job in jobs:
            assert job.takes(event), f"{job.name} does not take {event.__qualname__}"


def test_every_job_that_is_written_follows_some_fact() -> None:
    written = {value for module in MODULES for value in vars(module).values() if isinstance(value, Job)}
    followers = {job for jobs in subscriptions.SUBSCRIPTIONS.values() for job in jobs}
    assert {job.name for job in written - followers} == set()


def test_every_sweep_that_is_written_runs_in_the_worker() -> None:
    written = {value for module in MODULES for value in vars(module).values() if isinstance(value, Sweep)}
    assert {sweep.name for sweep in written - set(subscriptions.SWEEPS)} == set()


def test_jobs_and_sweeps_have_names_of_their_own() -> None:
    jobs = {job for followers in subscriptions.SUBSCRIPTIONS.values() for job in followers}
    names = Counter([job.name for job in jobs] + [sweep.name for sweep in subscriptions.SWEEPS])
    assert [name for name, count in names.items() if count > 1] == []


def test_every_fact_has_words_for_the_register() -> None:
    from portal.overview.act_labels import ACT_LABELS

    assert {event.__qualname__ for event in subscriptions.SUBSCRIPTIONS} - set(ACT_LABELS) == set()
