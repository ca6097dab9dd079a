"""One web process."""

from __future__ import annotations

import socket

from portal.foundation.settings import Settings

SECONDS_FOR_RUNNING_REQUESTS = 5


def run(settings: Settings, listener: socket.socket) -> None:
    """Serve on `listener` until a signal ends the process."""
    import uvicorn

    config = uvicorn.Config(
        "portal.app:create",
        factory=True,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,  # the application writes one line a request itself, without addresses
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=SECONDS_FOR_RUNNING_REQUESTS,
    )
    uvicorn.Server(config).run(sockets=[listener])
