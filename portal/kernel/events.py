"""Facts: what happened, in the past tense, with ids and codes only, never a name or a word about a person."""

from typing import ClassVar

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A fact. Its class name is its name in the audit log and in the outbox: rename it only with a migration.

    ``subject`` is the field that names what the fact is about («proposal_id»).
    """

    subject: ClassVar[str]
