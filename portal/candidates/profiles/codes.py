"""The code by which one company knows a card: opaque, its own, new every epoch.

It is the card's random id sealed with a key of that company and epoch (AES-SIV, RFC 5297): 128 bits of tag, so
a guessed, foreign or old code opens nothing, and two companies cannot tell that they look at the same card.
"""

import base64
import binascii
import hashlib
from datetime import date
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from portal.candidates.profiles.rules import epoch
from portal.foundation import crypto

_LENGTH = 32


def _cipher(company_id: UUID, number: int) -> AESSIV:
    return AESSIV(crypto.sign("card code", f"{company_id}:{number}"))


def card_code(card_id: UUID, company_id: UUID, on: date) -> str:
    """What stands in the address of the card for this company."""
    sealed = _cipher(company_id, epoch(on)).encrypt(card_id.bytes, None)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def card_of(code: str, company_id: UUID, on: date) -> UUID | None:
    """The card's id; None for a code that this company does not hold today."""
    try:
        sealed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except (ValueError, binascii.Error):
        return None
    if len(sealed) != _LENGTH:
        return None
    try:
        return UUID(bytes=_cipher(company_id, epoch(on)).decrypt(sealed, None))
    except InvalidTag:
        return None


def spoken(code: str) -> str:
    """A short form to say aloud, «K7F-28Q»; it opens nothing."""
    letters = base64.b32encode(hashlib.sha256(code.encode()).digest()[:4]).decode()
    return f"{letters[:3]}-{letters[3:6]}"
