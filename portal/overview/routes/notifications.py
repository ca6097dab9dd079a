"""«Notifiche»: what the person was told, and what waits for her."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation import notifications
from portal.foundation.access import SIGNED_IN
from portal.foundation.notifications import KINDS, Notice
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, see_other
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.overview.menu import items_for
from portal.overview.pages.company import company_home
from portal.overview.pages.service import today_page

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class NoticeRow:
    notice: Notice
    label: str


@dataclass(frozen=True, slots=True)
class NotificationsPage:
    home: str
    notices: list[NoticeRow]
    unread: int
    pages: Pages
    waiting: list[tuple[str, str, str]]
    """Title, address and note of what the first page asks for too."""


@get("/notifications", access=SIGNED_IN)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    organisation_id = _acts_for(viewer)
    total = await notifications.count(viewer.account_id, organisation_id)
    pages = Pages.of(request, total, per_page=PER_PAGE)
    rows = await notifications.page(
        viewer.account_id, organisation_id, limit=pages.limit, offset=pages.offset
    )
    session = request.session_state
    model = NotificationsPage(
        home=items_for(viewer)[0].label,
        notices=[NoticeRow(one, KINDS[one.kind].label) for one in rows],
        unread=session.unread if session is not None else 0,
        pages=pages,
        waiting=await _waiting(viewer) if pages.page == 1 else [],
    )
    return page(request, "overview/notifications.html", model)


async def _waiting(viewer: Viewer) -> list[tuple[str, str, str]]:
    if viewer.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
        return [(task.title, task.href, task.note) for task in (await company_home(viewer)).tasks]
    if viewer.is_any(Role.JOB_COUNSELLOR):
        found = await today_page(viewer)
        return [(one.title, one.href, one.note) for one in (*found.proposals, *found.people, *found.plans)]
    return []


@post("/notifications/{notification_id:uuid}/reading", access=SIGNED_IN)
async def read(
    request: PortalRequest, viewer: NamedDependency[Viewer], notification_id: FromPath[UUID]
) -> Response[Any]:
    """Marks it as read and goes where it leads."""
    href = await notifications.read_one(notification_id, viewer.account_id, _acts_for(viewer))
    return see_other(request, href)


@post("/notifications/reading", access=SIGNED_IN)
async def read_all(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    await notifications.read_all(viewer.account_id, _acts_for(viewer))
    return see_other(request, "/notifications", flash="Hai letto tutti gli avvisi.")


def _acts_for(viewer: Viewer) -> UUID:
    if viewer.organisation_id is None:
        raise NotThere
    return viewer.organisation_id


ROUTES = [show, read, read_all]
