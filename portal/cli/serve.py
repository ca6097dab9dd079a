"""`serve`: the web in the scaled shape, the whole instance in the embedded one."""

from __future__ import annotations

import socket

import rich_click as click

from portal.cli.console import Refused, say, settings_from
from portal.foundation.listening import CannotListen, listen
from portal.foundation.supervisor import told_environment


@click.command()
@click.option("--fd", type=int, hidden=True, help="Listening socket inherited from a supervisor.")
@click.option("--instance", hidden=True, help="Folder of the supervisor, to be recognised by.")
@click.option("--told-through", type=int, hidden=True, help="Where the supervisor tells the environment.")
def serve(fd: int | None, instance: str | None, told_through: int | None) -> None:
    """Avvia il portale.

    Senza PORTAL_DATABASE_URL avvia anche PostgreSQL, Redis e il worker; altrimenti solo il web.
    """
    from portal.cli import running, web

    if told_through is not None:
        import portal.app  # noqa: F401 - the longest part of a start, while the servers start too

        told_environment(told_through)
    settings = settings_from()
    if fd is not None:
        web.run(settings, socket.socket(fileno=fd))
    elif settings.is_embedded:
        running.run_instance(settings)
    else:
        try:
            listener = listen(settings.host, settings.port)
        except CannotListen as problem:
            raise Refused(str(problem)) from None
        say(f"Il portale risponde su {settings.base_url}")
        if settings.web_processes == 1:
            web.run(settings, listener)
        else:
            running.run_web_processes(settings, listener)
