"""Addresses of a person's agreements to share her file: «Accordi alla condivisione», revocation, the sheet on paper."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team import queries, sharing
from portal.candidates.cases.team.forms import SharingForm, SharingRevocationForm
from portal.candidates.cases.team.held import CONSENTS, parts_of_case
from portal.candidates.cases.team.pages import default_until, sharing_line, sharing_lines
from portal.candidates.cases.team.rules import parts_words
from portal.candidates.cases.team.sharing_queries import sharing_of
from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_of_holder, file_to_write, open_file
from portal.candidates.people.vocabulary import CollectedHow
from portal.foundation import clock, pdf
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    download,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

SHARING = "candidates/team/sharing.html"
SHARING_REVOCATION = "candidates/team/sharing_revocation.html"


async def _sharing_choices(file: OpenFile) -> dict[str, list[tuple[str, str]]]:
    asked = [
        (str(one.organisation_id), one.organisation)
        for one in await queries.services_of(file.case_id)
        if one.position is Position.FURTHER and one.state in (ServiceState.INVITED, ServiceState.ACTIVE)
    ]
    return {"recipient": asked, "parts": await parts_of_case(file)}


@get("/people/{person_id:uuid}/sharing", access=may(P.PEOPLE_READ))
async def sharing_list(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """«Accordi alla condivisione»: all of hers, as far as the reader's cell of the consents goes."""
    file = await open_file(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    model = {"file": file, "lines": await sharing_lines(file)}
    return page(request, "candidates/team/sharing_list.html", model)


@get("/people/{person_id:uuid}/sharing/new", access=may(P.FILE_WRITE))
async def new_sharing(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """The words of the invitation are proposed; she may share less."""
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    choices = await _sharing_choices(file)
    asked = request.query_params.get("recipient")
    row = next(
        (
            one
            for one in await queries.services_of(file.case_id)
            if str(one.organisation_id) == asked and one.state in (ServiceState.INVITED, ServiceState.ACTIVE)
        ),
        None,
    )
    form = SharingForm.blank(
        choices=choices,
        recipient=asked if row else None,
        purpose=row.purpose if row else None,
        parts=[part.value for part in row.parts] if row else [],
        given_on=clock.today(),
        expires_on=row.mandate_until if row else default_until(),
    )
    return page(request, SHARING, {"file": file}, form=form)


@post("/people/{person_id:uuid}/sharing/new", access=may(P.FILE_WRITE))
async def agree_to_share(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    form = SharingForm.bind(await read_form(request), choices=await _sharing_choices(file))
    if form.ok:
        try:
            await sharing.agree(
                id=form["once"],
                person_id=person_id,
                recipient_id=UUID(form["recipient"]),
                purpose=form["purpose"],
                parts=form.chosen(),
                how=CollectedHow(form["how"]),
                on=form["given_on"],
                expires_on=form["expires_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/sharing", flash="Accordo alla condivisione registrato.")
    return invalid(request, SHARING, {"file": file}, form)


async def _standing(file: OpenFile, consent_id: UUID) -> dict[str, Any]:
    for one in await sharing_of(file.person_id):
        if one.id == consent_id and one.revoked_on is None:
            return {"file": file, "consent": sharing_line(one)}
    raise NotThere


@get("/people/{person_id:uuid}/sharing/{consent_id:uuid}/revocation", access=may(P.FILE_WRITE))
async def sharing_revocation(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    consent_id: FromPath[UUID],
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    model = await _standing(file, consent_id)
    return page(
        request, SHARING_REVOCATION, model, form=SharingRevocationForm.blank(revoked_on=clock.today())
    )


@post("/people/{person_id:uuid}/sharing/{consent_id:uuid}/revocation", access=may(P.FILE_WRITE))
async def revoke_sharing(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    consent_id: FromPath[UUID],
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    model = await _standing(file, consent_id)
    form = SharingRevocationForm.bind(await read_form(request))
    if form.ok:
        try:
            await sharing.revoke(
                person_id, consent_id, how=CollectedHow(form["how"]), on=form["revoked_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/sharing", flash="Accordo ritirato. Il servizio non legge più la scheda."
            )
    return invalid(request, SHARING_REVOCATION, model, form)


@get("/people/{person_id:uuid}/privacy-sheet", access=may(P.FILE_WRITE))
async def privacy_sheet(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """All her agreements together, on paper: the «scheda privacy» of phase 5."""
    file = await file_to_write(person_id, Part.CONSENTS, CONSENTS, by=viewer)
    today = clock.today()
    rows = await sharing_of(person_id)
    content = await pdf.drawn(
        "privacy_sheet.typ",
        {
            "name": file.name,
            "service": viewer.organisation_name,
            "on": f"{today:%d/%m/%Y}",
            "agreements": [
                {
                    "recipient": one.recipient,
                    "purpose": one.purpose,
                    "parts": parts_words(one.parts),
                    "given": f"{one.given_on:%d/%m/%Y}",
                    "until": f"{one.revoked_on or one.expires_on:%d/%m/%Y}",
                    "state": sharing_line(one).state,
                }
                for one in rows
            ],
        },
    )
    return download(content, name="scheda-privacy.pdf", media_type=pdf.MEDIA_TYPE)


SHARING_ROUTES = [
    sharing_list,
    new_sharing,
    agree_to_share,
    sharing_revocation,
    revoke_sharing,
    privacy_sheet,
]
