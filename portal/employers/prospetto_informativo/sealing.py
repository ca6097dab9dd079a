"""Sealed cells of the prospetto: what was sent, and the answers that name people."""

from typing import TypeVar
from uuid import UUID

import msgspec

from portal.employers.prospetto_informativo.rules.document import Document
from portal.foundation import crypto

_Sheet = TypeVar("_Sheet")

PROSPETTO = "prospetto_informativo"
EMPLOYER = "prospetto_informativo_employer"
PROVINCE = "prospetto_informativo_province"


def seal_document(document: Document, row: UUID) -> bytes:
    return crypto.seal(msgspec.json.encode(document), table=PROSPETTO, column="document_sealed", row=row)


def open_document(sealed: bytes, row: UUID) -> Document:
    raw = crypto.open_bytes(sealed, table=PROSPETTO, column="document_sealed", row=row)
    return msgspec.json.decode(raw, type=Document)


def seal_answers(sheet: object, table: str, row: UUID) -> bytes:
    return crypto.seal(msgspec.json.encode(sheet), table=table, column="answers_sealed", row=row)


def open_answers(sealed: bytes, table: str, row: UUID, shape: type[_Sheet]) -> _Sheet:
    raw = crypto.open_bytes(sealed, table=table, column="answers_sealed", row=row)
    return msgspec.json.decode(raw, type=shape)
