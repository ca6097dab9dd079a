"""One-time codes of the second factor (RFC 6238: 6 digits, 30 seconds) and recovery codes. The time is an argument."""

import secrets
from datetime import datetime

import pyotp

PERIOD = 30
DRIFT = 1
"""Steps before and after the present one that still count: clocks of phones differ."""

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which look alike on paper."""


def new_secret() -> str:
    return pyotp.random_base32()


def uri(secret: str, *, account: str, issuer: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // PERIOD


def matching_step(secret: str, code: str, *, at: datetime, after: int | None) -> int | None:
    """The step whose code this is, later than ``after`` (a used code never works again), or None."""
    totp, now = pyotp.TOTP(secret), step_at(at)
    for step in range(now - DRIFT, now + DRIFT + 1):
        expected = totp.generate_otp(step)
        if secrets.compare_digest(expected, code) and (after is None or step > after):
            return step
    return None


def is_one_time_code(typed: str) -> bool:
    return len(typed) == 6 and typed.isascii() and typed.isdigit()


def new_recovery_code() -> str:
    """Fifty random bits, in two groups of five."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def normal_code(typed: str) -> str:
    """As people type it: spaces, hyphens and small letters do not count."""
    return "".join(typed.split()).replace("-", "").upper()


def grouped(secret: str) -> str:
    """The secret in groups of four, for who types it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
