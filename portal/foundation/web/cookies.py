"""Small signed values that travel in a cookie: the confirmation shown on the next page."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

FLASH = "flash"


@dataclass(frozen=True, slots=True)
class Flash:
    kind: str
    text: str


def _mac(secret: bytes, payload: bytes) -> bytes:
    return hmac.new(secret, b"flash:" + payload, hashlib.sha256).digest()[:16]


def pack(flash: Flash, secret: bytes) -> str:
    payload = f"{flash.kind}\n{flash.text}".encode()
    return base64.urlsafe_b64encode(_mac(secret, payload) + payload).decode()


def unpack(value: str | None, secret: bytes) -> Flash | None:
    """The confirmation, or None when the cookie is absent or was not made here."""
    if not value:
        return None
    try:
        raw = base64.urlsafe_b64decode(value.encode())
    except ValueError:
        return None
    mac, payload = raw[:16], raw[16:]
    if not hmac.compare_digest(mac, _mac(secret, payload)):
        return None
    kind, _, text = payload.decode().partition("\n")
    return Flash(kind, text)
