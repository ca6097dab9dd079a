"""What the web foundation is told once by the application: it knows no slice by itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.foundation.web.assets import Assets
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class MenuEntry:
    label: str
    href: str
    current: bool = False
    badge: int | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as PostgreSQL keeps it; ``data`` holds the step of the sign-in, never a secret."""

    id_hash: bytes
    account_id: UUID | None
    organisation_id: UUID | None
    data: dict[str, Any]
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    unread: int = 0
    """Notifications that wait for whoever acts in it: the number in the header of every page."""


@dataclass(frozen=True, slots=True)
class PersonSession:
    """A person in her own area. No account, no organisation, no role: it opens the pages of that area only."""

    id_hash: bytes
    person_id: UUID
    first_name: str
    expires_at: datetime


AREA_PATH = "/my-area"
"""Under this address, and nowhere else, the session of a person counts; and nobody else's does."""
AREA_CLOSED = f"{AREA_PATH}/closed"

ResolvePerson = Callable[[bytes], Awaitable[PersonSession | None]]
ResolveSession = Callable[[bytes], Awaitable[tuple[SessionState, Viewer | None] | None]]
MenuFor = Callable[[Viewer, str], Sequence[MenuEntry]]


@dataclass(frozen=True, slots=True)
class Site:
    """One per process, in ``app.state.site``."""

    name: str
    base_url: str
    sample_data: bool
    secret: bytes
    secure_cookies: bool
    assets: Assets
    resolve_session: ResolveSession
    resolve_person: ResolvePerson
    menu_for: MenuFor
    home_of_step: dict[str, str] = field(default_factory=dict)
    """Where a sign-in that is not finished goes on: step in the session's data -> path."""
