"""Addresses of other services in a person's file: invited, renewed, ended. For who holds the case."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team import actions, queries
from portal.candidates.cases.team.forms import EndingForm, InvitationForm, OrganisationForm, RenewalForm
from portal.candidates.cases.team.held import EDIT, held, parts_of_case
from portal.candidates.cases.team.pages import default_until, organisations_to_ask, referents_of
from portal.candidates.cases.team.queries import ServiceRow
from portal.candidates.cases.team.vocabulary import Position
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile
from portal.foundation import clock
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
from portal.kernel.viewer import Viewer

CHOOSE = "candidates/team/choose.html"
INVITATION = "candidates/team/invitation.html"
ENDING = "candidates/team/ending.html"
RENEWAL = "candidates/team/renewal.html"


async def _choices(file: OpenFile, organisation: str | None) -> dict[str, list[tuple[str, str]]] | None:
    """Of the chosen service; None while none of those proposed is chosen."""
    proposed = [row for row in await organisations_to_ask(file) if row[0] == organisation]
    if not proposed:
        return None
    return {
        "organisation": proposed,
        "referent": await referents_of(UUID(proposed[0][0])),
        "parts": await parts_of_case(file),
    }


@get("/people/{person_id:uuid}/team/services/new", access=EDIT)
async def new_service(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """First the service, then who answers there and what for: two pages that need no script."""
    file = await held(person_id, viewer)
    choices = await _choices(file, request.query_params.get("organisation"))
    if choices is None:
        form = OrganisationForm.blank(choices={"organisation": await organisations_to_ask(file)})
        return page(request, CHOOSE, {"file": file}, form=form)
    blank = InvitationForm.blank(
        choices=choices,
        organisation=choices["organisation"][0][0],
        mandate_from=clock.today(),
        mandate_until=default_until(),
        parts=[Part.CONTACT.value, Part.ACTIVITIES.value],
    )
    return page(request, INVITATION, {"file": file, "service": choices["organisation"][0][1]}, form=blank)


@post("/people/{person_id:uuid}/team/services", access=EDIT)
async def invite(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await held(person_id, viewer)
    sent = await read_form(request)
    choices = await _choices(file, sent.get("organisation"))
    if choices is None:
        again = OrganisationForm.bind(sent, choices={"organisation": await organisations_to_ask(file)})
        again.fail("organisation", "Scegli un servizio che non sia già invitato o coinvolto.")
        return invalid(request, CHOOSE, {"file": file}, again)
    form = InvitationForm.bind(sent, choices=choices)
    if form.ok:
        try:
            await actions.invite(
                id=form["once"],
                person_id=person_id,
                organisation_id=UUID(form["organisation"]),
                referent=UUID(form["referent"]),
                purpose=form["purpose"],
                parts=form.chosen(),
                mandate_from=form["mandate_from"],
                mandate_until=form["mandate_until"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"{file.url}/team",
                flash="Invito inviato. Registra l’accordo della persona: prima il servizio non legge niente.",
            )
    return invalid(request, INVITATION, {"file": file, "service": choices["organisation"][0][1]}, form)


async def _service(file: OpenFile, mandate_id: UUID) -> ServiceRow:
    for one in await queries.services_of(file.case_id):
        if one.id == mandate_id and one.position is Position.FURTHER:
            return one
    raise NotThere


@get("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/ending", access=EDIT)
async def ending(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    return page(request, ENDING, model, form=EndingForm.blank())


@post("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/ending", access=EDIT)
async def end_service(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    form = EndingForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.end_by_holder(mandate_id, person_id, reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/team", flash="Incarico concluso. Il servizio non legge più la scheda."
            )
    return invalid(request, ENDING, model, form)


@get("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/renewal", access=EDIT)
async def renewal(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    return page(request, RENEWAL, model, form=RenewalForm.blank(mandate_until=default_until()))


@post("/people/{person_id:uuid}/team/services/{mandate_id:uuid}/renewal", access=EDIT)
async def renew(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    mandate_id: FromPath[UUID],
) -> Response[Any]:
    file = await held(person_id, viewer)
    model = {"file": file, "service": await _service(file, mandate_id)}
    form = RenewalForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.renew(mandate_id, person_id, until=form["mandate_until"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"{file.url}/team",
                flash="Incarico rinnovato. Controlla anche l’accordo della persona.",
            )
    return invalid(request, RENEWAL, model, form)


INVITATION_ROUTES = [new_service, invite, ending, end_service, renewal, renew]
