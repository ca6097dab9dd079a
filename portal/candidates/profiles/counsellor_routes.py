"""Addresses of the profile for who follows the person: prepare, publish, withdraw."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write
from portal.candidates.profiles import actions
from portal.candidates.profiles.counsellor_pages import profession_choices, profile_page
from portal.candidates.profiles.forms import ProfileForm, WithdrawalForm
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

TAB = "/profile"
PUBLISH = may(P.PROFILE_PUBLISH)
SHOW = "candidates/profiles/publish.html"
WITHDRAWAL = "candidates/profiles/withdrawal.html"


async def _file(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_to_write(person_id, Part.SKILLS, TAB, by=viewer)


@get("/people/{person_id:uuid}/profile", access=PUBLISH)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = ProfileForm.blank(choices={"profession": await profession_choices(file)})
    return page(request, SHOW, await profile_page(file), form=form)


@post("/people/{person_id:uuid}/profile", access=PUBLISH)
async def prepare(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = ProfileForm.bind(await read_form(request), choices={"profession": await profession_choices(file)})
    if form.ok:
        try:
            await actions.prepare(
                id=form["once"], person_id=person_id, profession_code=form["profession"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}{TAB}", flash="Profilo preparato. Guarda come si vede.")
    return invalid(request, SHOW, await profile_page(file), form)


@post("/people/{person_id:uuid}/profile/publication", access=PUBLISH)
async def publish(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    await actions.submit(person_id, by=viewer)
    return see_other(
        request, f"{file.url}{TAB}", flash="Profilo inviato. Qui sotto leggi quando le aziende lo vedono."
    )


@get("/people/{person_id:uuid}/profile/withdrawal", access=PUBLISH)
async def withdrawing(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    return page(request, WITHDRAWAL, {"file": file}, form=WithdrawalForm.blank())


@post("/people/{person_id:uuid}/profile/withdrawal", access=PUBLISH)
async def withdraw(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = WithdrawalForm.bind(await read_form(request))
    await actions.withdraw(person_id, asked_by_person=form["asked_by_person"], by=viewer)
    return see_other(request, f"{file.url}{TAB}", flash="Profilo ritirato. Le aziende non lo vedono più.")


ROUTES = [show, prepare, publish, withdrawing, withdraw]
