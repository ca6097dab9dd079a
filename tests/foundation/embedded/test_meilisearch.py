"""A `meilisearch` on PATH is started on loopback with a key of its own and comes back with the same address."""

from __future__ import annotations

import json
import shutil
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.foundation.embedded import EmbeddedMeilisearch, StartFailed
from portal.foundation.embedded.meilisearch import program


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedMeilisearch]:
    if program() is None:
        pytest.skip("no meilisearch on PATH")
    server = EmbeddedMeilisearch(tmp_path / "var")
    yield server
    server.stop()


def test_it_listens_on_loopback_and_hands_out_a_scoped_key(server: EmbeddedMeilisearch) -> None:
    assert server.start() == f"http://127.0.0.1:{server.port}"
    assert server.is_new
    assert server.scoped_key() not in {"", server.master_key}
    assert server.scoped_key() == server.scoped_key()
    assert server.search_key() not in {"", server.master_key, server.scoped_key()}
    assert server.search_key() == server.search_key()


def _asked(server: EmbeddedMeilisearch, key: str, method: str, path: str, body: object = None) -> int:
    request = urllib.request.Request(
        server.address() + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/indexes", {"uid": "other"}),
        ("POST", "/indexes/cards/documents", [{"id": "1"}]),
        ("POST", "/indexes/cards/documents/fetch", {}),
        ("DELETE", "/indexes/cards/documents", None),
        ("PATCH", "/indexes/cards/settings", {}),
        ("DELETE", "/indexes/cards", None),
        ("GET", "/indexes", None),
        ("GET", "/tasks", None),
        ("GET", "/keys", None),
        ("POST", "/dumps", None),
    ],
)
def test_the_key_of_the_web_does_nothing_but_search(
    server: EmbeddedMeilisearch, method: str, path: str, body: object
) -> None:
    server.start()
    writing, searching = server.scoped_key(), server.search_key()
    assert _asked(server, writing, "POST", "/indexes", {"uid": "cards", "primaryKey": "id"}) == 202
    assert _asked(server, searching, "POST", "/multi-search", {"queries": []}) == 200
    assert _asked(server, searching, method, path, body) in {401, 403}


def test_its_master_key_is_readable_by_its_owner_only_and_on_no_command_line(
    server: EmbeddedMeilisearch,
) -> None:
    server.start()
    assert server.child is not None
    assert server.master_key not in Path(f"/proc/{server.child.pid}/cmdline").read_text(encoding="utf-8")
    assert stat.S_IMODE((server.folder / "master.key").stat().st_mode) == 0o600


def test_killed_it_comes_back_at_the_same_address_with_the_same_key(server: EmbeddedMeilisearch) -> None:
    address, key = server.start(), server.scoped_key()
    assert server.child is not None
    server.child.kill()
    server.child.wait()
    assert (server.start(), server.scoped_key()) == (address, key)
    assert not server.is_new


def test_an_index_of_another_version_is_made_anew(server: EmbeddedMeilisearch) -> None:
    server.start()
    server.stop()
    (server.database / "VERSION").write_text("0.1.0", encoding="ascii")
    server.start()
    assert server.is_new


def test_a_program_that_went_away_is_named(
    server: EmbeddedMeilisearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert shutil.which("meilisearch") is None
    with pytest.raises(StartFailed, match="meilisearch"):
        server.start()
