"""Services to companies: the company asks and reads, the service assigns, meets and answers."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company as own_service
from portal.employers.following.queries.followers import reader
from portal.employers.service_requests import actions, pages, queries
from portal.employers.service_requests.forms import (
    AnswerForm,
    AskForm,
    AskForOthersForm,
    AssignForm,
    DeclineForm,
    SessionForm,
)
from portal.foundation.access import Permission as P
from portal.foundation.access import may
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

BOTH = may(P.SERVICES_ASK, P.SERVICES_ANSWER)
SERVICE = may(P.SERVICES_ANSWER)
INDEX, NEW = "employers/service_requests/index.html", "employers/service_requests/new.html"
SHOW = "employers/service_requests/show.html"
WRITES_DOWN = (Role.JOB_COUNSELLOR, Role.ACCOUNT_HOLDER)
"""Who of a service may write down what a company or an association asked by word of mouth."""

FORMS: dict[str, type[Form]] = {
    "assignment": AssignForm,
    "sessions": SessionForm,
    "answer": AnswerForm,
    "refusal": DeclineForm,
}
"""By the last word of the address they are sent to."""


@get("/service-requests", access=BOTH)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    shown = Pages.of(request, await queries.count(viewer))
    rows = await queries.page(viewer, limit=shown.limit, offset=shown.offset)
    lines = [pages.request_line(row, by_asker=viewer.for_company) for row in rows]
    return page(
        request, INDEX, pages.RequestsPage(viewer.for_company, lines, shown, may_ask=_may_ask(viewer))
    )


def _may_ask(viewer: Viewer) -> bool:
    return viewer.for_company or viewer.is_any(*WRITES_DOWN)


@get("/companies/{company_id:uuid}/service-requests", access=may(P.COMPANIES_READ))
async def of_company(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    """For whoever follows the company, and her coordinator."""
    rows = await queries.of_organisation(company_id, await reader(company_id, viewer))
    lines = [pages.request_line(row, by_asker=False) for row in rows]
    of = (company_id, (await companies.company(company_id)).name)
    return page(request, INDEX, pages.RequestsPage(False, lines, None, of, may_ask=_may_ask(viewer)))


async def _new_form(viewer: Viewer) -> tuple[type[Form], dict[str, list[tuple[str, str]]]]:
    if viewer.for_company:
        offered = await actions.services_of(own_service(viewer))
        return AskForm, {"service": [(str(id), name) for id, name in offered]}
    if not viewer.is_any(*WRITES_DOWN):
        raise NotThere
    return AskForOthersForm, {
        "organisation": [(str(id), name) for id, name in await actions.askers_of(viewer)]
    }


@get("/service-requests/new", access=BOTH)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«?organisation=» from the company's page."""
    kind, choices = await _new_form(viewer)
    initial: dict[str, Any] = {}
    if "service" in choices and len(choices["service"]) == 1:
        initial["service"] = choices["service"][0][0]
    elif "organisation" in choices:
        initial["organisation"] = request.query_params.get("organisation")
    form = kind.blank(choices=choices, **initial)
    return page(request, NEW, {"by_asker": viewer.for_company}, form=form)


@post("/service-requests", access=BOTH)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    kind, choices = await _new_form(viewer)
    form = kind.bind(await read_form(request), choices=choices)
    if form.ok:
        draft = form.draft() if isinstance(form, AskForm) else None
        if isinstance(form, AskForOthersForm):
            draft = form.draft(own_service(viewer))
        try:
            if draft is not None:
                await actions.ask(draft, id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Richiesta inviata." if viewer.for_company else "Richiesta scritta."
            return see_other(request, f"/service-requests/{form['once']}", flash=words)
    return invalid(request, NEW, {"by_asker": viewer.for_company}, form)


async def _choices(found: queries.Request, which: str) -> dict[str, list[tuple[str, str]]] | None:
    if which != "assignment":
        return None
    able = await actions.professionals(found.service_id, found.kind)
    return {"to": [(str(id), name) for id, name in able]}


async def _page(
    request: PortalRequest, found: queries.Request, *, which: str = "", form: Form | None = None
) -> Response[Any]:
    """``which`` names the form that came back with errors."""
    able = await actions.professionals(found.service_id, found.kind)
    choices = {"to": [(str(id), name) for id, name in able]}
    forms: dict[str, Form] = {
        "assignment": AssignForm.blank(choices=choices, to=found.assigned_to_id),
        "sessions": SessionForm.blank(),
        "answer": AnswerForm.blank(shown=True),
        "refusal": DeclineForm.blank(),
    }
    if form is not None:
        forms[which] = form
    for name, one in forms.items():
        one.on_page = name
    held = await queries.sessions(found.id)
    model = {"request": pages.request_page(found, held, able=able), "forms": forms, "which": which}
    return page(request, SHOW, model, form=form, status=200 if form is None else 422)


@get("/service-requests/{service_request_id:uuid}", access=BOTH)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    return await _page(request, await queries.request(service_request_id, viewer))


async def _save(
    request: PortalRequest,
    viewer: Viewer,
    request_id: UUID,
    which: str,
    done: str,
    act: Callable[[Any], Awaitable[None]],
) -> Response[Any]:
    found = await queries.request(request_id, viewer)
    form = FORMS[which].bind(await read_form(request), choices=await _choices(found, which))
    if form.ok:
        try:
            await act(form)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/service-requests/{request_id}", flash=done)
    return await _page(request, found, which=which, form=form)


@post("/service-requests/{service_request_id:uuid}/assignment", access=SERVICE)
async def assign(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.assign(service_request_id, to=UUID(form["to"]), by=viewer)

    return await _save(request, viewer, service_request_id, "assignment", "Richiesta assegnata.", act)


@post("/service-requests/{service_request_id:uuid}/beginning", access=SERVICE)
async def begin(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    await actions.begin(service_request_id, by=viewer)
    return see_other(request, f"/service-requests/{service_request_id}", flash="Richiesta presa in carico.")


@post("/service-requests/{service_request_id:uuid}/sessions", access=SERVICE)
async def hold_session(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.hold_session(
            service_request_id,
            id=form["once"],
            held_on=form["held_on"],
            minutes=form["minutes"],
            present=form["present"],
            by=viewer,
        )

    return await _save(request, viewer, service_request_id, "sessions", "Incontro scritto.", act)


@post("/service-requests/{service_request_id:uuid}/answer", access=SERVICE)
async def answer(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.answer(
            service_request_id, words=form["answer"], minutes=form["minutes"], shown=form["shown"], by=viewer
        )

    return await _save(request, viewer, service_request_id, "answer", "Risposta inviata.", act)


@post("/service-requests/{service_request_id:uuid}/refusal", access=SERVICE)
async def decline(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.decline(service_request_id, reason=form["reason"], by=viewer)

    return await _save(request, viewer, service_request_id, "refusal", "L’azienda riceve il motivo.", act)


@post("/service-requests/{service_request_id:uuid}/closure", access=BOTH)
async def close(
    request: PortalRequest, viewer: NamedDependency[Viewer], service_request_id: FromPath[UUID]
) -> Response[Any]:
    await actions.close(service_request_id, by=viewer)
    return see_other(request, f"/service-requests/{service_request_id}", flash="Richiesta chiusa.")


ROUTES = [index, of_company, new, create, show, assign, begin, hold_session, answer, decline, close]
