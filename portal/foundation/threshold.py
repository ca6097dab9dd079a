"""k: the fewest people who share what a published card shows, as this process was told (PORTAL_K)."""

LEAST = 5
"""Under this nothing is ever published, whatever anyone says."""

_k = LEAST


def configure(k: int) -> None:
    """Raises ValueError under LEAST."""
    global _k
    if k < LEAST:
        raise ValueError(f"k is at least {LEAST}, not {k}")
    _k = k


def k() -> int:
    return _k
