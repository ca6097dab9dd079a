"""The page that confirms a device for the second factor: the only one a role of a service reaches without it."""

from typing import Any

from portal.accounts import totp
from portal.accounts.actions import second_factor
from portal.accounts.forms import DeviceForm, OtherDeviceForm
from portal.accounts.pages import CodesPage, DevicePage, device_page, safe_next
from portal.accounts.queries import people
from portal.accounts.queries.people import Credentials
from portal.accounts.vocabulary import Step
from portal.foundation.access import PUBLIC
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
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import Refused

DEVICE = "accounts/second_factor.html"
CODES = "accounts/recovery_codes.html"


async def _who(request: PortalRequest) -> tuple[SessionState, Credentials] | None:
    """A session that may confirm a device: signed in, or sent here to enrol. Else None."""
    session = request.session_state
    if session is None or session.account_id is None:
        return None
    step = session.data.get("second_factor")
    found = await people.credentials(session.account_id)
    if found is None or step == Step.CODE:
        return None
    if request.visitor is None and (step == Step.DONE or found.totp_secret is not None):
        return None
    return session, found


def _page(request: PortalRequest, found: Credentials, secret: str) -> DevicePage:
    return device_page(
        secret,
        account_id=found.id,
        email=found.email,
        issuer=request.site.name,
        replaces=found.totp_secret is not None,
        must=request.visitor is None,
    )


def _elsewhere(request: PortalRequest) -> Response[Any]:
    session = request.session_state
    awaits = session is not None and session.data.get("second_factor") == Step.CODE
    return see_other(request, "/sign-in/code" if awaits else "/sign-in")


@get("/account/second-factor", access=PUBLIC)
async def device(request: PortalRequest) -> Response[Any]:
    who = await _who(request)
    if who is None:
        return _elsewhere(request)
    model = _page(request, who[1], totp.new_secret())
    kind = OtherDeviceForm if model.replaces else DeviceForm
    return page(request, DEVICE, model, form=kind.blank(offer=model.offer))


@post("/account/second-factor", access=PUBLIC)
async def confirm(request: PortalRequest) -> Response[Any]:
    who = await _who(request)
    if who is None:
        return _elsewhere(request)
    session, found = who
    kind = OtherDeviceForm if found.totp_secret is not None else DeviceForm
    form = kind.bind(await read_form(request))
    secret = totp.new_secret()
    if form.ok:
        try:
            secret = second_factor.offered_secret(form["offer"], found.id)
            confirmed = await second_factor.confirm_device(
                session=session,
                sealed=form["offer"],
                typed=form["code"],
                password=form.values.get("password"),
                by=request.visitor,
            )
            return await _confirmed(request, confirmed, session)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    else:
        secret = _offered(form.values.get("offer"), found, secret)
    model = _page(request, found, secret)
    form.raw["offer"] = model.offer
    return invalid(request, DEVICE, model, form)


def _offered(sealed: str | None, found: Credentials, otherwise: str) -> str:
    """The secret the person has already scanned, so that the page keeps it when an answer is missing."""
    try:
        return second_factor.offered_secret(sealed or "", found.id)
    except Refused:
        return otherwise


async def _confirmed(
    request: PortalRequest, confirmed: second_factor.Confirmed, session: SessionState
) -> Response[Any]:
    to = safe_next(session.data.get("next")) or "/"
    response = page(request, CODES, CodesPage(confirmed.codes, to))
    sessions.set_cookie(response, confirmed.token, request.site)
    return response


ROUTES = [device, confirm]
