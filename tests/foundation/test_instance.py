"""A folder belongs to one running instance, a port to one program; both refuse in one clear sentence."""

from __future__ import annotations

import os
import signal
import socket
import stat
from pathlib import Path

import pytest

from portal.foundation import instance
from portal.foundation.instance import FolderInUse, Instance
from portal.foundation.listening import CannotListen, listen


def test_a_second_instance_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    with instance.hold(tmp_path, "http://127.0.0.1:8000"):
        with pytest.raises(FolderInUse) as refused, instance.hold(tmp_path, "http://127.0.0.1:8001"):
            pass
        assert str(os.getpid()) in str(refused.value)
        assert "http://127.0.0.1:8000" in str(refused.value)
        assert "PORTAL_DATA_DIR" in str(refused.value)


def test_the_folder_is_free_again_when_its_holder_ends(tmp_path: Path) -> None:
    with instance.hold(tmp_path, "http://127.0.0.1:8000"):
        pass
    assert instance.running(tmp_path) is None
    with instance.hold(tmp_path, "http://127.0.0.1:8001"):
        pass


def test_a_holder_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with instance.hold(tmp_path, "http://127.0.0.1:8000"):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (tmp_path / instance.FILE_NAME).read_text(encoding="utf-8")
    assert instance.running(tmp_path) is None


def test_a_command_finds_the_addresses_of_the_running_instance(tmp_path: Path) -> None:
    with instance.hold(tmp_path, "http://127.0.0.1:8000") as file:
        starting = instance.running(tmp_path)
        assert starting is not None
        assert not starting.is_ready
        ready = Instance(os.getpid(), "http://127.0.0.1:8000", "postgresql://portal@/portal", "unix:///r")
        file.write(ready)
        assert instance.running(tmp_path) == ready


def test_nobody_else_reads_the_addresses(tmp_path: Path) -> None:
    with instance.hold(tmp_path, "http://127.0.0.1:8000"):
        assert stat.S_IMODE((tmp_path / instance.FILE_NAME).stat().st_mode) == 0o600


def test_a_folder_that_never_ran_has_no_instance(tmp_path: Path) -> None:
    assert instance.running(tmp_path / "new") is None


def test_a_taken_port_is_refused_by_number() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotListen, match=rf"La porta {port} .*PORTAL_PORT"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused_by_name() -> None:
    with pytest.raises(CannotListen, match=r"PORTAL_HOST"):
        listen("203.0.113.7", 8000)


def test_a_name_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(CannotListen, match=r"portale\.invalid.*PORTAL_HOST"):
        listen("portale.invalid", 8000)
