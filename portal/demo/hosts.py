"""Addresses that lead nowhere."""

from portal.reference.text import fold

DOMAIN = "example"
"""The top-level domain that no letter ever reaches (RFC 2606)."""


def host(name: str) -> str:
    """«officine-lariane.example»"""
    words = "".join(one if one.isalnum() else " " for one in fold(name)).split()
    return f"{'-'.join(words)[:50].strip('-')}.{DOMAIN}"
