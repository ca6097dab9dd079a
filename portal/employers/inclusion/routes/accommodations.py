"""Addresses of the register of accommodations: for the company's administrators alone, each reading noted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.actions import accommodations as acts
from portal.employers.inclusion.forms.accommodations import (
    AnswerForm,
    EndingForm,
    HearingForm,
    InPlaceForm,
    RequestForm,
)
from portal.employers.inclusion.pages import accommodations as pages
from portal.employers.inclusion.queries import accommodations
from portal.employers.inclusion.queries.accommodations import AccommodationDetail
from portal.employers.inclusion.vocabulary import Ending, Hearing
from portal.employers.obligations.parameters import in_force
from portal.foundation import audit, clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

INDEX, SHOW = "employers/accommodations/index.html", "employers/accommodations/show.html"
NEW, STEP = "employers/accommodations/new.html", "employers/accommodations/step.html"
KEEP = may(P.ACCOMMODATIONS_KEEP)


@get("/accommodations", access=KEEP)
async def register(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = own_company(viewer)
    shown = Pages.of(request, await accommodations.count(company_id))
    rows = await accommodations.page(company_id, limit=shown.limit, offset=shown.offset)
    await audit.note("AccommodationRead", by=viewer, subject_kind="company", subject_id=company_id)
    model = pages.accommodation_list(rows, shown, clock.today(), await in_force())
    return page(request, INDEX, model)


@get("/accommodations/new", access=KEEP)
async def new_request(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, NEW, form=RequestForm.blank(requested_on=f"{clock.today():%d/%m/%Y}"))


@post("/accommodations", access=KEEP)
async def record(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = RequestForm.bind(await read_form(request))
    if form.ok:
        try:
            id = await acts.record_request(form.request(), id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/accommodations/{id}", flash="Richiesta registrata.")
    return invalid(request, NEW, None, form)


async def _found(viewer: Viewer, accommodation_id: UUID) -> AccommodationDetail:
    return await accommodations.accommodation(accommodation_id, own_company(viewer))


@get("/accommodations/{accommodation_id:uuid}", access=KEEP)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], accommodation_id: FromPath[UUID]
) -> Response[Any]:
    found = await _found(viewer, accommodation_id)
    await audit.note(
        "AccommodationRead", by=viewer, subject_kind="accommodation", subject_id=accommodation_id
    )
    return page(request, SHOW, pages.accommodation_page(found, clock.today()))


@dataclass(frozen=True, slots=True)
class _Step:
    form: type[Form]
    title: str
    saved: str


_STEPS = {
    "hearing": _Step(HearingForm, "La persona è stata sentita", "Partecipazione registrata."),
    "answer": _Step(AnswerForm, "Rispondi alla richiesta", "Risposta registrata."),
    "in-place": _Step(InPlaceForm, "Misure in atto", "Misure in atto registrate."),
    "ending": _Step(EndingForm, "Chiudi la scheda", "Scheda chiusa."),
}


def _step(name: str) -> _Step:
    if name not in _STEPS:
        raise NotThere
    return _STEPS[name]


def _model(found: AccommodationDetail, name: str, step: _Step) -> dict[str, Any]:
    return {"id": found.id, "code": found.code, "step": name, "title": step.title}


def _known(name: str, found: AccommodationDetail) -> dict[str, Any]:
    """What a step begins with: today, the measures that were asked for, what was written before."""
    today, in_place_on = f"{clock.today():%d/%m/%Y}", found.steps.in_place_on
    known: dict[str, dict[str, Any]] = {
        "hearing": {"heard_on": today},
        "answer": {"answered_on": today, "measures": list(found.asked)},
        "in-place": {"in_place_on": f"{in_place_on:%d/%m/%Y}" if in_place_on else today},
        "ending": {"ended_on": today},
    }
    return known[name]


async def _act(form: Form, accommodation_id: UUID, viewer: Viewer) -> None:
    match form:
        case HearingForm():
            await acts.record_hearing(
                accommodation_id, heard_on=form["heard_on"], hearing=Hearing(form["hearing"]), by=viewer
            )
        case AnswerForm():
            await acts.record_answer(accommodation_id, form.reply(), by=viewer)
        case InPlaceForm():
            await acts.record_in_place(
                accommodation_id, in_place_on=form["in_place_on"], review_on=form["review_on"], by=viewer
            )
        case EndingForm():
            await acts.end_accommodation(
                accommodation_id, ended_on=form["ended_on"], ending=Ending(form["ending"]), by=viewer
            )


@get("/accommodations/{accommodation_id:uuid}/{step:str}", access=KEEP)
async def step_page(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    accommodation_id: FromPath[UUID],
    step: FromPath[str],
) -> Response[Any]:
    found, asked = await _found(viewer, accommodation_id), _step(step)
    form = asked.form.blank(**_known(step, found))
    return page(request, STEP, _model(found, step, asked), form=form)


@post("/accommodations/{accommodation_id:uuid}/{step:str}", access=KEEP)
async def take_step(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    accommodation_id: FromPath[UUID],
    step: FromPath[str],
) -> Response[Any]:
    found, asked = await _found(viewer, accommodation_id), _step(step)
    form = asked.form.bind(await read_form(request))
    if form.ok:
        try:
            await _act(form, accommodation_id, viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/accommodations/{accommodation_id}", flash=asked.saved)
    return invalid(request, STEP, _model(found, step, asked), form)


ROUTES = [register, new_request, record, show, step_page, take_step]
