"""Addresses of the assessment in a person's file: what is in force, and a new occasion."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.assessment import actions, sheets
from portal.candidates.assessment.forms import OpeningForm
from portal.candidates.assessment.grade_routes import GRADE_ROUTES
from portal.candidates.assessment.icf_routes import ICF_ROUTES
from portal.candidates.assessment.one_routes import ONE_ROUTES
from portal.candidates.assessment.pages import assessment_page
from portal.candidates.assessment.review_forms.routes import ROUTES as REVIEW_FORM_ROUTES
from portal.candidates.assessment.vocabulary import Occasion
from portal.candidates.cases.parameters import figure
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_of_holder, open_file
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
from portal.kernel.roles import ROLE_LABELS
from portal.kernel.viewer import Viewer

TAB = "/assessment"
NEW = "candidates/assessment/new.html"
EDIT = may(P.PEOPLE_EDIT)


@get("/people/{person_id:uuid}/assessment", access=may(P.PEOPLE_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.LEVELS, TAB, by=viewer)
    return page(request, "candidates/assessment/show.html", await assessment_page(file))


async def _raters(file: OpenFile) -> dict[str, list[tuple[str, str]]]:
    seats = await sheets.seats_to_rate(file.ground.service_id, file.case_id)
    return {
        "raters": [(str(one.account_id), f"{one.name}, {ROLE_LABELS[one.role].lower()}") for one in seats]
    }


@get("/people/{person_id:uuid}/assessment/new", access=EDIT)
async def new(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.LEVELS, TAB, by=viewer)
    today = clock.today()
    close_by = today + timedelta(days=figure("assessment.close_days", today))
    form = OpeningForm.blank(choices=await _raters(file), close_by=close_by, raters=[str(viewer.account_id)])
    return page(request, NEW, {"file": file}, form=form)


@post("/people/{person_id:uuid}/assessment/new", access=EDIT)
async def ask(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_of_holder(person_id, Part.LEVELS, TAB, by=viewer)
    form = OpeningForm.bind(await read_form(request), choices=await _raters(file))
    if form.ok:
        try:
            assessment_id = await actions.ask(
                id=form["once"],
                person_id=person_id,
                occasion=Occasion(form["occasion"]),
                raters=[UUID(one) for one in form["raters"]],
                close_by=form["close_by"],
                observed_in=form["observed_in"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"/assessments/{assessment_id}",
                flash="Valutazione iniziata. Ognuno trova la sua scheda.",
            )
    return invalid(request, NEW, {"file": file}, form)


ROUTES = [show, new, ask, *ONE_ROUTES, *ICF_ROUTES, *GRADE_ROUTES, *REVIEW_FORM_ROUTES]
