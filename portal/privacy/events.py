"""Facts about the rights of the person: ids and codes only."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class AreaLinkMade(Event, frozen=True):
    """A link to her own area was made: mailed to her, or shown to her counsellor to hand over."""

    subject: ClassVar[str] = "person_id"
    person_id: UUID
    channel: str


class AreaEntered(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID


class OwnDataExported(Event, frozen=True):
    """``whole``: with the content of interviews, after a request of access was granted."""

    subject: ClassVar[str] = "person_id"
    person_id: UUID
    form: str
    whole: bool


class DataRequestReceived(Event, frozen=True):
    subject: ClassVar[str] = "data_request_id"
    data_request_id: UUID
    kind: str


class DataRequestExtended(Event, frozen=True):
    subject: ClassVar[str] = "data_request_id"
    data_request_id: UUID


class DataRequestGranted(Event, frozen=True):
    subject: ClassVar[str] = "data_request_id"
    data_request_id: UUID


class DataRequestRefused(Event, frozen=True):
    subject: ClassVar[str] = "data_request_id"
    data_request_id: UUID
    ground: str


class DataRequestWithdrawn(Event, frozen=True):
    subject: ClassVar[str] = "data_request_id"
    data_request_id: UUID


class PersonErased(Event, frozen=True):
    """Nothing in it says who: the erasure's own id."""

    subject: ClassVar[str] = "erasure_id"
    erasure_id: UUID
    why: str


class ErasureFinished(Event, frozen=True):
    """Index, its task records, files and mail are gone too."""

    subject: ClassVar[str] = "erasure_id"
    erasure_id: UUID


class RetentionActed(Event, frozen=True):
    """A term of keeping ended: so many rows went."""

    subject: ClassVar[str] = "retention_run_id"
    retention_run_id: UUID
    rule: str
    rows: int
