"""A result as it is kept: the terms, sealed, with the versions of weights and inputs they were computed from."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import crypto
from portal.matching.suitability.score import Terms


@dataclass(frozen=True, slots=True)
class Result:
    """``vacancy_inputs`` and ``person_inputs`` are fingerprints of the two sides; ``terms.weights`` their version."""

    terms: Terms
    vacancy_inputs: str
    person_inputs: str


def seal_result(result: Result, *, table: str, row: UUID) -> bytes:
    """The terms tell of levels and gaps: special category."""
    return crypto.seal(msgspec.json.encode(result), table=table, column="terms_sealed", row=row)


_DECODER = msgspec.json.Decoder(Result)


def open_result(sealed: bytes, *, table: str, row: UUID) -> Result:
    return _DECODER.decode(crypto.open_bytes(sealed, table=table, column="terms_sealed", row=row))


def stored_terms(result: Result, proposal_id: UUID) -> dict[str, Any]:
    """The columns of a proposal that keep why it was made."""
    return {
        "score": result.terms.score,
        "terms_sealed": seal_result(result, table="proposal", row=proposal_id),
        "model_version": result.terms.weights,
    }
