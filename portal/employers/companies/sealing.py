"""Sealed cells of the workforce: names, tax codes, and the category of those of a reserved quota."""

from uuid import UUID

import msgspec

from portal.employers.companies.identity import PersonDetails
from portal.employers.companies.protection import ProtectionDetails
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


def seal_identity(person: PersonDetails | None, row: UUID) -> bytes | None:
    if person is None or person == PersonDetails():
        return None
    return crypto.seal(msgspec.json.encode(person), table=WORKER, column="identity_sealed", row=row)


def open_identity(sealed: bytes | None, row: UUID) -> PersonDetails | None:
    if sealed is None:
        return None
    raw = crypto.open_bytes(sealed, table=WORKER, column="identity_sealed", row=row)
    return msgspec.json.decode(raw, type=PersonDetails)


def seal_tax_code(tax_code: str | None, row: UUID) -> bytes | None:
    return (
        None if tax_code is None else crypto.seal(tax_code, table=WORKER, column="tax_code_sealed", row=row)
    )


def open_tax_code(sealed: bytes | None, row: UUID) -> str | None:
    return None if sealed is None else crypto.open_(sealed, table=WORKER, column="tax_code_sealed", row=row)


def tax_code_index(tax_code: str, company_id: UUID) -> bytes:
    """Finds the person among the workers of one company; two companies have unrelated indexes of one person."""
    return crypto.blind_index(tax_code, purpose=f"worker.tax_code:{company_id}")
