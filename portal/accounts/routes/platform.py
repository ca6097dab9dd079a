"""The platform's office: organisations, their kinds, their first people."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts.actions import invitations as inviting
from portal.accounts.actions import organisations as changing
from portal.accounts.actions import services
from portal.accounts.forms import EndKindForm, InviteForm, KindForm, OrganisationForm, role_choices
from portal.accounts.pages import (
    OrganisationPage,
    OrganisationsPage,
    organisation_line,
    organisation_page,
)
from portal.accounts.queries import invitations, organisations, people
from portal.accounts.rules import Period, first_roles
from portal.accounts.vocabulary import TERRITORY_KIND_LABELS
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
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer

MANAGE = may(Permission.ORGANISATIONS_MANAGE)
NEW = "accounts/platform/new.html"
SHOW = "accounts/platform/show.html"
KIND = "accounts/platform/kind.html"
END_KIND = "accounts/platform/kind_end.html"
INVITE = "accounts/platform/invite.html"


@get("/platform/organisations", access=MANAGE)
async def index(request: PortalRequest) -> Response[Any]:
    words = request.query_params.get("q", "").strip()[:100]
    pages = Pages.of(request, await organisations.count_listed(words))
    rows = await organisations.listed(words, limit=pages.limit, offset=pages.offset)
    model = OrganisationsPage([organisation_line(row) for row in rows], pages, words)
    return page(request, "accounts/platform/index.html", model)


async def _territory_choices() -> dict[str, list[tuple[str, str]]]:
    rows = await organisations.territories()
    return {"territories": [(str(row.id), f"{row.name} ({TERRITORY_KIND_LABELS[row.kind]})") for row in rows]}


@get("/platform/organisations/new", access=MANAGE)
async def new(request: PortalRequest) -> Response[Any]:
    form = OrganisationForm.blank(choices=await _territory_choices(), role=Role.COORDINATOR)
    return page(request, NEW, form=form)


@post("/platform/organisations", access=MANAGE)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = OrganisationForm.bind(await read_form(request), choices=await _territory_choices())
    if form.ok:
        try:
            await services.create_service(
                id=form["once"],
                name=form["name"],
                tax_code=form["tax_code"],
                pec=form["pec"],
                subkind=form["subkind"],
                kinds=[OrganisationKind(kind) for kind in form["kinds"]],
                territory_ids=[UUID(one) for one in form["territories"]],
                person=form["person"],
                email=form["email"],
                role=Role(form["role"]),
                by=viewer,
                base_url=request.site.base_url,
                sintetico=request.site.sample_data,
            )
            flash = f"{form['name']} è sul portale. Invito inviato a {form['email']}."
            return see_other(request, f"/platform/organisations/{form['once']}", flash=flash)
        except Refused as refused:
            form.fail({"roles": "role"}.get(refused.field or "", refused.field), refused.sentence)
    return invalid(request, NEW, None, form)


async def _page(organisation_id: UUID) -> OrganisationPage:
    card = await organisations.organisation(organisation_id)
    if card is None:
        raise NotThere
    return organisation_page(
        card,
        await organisations.kind_periods(organisation_id),
        await organisations.territories_of(organisation_id),
        await people.count_users(organisation_id),
        await invitations.waiting(organisation_id),
    )


@get("/platform/organisations/{organisation_id:uuid}", access=MANAGE)
async def show(request: PortalRequest, organisation_id: FromPath[UUID]) -> Response[Any]:
    return page(request, SHOW, await _page(organisation_id))


@get("/platform/organisations/{organisation_id:uuid}/kinds/new", access=MANAGE)
async def new_kind(request: PortalRequest, organisation_id: FromPath[UUID]) -> Response[Any]:
    return page(request, KIND, await _page(organisation_id), form=KindForm.blank())


@post("/platform/organisations/{organisation_id:uuid}/kinds", access=MANAGE)
async def add_kind(
    request: PortalRequest, viewer: NamedDependency[Viewer], organisation_id: FromPath[UUID]
) -> Response[Any]:
    model = await _page(organisation_id)
    form = KindForm.bind(await read_form(request))
    if form.ok:
        try:
            period = Period(form["starts_on"], form["ends_on"])
            await changing.add_kind(organisation_id, OrganisationKind(form["kind"]), period, by=viewer)
            return see_other(
                request, f"/platform/organisations/{organisation_id}", flash="Il tipo è stato aggiunto."
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, KIND, model, form)


@get("/platform/organisations/{organisation_id:uuid}/kinds/{period_id:uuid}/end", access=MANAGE)
async def end_kind_page(
    request: PortalRequest, organisation_id: FromPath[UUID], period_id: FromPath[UUID]
) -> Response[Any]:
    model = await _page(organisation_id)
    line = next((one for one in model.kinds if one.id == period_id and one.may_end), None)
    if line is None:
        raise NotThere
    return page(request, END_KIND, (model, line), form=EndKindForm.blank())


@post("/platform/organisations/{organisation_id:uuid}/kinds/{period_id:uuid}/end", access=MANAGE)
async def end_kind(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    organisation_id: FromPath[UUID],
    period_id: FromPath[UUID],
) -> Response[Any]:
    model = await _page(organisation_id)
    line = next((one for one in model.kinds if one.id == period_id), None)
    if line is None:
        raise NotThere
    form = EndKindForm.bind(await read_form(request))
    if form.ok:
        try:
            await changing.end_kind(organisation_id, period_id, form["ends_on"], by=viewer)
            return see_other(
                request, f"/platform/organisations/{organisation_id}", flash="La data di fine è salvata."
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, END_KIND, (model, line), form)


def _first(model: OrganisationPage) -> dict[str, list[tuple[str, str]]]:
    return {"roles": role_choices(first_roles(model.card.kinds))}


@get("/platform/organisations/{organisation_id:uuid}/invitations/new", access=MANAGE)
async def new_invitation(request: PortalRequest, organisation_id: FromPath[UUID]) -> Response[Any]:
    model = await _page(organisation_id)
    return page(request, INVITE, model, form=InviteForm.blank(choices=_first(model)))


@post("/platform/organisations/{organisation_id:uuid}/invitations", access=MANAGE)
async def invite(
    request: PortalRequest, viewer: NamedDependency[Viewer], organisation_id: FromPath[UUID]
) -> Response[Any]:
    model = await _page(organisation_id)
    form = InviteForm.bind(await read_form(request), choices=_first(model))
    if form.ok:
        try:
            sent = await inviting.invite(
                id=form["once"],
                organisation_id=organisation_id,
                email=form["email"],
                name=form["name"],
                roles=[Role(role) for role in form["roles"]],
                by=viewer,
                base_url=request.site.base_url,
            )
            flash = f"Invito inviato a {sent.email}."
            return see_other(request, f"/platform/organisations/{organisation_id}", flash=flash)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
    return invalid(request, INVITE, model, form)


@post(
    "/platform/organisations/{organisation_id:uuid}/invitations/{invitation_id:uuid}/sending",
    access=MANAGE,
)
async def resend(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    organisation_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
) -> Response[Any]:
    sent = await inviting.resend(invitation_id, by=viewer, base_url=request.site.base_url)
    flash = f"Invito inviato di nuovo a {sent.email}."
    return see_other(request, f"/platform/organisations/{organisation_id}", flash=flash)


@post(
    "/platform/organisations/{organisation_id:uuid}/invitations/{invitation_id:uuid}/revocation",
    access=MANAGE,
)
async def revoke(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    organisation_id: FromPath[UUID],
    invitation_id: FromPath[UUID],
) -> Response[Any]:
    row = await inviting.revoke(invitation_id, by=viewer)
    flash = f"L’invito a {row.email} è stato revocato."
    return see_other(request, f"/platform/organisations/{organisation_id}", flash=flash)


ROUTES = [
    index,
    new,
    create,
    show,
    new_kind,
    add_kind,
    end_kind_page,
    end_kind,
    new_invitation,
    invite,
    resend,
    revoke,
]
