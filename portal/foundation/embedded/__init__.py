"""Own launchers of the servers an embedded instance brings with it.

Two come as binaries inside Python packages (PostgreSQL, Redis), one is taken from PATH where it is there
(Meilisearch). All listen on unix sockets in a folder of their owner, or on loopback.
"""

from __future__ import annotations

from portal.foundation.embedded.meilisearch import EmbeddedMeilisearch
from portal.foundation.embedded.postgres import EmbeddedPostgres
from portal.foundation.embedded.redis import EmbeddedRedis
from portal.foundation.embedded.server import EmbeddedServer, StartFailed

__all__ = ["EmbeddedMeilisearch", "EmbeddedPostgres", "EmbeddedRedis", "EmbeddedServer", "StartFailed"]
