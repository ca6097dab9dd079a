"""Personal text at rest: AES-GCM with key ids, bound to its table, column and row; blind indexes; signatures.

A sealed value is: key id (1 byte), nonce (12), ciphertext, tag (16). The place it belongs to is authenticated with
it, so a value copied into another row or column does not open.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_KEY = 32


class Tampered(Exception):
    """The value was not sealed for this place with a key we have: changed, moved, or its key was taken away."""


@dataclass(frozen=True, slots=True)
class _Keys:
    current: int
    ciphers: dict[int, AESGCM]
    index: bytes
    signing: bytes


_keys: _Keys | None = None


class Secrets(Protocol):
    """The part of the settings that holds keys."""

    @property
    def field_keys(self) -> Iterable[tuple[int, bytes]]: ...
    @property
    def blind_index_key(self) -> bytes: ...
    @property
    def secret_key(self) -> bytes: ...


def configure(settings: Secrets) -> None:
    """``field_keys``: ids from 1 to 255 with 32 bytes each. The first seals; every one opens (rotation)."""
    global _keys
    ordered = list(settings.field_keys)
    if not ordered or any(not 1 <= key_id <= 255 or len(key) != _KEY for key_id, key in ordered):
        raise ValueError("a field key is an id from 1 to 255 and 32 bytes")
    ciphers = {key_id: AESGCM(key) for key_id, key in ordered}
    if len(ciphers) < len(ordered):
        raise ValueError("two field keys have the same id")
    _keys = _Keys(ordered[0][0], ciphers, settings.blind_index_key, settings.secret_key)


def _configured() -> _Keys:
    if _keys is None:
        raise RuntimeError("crypto.configure was not called")
    return _keys


def _place(table: str, column: str, row: UUID) -> bytes:
    return f"{table}:{column}:{row}".encode()


def seal(plaintext: str | bytes, *, table: str, column: str, row: UUID) -> bytes:
    """Encrypt for one cell. The same text sealed twice gives different bytes."""
    keys = _configured()
    raw = plaintext.encode() if isinstance(plaintext, str) else plaintext
    nonce = secrets.token_bytes(_NONCE)
    sealed = keys.ciphers[keys.current].encrypt(nonce, raw, _place(table, column, row))
    return bytes((keys.current,)) + nonce + sealed


def open_bytes(sealed: bytes, *, table: str, column: str, row: UUID) -> bytes:
    """Decrypt what was sealed for this cell. Raises Tampered."""
    cipher = _configured().ciphers.get(sealed[0]) if len(sealed) > _NONCE else None
    if cipher is None:
        raise Tampered(f"{table}.{column}: no key for the sealed value")
    try:
        return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], _place(table, column, row))
    except InvalidTag:
        raise Tampered(f"{table}.{column}: the value was changed or belongs to another row") from None


def open_(sealed: bytes, *, table: str, column: str, row: UUID) -> str:
    """Decrypt text that was sealed for this cell. Raises Tampered."""
    return open_bytes(sealed, table=table, column=column, row=row).decode()


def is_current(sealed: bytes) -> bool:
    """False when an older key sealed the value: after a rotation it should be sealed again."""
    return bool(sealed) and sealed[0] == _configured().current


def normalised(value: str) -> str:
    """What counts as the same for a search: compatibility forms, case and spaces are levelled."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def blind_index(value: str, *, purpose: str) -> bytes:
    """Finds a sealed value by equality. Different purposes give unrelated indexes of the same value."""
    return _mac(_configured().index, purpose, normalised(value).encode())


def sign(purpose: str, data: str | bytes) -> bytes:
    """A signature that only this portal can make; ``purpose`` keeps the uses apart."""
    return _mac(_configured().signing, purpose, data.encode() if isinstance(data, str) else data)


def is_signed(purpose: str, data: str | bytes, signature: bytes, *, length: int = 32) -> bool:
    """``length``: how many bytes of the signature were kept, where a link should be short."""
    return hmac.compare_digest(sign(purpose, data)[:length], signature)


def token_hash(token: str) -> bytes:
    """What is stored of a random token (``ids.new_token``). Plain, because 256 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()


def _mac(key: bytes, purpose: str, data: bytes) -> bytes:
    # the purpose has its own key, so that no choice of data can look like another purpose
    return hmac.digest(hmac.digest(key, purpose.encode(), "sha256"), data, "sha256")
