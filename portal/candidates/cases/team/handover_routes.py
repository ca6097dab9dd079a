"""Addresses of a hand-over of a case: prepared, offered, taken back. For who holds the case."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team import handing_over
from portal.candidates.cases.team.forms import HandoverForm
from portal.candidates.cases.team.handing_over import Receiver
from portal.candidates.cases.team.handover_queries import open_handover
from portal.candidates.cases.team.held import EDIT, held, pair
from portal.candidates.cases.team.pages import documents_to_pass, receivers
from portal.candidates.people.reading import OpenFile
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

HANDOVER = "candidates/team/handover.html"


async def _handover_choices(file: OpenFile) -> dict[str, list[tuple[str, str]]]:
    return {"receiver": await receivers(file), "documents": await documents_to_pass(file.person_id)}


@get("/people/{person_id:uuid}/handover", access=EDIT)
async def handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await held(person_id, viewer)
    choices = await _handover_choices(file)
    known = await open_handover(file.case_id)
    if known is not None and known.offered_on is not None:
        return see_other(request, f"{file.url}/team")
    if known is None:
        form = HandoverForm.blank(choices=choices)
    else:
        form = HandoverForm.blank(
            choices=choices,
            receiver=f"{known.receiver_id}:{known.receiver_service_id}",
            reason=known.reason,
            progress=known.progress,
            actions=known.actions,
            helps=known.helps,
            contacts=known.contacts,
            documents=list(known.documents),
            agreed_on=known.agreed_on,
        )
    return page(request, HANDOVER, {"file": file}, form=form)


@post("/people/{person_id:uuid}/handover", access=EDIT)
async def prepare_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await held(person_id, viewer)
    form = HandoverForm.bind(await read_form(request), choices=await _handover_choices(file))
    if form.ok:
        account_id, organisation = pair(form["receiver"])
        agreed_on: date | None = form["agreed_on"]
        try:
            await handing_over.prepare(
                id=form["once"],
                person_id=person_id,
                receiver=Receiver(account_id, UUID(organisation)),
                reason=form["reason"],
                texts=form.texts(),
                documents=form["documents"] or (),
                agreed_on=agreed_on,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/team", flash="Passaggio di consegne salvato. Ora offri il caso."
            )
    return invalid(request, HANDOVER, {"file": file}, form)


@post("/people/{person_id:uuid}/handover/offer", access=EDIT)
async def offer_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    await held(person_id, viewer)
    await handing_over.offer(person_id, by=viewer)
    return see_other(
        request,
        f"/people/{person_id}/team",
        flash="Caso offerto. Rispondi tu della persona finché non è accettato.",
    )


@post("/people/{person_id:uuid}/handover/withdrawal", access=EDIT)
async def withdraw_handover(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    await held(person_id, viewer)
    await handing_over.withdraw(person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/team", flash="Passaggio di consegne ritirato.")


HANDOVER_ROUTES = [handover, prepare_handover, offer_handover, withdraw_handover]
