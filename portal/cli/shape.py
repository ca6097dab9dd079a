"""The embedded shape: which servers an instance starts, and how the processes under it learn of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from portal.cli.console import Refused
from portal.foundation import instance
from portal.foundation.embedded import (
    EmbeddedMeilisearch,
    EmbeddedPostgres,
    EmbeddedRedis,
    EmbeddedServer,
    StartFailed,
)
from portal.foundation.embedded.meilisearch import program as meilisearch_program
from portal.foundation.instance import FolderInUse, Instance
from portal.foundation.settings import Settings
from portal.foundation.supervisor import inherited_environment

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Servers:
    """``settings`` name everything, with the keys of who writes; ``web`` are those of the web processes, whose key
    of the search server only searches. ``index_is_new``: the search index has to be filled."""

    settings: Settings
    web: Settings
    index_is_new: bool = False


def start_servers(settings: Settings, start: Callable[[EmbeddedServer], str]) -> Servers:
    """Start what the settings do not name."""
    processes = settings.web_processes + settings.worker_processes
    # each worker also listens for news, and commands come and go
    connections = max(60, (settings.database_pool + 2) * processes + 20)
    complete = replace(
        settings,
        database_url=start(EmbeddedPostgres(settings.data_dir, connections=connections)),
        redis_url=start(EmbeddedRedis(settings.data_dir)),
    )
    if settings.search == "postgresql" or settings.meilisearch_url:
        return Servers(complete, complete)
    if meilisearch_program() is None:
        if settings.search == "meilisearch":
            raise Refused(
                "PORTAL_SEARCH è «meilisearch», ma sul PATH non c'è un programma meilisearch: "
                "installalo, indica PORTAL_MEILISEARCH_URL, oppure togli PORTAL_SEARCH."
            )
        return Servers(complete, complete)
    server = EmbeddedMeilisearch(settings.data_dir)
    address = start(server)
    complete = replace(complete, meilisearch_url=address, meilisearch_key=server.scoped_key())
    return Servers(complete, replace(complete, meilisearch_key=server.search_key()), server.is_new)


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment of a process under this instance: the scaled shape, with our servers' addresses."""
    return inherited_environment(
        {
            "PORTAL_DATA_DIR": str(settings.data_dir),
            "PORTAL_DATABASE_URL": settings.database_url,
            "PORTAL_REDIS_URL": settings.redis_url,
            "PORTAL_MEILISEARCH_URL": settings.meilisearch_url,
            "PORTAL_MEILISEARCH_KEY": settings.meilisearch_key,
            "PORTAL_SAMPLE_DATA": "yes" if settings.sample_data else "no",
            "PYTHONPATH": str(ROOT),
        }
    )


def child_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "portal", *arguments]


@contextmanager
def connected(settings: Settings) -> Iterator[Settings]:
    """Settings that name a running PostgreSQL and Redis, for a command that works and ends.

    In the embedded shape these are the running instance's, or servers started for the command alone.
    """
    if not settings.is_embedded:
        yield settings
        return
    holder = instance.running(settings.data_dir)
    if holder is not None:
        yield _of_running(settings, holder)
        return
    with ExitStack() as stack:

        def start(server: EmbeddedServer) -> str:
            stack.callback(server.stop)
            return server.start()

        try:
            stack.enter_context(instance.hold(settings.data_dir, "comando da terminale"))
            complete = start_servers(settings, start).settings
        except (FolderInUse, StartFailed) as problem:
            raise Refused(str(problem)) from None
        yield complete


def _of_running(settings: Settings, holder: Instance) -> Settings:
    if not holder.is_ready:
        raise Refused(f"L'istanza su {settings.data_dir} sta ancora partendo: riprova tra qualche secondo.")
    return replace(
        settings,
        database_url=holder.database_url,
        redis_url=holder.redis_url,
        meilisearch_url=holder.meilisearch_url,
        meilisearch_key=holder.meilisearch_key,
    )
