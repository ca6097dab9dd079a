"""Users of the own organisation: who is there, who is invited, who may do what."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts.actions import invitations as inviting
from portal.accounts.actions import members
from portal.accounts.forms import (
    EndAccessForm,
    InviteForm,
    RolesForm,
    role_choices,
    seen_roles,
    seen_text,
)
from portal.accounts.pages import UserPage, UsersPage, invitation_line, role_names, user_row
from portal.accounts.queries import invitations, people
from portal.accounts.queries.people import User
from portal.accounts.rules import roles_managed_by
from portal.foundation.access import Permission, may
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

MANAGE = may(Permission.USERS_MANAGE)
NEW = "accounts/invite.html"
EDIT = "accounts/user.html"
END = "accounts/user_end.html"


def _own(viewer: Viewer) -> UUID:
    if viewer.organisation_id is None:
        raise NotThere
    return viewer.organisation_id


def _choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    return {"roles": role_choices(roles_managed_by(viewer.roles, viewer.kinds))}


@get("/users", access=MANAGE)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    own = _own(viewer)
    pages = Pages.of(request, await people.count_users(own))
    rows = await people.users(own, limit=pages.limit, offset=pages.offset)
    waiting = await invitations.waiting(own)
    model = UsersPage([user_row(row) for row in rows], [invitation_line(row) for row in waiting], pages)
    return page(request, "accounts/users.html", model)


@get("/users/invitations/new", access=MANAGE)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, NEW, form=InviteForm.blank(choices=_choices(viewer)))


@post("/users/invitations", access=MANAGE)
async def invite(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = InviteForm.bind(await read_form(request), choices=_choices(viewer))
    if form.ok:
        try:
            sent = await inviting.invite(
                id=form["once"],
                organisation_id=_own(viewer),
                email=form["email"],
                name=form["name"],
                roles=[Role(role) for role in form["roles"]],
                by=viewer,
                base_url=request.site.base_url,
            )
            return see_other(request, "/users", flash=f"Invito inviato a {sent.email}.")
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, NEW, None, form)


@post("/users/invitations/{invitation_id:uuid}/sending", access=MANAGE)
async def resend(
    request: PortalRequest, viewer: NamedDependency[Viewer], invitation_id: FromPath[UUID]
) -> Response[Any]:
    sent = await inviting.resend(invitation_id, by=viewer, base_url=request.site.base_url)
    return see_other(request, "/users", flash=f"Invito inviato di nuovo a {sent.email}.")


@post("/users/invitations/{invitation_id:uuid}/revocation", access=MANAGE)
async def revoke(
    request: PortalRequest, viewer: NamedDependency[Viewer], invitation_id: FromPath[UUID]
) -> Response[Any]:
    row = await inviting.revoke(invitation_id, by=viewer)
    return see_other(request, "/users", flash=f"L’invito a {row.email} è stato revocato.")


async def _user(viewer: Viewer, account_id: UUID) -> User:
    found = await people.users(_own(viewer), account_id=account_id, limit=1, offset=0)
    if not found:
        raise NotThere
    return found[0]


def _user_page(viewer: Viewer, user: User) -> UserPage:
    managed = roles_managed_by(viewer.roles, viewer.kinds)
    return UserPage(user_row(user), role_names(user.roles - managed))


@get("/users/{account_id:uuid}", access=MANAGE)
async def edit(
    request: PortalRequest, viewer: NamedDependency[Viewer], account_id: FromPath[UUID]
) -> Response[Any]:
    user = await _user(viewer, account_id)
    form = RolesForm.blank(
        choices=_choices(viewer),
        seen=seen_text(user.roles),
        roles=[role.value for role in user.roles],
    )
    return page(request, EDIT, _user_page(viewer, user), form=form)


@post("/users/{account_id:uuid}/roles", access=MANAGE)
async def change(
    request: PortalRequest, viewer: NamedDependency[Viewer], account_id: FromPath[UUID]
) -> Response[Any]:
    user = await _user(viewer, account_id)
    form = RolesForm.bind(await read_form(request), choices=_choices(viewer))
    if form.ok:
        managed = roles_managed_by(viewer.roles, viewer.kinds)
        kept = user.roles - managed
        try:
            await members.set_roles(
                account_id,
                kept | {Role(role) for role in form["roles"]},
                seen=seen_roles(form.values.get("seen")),
                by=viewer,
            )
            return see_other(request, "/users", flash=f"I ruoli di {user.name} sono aggiornati.")
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, EDIT, _user_page(viewer, user), form)


@get("/users/{account_id:uuid}/end", access=MANAGE)
async def end_page(
    request: PortalRequest, viewer: NamedDependency[Viewer], account_id: FromPath[UUID]
) -> Response[Any]:
    user = await _user(viewer, account_id)
    return page(request, END, _user_page(viewer, user), form=EndAccessForm.blank(seen=seen_text(user.roles)))


@post("/users/{account_id:uuid}/end", access=MANAGE)
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], account_id: FromPath[UUID]
) -> Response[Any]:
    user = await _user(viewer, account_id)
    form = EndAccessForm.bind(await read_form(request))
    try:
        await members.set_roles(account_id, (), seen=seen_roles(form.values.get("seen")), by=viewer)
        flash = f"{user.name} non ha più accesso a {viewer.organisation_name}."
        return see_other(request, "/users" if account_id != viewer.account_id else "/sign-in", flash=flash)
    except Refused as refused:
        form.fail(None, refused.sentence)
    return invalid(request, END, _user_page(viewer, user), form)


ROUTES = [index, new, invite, resend, revoke, edit, change, end_page, end]
