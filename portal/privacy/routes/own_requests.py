"""In her own area: her requests, and her data to take away."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation import clock, db, facts, pdf
from portal.foundation.access import AREA
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
from portal.foundation.web.site import PersonSession
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON
from portal.privacy.actions import requesting
from portal.privacy.events import OwnDataExported
from portal.privacy.forms import RequestForm
from portal.privacy.pages.gathering import requests_page
from portal.privacy.queries import exports
from portal.privacy.queries.requests import whole_copy_until
from portal.privacy.vocabulary import RequestKind

INDEX = "privacy/requests.html"
Person = NamedDependency[PersonSession]


@get("/my-area/requests", access=AREA)
async def index(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, INDEX, await requests_page(person.person_id), form=RequestForm.blank())


@post("/my-area/requests", access=AREA)
async def ask(request: PortalRequest, person: Person) -> Response[Any]:
    form = RequestForm.bind(await read_form(request))
    if form.ok:
        try:
            await requesting.ask(
                id=form["once"],
                person_id=person.person_id,
                kind=RequestKind(form["kind"]),
                words=form["words"],
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, "/my-area/requests", flash="Richiesta inviata. Rispondiamo entro un mese."
            )
    return invalid(request, INDEX, await requests_page(person.person_id), form)


@post("/my-area/requests/{request_id:uuid}/withdrawal", access=AREA)
async def withdraw(request: PortalRequest, person: Person, request_id: FromPath[UUID]) -> Response[Any]:
    await requesting.withdraw(request_id, person.person_id)
    return see_other(request, "/my-area/requests", flash="Richiesta ritirata.")


async def _noted(person: PersonSession, form: str, *, whole: bool) -> None:
    """Before anything is read: a whole copy only while a granted request of access opens it."""
    if whole and await whole_copy_until(person.person_id, clock.today()) is None:
        raise NotThere
    async with db.unit_of_work():
        await facts.record(OwnDataExported(person_id=person.person_id, form=form, whole=whole), by=PERSON)


async def _json(person: PersonSession, *, whole: bool) -> Response[Any]:
    await _noted(person, "json", whole=whole)
    content = await exports.as_json(person.person_id, whole=whole)
    return download(content, name="i-miei-dati.json", media_type="application/json")


async def _pdf(person: PersonSession, *, whole: bool) -> Response[Any]:
    await _noted(person, "pdf", whole=whole)
    printed = await exports.for_print(person.person_id, whole=whole)
    content = await pdf.drawn("own_data.typ", printed)
    return download(content, name="i-miei-dati.pdf", media_type=pdf.MEDIA_TYPE)


@get("/my-area/export.json", access=AREA)
async def as_json(request: PortalRequest, person: Person) -> Response[Any]:
    return await _json(person, whole=False)


@get("/my-area/export.pdf", access=AREA)
async def as_pdf(request: PortalRequest, person: Person) -> Response[Any]:
    return await _pdf(person, whole=False)


@get("/my-area/whole-copy.json", access=AREA)
async def whole_json(request: PortalRequest, person: Person) -> Response[Any]:
    return await _json(person, whole=True)


@get("/my-area/whole-copy.pdf", access=AREA)
async def whole_pdf(request: PortalRequest, person: Person) -> Response[Any]:
    return await _pdf(person, whole=True)


ROUTES = [index, ask, withdraw, as_json, as_pdf, whole_json, whole_pdf]
