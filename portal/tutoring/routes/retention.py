"""The retention plan: drafted for somebody who has a job, with her steps back to it."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    FromPath,
    PortalRequest,
    Response,
    get,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import retaining
from portal.tutoring.content_forms import RetentionForm, StepsForm
from portal.tutoring.queries.contents import return_steps
from portal.tutoring.queries.detail import Detail
from portal.tutoring.routes.ground import own_as_counsellor
from portal.tutoring.vocabulary import PlanKind, PlanState

LEAD = may(P.PLANS_LEAD)
NEW, STEPS = "tutoring/retention.html", "tutoring/return_steps.html"


async def _choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    names = await candidates.names(await candidates.followed_by(viewer))
    companies = await accounts.organisations_of_kind(OrganisationKind.COMPANY)
    return {
        "person": sorted(((str(id), name) for id, name in names.items()), key=lambda pair: pair[1]),
        "company": [(str(one.id), one.name) for one in companies],
    }


async def _people(company_id: UUID | None) -> list[tuple[str, str]]:
    """Whom of the company she may name."""
    members = await accounts.members(company_id) if company_id else []
    return list(dict.fromkeys((str(one.account_id), one.name) for one in members))


async def _page(request: PortalRequest, form: Form) -> Response[Any]:
    model = {"people": bool(form.choices("people"))}
    return page(request, NEW, model, form=form, status=200 if form.ok else 422)


@get("/retention-plans/new", access=LEAD)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«?person=» from her file."""
    choices = await _choices(viewer) | {"people": []}
    return await _page(
        request, RetentionForm.blank(choices=choices, person=request.query_params.get("person"))
    )


@post("/retention-plans/new", access=LEAD)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    sent = await read_form(request)
    choices = await _choices(viewer)
    chosen = sent.get("company")
    known = {value for value, _ in choices["company"]}
    company_id = UUID(chosen) if chosen in known else None
    form = RetentionForm.bind(sent, choices=choices | {"people": await _people(company_id)})
    if form.ok:
        try:
            plan_id = await retaining.draft_retention(
                UUID(form["person"]),
                id=form["once"],
                employer=retaining.Employer(
                    company_id,
                    form["employer_name"] or None,
                    [UUID(one) for one in form["people"]],
                    form["company_signs"],
                ),
                groups=form["groups"],
                tasks=form["tasks"],
                requested_in_writing_on=form["requested_in_writing_on"],
                measures=form["measures"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Piano di mantenimento aperto.")
    return await _page(request, form)


async def _own(plan_id: UUID, viewer: Viewer) -> Detail:
    detail = await own_as_counsellor(plan_id, viewer)
    if detail.kind is not PlanKind.RETENTION:
        raise NotThere
    return detail


def _steps(request: PortalRequest, detail: Detail, form: Form) -> Response[Any]:
    model = {"detail": detail, "open": detail.state is PlanState.DRAFTED}
    return page(request, STEPS, model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/return-steps", access=LEAD)
async def steps(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    lines = [
        f"{one.starts_on:%d/%m/%Y}; {one.weekly_hours}; {one.tasks or ''}" + ("; casa" if one.remote else "")
        for one in await return_steps(plan_id)
    ]
    return _steps(request, detail, StepsForm.blank(steps="\n".join(lines)))


@post("/plans/{plan_id:uuid}/return-steps", access=LEAD)
async def save_steps(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = StepsForm.bind(await read_form(request))
    if form.ok:
        try:
            await retaining.write_steps(plan_id, form.read(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Passi del rientro salvati.")
    return _steps(request, detail, form)


ROUTES = [new, create, steps, save_steps]
