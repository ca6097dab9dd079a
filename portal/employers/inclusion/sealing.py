"""Sealed cells of the register of accommodations."""

from uuid import UUID

from portal.foundation import crypto

_TABLE = "accommodation"


def seal(text: str | None, column: str, row: UUID) -> bytes | None:
    return crypto.seal(text, table=_TABLE, column=column, row=row) if text else None


def opened(sealed: bytes | None, column: str, row: UUID) -> str | None:
    return None if sealed is None else crypto.open_(sealed, table=_TABLE, column=column, row=row)
