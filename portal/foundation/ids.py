"""Identifiers: time-ordered for rows, random for anything that leaves the server as a secret or a code."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A version 7 UUID (RFC 9562 §5.7): rows written together lie together on disk."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def opaque_id() -> UUID:
    """A random UUID that tells nothing of when it was made: for cards and whatever companies see."""
    return UUID(int=secrets.randbits(128) & ~(0xF << 76) & ~(0b11 << 62) | 0x4 << 76 | 0b10 << 62)


def new_token() -> str:
    """256 random bits for a link; only its hash is stored."""
    return secrets.token_urlsafe(32)
