"""The link under every mail of this kind: it says whose mail it stops, signed, and works for whoever holds it."""

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from portal.foundation import crypto
from portal.foundation.notifications.kinds import Kind

_PURPOSE = "unsubscribe"
_MAC = 16


@dataclass(frozen=True, slots=True)
class Scope:
    """``kind`` None: every mail of the portal about that organisation."""

    account_id: UUID
    organisation_id: UUID
    kind: Kind | None


def token(scope: Scope) -> str:
    """It never expires: a mail may be read years later, and stopping mail harms nobody."""
    name = "" if scope.kind is None else scope.kind.value
    data = scope.account_id.bytes + scope.organisation_id.bytes + name.encode()
    mac = crypto.sign(_PURPOSE, data)[:_MAC]
    return base64.urlsafe_b64encode(mac + data).rstrip(b"=").decode()


def read(text: str) -> Scope | None:
    """None for what this portal did not sign, and for a kind it no longer has."""
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error):
        return None
    mac, data = raw[:_MAC], raw[_MAC:]
    if len(data) < 32 or not crypto.is_signed(_PURPOSE, data, mac, length=_MAC):
        return None
    name = data[32:].decode()
    if name and name not in set(Kind):
        return None
    return Scope(UUID(bytes=data[:16]), UUID(bytes=data[16:32]), Kind(name) if name else None)
