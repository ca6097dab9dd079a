"""The page of the fairness attributes."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.fairness import actions, queries
from portal.candidates.fairness.forms import FairnessForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import file_to_write
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
from portal.kernel.viewer import Viewer

EDIT = may(P.FAIRNESS_EDIT)
TAB = "/data"
TEMPLATE = "candidates/fairness/edit.html"


@get("/people/{person_id:uuid}/data/fairness", access=EDIT)
async def fairness(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.CONTACT, TAB, by=viewer)
    known = await queries.attributes_of([person_id])
    form = FairnessForm.of(known.get(person_id, queries.Attributes()))
    return page(request, TEMPLATE, {"file": file}, form=form)


@post("/people/{person_id:uuid}/data/fairness", access=EDIT)
async def record_fairness(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.CONTACT, TAB, by=viewer)
    form = FairnessForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, TEMPLATE, {"file": file}, form)
    await actions.record(person_id, form.attributes(), by=viewer)
    return see_other(request, f"{file.url}/data", flash="Dati per l’equità salvati.")


ROUTES = [fairness, record_fairness]
