"""Official registers (CP2021, ATECO, ISCO-08, CAP), which an operator loads from files.

The portal works without them, with the built-in lists. An edition is loaded whole or not at all, and what
an older one says stays readable.
"""

from portal.reference.official.actions import import_register
from portal.reference.official.files import MAXIMUM_BYTES, FileRefused
from portal.reference.official.queries import Edition, Entry, editions, entries_of, find
from portal.reference.official.rows import Problem, RowsRefused
from portal.reference.register_kinds import RegisterKind

__all__ = [
    "MAXIMUM_BYTES",
    "Edition",
    "Entry",
    "FileRefused",
    "Problem",
    "RegisterKind",
    "RowsRefused",
    "editions",
    "entries_of",
    "find",
    "import_register",
]
