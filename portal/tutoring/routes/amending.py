"""Changes of a plan that runs: proposed by whoever follows the person, signed by those they touch."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
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
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import amending
from portal.tutoring.content_forms import ContentsAmendmentForm
from portal.tutoring.pages import papers as pages
from portal.tutoring.papers import queries
from portal.tutoring.papers.forms import AmendmentForm
from portal.tutoring.queries import contents
from portal.tutoring.queries.detail import Detail
from portal.tutoring.routes.ground import own_as_counsellor
from portal.tutoring.vocabulary import AMENDMENT_LABELS, KEPT, AmendmentKind, MeasureState

LEAD = may(P.PLANS_LEAD)
AMENDMENT = "tutoring/amendment.html"
PROPOSED = "Modifica proposta. Firma chi è toccato."


async def _page(
    request: PortalRequest, detail: Detail, *, which: str = "", form: Form | None = None
) -> Response[Any]:
    """``which`` names the form that came back with errors: of the terms, or of the contents."""
    rows = await queries.amendments(detail.id)
    lines = [
        pages.amendment_line(
            one.number, AMENDMENT_LABELS[AmendmentKind(one.kind)], one.state, one.proposed_on, one.decided_on
        )
        for one in rows
    ]
    held = await contents.measures(detail.id)
    forms: dict[str, Form] = {
        "terms": AmendmentForm.blank(choices=await _tutors(detail)),
        "contents": ContentsAmendmentForm.blank(
            activities="\n".join(await contents.activities(detail.id)), measures=[one.code for one in held]
        ),
    }
    if form is not None:
        forms[which] = form
    for name, one in forms.items():
        one.on_page = name
    model = {
        "detail": detail,
        "open": detail.state in KEPT,
        "waiting": any(one.state == "proposed" and one.kind != AmendmentKind.ATTENDANCE for one in rows),
        "lines": lines,
        "forms": forms,
        "asked": [one.name for one in held if one.state is not MeasureState.AGREED],
    }
    return page(request, AMENDMENT, model, form=form, status=200 if form is None else 422)


async def _tutors(detail: Detail) -> dict[str, list[tuple[str, str]]]:
    members = (
        await accounts.members(detail.company_id, role=Role.IN_COMPANY_TUTOR) if detail.company_id else []
    )
    return {"tutor": [(str(one.account_id), one.name) for one in members]}


@get("/plans/{plan_id:uuid}/amendments", access=LEAD)
async def before_amending(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _page(request, await own_as_counsellor(plan_id, viewer))


async def _propose(
    request: PortalRequest,
    viewer: Viewer,
    detail: Detail,
    which: str,
    form: AmendmentForm | ContentsAmendmentForm,
) -> Response[Any]:
    if form.ok:
        try:
            await amending.propose(detail.id, form.changes(), reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{detail.id}/documents", flash=PROPOSED)
    return await _page(request, detail, which=which, form=form)


@post("/plans/{plan_id:uuid}/amendments", access=LEAD)
async def amend(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    """Dates, hours, tutor, indemnity."""
    detail = await own_as_counsellor(plan_id, viewer)
    form = AmendmentForm.bind(await read_form(request), choices=await _tutors(detail))
    return await _propose(request, viewer, detail, "terms", form)


@post("/plans/{plan_id:uuid}/amendments/contents", access=LEAD)
async def amend_contents(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    """Activities and measures on the five axes."""
    detail = await own_as_counsellor(plan_id, viewer)
    form = ContentsAmendmentForm.bind(await read_form(request))
    return await _propose(request, viewer, detail, "contents", form)


@post("/plans/{plan_id:uuid}/amendments/withdrawal", access=LEAD)
async def withdraw_amendment(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await amending.withdraw(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}/amendments", flash="Modifica ritirata.")


ROUTES = [before_amending, amend, amend_contents, withdraw_amendment]
