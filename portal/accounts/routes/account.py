"""The own account: what it is, its password, its sessions, its recovery codes."""

from typing import Any

from litestar.di import NamedDependency

from portal.accounts.actions import entering, passwords, second_factor
from portal.accounts.forms import ChangePasswordForm, OwnPasswordForm
from portal.accounts.pages import CodesPage, account_page
from portal.accounts.queries import people
from portal.accounts.routes.carrying import signed_out
from portal.foundation.access import SIGNED_IN
from portal.foundation.web import (
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
    sessions,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

PASSWORD = "accounts/password.html"  # noqa: S105 - a template
RENEW = "accounts/recovery_codes_renewal.html"
CODES = "accounts/recovery_codes.html"


@get("/account", access=SIGNED_IN)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    own = await people.own_account(viewer.account_id)
    if own is None:
        raise NotThere
    seats = await people.seats(viewer.account_id)
    return page(request, "accounts/account.html", account_page(own, seats, viewer))


@get("/account/password", access=SIGNED_IN)
async def password_page(request: PortalRequest) -> Response[Any]:
    return page(request, PASSWORD, form=ChangePasswordForm.blank())


@post("/account/password", access=SIGNED_IN)
async def change_password(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    session = request.session_state
    if session is None:
        raise NotThere
    form = ChangePasswordForm.bind(await read_form(request))
    if form.ok:
        try:
            token = await passwords.change(
                current=form["current"], new=form["password"], session=session, by=viewer
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            flash = "La password è cambiata. Gli altri dispositivi devono accedere di nuovo."
            response = see_other(request, "/account", flash=flash)
            sessions.set_cookie(response, token, request.site)
            return response
    return invalid(request, PASSWORD, None, form)


@get("/account/recovery-codes", access=SIGNED_IN)
async def renewal_page(request: PortalRequest) -> Response[Any]:
    return page(request, RENEW, form=OwnPasswordForm.blank())


@post("/account/recovery-codes", access=SIGNED_IN)
async def renew_codes(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The codes stand in the answer itself: they are shown once and nowhere kept."""
    form = OwnPasswordForm.bind(await read_form(request))
    if form.ok:
        try:
            codes = await second_factor.renew_codes(password=form["password"], by=viewer)
            return page(request, CODES, CodesPage(codes, "/account"))
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, RENEW, None, form)


@post("/sign-out-everywhere", access=SIGNED_IN)
async def sign_out_everywhere(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    await entering.sign_out_everywhere(by=viewer)
    return signed_out(request, "Sei uscito da tutti i dispositivi.")


ROUTES = [show, password_page, change_password, renewal_page, renew_codes, sign_out_everywhere]
