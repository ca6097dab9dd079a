"""Pages behind the links of our mail. GET shows, POST acts."""

from typing import Any

from litestar.di import NamedDependency

from portal.accounts.actions import joining, passwords
from portal.accounts.actions.entering import Entered
from portal.accounts.actions.limits import within
from portal.accounts.forms import JoinForm, OwnPasswordForm, ResetForm, ResetRequestForm
from portal.accounts.pages import InvitationPage, invitation_page
from portal.accounts.queries import invitations, people
from portal.accounts.queries.invitations import InvitationRow
from portal.accounts.routes.carrying import go_on
from portal.accounts.vocabulary import LINK_BY_ADDRESS
from portal.foundation.access import LINK, PUBLIC
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

GONE = "accounts/link_gone.html"
REQUEST = "accounts/password_reset_request.html"
RESET = "accounts/password_reset.html"
INVITATION = "accounts/invitation.html"


def _gone(request: PortalRequest, sentence: str) -> Response[Any]:
    """410: the link was good once."""
    return page(request, GONE, sentence, status=410)


@get("/password-reset", access=PUBLIC)
async def reset_request_page(request: PortalRequest) -> Response[Any]:
    return page(request, REQUEST, form=ResetRequestForm.blank())


@post("/password-reset", access=PUBLIC)
async def request_reset(request: PortalRequest) -> Response[Any]:
    form = ResetRequestForm.bind(await read_form(request))
    if form.ok:
        try:
            await passwords.request_reset(
                email=form["email"], address=request.client_address, base_url=request.site.base_url
            )
            return page(request, "accounts/password_reset_sent.html", form["email"])
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, REQUEST, None, form)


@get("/password-reset/{token:str}", access=LINK)
async def reset_page(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    await within(LINK_BY_ADDRESS, request.client_address)
    if await invitations.reset_account(token) is None:
        return _gone(request, passwords.RESET_GONE)
    return page(request, RESET, token, form=ResetForm.blank())


@post("/password-reset/{token:str}", access=LINK)
async def reset(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    await within(LINK_BY_ADDRESS, request.client_address)
    form = ResetForm.bind(await read_form(request))
    if form.ok:
        try:
            await passwords.reset(token, password=form["password"])
            return see_other(
                request, "/sign-in", flash="La password è cambiata. Ora accedi con quella nuova."
            )
        except Refused as refused:
            if refused.field is None:
                return _gone(request, refused.sentence)
            form.fail(refused.field, refused.sentence)
    return invalid(request, RESET, token, form)


async def _invitation_page(row: InvitationRow, token: str, visitor: Viewer | None) -> InvitationPage:
    own = await people.account(visitor.account_id) if visitor else None
    return invitation_page(row, token, signed_in_email=own.email if own else None)


def _blank(model: InvitationPage) -> Form:
    return OwnPasswordForm.blank() if model.has_account else JoinForm.blank(name=model.name)


@get("/invitations/{token:str}", access=LINK)
async def invitation(
    request: PortalRequest, token: FromPath[str], visitor: NamedDependency[Viewer | None]
) -> Response[Any]:
    await within(LINK_BY_ADDRESS, request.client_address)
    try:
        row = await joining.open_invitation(token)
    except Refused as refused:
        return _gone(request, refused.sentence)
    model = await _invitation_page(row, token, visitor)
    return page(request, INVITATION, model, form=_blank(model))


@post("/invitations/{token:str}", access=LINK)
async def accept(
    request: PortalRequest, token: FromPath[str], visitor: NamedDependency[Viewer | None]
) -> Response[Any]:
    await within(LINK_BY_ADDRESS, request.client_address)
    sent = await read_form(request)
    try:
        row = await joining.open_invitation(token)
    except Refused as refused:
        return _gone(request, refused.sentence)
    model = await _invitation_page(row, token, visitor)
    if model.is_mine and visitor is not None:
        await joining.accept(token, by=visitor)
        return see_other(
            request, "/organisations", flash=f"Ora puoi agire anche per {row.organisation_name}."
        )
    form: Form = OwnPasswordForm.bind(sent) if row.has_account else JoinForm.bind(sent)
    if form.ok:
        try:
            return go_on(
                request,
                await _join(request, token, form),
                flash=f"Benvenuto. Ora agisci per {row.organisation_name}.",
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, INVITATION, model, form)


async def _join(request: PortalRequest, token: str, form: Form) -> Entered:
    old = request.session_state
    if isinstance(form, JoinForm):
        return await joining.accept_with_new_account(
            token, name=form["name"], password=form["password"], old=old
        )
    return await joining.accept_with_password(token, password=form["password"], old=old)


ROUTES = [reset_request_page, request_reset, reset_page, reset, invitation, accept]
