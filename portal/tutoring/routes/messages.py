"""Messages between a plan's tutor and whoever follows the person."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.messages import write
from portal.tutoring.keeping_forms import MessageForm
from portal.tutoring.queries import messages as queries
from portal.tutoring.routes.ground import find
from portal.tutoring.vocabulary import OPEN, PartyRole

BOTH = may(P.PLANS_KEEP, P.PLANS_LEAD)


@get("/messages", access=may(P.PLANS_KEEP))
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    rows = await queries.threads(viewer)
    names = await candidates.names([row.person_id for row in rows])
    return page(request, "tutoring/messages.html", {"rows": rows, "names": names})


async def _thread(request: PortalRequest, viewer: Viewer, plan_id: UUID, form: MessageForm) -> Response[Any]:
    detail, side = await find(plan_id, viewer)
    if side is PartyRole.COMPANY:
        raise NotThere
    rows = await queries.messages(plan_id)
    names = await accounts.names([row.author_id for row in rows])
    model = {
        "detail": detail,
        "rows": [(names.get(row.author_id, "Operatore"), row.at, row.text) for row in rows],
        "may_write": detail.state in OPEN and detail.tutor_id is not None,
        "for_tutor": side is PartyRole.TUTOR,
    }
    return page(request, "tutoring/thread.html", model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/messages", access=BOTH)
async def thread(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _thread(request, viewer, plan_id, MessageForm.blank())


@post("/plans/{plan_id:uuid}/messages", access=BOTH)
async def send(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    form = MessageForm.bind(await read_form(request))
    if form.ok:
        try:
            await write(plan_id, id=form["once"], text=form["text"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/messages", flash="Messaggio inviato.")
    return await _thread(request, viewer, plan_id, form)


ROUTES = [index, thread, send]
