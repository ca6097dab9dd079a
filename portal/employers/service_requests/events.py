"""Facts about services to companies: ids and codes only."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class ServiceRequestEvent(Event, frozen=True, kw_only=True):
    """``company_id``: whoever asked, a company or an association."""

    subject: ClassVar[str] = "request_id"
    request_id: UUID
    company_id: UUID


class ServiceRequested(ServiceRequestEvent, frozen=True, kw_only=True):
    kind: str


class ServiceRequestAssigned(ServiceRequestEvent, frozen=True, kw_only=True): ...


class ServiceRequestBegun(ServiceRequestEvent, frozen=True, kw_only=True): ...


class ServiceSessionHeld(ServiceRequestEvent, frozen=True, kw_only=True):
    """A meeting with the company: so many minutes, so many present."""


class ServiceRequestAnswered(ServiceRequestEvent, frozen=True, kw_only=True): ...


class ServiceRequestClosed(ServiceRequestEvent, frozen=True, kw_only=True): ...


class ServiceRequestDeclined(ServiceRequestEvent, frozen=True, kw_only=True): ...
