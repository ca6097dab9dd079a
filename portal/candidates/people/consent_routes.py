"""Addresses of the consents: what the person agreed to, recorded by who holds her case."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.people import consents
from portal.candidates.people.file_access import Part
from portal.candidates.people.forms import ConsentForm, RevocationForm
from portal.candidates.people.pages import ConsentPage, consent_page, consents_page
from portal.candidates.people.reading import file_to_write, open_file
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.foundation import clock
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
from portal.kernel.viewer import Viewer

EDIT = may(P.FILE_WRITE)
TAB = "/consents"
CONSENT = "candidates/people/consent.html"
REVOCATION = "candidates/people/consent_revocation.html"


@get("/people/{person_id:uuid}/consents", access=may(P.PEOPLE_READ))
async def index(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.CONSENTS, TAB, by=viewer)
    return page(request, "candidates/people/consents.html", await consents_page(file))


async def _page_of(person_id: UUID, word: str, viewer: Viewer) -> ConsentPage:
    try:
        kind = ConsentKind(word)
    except ValueError:
        raise NotThere from None
    return await consent_page(await file_to_write(person_id, Part.CONSENTS, TAB, by=viewer), kind)


@get("/people/{person_id:uuid}/consents/{kind:str}", access=EDIT)
async def consent(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], kind: FromPath[str]
) -> Response[Any]:
    model = await _page_of(person_id, kind, viewer)
    return page(request, CONSENT, model, form=ConsentForm.blank(given_on=clock.today()))


@post("/people/{person_id:uuid}/consents/{kind:str}", access=EDIT)
async def give(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], kind: FromPath[str]
) -> Response[Any]:
    model = await _page_of(person_id, kind, viewer)
    form = ConsentForm.bind(await read_form(request))
    if form.ok:
        try:
            await consents.give(
                id=form["once"],
                person_id=person_id,
                kind=model.consent.kind,
                how=CollectedHow(form["how"]),
                on=form["given_on"],
                expires_on=form["expires_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{model.file.url}/consents", flash="Consenso registrato.")
    return invalid(request, CONSENT, model, form)


@get("/people/{person_id:uuid}/consents/{kind:str}/revocation", access=EDIT)
async def revocation(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], kind: FromPath[str]
) -> Response[Any]:
    model = await _page_of(person_id, kind, viewer)
    return page(request, REVOCATION, model, form=RevocationForm.blank(revoked_on=clock.today()))


@post("/people/{person_id:uuid}/consents/{kind:str}/revocation", access=EDIT)
async def revoke(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], kind: FromPath[str]
) -> Response[Any]:
    model = await _page_of(person_id, kind, viewer)
    form = RevocationForm.bind(await read_form(request))
    if form.ok:
        try:
            await consents.revoke(
                person_id,
                model.consent.kind,
                how=CollectedHow(form["how"]),
                on=form["revoked_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{model.file.url}/consents", flash="Consenso ritirato.")
    return invalid(request, REVOCATION, model, form)


CONSENT_ROUTES = [index, consent, give, revocation, revoke]
