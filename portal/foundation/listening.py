"""The web server's socket, bound before anything else starts: a taken port is refused in one sentence."""

from __future__ import annotations

import errno
import socket


class CannotListen(Exception):
    """An Italian sentence naming the address and the way out."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Connections queue in it while a web process starts or is replaced."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise CannotListen(
            f"L'indirizzo «{host}» non esiste su questa macchina: correggi PORTAL_HOST."
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError as problem:
        listener.close()
        raise CannotListen(_sentence(host, port, problem)) from None
    return listener


def _sentence(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"La porta {port} è già usata da un altro programma. "
            "Ferma quel programma, oppure scegli un'altra porta con PORTAL_PORT."
        )
    if problem.errno == errno.EACCES:
        return f"La porta {port} è riservata a root: scegli una porta da 1024 in su con PORTAL_PORT."
    return f"Non si può ascoltare su {host}:{port} ({problem.strerror}): controlla PORTAL_HOST e PORTAL_PORT."
