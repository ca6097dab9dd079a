"""Sealed columns of this slice: text and JSON in, bytes bound to their cell out."""

from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import crypto


def seal(text: str | None, table: str, column: str, row: UUID) -> bytes | None:
    """None stays None: an answer not given has no bytes."""
    return None if text is None else crypto.seal(text, table=table, column=column, row=row)


def sealed(text: str, table: str, column: str, row: UUID) -> bytes:
    return crypto.seal(text, table=table, column=column, row=row)


def opened(value: bytes | None, table: str, column: str, row: UUID) -> str | None:
    return None if value is None else crypto.open_(value, table=table, column=column, row=row)


def seal_json(value: Any, table: str, column: str, row: UUID) -> bytes:
    return crypto.seal(msgspec.json.encode(value), table=table, column=column, row=row)


def opened_json(value: bytes | None, table: str, column: str, row: UUID) -> Any:
    if value is None:
        return None
    return msgspec.json.decode(crypto.open_bytes(value, table=table, column=column, row=row))
