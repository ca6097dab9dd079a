"""Pausing Python's cycle collector while very many small objects are made.

The collector looks at every object alive each time so many new ones are there; reading a hundred thousand rows it
would look at all of them again and again, and find nothing: none of them refers back to itself. Whatever makes cycles
meanwhile is collected after the pause.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_pausing = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses nest, and may overlap when several tasks work at once: the last one out starts the collector again."""
    global _pausing
    if _pausing == 0 and not gc.isenabled():
        yield
        return
    _pausing += 1
    gc.disable()
    try:
        yield
    finally:
        _pausing -= 1
        if _pausing == 0:
            gc.enable()
