"""Addresses of coaching and peer support. What each may do is told by the table of states and the ground."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, open_file
from portal.candidates.services import actions, queries
from portal.candidates.services.forms import AskForm, CoachingForm, MoveForm, PeerForm, PeerMeetingForm
from portal.candidates.services.pages import services_page
from portal.candidates.services.transitions import TRANSITIONS
from portal.candidates.services.vocabulary import Mode, Place, Present, ServiceKind, Topic
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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

READ = may(P.PEOPLE_READ)
TEMPLATE, TAB = "candidates/services/index.html", "/services"


async def _page(
    request: PortalRequest, file: OpenFile, viewer: Viewer, *, which: str = "", form: Form | None = None
) -> Response[Any]:
    model = await services_page(file, viewer)
    forms: dict[str, Form] = {
        "ask": AskForm.blank(choices={"professional": model.team}),
        "move": MoveForm.blank(),
        "peer": PeerForm.blank(),
        "coaching": CoachingForm.blank(),
        "peer_support": PeerMeetingForm.blank(),
    }
    if form is not None:
        forms[which] = form
    content = {"file": file, "services": model, "forms": forms, "which": which}
    return page(request, TEMPLATE, content, form=form, status=200 if form is None else 422)


@get("/people/{person_id:uuid}/services", access=READ)
async def services(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    return await _page(request, await open_file(person_id, Part.ACTIVITIES, TAB, by=viewer), viewer)


async def _save(
    request: PortalRequest,
    viewer: Viewer,
    file: OpenFile,
    which: str,
    form: Form,
    done: str,
    act: Callable[[], Awaitable[object]],
) -> Response[Any]:
    if form.ok:
        try:
            await act()
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}{TAB}", flash=done)
    return await _page(request, file, viewer, which=which, form=form)


@post("/people/{person_id:uuid}/services", access=READ)
async def ask(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, TAB, by=viewer)
    if not file.holds:
        raise NotThere
    team = (await services_page(file, viewer)).team
    form = AskForm.bind(await read_form(request), choices={"professional": team})

    async def act() -> None:
        await actions.ask(
            person_id,
            id=form["once"],
            kind=ServiceKind(form["kind"]),
            professional_id=UUID(form["professional"]),
            words=form["words"],
            hours_planned=form["hours_planned"],
            by=viewer,
        )
        await drop_draft(person_id, DraftForm.SERVICE, by=viewer)

    return await _save(request, viewer, file, "ask", form, "Richiesta inviata.", act)


@post("/people/{person_id:uuid}/services/{service_id:uuid}/moves/{name:str}", access=READ)
async def move(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    service_id: FromPath[UUID],
    name: FromPath[str],
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, TAB, by=viewer)
    if name not in {row.name for row in TRANSITIONS} or name == "begin":
        raise NotThere
    form = MoveForm.bind(await read_form(request))

    async def act() -> None:
        await actions.move(service_id, person_id, name, words=form["words"], by=viewer)

    return await _save(request, viewer, file, "move", form, "Servizio aggiornato.", act)


@post("/people/{person_id:uuid}/services/{service_id:uuid}/confidentiality", access=READ)
async def prepare_peer(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    service_id: FromPath[UUID],
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, TAB, by=viewer)
    form = PeerForm.bind(await read_form(request))

    async def act() -> None:
        await actions.prepare_peer(service_id, person_id, signed_on=form["signed_on"], by=viewer)

    return await _save(request, viewer, file, "peer", form, "Impegno di riservatezza registrato.", act)


@post("/people/{person_id:uuid}/services/{service_id:uuid}/meetings", access=READ)
async def log(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    service_id: FromPath[UUID],
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, TAB, by=viewer)
    found = next((one for one in await queries.of_person(person_id) if one.id == service_id), None)
    if found is None:
        raise NotThere
    coaching = found.kind is ServiceKind.COACHING
    form = (CoachingForm if coaching else PeerMeetingForm).bind(await read_form(request))

    async def act() -> None:
        meeting = actions.Meeting(
            form["held_on"],
            form["minutes"],
            Mode(form["mode"]),
            Present(form["present"]),
            place=Place(form["place"]) if form["place"] else None,
            goal=form["goal"] if coaching else None,
            progress=int(form["progress"]) if coaching and form["progress"] else None,
            topics=[] if coaching else [Topic(topic) for topic in form["topics"]],
            talk_to_referent=not coaching and form["talk_to_referent"],
            next_on=form["next_on"],
        )
        await actions.log(service_id, person_id, meeting, id=form["once"], by=viewer)

    return await _save(request, viewer, file, found.kind.value, form, "Incontro scritto.", act)


ROUTES = [services, ask, move, prepare_peer, log]
