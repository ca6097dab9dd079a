"""Addresses of the services asked to join: their mandates, the cases offered to them; and what is to be reassigned."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team import actions, handing_over, queries
from portal.candidates.cases.team.forms import AcceptanceForm, EndingForm, HandoverRefusalForm, MemberForm
from portal.candidates.cases.team.handover_queries import received_handover, waiting_handovers
from portal.candidates.cases.team.pages import (
    MandateView,
    colleagues,
    handover_view,
    mandate_view,
    reassign_lines,
)
from portal.candidates.cases.team.rules import team_roles
from portal.foundation import audit, db
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import ROLE_LABELS, Role
from portal.kernel.viewer import Viewer

WORK = may(P.MANDATES)
MANDATE = "candidates/team/mandate.html"
MANDATE_ENDING = "candidates/team/mandate_ending.html"
HANDOVER_OFFER = "candidates/team/handover_offer.html"
HANDOVER_REFUSAL = "candidates/team/handover_refusal.html"


@get("/mandates", access=WORK)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    rows = [await mandate_view(row, viewer) for row in await queries.mandates(viewer)]
    offered = await waiting_handovers(viewer)
    return page(
        request,
        "candidates/team/mandates.html",
        {"rows": rows, "offered": [one for one in offered if one.receiver_id == viewer.account_id]},
    )


async def _mandate(mandate_id: UUID, viewer: Viewer) -> MandateView:
    async with db.unit_of_work():
        row = await queries.mandate(mandate_id, viewer)
        if row.name is not None:
            await audit.note(
                "file_read",
                by=viewer,
                subject_kind="person",
                subject_id=row.person_id,
                data={"part": "contact", "tab": "/mandates"},
            )
    return await mandate_view(row, viewer)


def _roles(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    return {"role": [(role.value, ROLE_LABELS[role]) for role in team_roles(viewer.roles, leads=False)]}


async def _model(mandate_id: UUID, viewer: Viewer) -> dict[str, Any]:
    return {"mandate": await _mandate(mandate_id, viewer)}


async def _member_choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    if viewer.organisation_id is None:
        raise NotThere
    return {"member": await colleagues(viewer.organisation_id, leads=False)}


@get("/mandates/{mandate_id:uuid}", access=WORK)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], mandate_id: FromPath[UUID]
) -> Response[Any]:
    model = await _model(mandate_id, viewer)
    if model["mandate"].invited:
        roles = _roles(viewer)
        form: Any = AcceptanceForm.blank(choices=roles, role=roles["role"][0][0])
    else:
        form = MemberForm.blank(choices=await _member_choices(viewer))
    return page(request, MANDATE, model, form=form)


@post("/mandates/{mandate_id:uuid}/acceptance", access=WORK)
async def accept(
    request: PortalRequest, viewer: NamedDependency[Viewer], mandate_id: FromPath[UUID]
) -> Response[Any]:
    model = await _model(mandate_id, viewer)
    form = AcceptanceForm.bind(await read_form(request), choices=_roles(viewer))
    if form.ok:
        try:
            await actions.accept(mandate_id, role=Role(form["role"]), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"/mandates/{mandate_id}", flash="Incarico accettato. Trovi la persona in «Persone»."
            )
    return invalid(request, MANDATE, model, form)


@post("/mandates/{mandate_id:uuid}/refusal", access=WORK)
async def decline(
    request: PortalRequest, viewer: NamedDependency[Viewer], mandate_id: FromPath[UUID]
) -> Response[Any]:
    await actions.decline(mandate_id, by=viewer)
    return see_other(request, "/mandates", flash="Risposta inviata a chi segue il caso.")


@get("/mandates/{mandate_id:uuid}/ending", access=WORK)
async def ending(
    request: PortalRequest, viewer: NamedDependency[Viewer], mandate_id: FromPath[UUID]
) -> Response[Any]:
    model = await _model(mandate_id, viewer)
    if not model["mandate"].active:
        raise NotThere
    return page(request, MANDATE_ENDING, model, form=EndingForm.blank())


@post("/mandates/{mandate_id:uuid}/ending", access=WORK)
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], mandate_id: FromPath[UUID]
) -> Response[Any]:
    model = await _model(mandate_id, viewer)
    form = EndingForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.end_own(mandate_id, reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/mandates", flash="Incarico concluso.")
    return invalid(request, MANDATE_ENDING, model, form)


@post("/mandates/{mandate_id:uuid}/members", access=WORK)
async def add_member(
    request: PortalRequest, viewer: NamedDependency[Viewer], mandate_id: FromPath[UUID]
) -> Response[Any]:
    model = await _model(mandate_id, viewer)
    form = MemberForm.bind(await read_form(request), choices=await _member_choices(viewer))
    if form.ok:
        account, _, role = form["member"].partition(":")
        try:
            await actions.add_member(mandate_id, UUID(account), Role(role), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/mandates/{mandate_id}", flash="Ora è nell’équipe.")
    return invalid(request, MANDATE, model, form)


@post("/mandates/{mandate_id:uuid}/members/{involvement_id:uuid}/ending", access=WORK)
async def end_member(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    mandate_id: FromPath[UUID],
    involvement_id: FromPath[UUID],
) -> Response[Any]:
    await actions.end_member(involvement_id, by=viewer)
    return see_other(request, "/mandates", flash="Non è più nell’équipe.")


async def _offered(handover_id: UUID, viewer: Viewer) -> dict[str, Any]:
    async with db.unit_of_work():
        row = await received_handover(handover_id, viewer)
        await audit.note(
            "file_read",
            by=viewer,
            subject_kind="person",
            subject_id=row.person_id,
            data={"part": "project", "tab": "/handovers"},
        )
    return {"person": row.person, "id": row.id, "handover": await handover_view(row)}


@get("/handovers/{handover_id:uuid}", access=WORK)
async def offered(
    request: PortalRequest, viewer: NamedDependency[Viewer], handover_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, HANDOVER_OFFER, await _offered(handover_id, viewer))


@post("/handovers/{handover_id:uuid}/acceptance", access=WORK)
async def accept_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], handover_id: FromPath[UUID]
) -> Response[Any]:
    await _offered(handover_id, viewer)
    await handing_over.accept(handover_id, by=viewer)
    return see_other(request, "/people", flash="Caso accettato. Da ora rispondi tu della persona.")


@get("/handovers/{handover_id:uuid}/refusal", access=WORK)
async def handover_refusal(
    request: PortalRequest, viewer: NamedDependency[Viewer], handover_id: FromPath[UUID]
) -> Response[Any]:
    model = await _offered(handover_id, viewer)
    return page(request, HANDOVER_REFUSAL, model, form=HandoverRefusalForm.blank())


@post("/handovers/{handover_id:uuid}/refusal", access=WORK)
async def refuse_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], handover_id: FromPath[UUID]
) -> Response[Any]:
    model = await _offered(handover_id, viewer)
    form = HandoverRefusalForm.bind(await read_form(request))
    if form.ok:
        try:
            await handing_over.refuse(handover_id, reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/mandates", flash="Risposta inviata a chi ti ha offerto il caso.")
    return invalid(request, HANDOVER_REFUSAL, model, form)


@get("/assignments/to-reassign", access=may(P.ASSIGN))
async def to_reassign(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«Da riassegnare»: what somebody who left the service has left behind."""
    return page(request, "candidates/team/to_reassign.html", {"rows": await reassign_lines(viewer)})


SERVICE_ROUTES = [
    index,
    show,
    accept,
    decline,
    ending,
    end,
    add_member,
    end_member,
    offered,
    accept_handover,
    handover_refusal,
    refuse_handover,
    to_reassign,
]
