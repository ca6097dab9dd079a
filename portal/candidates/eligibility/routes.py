"""Addresses of the eligibility for the reserved quota, inside the data of the file."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.eligibility import actions
from portal.candidates.eligibility.forms import EligibilityForm, EndForm
from portal.candidates.eligibility.pages import eligibility_page, paper_choices
from portal.candidates.eligibility.vocabulary import EndWhy
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write
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

EDIT = may(P.PEOPLE_EDIT)
TAB = "/data"
TEMPLATE = "candidates/eligibility/show.html"
ENDING = "candidates/eligibility/end.html"


async def _file(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_to_write(person_id, Part.DISABILITY_DOCUMENTS, TAB, by=viewer)


@get("/people/{person_id:uuid}/data/quota", access=EDIT)
async def quota(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = EligibilityForm.blank(choices=await paper_choices(file, viewer))
    return page(request, TEMPLATE, await eligibility_page(file, viewer), form=form)


@post("/people/{person_id:uuid}/data/quota", access=EDIT)
async def record_quota(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = EligibilityForm.bind(await read_form(request), choices=await paper_choices(file, viewer))
    if form.ok:
        try:
            await actions.record(
                id=form["once"],
                person_id=person_id,
                claim=form.claim(),
                document_id=form.document_id(),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/data/quota", flash="Idoneità alla riserva registrata.")
    return invalid(request, TEMPLATE, await eligibility_page(file, viewer), form)


async def _standing(person_id: UUID, viewer: Viewer) -> Any:
    model = await eligibility_page(await _file(person_id, viewer), viewer)
    if not model.facts:
        raise NotThere
    return model


@get("/people/{person_id:uuid}/data/quota/ending", access=EDIT)
async def ending_quota(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, ENDING, await _standing(person_id, viewer), form=EndForm.blank())


@post("/people/{person_id:uuid}/data/quota/ending", access=EDIT)
async def end_quota(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = await _standing(person_id, viewer)
    form = EndForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, ENDING, model, form)
    await actions.end(person_id, why=EndWhy(form["why"]), by=viewer)
    return see_other(request, model.url, flash="Idoneità finita. Da ora non vale più.")


ROUTES = [quota, record_quota, ending_quota, end_quota]
