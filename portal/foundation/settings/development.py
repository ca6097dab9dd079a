"""Secrets of a development folder: made once, kept beside the data they protect."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

FILE_NAME = "secrets.json"

NAMES = ("PORTAL_SECRET_KEY", "PORTAL_FIELD_KEYS", "PORTAL_BLIND_INDEX_KEY")


class SecretsUnreadable(Exception):
    """The folder's secrets exist but cannot be used; what they encrypted would be lost with new ones."""


def read_or_create(data_dir: Path) -> dict[str, str]:
    """The folder's secrets by variable name, in the form the variables themselves would have."""
    path = data_dir / FILE_NAME
    found = read(data_dir)
    if found is not None:
        return found
    made = {
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(48),
        "PORTAL_FIELD_KEYS": f"1:{_key()}",
        "PORTAL_BLIND_INDEX_KEY": _key(),
    }
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = data_dir / f".{FILE_NAME}.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(made, file, indent=1)
        try:
            # link, not rename: of two processes starting together the first wins and both use its secrets
            os.link(draft, path)
        except FileExistsError:
            return read_or_create(data_dir)
        finally:
            draft.unlink()
    except OSError as problem:
        raise SecretsUnreadable(str(problem)) from problem
    return made


def read(data_dir: Path) -> dict[str, str] | None:
    """The folder's secrets, or None where none were made yet."""
    try:
        content = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
        return {name: str(content[name]) for name in NAMES}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise SecretsUnreadable(str(problem)) from problem


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
