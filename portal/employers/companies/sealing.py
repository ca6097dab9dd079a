"""Sealed cells of the workforce: names, and the category of those of a reserved quota."""

from uuid import UUID

import msgspec

from portal.employers.companies.rules import ProtectionDetails
from portal.foundation import crypto

WORKER = "worker"
PROPOSAL = "worker_proposal"


def seal_name(name: str | None, row: UUID, table: str = WORKER) -> bytes | None:
    return crypto.seal(name, table=table, column="name_sealed", row=row) if name else None


def open_name(sealed: bytes | None, row: UUID, table: str = WORKER) -> str | None:
    return None if sealed is None else crypto.open_(sealed, table=table, column="name_sealed", row=row)


def seal_details(details: ProtectionDetails | None, row: UUID, table: str = WORKER) -> bytes | None:
    if details is None:
        return None
    return crypto.seal(msgspec.json.encode(details), table=table, column="protection_sealed", row=row)


def open_details(sealed: bytes | None, row: UUID, table: str = WORKER) -> ProtectionDetails | None:
    if sealed is None:
        return None
    raw = crypto.open_bytes(sealed, table=table, column="protection_sealed", row=row)
    return msgspec.json.decode(raw, type=ProtectionDetails)
