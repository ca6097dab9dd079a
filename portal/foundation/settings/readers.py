"""From the text of an environment variable to a value; `Unreadable` carries the Italian sentence."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

Reader = Callable[[str], Any]

KEY_BYTES = 32


class Unreadable(ValueError):
    """Says, after the variable's name, what is wrong and what to write instead."""


class FieldKey(NamedTuple):
    """One key of the encrypted columns. `id` travels in the first byte of every ciphertext."""

    id: int
    key: bytes


def text(value: str) -> str:
    return value


def folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def names(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def yes_or_no(value: str) -> bool:
    if value.lower() in {"1", "yes", "true", "on", "si", "sì"}:
        return True
    if value.lower() in {"0", "no", "false", "off"}:
        return False
    raise Unreadable(f"vale «{value}», che non si capisce: scrivi «yes» oppure «no»")


def one_of(*allowed: str) -> Reader:
    def read(value: str) -> str:
        if value.lower() not in allowed:
            raise Unreadable(f"vale «{value}»: scegli tra {', '.join(allowed)}")
        return value.lower()

    return read


def whole(at_least: int, at_most: int) -> Reader:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not at_least <= int(value) <= at_most:
            raise Unreadable(f"vale «{value}»: scrivi un numero intero da {at_least} a {at_most}")
        return int(value)

    return read


def address(*schemes: str) -> Reader:
    """A URL of one of these schemes. The refusal never repeats the value: it may hold a password."""

    def read(value: str) -> str:
        wanted = " o ".join(f"{scheme}://" for scheme in schemes)
        try:
            parts = urlsplit(value)
            parts.port  # noqa: B018 - raises on a port that is no number
        except ValueError:
            raise Unreadable(f"non è un indirizzo valido: deve iniziare con {wanted}") from None
        if parts.scheme not in schemes or not (parts.netloc or parts.path.strip("/")):
            raise Unreadable(f"non è un indirizzo valido: deve iniziare con {wanted}")
        return value.rstrip("/") if parts.scheme in {"http", "https"} else value

    return read


def mailbox(value: str) -> str:
    """`Name <a@b.it>` or `a@b.it`."""
    if not re.fullmatch(
        r"(?:[^<>\r\n]+<[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+)",
        value,
    ):
        raise Unreadable(f"vale «{value}»: scrivi un indirizzo come «Incontro <no-reply@esempio.it>»")
    return value


def secret(value: str) -> bytes:
    """A long random text. Short or monotonous ones (passwords, «changeme…») are refused."""
    if len(value) < KEY_BYTES or len(set(value)) < 12:
        raise Unreadable(f"è troppo semplice: servono almeno {KEY_BYTES} caratteri casuali")
    return value.encode()


def key(value: str) -> bytes:
    """32 bytes as base64."""
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES or len(set(raw)) < 8:
        raise Unreadable(
            f"deve essere di {KEY_BYTES} byte casuali in base64: creala con «openssl rand -base64 32»"
        )
    return raw


def field_keys(value: str) -> tuple[FieldKey, ...]:
    """`2:<base64>,1:<base64>`: ids from 1 to 255, the first is used for new values."""
    keys = []
    for entry in names(value):
        id_text, _, key_text = entry.partition(":")
        if not re.fullmatch(r"[0-9]{1,3}", id_text) or not 1 <= int(id_text) <= 255:
            raise Unreadable("deve elencare le chiavi come «2:chiave,1:chiave», con numeri da 1 a 255")
        keys.append(FieldKey(int(id_text), key(key_text)))
    if not keys:
        raise Unreadable("non contiene chiavi: scrivi «1:» e una chiave di 32 byte in base64")
    if len({entry.id for entry in keys}) < len(keys):
        raise Unreadable("usa due volte lo stesso numero: dai a ogni chiave un numero diverso")
    return tuple(keys)
