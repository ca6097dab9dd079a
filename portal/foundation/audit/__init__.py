"""Who did or saw what: entries in the transaction of their act, chained by hash afterwards."""

from portal.foundation.audit.chain import Verdict, head, seal, verify
from portal.foundation.audit.entries import (
    INSERT,
    Entry,
    entries_about,
    entries_by,
    forget,
    latest,
    note,
    values,
)

__all__ = [
    "INSERT",
    "Entry",
    "Verdict",
    "entries_about",
    "entries_by",
    "forget",
    "head",
    "latest",
    "note",
    "seal",
    "values",
    "verify",
]
