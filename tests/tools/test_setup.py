"""Set-up works from locks without addresses and refuses in words an old Python can print."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).parents[2]
LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_no_address(lock: Path) -> None:
    assert (
        re.findall(r"https?://\S+|^--(?:index|extra|find).*", lock.read_text(encoding="utf-8"), re.MULTILINE)
        == []
    )


@pytest.mark.parametrize("lock", LOCKS[:-1], ids=lambda lock: lock.name)
def test_every_locked_version_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8").partition("\n")[2])
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_installer_is_the_same_in_both_its_locks() -> None:
    locks = ((ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("uv.txt", "dev.txt"))
    alone, among_the_tools = (re.findall(r"^uv==\S+", lock, re.MULTILINE) for lock in locks)
    assert len(alone) == 1
    assert alone == among_the_tools


def test_an_old_python_can_read_the_set_up_and_is_told_which_one_to_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ast.parse((ROOT / "tools" / "setup.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    with pytest.raises(setup.Refused, match=r"Serve Python 3\.11.*qui c'è 3\.9.*PYTHON="):
        setup.need_python()


def test_a_python_without_pip_is_told_which_package_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "ENVIRONMENT", str(tmp_path / "venv"))
    monkeypatch.setattr(setup, "has_module", lambda name: False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(setup.Refused, match="python3-venv"):
        setup.make_environment()


def test_node_comes_with_the_environment_where_the_machine_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    setup.usable_node.cache_clear()
    assert setup.locks() == ["dev", "node"]
    setup.usable_node.cache_clear()
