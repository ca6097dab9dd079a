"""Who is told of a request: the service that it came, the professional that it is hers, the company the answer."""

from datetime import datetime, time, timedelta

from portal.accounts import public as accounts
from portal.employers.following.queries.followers import follower_of
from portal.employers.service_requests import queries
from portal.employers.service_requests.events import (
    ServiceRequestAnswered,
    ServiceRequestAssigned,
    ServiceRequestDeclined,
    ServiceRequested,
)
from portal.employers.service_requests.queries import Request
from portal.employers.service_requests.rules import ESCALATE_AFTER, REMIND_AFTER, silence
from portal.employers.service_requests.vocabulary import REQUEST_KIND_LABELS
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role

Told = ServiceRequested | ServiceRequestAssigned | ServiceRequestAnswered | ServiceRequestDeclined
_ASKERS = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)


async def tell(event: Told) -> None:
    found = await queries.any_request(event.request_id)
    if found is None:
        return
    if isinstance(event, ServiceRequested):
        await _tell_organisers(found, "received", "received")
    elif isinstance(event, ServiceRequestAssigned):
        await _tell_professional(found, f"assigned:{found.assigned_to_id}:{found.assigned_at}", "assigned")
    else:
        await accounts.tell_members(
            Kind.SERVICE_REQUEST,
            found.organisation_id,
            object_id=found.id,
            step=type(event).__name__,
            words=_words(found, "answered" if isinstance(event, ServiceRequestAnswered) else "declined"),
            href=_href(found),
            roles=_ASKERS,
        )


def _words(found: Request, what: str) -> str:
    return mail.compose(
        "service_request.txt", what=what, kind=REQUEST_KIND_LABELS[found.kind], on=found.asked_on
    )


def _href(found: Request) -> str:
    return f"/service-requests/{found.id}"


async def _tell_professional(found: Request, step: str, what: str) -> None:
    if found.assigned_to_id is not None:
        await notifications.notify(
            Kind.SERVICE_REQUEST,
            account_ids=[found.assigned_to_id],
            organisation_id=found.service_id,
            object_id=found.id,
            step=step,
            words=_words(found, what),
            href=_href(found),
        )


async def _tell_organisers(found: Request, step: str, what: str) -> None:
    """Whoever follows the company for the service; of an organisation that nobody follows, the coordinators."""
    follower = await follower_of(found.organisation_id, found.service_id)
    if follower is None:
        await _tell_coordinators(found, step, what)
        return
    await notifications.notify(
        Kind.SERVICE_REQUEST,
        account_ids=[follower],
        organisation_id=found.service_id,
        object_id=found.id,
        step=step,
        words=_words(found, what),
        href=_href(found),
    )


async def _tell_coordinators(found: Request, step: str, what: str) -> None:
    await accounts.tell_coordinators(
        Kind.SERVICE_REQUEST,
        found.service_id,
        object_id=found.id,
        step=step,
        words=_words(found, what),
        href=_href(found),
    )


async def remind() -> None:
    """After three working days whoever holds the request, after seven the coordinator; each once (services §9)."""
    today = clock.today()
    before = datetime.combine(today - timedelta(days=REMIND_AFTER - 1), time.min, tzinfo=clock.ROME)
    for request_id, asked_at in await queries.unanswered(before):
        step = silence(clock.in_rome(asked_at).date(), today)
        if step is None:
            continue
        async with db.unit_of_work():
            found = await queries.any_request(request_id)
            if found is None:
                continue
            name = f"silence:{step}"
            if step == ESCALATE_AFTER:
                await _tell_coordinators(found, name, "silence")
            elif found.assigned_to_id is not None:
                await _tell_professional(found, name, "silence")
            else:
                await _tell_organisers(found, name, "silence")
