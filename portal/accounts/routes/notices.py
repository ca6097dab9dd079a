"""What somebody wants to be told of: the choices of the own account, and the link that stops mail."""

from typing import Any

from litestar.di import NamedDependency

from portal.accounts.actions import notices
from portal.accounts.notice_forms import PreferencesForm, preferences_form
from portal.accounts.pages import StopPage, stop_page
from portal.accounts.queries import people
from portal.foundation import notifications
from portal.foundation.access import LINK, SIGNED_IN
from portal.foundation.notifications import Channel, Scope, kinds_for
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
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

CHOICES, STOP = "accounts/notifications.html", "accounts/unsubscribe.html"


@get("/account/notifications", access=SIGNED_IN)
async def choices(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    if viewer.organisation_id is None:
        raise NotThere
    chosen, mail = await notifications.preferences(viewer.account_id, viewer.organisation_id)
    form = _form(viewer).blank(**PreferencesForm.known(chosen, mail=mail))
    return page(request, CHOICES, _asked(viewer), form=form)


@post("/account/notifications", access=SIGNED_IN)
async def choose(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = _form(viewer).bind(await read_form(request))
    if not form.ok:
        return invalid(request, CHOICES, _asked(viewer), form)
    await notices.choose(form.wanted(kinds_for(viewer.roles)), mail=form["mail"], by=viewer)
    return see_other(request, "/account/notifications", flash="Le tue scelte sugli avvisi sono salvate.")


def _form(viewer: Viewer) -> type[PreferencesForm]:
    return preferences_form(tuple(kinds_for(viewer.roles)))


def _asked(viewer: Viewer) -> dict[str, Any]:
    return {
        "organisation": viewer.organisation_name,
        "kinds": [kind.value for kind in kinds_for(viewer.roles)],
    }


def _scope(token: str) -> Scope:
    """Not counted by address: mail programs press for many people from one, and a signature is not guessed."""
    scope = notifications.read(token)
    if scope is None:
        raise NotThere
    return scope


async def _page(scope: Scope, token: str) -> StopPage:
    reader = await people.reader(scope.account_id, scope.organisation_id)
    chosen, mail = await notifications.preferences(scope.account_id, scope.organisation_id)
    stopped = not mail or (scope.kind is not None and chosen[scope.kind] is Channel.PORTAL)
    return stop_page(scope.kind, token, reader, stopped=stopped)


@get("/unsubscribe/{token:str}", access=LINK)
async def stop_question(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """Shows the button: programs that open every link of a mail stop nothing."""
    return page(request, STOP, await _page(_scope(token), token))


# Mail programs press it for the person (RFC 8058) and know nothing of our token against forged forms; the signed
# link is the proof here.
@post("/unsubscribe/{token:str}", access=LINK, exclude_from_csrf=True)
async def stop(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    scope = _scope(token)
    await notices.stop(scope)
    return page(request, STOP, await _page(scope, token))


@post("/unsubscribe/{token:str}/undoing", access=LINK)
async def undo(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    scope = _scope(token)
    await notices.resume(scope)
    return page(request, STOP, await _page(scope, token))


ROUTES = [choices, choose, stop_question, stop, undo]
