"""Facts about the official registers."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class OfficialRegisterImported(Event, frozen=True, kw_only=True):
    """An operator loaded an edition of a register."""

    subject: ClassVar[str] = "edition_id"
    edition_id: UUID
    kind: str
    edition: str
    valid_from: date
    rows: int
