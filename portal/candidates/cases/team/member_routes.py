"""Addresses of the holder's own colleagues in the team of a case."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team import actions, queries
from portal.candidates.cases.team.forms import MemberForm
from portal.candidates.cases.team.held import EDIT, held, pair
from portal.candidates.cases.team.pages import colleagues
from portal.candidates.cases.team.queries import ServiceRow
from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.people.reading import OpenFile
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
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

MEMBER = "candidates/team/member.html"


async def _lead_row(file: OpenFile) -> ServiceRow:
    for one in await queries.services_of(file.case_id):
        if one.position is Position.LEAD and one.state is ServiceState.ACTIVE:
            return one
    raise NotThere


async def _own_colleagues(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    if viewer.organisation_id is None:
        raise NotThere
    return {"member": await colleagues(viewer.organisation_id, leads=True)}


@get("/people/{person_id:uuid}/team/members/new", access=EDIT)
async def new_member(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await held(person_id, viewer)
    return page(request, MEMBER, {"file": file}, form=MemberForm.blank(choices=await _own_colleagues(viewer)))


@post("/people/{person_id:uuid}/team/members/new", access=EDIT)
async def add_member(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await held(person_id, viewer)
    form = MemberForm.bind(await read_form(request), choices=await _own_colleagues(viewer))
    if form.ok:
        member_id, role = pair(form["member"])
        try:
            row = await _lead_row(file)
            await actions.add_member(row.id, member_id, Role(role), by=viewer, person_id=person_id)
        except Refused as refusal:
            form.fail(refusal.field or "member", refusal.sentence)
        else:
            return see_other(request, f"{file.url}/team", flash="Ora è nell’équipe.")
    return invalid(request, MEMBER, {"file": file}, form)


@post("/people/{person_id:uuid}/team/members/{involvement_id:uuid}/ending", access=EDIT)
async def end_member(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    involvement_id: FromPath[UUID],
) -> Response[Any]:
    await held(person_id, viewer)
    await actions.end_member(involvement_id, by=viewer, person_id=person_id)
    return see_other(request, f"/people/{person_id}/team", flash="Non è più nell’équipe.")


MEMBER_ROUTES = [new_member, add_member, end_member]
