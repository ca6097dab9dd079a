"""The token of a secret link to the deadlines: computed from its row, never stored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from portal.foundation import crypto

PURPOSE = "deadline calendar"
SIGNATURE = 24
_ID = 16


def token_of(calendar_id: UUID, generation: int) -> str:
    """192 bits that only this portal can make, after the id they belong to."""
    signature = crypto.sign(PURPOSE, f"{calendar_id}:{generation}")[:SIGNATURE]
    return urlsafe_b64encode(calendar_id.bytes + signature).decode().rstrip("=")


def read_token(token: str) -> tuple[UUID, bytes] | None:
    """The id and the signature; None for what is no token of ours."""
    try:
        octets = urlsafe_b64decode(token.removesuffix(".ics") + "==")
    except (ValueError, Error):
        return None
    return (UUID(bytes=octets[:_ID]), octets[_ID:]) if len(octets) == _ID + SIGNATURE else None


def is_of(calendar_id: UUID, generation: int, signature: bytes) -> bool:
    return crypto.is_signed(PURPOSE, f"{calendar_id}:{generation}", signature, length=SIGNATURE)
