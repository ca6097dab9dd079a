"""Addresses of who signs beside the person."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.people import representatives
from portal.candidates.people.draft_keeper import forget_draft
from portal.candidates.people.file_access import Part
from portal.candidates.people.forms import RepresentativeForm
from portal.candidates.people.reading import file_to_write
from portal.candidates.people.representatives import Words
from portal.candidates.people.vocabulary import RepresentativeKind
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

EDIT = may(P.FILE_WRITE)
TAB = "/data"
TEMPLATE = "candidates/people/representative.html"


@get("/people/{person_id:uuid}/data/representative", access=EDIT)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.CONTACT, TAB, by=viewer)
    known = await representatives.of_person(person_id)
    form = (
        RepresentativeForm.blank(starts_on=clock.today())
        if known is None
        else RepresentativeForm.blank(
            kind=known.kind,
            name=known.name,
            phone=known.phone,
            powers=known.powers,
            act=known.act,
            starts_on=known.starts_on,
        )
    )
    return page(request, TEMPLATE, {"file": file, "known": known is not None}, form=form)


@post("/people/{person_id:uuid}/data/representative", access=EDIT)
async def save(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.CONTACT, TAB, by=viewer)
    form = RepresentativeForm.bind(await read_form(request))
    if form.ok:
        words = Words(form["name"], form["powers"], form["act"], form["phone"])
        try:
            await representatives.record(
                person_id, RepresentativeKind(form["kind"]), words, starts_on=form["starts_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await forget_draft(person_id, "representative", by=viewer)
            return see_other(
                request, f"{file.url}/data", flash="Salvato. Il suo accordo si chiede ogni volta."
            )
    known = await representatives.of_person(person_id)
    return invalid(request, TEMPLATE, {"file": file, "known": known is not None}, form)


@post("/people/{person_id:uuid}/data/representative/removal", access=EDIT)
async def end(
    viewer: NamedDependency[Viewer], request: PortalRequest, person_id: FromPath[UUID]
) -> Response[Any]:
    await representatives.end(person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/data", flash="Da oggi firma da sola.")


REPRESENTATIVE_ROUTES = [show, save, end]
