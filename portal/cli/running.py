"""A whole instance under one supervisor: servers, migrations, web, worker; from the start to Ctrl-C."""

from __future__ import annotations

import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from portal.cli.console import STARTED_AT, Refused, say
from portal.cli.shape import child_command, child_environment, start_servers
from portal.foundation import instance
from portal.foundation.embedded import StartFailed
from portal.foundation.instance import FolderInUse, Instance, InstanceFile
from portal.foundation.listening import CannotListen, listen
from portal.foundation.settings import Settings
from portal.foundation.supervisor import (
    NotStarted,
    Program,
    Stopped,
    Supervisor,
    program_pid_file,
    stop_orphans,
)

MARK_OF_SAMPLE_DATA = "sample-data"


def run_instance(
    settings: Settings,
    *,
    prepare: Sequence[str] = ("migrate",),
    on_ready: Callable[[Settings], None] = lambda _: None,
) -> None:
    """Start everything, run the command `prepare`, serve until asked to stop.

    Raises `Refused` when the folder or the port belongs to somebody else, or something does not start.
    """
    _refuse_unmarked_sample_data(settings)
    try:
        with instance.hold(settings.data_dir, settings.base_url) as file:
            stop_orphans(settings.data_dir / "logs", str(settings.data_dir))
            with closing(listen(settings.host, settings.port)) as listener, Supervisor(say) as supervisor:
                try:
                    complete = _start(supervisor, settings, listener, file, prepare)
                    say(f"Pronto in {time.monotonic() - STARTED_AT:.1f} s: {settings.base_url}")
                    on_ready(complete)
                    say("Ctrl-C ferma tutto.")
                    supervisor.watch()
                except Stopped:
                    pass
                say("Fermo web, worker e server incorporati.")
    except (FolderInUse, CannotListen, StartFailed, NotStarted) as problem:
        raise Refused(str(problem)) from None


def run_web_processes(settings: Settings, listener: socket.socket) -> None:
    """Several web processes on one socket, in the scaled shape."""
    with closing(listener), Supervisor(say) as supervisor:
        for number in range(1, settings.web_processes + 1):
            supervisor.keep(_web(settings, listener, number, child_environment(settings)))
        supervisor.watch()


def _start(
    supervisor: Supervisor,
    settings: Settings,
    listener: socket.socket,
    file: InstanceFile,
    prepare: Sequence[str],
) -> Settings:
    logs = settings.data_dir / "logs"
    first_web = _web(settings, listener, 1, child_environment(settings), logs)
    supervisor.prepare(first_web)
    servers = start_servers(settings, supervisor.start_server)
    complete, web_env = servers.settings, child_environment(servers.web)
    env = child_environment(complete)
    supervisor.run_step(Program("La preparazione dei dati", child_command(*prepare), env))
    if servers.index_is_new:
        supervisor.run_step(Program("L'indice di ricerca", child_command("search", "rebuild"), env))
    first_web.env = web_env
    supervisor.keep(first_web)
    for number in range(2, settings.web_processes + 1):
        supervisor.keep(_web(settings, listener, number, web_env, logs))
    supervisor.wait_until_ready(lambda: _answers(settings, listener))
    # only now: where processors are few, its start would hold up the first page
    for number in range(1, settings.worker_processes + 1):
        supervisor.keep(_worker(settings, number, env, logs))
    file.write(
        Instance(
            os.getpid(),
            settings.base_url,
            complete.database_url,
            complete.redis_url,
            complete.meilisearch_url,
            complete.meilisearch_key,
        )
    )
    return complete


def _web(
    settings: Settings, listener: socket.socket, number: int, env: Mapping[str, str], logs: Path | None = None
) -> Program:
    number_of_socket = listener.fileno()
    return Program(
        f"web {number}",
        child_command("serve", "--fd", str(number_of_socket), "--instance", str(settings.data_dir)),
        env,
        log=logs / f"web-{number}.log" if logs else None,
        pid_file=program_pid_file(logs, f"web-{number}") if logs else None,
        pass_fds=(number_of_socket,),
    )


def _worker(settings: Settings, number: int, env: Mapping[str, str], logs: Path) -> Program:
    return Program(
        f"worker {number}",
        child_command("worker", "--instance", str(settings.data_dir)),
        env,
        log=logs / f"worker-{number}.log",
        pid_file=program_pid_file(logs, f"worker-{number}"),
    )


def _answers(settings: Settings, listener: socket.socket) -> bool:
    """Whether a web process answers and reaches its database."""
    host = "[::1]" if listener.family == socket.AF_INET6 else "127.0.0.1"
    if settings.host not in {"0.0.0.0", "::"}:  # noqa: S104 - every interface, so loopback too
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
    request = urllib.request.Request(
        f"http://{host}:{settings.port}/readyz", headers={"Host": urlsplit(settings.base_url).netloc}
    )
    try:
        with urllib.request.urlopen(request, timeout=0.5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _refuse_unmarked_sample_data(settings: Settings) -> None:
    if (settings.data_dir / MARK_OF_SAMPLE_DATA).exists() and not settings.sample_data:
        raise Refused(
            f"La cartella {settings.data_dir} contiene dati di esempio, che vanno mostrati come tali: "
            "avvia con PORTAL_SAMPLE_DATA=yes, oppure scegli un'altra cartella con PORTAL_DATA_DIR."
        )
