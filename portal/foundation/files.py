"""Files of people and companies: a folder under the data folder, outside of everything the web server serves.

A file is known by a random key; its name as the person called it stays in the row that points to it. Content
is what the caller gives: whoever stores special-category data seals it first.
"""

import asyncio
import os
import re
import secrets
from pathlib import Path

_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{40}(\.[a-z0-9]{1,8})?")
_SUFFIX = re.compile(r"(\.[a-z0-9]{1,8})?")

_folder: Path | None = None


class NoFile(LookupError):
    """No file under that key."""


def configure(folder: Path) -> None:
    """Say where files live; before anything is stored. The folder is made on first use, for this user only."""
    global _folder
    _folder = folder


def _root() -> Path:
    if _folder is None:
        raise RuntimeError("files.configure was not called")
    return _folder


def _path(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise NoFile(key)
    return _root() / key


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


async def save(content: bytes, suffix: str = "") -> str:
    """Stores the bytes and answers their key. A file whose row is never committed is litter, swept by age."""
    if not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"not a suffix: {suffix!r}")
    name = secrets.token_hex(20)
    key = f"{name[:2]}/{name}{suffix}"
    await asyncio.to_thread(_write, _path(key), content)
    return key


async def read(key: str) -> bytes:
    """Raises NoFile."""
    try:
        return await asyncio.to_thread(_path(key).read_bytes)
    except FileNotFoundError:
        raise NoFile(key) from None


async def delete(key: str) -> None:
    """Harmless when the file is already gone."""
    await asyncio.to_thread(_path(key).unlink, missing_ok=True)


def _list(name: str) -> Path:
    if not re.fullmatch(r"[a-z]{1,40}", name):
        raise ValueError(f"not a list: {name!r}")
    return _root() / "lists" / f"{name}.jsonl"


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


async def append_line(name: str, line: str) -> None:
    """Adds a line to a list kept beside the files: for what must outlive a restore of the database."""
    if "\n" in line:
        raise ValueError("one line at a time")
    await asyncio.to_thread(_append, _list(name), line)


async def read_lines(name: str) -> list[str]:
    """The lines of such a list; none where it was never written."""
    try:
        return (await asyncio.to_thread(_list(name).read_text, "utf-8")).splitlines()
    except FileNotFoundError:
        return []


def _write_again(path: Path, lines: list[str]) -> None:
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    for line in lines:
        _append(draft, line)
    if lines:
        draft.rename(path)
    else:
        path.unlink(missing_ok=True)


async def write_lines(name: str, lines: list[str]) -> None:
    """Replaces the list as a whole, or not at all."""
    await asyncio.to_thread(_write_again, _list(name), lines)
