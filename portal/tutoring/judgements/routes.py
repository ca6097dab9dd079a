"""The page of the final judgement: the counsellor's, the tutor's, and the person's through her link."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation.access import LINK, may
from portal.foundation.access import Permission as P
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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.judgements import actions, queries
from portal.tutoring.judgements.forms import NO_SHOW, ConfirmationForm, JudgementForm
from portal.tutoring.judgements.pages import is_asked, judgement_page, view
from portal.tutoring.judgements.queries import JudgementRow
from portal.tutoring.judgements.vocabulary import Judgement
from portal.tutoring.queries.detail import Detail, detail_of_link
from portal.tutoring.routes.ground import find, own_as_counsellor, own_as_tutor
from portal.tutoring.vocabulary import PartyRole

LEAD, KEEP = may(P.PLANS_LEAD), may(P.PLANS_KEEP)
PAGE, BY_LINK, DONE = (
    "tutoring/judgements/show.html",
    "tutoring/judgements/by_link.html",
    "tutoring/judgements/done.html",
)
GONE = "tutoring/sign_gone.html"


async def _draw(request: PortalRequest, detail: Detail, side: PartyRole, form: Form) -> Response[Any]:
    model = await judgement_page(detail, side)
    return page(request, PAGE, model, form=form) if form.ok else invalid(request, PAGE, model, form)


@get("/plans/{plan_id:uuid}/judgement", access=may(P.PLANS_LEAD, P.PLANS_KEEP))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail, side = await find(plan_id, viewer)
    if side is PartyRole.COMPANY or not is_asked(detail):
        raise NotThere
    one = await queries.of_plan(plan_id)
    if side is PartyRole.TUTOR:
        return await _draw(
            request, detail, side, ConfirmationForm.blank(version=str(one.version) if one else "")
        )
    return await _draw(request, detail, side, _filled(one))


def _filled(one: JudgementRow | None) -> Form:
    if one is None:
        return JudgementForm.blank()
    said = one.content
    return JudgementForm.blank(
        judgement=said.judgement.value if said.judgement else NO_SHOW,
        conditions=said.conditions or "",
        words=said.words or "",
    )


@post("/plans/{plan_id:uuid}/judgement", access=LEAD)
async def fill(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = JudgementForm.bind(await read_form(request))
    if form.ok:
        chosen = form["judgement"]
        try:
            await actions.fill(
                plan_id,
                judgement=None if chosen == NO_SHOW else Judgement(chosen),
                conditions=form["conditions"],
                words=form["words"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"/plans/{plan_id}/judgement", flash="Giudizio salvato. Ora va confermato."
            )
    return await _draw(request, detail, PartyRole.COUNSELLOR, form)


@post("/plans/{plan_id:uuid}/judgement/confirmation", access=KEEP)
async def confirm(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    form = ConfirmationForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.confirm_as_tutor(plan_id, version=form.drawn_with(), words=form["words"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Giudizio confermato.")
    return await _draw(request, detail, PartyRole.TUTOR, form)


@post("/plans/{plan_id:uuid}/judgement/link", access=LEAD)
async def ask_again(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await own_as_counsellor(plan_id, viewer)
    await actions.ask_again(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}/judgement", flash="Nuovo link pronto.")


@get("/judgements/{token:str}", access=LINK)
async def show_link(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """What she confirms, in plain words; nothing happens by looking at it."""
    try:
        one = await queries.opened_by(token)
    except NotThere:
        return page(request, GONE, {"sentence": actions.GONE}, status=410)
    return await _by_link(request, token, one, ConfirmationForm.blank())


async def _by_link(request: PortalRequest, token: str, one: JudgementRow, form: Form) -> Response[Any]:
    detail = await detail_of_link(one.plan_id)
    model = {"token": token, "company": detail.company_name, "view": view(one)}
    return page(request, BY_LINK, model, form=form) if form.ok else invalid(request, BY_LINK, model, form)


@post("/judgements/{token:str}", access=LINK)
async def confirm_by_link(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    form = ConfirmationForm.bind(await read_form(request))
    try:
        if not form.ok:
            return await _by_link(request, token, await queries.opened_by(token), form)
        await actions.confirm_by_link(token, words=form["words"])
    except NotThere:
        return page(request, GONE, {"sentence": actions.GONE}, status=410)
    except Refused as refusal:
        return page(request, GONE, {"sentence": refusal.sentence}, status=409)
    return page(request, DONE, {})


ROUTES = [show, fill, confirm, ask_again, show_link, confirm_by_link]
