"""Files in a folder of their own: found by a random key, never by a name somebody chose."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.foundation import files, process
from tests import environment


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    files.configure(tmp_path / "files")
    yield tmp_path / "files"
    process.configure(environment.settings())


async def test_what_is_stored_is_read_again_and_deleted(folder: Path) -> None:
    key = await files.save(b"prova", ".pdf")
    assert await files.read(key) == b"prova"
    await files.delete(key)
    await files.delete(key)
    with pytest.raises(files.NoFile):
        await files.read(key)


async def test_the_same_content_twice_is_two_files(folder: Path) -> None:
    assert await files.save(b"prova") != await files.save(b"prova")


async def test_only_this_user_reads_the_files(folder: Path) -> None:
    path = folder / await files.save(b"prova", ".pdf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "ab/../../x", "", "ab/" + "0" * 40 + "/.."])
async def test_a_key_that_was_not_given_out_opens_nothing(folder: Path, key: str) -> None:
    (folder.parent / "secret").write_bytes(b"altro")
    with pytest.raises(files.NoFile):
        await files.read(key)
    with pytest.raises(files.NoFile):
        await files.delete(key)


@pytest.mark.parametrize("suffix", ["pdf", "./x", ".PDF", ".a/b", ".averyveryverylong"])
async def test_a_suffix_is_short_and_plain(folder: Path, suffix: str) -> None:
    with pytest.raises(ValueError, match="suffix"):
        await files.save(b"prova", suffix)


async def test_nothing_half_written_is_left_behind(folder: Path) -> None:
    await files.save(b"prova")
    assert _names(folder, "*.part") == []


def _names(folder: Path, pattern: str) -> list[str]:
    return [path.name for path in folder.rglob(pattern)]
