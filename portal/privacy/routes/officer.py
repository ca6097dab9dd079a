"""«Richieste»: the data-protection officer's register, with the month of each answer."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.privacy.actions import deciding
from portal.privacy.actions.deciding import Answer
from portal.privacy.forms import ExtensionForm, GrantForm, RefusalForm
from portal.privacy.pages import officer as pages
from portal.privacy.queries.kept import kept_of, said
from portal.privacy.queries.requests import count_for_officer, list_for_officer, request_for_officer
from portal.privacy.transitions import REQUEST
from portal.privacy.vocabulary import Actor, RefusalGround, RequestKind
from portal.tutoring import public as tutoring

READ = may(P.DATA_REQUESTS)
SHOW = "privacy/officer/request.html"
GRANT = "privacy/officer/grant.html"
REFUSE = "privacy/officer/refusal.html"
EXTEND = "privacy/officer/extension.html"
Officer = NamedDependency[Viewer]


@get("/data-requests", access=READ)
async def index(request: PortalRequest, viewer: Officer) -> Response[Any]:
    only_open = request.query_params.get("all") != "1"
    found = Pages.of(request, await count_for_officer(viewer, only_open=only_open))
    rows = await list_for_officer(viewer, only_open=only_open, limit=found.limit, offset=found.offset)
    lines = tuple(pages.line(row) for row in rows)
    return page(
        request,
        "privacy/officer/index.html",
        pages.Index(pages.tabs("/data-requests"), lines, found, only_open),
    )


async def _detail(request_id: UUID, viewer: Viewer) -> pages.Detail:
    row = await request_for_officer(request_id, viewer)
    given = await deciding.gather(row, Actor.OFFICER)
    moves = [
        move
        for move in REQUEST.available(row.state, [Actor.OFFICER])
        if REQUEST.refusal(move.name, row.state, [Actor.OFFICER], given) is None
    ]
    problem = REQUEST.refusal("grant", row.state, [Actor.OFFICER], given) if row.is_open else None
    is_erasure = row.kind is RequestKind.ERASURE
    stays: list[str] = []
    if is_erasure and row.is_open and row.person_id is not None:
        plans = await tutoring.plans_of_person(row.person_id)
        stays = said(kept_of([plan for plan in plans if plan.is_over]))
    return pages.detail(row, moves, problem, stays, is_erasure=is_erasure)


@get("/data-requests/{request_id:uuid}", access=READ)
async def show(request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]) -> Response[Any]:
    return page(request, SHOW, await _detail(request_id, viewer))


@get("/data-requests/{request_id:uuid}/grant", access=READ)
async def before_granting(
    request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, GRANT, await _detail(request_id, viewer), form=GrantForm.blank())


@post("/data-requests/{request_id:uuid}/grant", access=READ)
async def grant(request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]) -> Response[Any]:
    form = GrantForm.bind(await read_form(request))
    if form.ok:
        await deciding.grant(request_id, words=form["words"], by=viewer)
        return see_other(request, f"/data-requests/{request_id}", flash="Richiesta accolta.")
    return invalid(request, GRANT, await _detail(request_id, viewer), form)


@get("/data-requests/{request_id:uuid}/refusal", access=READ)
async def before_refusing(
    request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, REFUSE, await _detail(request_id, viewer), form=RefusalForm.blank())


@post("/data-requests/{request_id:uuid}/refusal", access=READ)
async def refuse(request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]) -> Response[Any]:
    form = RefusalForm.bind(await read_form(request))
    if form.ok:
        answer = Answer(form["words"], RefusalGround(form["ground"]))
        if await _done(deciding.refuse(request_id, answer, by=viewer), form):
            return see_other(request, f"/data-requests/{request_id}", flash="Risposta inviata alla persona.")
    return invalid(request, REFUSE, await _detail(request_id, viewer), form)


@get("/data-requests/{request_id:uuid}/extension", access=READ)
async def before_extending(
    request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, EXTEND, await _detail(request_id, viewer), form=ExtensionForm.blank())


@post("/data-requests/{request_id:uuid}/extension", access=READ)
async def extend(request: PortalRequest, viewer: Officer, request_id: FromPath[UUID]) -> Response[Any]:
    form = ExtensionForm.bind(await read_form(request))
    if form.ok and await _done(deciding.extend(request_id, words=form["words"], by=viewer), form):
        return see_other(request, f"/data-requests/{request_id}", flash="Proroga detta alla persona.")
    return invalid(request, EXTEND, await _detail(request_id, viewer), form)


async def _done(verb: Any, form: Form) -> bool:
    """False when a rule said no: its sentence is in the form."""
    try:
        await verb
    except Refused as refusal:
        form.fail(refusal.field, refusal.sentence)
        return False
    return True


ROUTES = [index, show, before_granting, grant, before_refusing, refuse, before_extending, extend]
