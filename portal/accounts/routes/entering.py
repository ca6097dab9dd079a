"""Sign-in, its code, sign-out, and «Agisci come»."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts.actions import entering
from portal.accounts.forms import CodeForm, SignInForm
from portal.accounts.pages import SignInPage, safe_next, seat_rows
from portal.accounts.queries import people
from portal.accounts.routes.carrying import go_on, signed_out
from portal.accounts.vocabulary import Step
from portal.foundation.access import PUBLIC, SIGNED_IN
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

SIGN_IN = "accounts/sign_in.html"
CODE = "accounts/sign_in_code.html"


@get("/sign-in", access=PUBLIC)
async def sign_in_page(request: PortalRequest, visitor: NamedDependency[Viewer | None]) -> Response[Any]:
    to = safe_next(request.query_params.get("next"))
    if visitor is not None:
        return see_other(request, to or "/")
    return page(request, SIGN_IN, SignInPage(to or ""), form=SignInForm.blank(next=to))


@post("/sign-in", access=PUBLIC)
async def sign_in(request: PortalRequest) -> Response[Any]:
    form = SignInForm.bind(await read_form(request))
    to = safe_next(form.values.get("next"))
    if form.ok:
        try:
            entered = await entering.sign_in(
                email=form["email"],
                password=form["password"],
                address=request.client_address,
                old=request.session_state,
                go_on_to=to,
            )
            return go_on(request, entered, to=to)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, SIGN_IN, SignInPage(to or ""), form)


def _awaits_code(request: PortalRequest) -> bool:
    session = request.session_state
    return session is not None and session.data.get("second_factor") == Step.CODE


@get("/sign-in/code", access=PUBLIC)
async def code_page(request: PortalRequest) -> Response[Any]:
    if not _awaits_code(request):
        return see_other(request, "/" if request.visitor else "/sign-in")
    return page(request, CODE, form=CodeForm.blank())


@post("/sign-in/code", access=PUBLIC)
async def enter_code(request: PortalRequest) -> Response[Any]:
    session = request.session_state
    if session is None or not _awaits_code(request):
        return see_other(request, "/" if request.visitor else "/sign-in")
    form = CodeForm.bind(await read_form(request))
    if form.ok:
        try:
            entered = await entering.enter_code(session, form["code"])
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            left = entered.codes_left
            flash = None if left is None else f"Hai usato un codice di recupero. Te ne restano {left}."
            return go_on(request, entered, to=session.data.get("next"), flash=flash)
    return invalid(request, CODE, None, form)


@post("/sign-out", access=PUBLIC)
async def sign_out(request: PortalRequest) -> Response[Any]:
    if request.session_state is not None:
        await entering.sign_out(request.session_state)
    return signed_out(request, "Sei uscito.")


@get("/organisations", access=SIGNED_IN)
async def choose(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«Agisci come»."""
    seats = await people.seats(viewer.account_id)
    return page(request, "accounts/act_for.html", seat_rows(seats, viewer.organisation_id))


@post("/act-for/{organisation_id:uuid}", access=SIGNED_IN)
async def act_for(request: PortalRequest, organisation_id: FromPath[UUID]) -> Response[Any]:
    session = request.session_state
    if session is None:
        raise NotThere
    entered = await entering.act_for(organisation_id, session=session)
    return go_on(request, entered)


ROUTES = [sign_in_page, sign_in, code_page, enter_code, sign_out, choose, act_for]
