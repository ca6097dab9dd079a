"""The workforce by hand. Only the administrator: recruiters read figures, never a row."""

import asyncio
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import workforce as actions
from portal.employers.companies.actions.workforce import RowRefused
from portal.employers.companies.forms.workforce import Choices, EndForm, WorkerForm, filled
from portal.employers.companies.pages.workforce import (
    CONTRACTS,
    SHOWN,
    WorkerPage,
    WorkforcePage,
    day_problem,
    filters_of,
    worker_line,
    worker_page,
)
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import hires
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.typed_fields import hours_text
from portal.employers.companies.workforce_export import (
    CSV_NAME,
    XLSX_NAME,
    Row,
    export_csv,
    export_xlsx,
)
from portal.employers.companies.workforce_template import CSV_TYPE, XLSX_TYPE
from portal.foundation import audit, clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    download,
    fragment,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

LIST = "employers/workforce/list.html"
ROW = "employers/workforce/worker.html"
NEW = WorkerPage(None, "Nuova riga di organico", "/workforce")


async def _choices(viewer: Viewer) -> Choices:
    return {"site": await companies.site_choices(own_company(viewer))}


@get("/workforce", access=may(P.WORKFORCE_READ))
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    own, today = own_company(viewer), clock.today()
    query = dict(request.query_params)
    filters, day = filters_of(query), query.get("on", "")
    pages = Pages.of(request, await rows.count(own, filters, today))
    found = await rows.page(own, filters, today, limit=pages.limit, offset=pages.offset)
    model = WorkforcePage(
        [worker_line(row) for row in found],
        pages,
        filters,
        await companies.site_choices(own),
        CONTRACTS,
        SHOWN,
        await hires.waiting_hires(own),
        day[:20],
        day_problem(day),
    )
    return fragment(request, LIST, model, block="risultati")


async def _exported(viewer: Viewer) -> list[Row]:
    """Everything the company wrote of its people, opened: noted, like every such read."""
    own = own_company(viewer)
    found = await rows.everyone(own)
    await audit.note(
        "WorkforceExported", by=viewer, subject_kind="company", subject_id=own, data={"rows": len(found)}
    )
    return [(row.draft, row.site) for row in found]


@get("/workforce/export.csv", access=may(P.WORKFORCE_EDIT))
async def as_csv(viewer: NamedDependency[Viewer]) -> Response[Any]:
    content = await asyncio.to_thread(export_csv, await _exported(viewer))
    return download(content, name=CSV_NAME, media_type=CSV_TYPE)


@get("/workforce/export.xlsx", access=may(P.WORKFORCE_EDIT))
async def as_xlsx(viewer: NamedDependency[Viewer]) -> Response[Any]:
    content = await asyncio.to_thread(export_xlsx, await _exported(viewer))
    return download(content, name=XLSX_NAME, media_type=XLSX_TYPE)


@get("/workforce/new", access=may(P.WORKFORCE_EDIT))
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    full_time = hours_text((await companies.company(own_company(viewer))).full_time_hours)
    form = WorkerForm.blank(
        choices=await _choices(viewer), full_time_hours=full_time, weekly_hours=full_time, protection="none"
    )
    return page(request, ROW, NEW, form=form)


def _refuse(form: WorkerForm, refused: Refused) -> None:
    if isinstance(refused, RowRefused):
        for problem in refused.problems:
            form.fail(problem.field, problem.sentence)
    else:
        form.fail(refused.field, refused.sentence)


@post("/workforce", access=may(P.WORKFORCE_EDIT))
async def add(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = WorkerForm.bind(await read_form(request), choices=await _choices(viewer))
    if form.ok:
        try:
            await actions.add_worker(form.draft(), id=form["once"], by=viewer)
        except Refused as refused:
            _refuse(form, refused)
        else:
            return see_other(request, "/workforce", flash=f"Matricola {form['code']} aggiunta.")
    return invalid(request, ROW, NEW, form)


@get("/workforce/{worker_id:uuid}", access=may(P.WORKFORCE_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], worker_id: FromPath[UUID]
) -> Response[Any]:
    worker = await rows.worker(worker_id, own_company(viewer))
    if worker.draft.details is not None:
        await audit.note("WorkerCategoryRead", by=viewer, subject_kind="worker", subject_id=worker_id)
    periods = await rows.periods_of(worker.draft.code, own_company(viewer))
    return page(request, ROW, worker_page(worker, periods), form=filled(worker, await _choices(viewer)))


@post("/workforce/{worker_id:uuid}", access=may(P.WORKFORCE_EDIT))
async def change(
    request: PortalRequest, viewer: NamedDependency[Viewer], worker_id: FromPath[UUID]
) -> Response[Any]:
    form = WorkerForm.bind(await read_form(request), choices=await _choices(viewer))
    worker = await rows.worker(worker_id, own_company(viewer))
    if form.ok:
        try:
            await actions.change_worker(
                worker_id, form.draft(worker.draft.name), version=form.seen, by=viewer
            )
        except Refused as refused:
            _refuse(form, refused)
        else:
            return see_other(request, "/workforce", flash=f"Matricola {form['code']} salvata.")
    return invalid(request, ROW, worker_page(worker), form)


@get("/workforce/{worker_id:uuid}/end", access=may(P.WORKFORCE_EDIT))
async def end_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], worker_id: FromPath[UUID]
) -> Response[Any]:
    worker = await rows.worker(worker_id, own_company(viewer))
    form = EndForm.blank(ends_on=worker.draft.ends_on, version=worker.version)
    return page(request, "employers/workforce/end.html", worker_page(worker), form=form)


@post("/workforce/{worker_id:uuid}/end", access=may(P.WORKFORCE_EDIT))
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], worker_id: FromPath[UUID]
) -> Response[Any]:
    form = EndForm.bind(await read_form(request))
    worker = await rows.worker(worker_id, own_company(viewer))
    if form.ok:
        try:
            await actions.end_worker(worker_id, ends_on=form["ends_on"], version=form.seen, by=viewer)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, "/workforce", flash="Ultimo giorno salvato.")
    return invalid(request, "employers/workforce/end.html", worker_page(worker), form)


ROUTES = [index, as_csv, as_xlsx, new, add, show, change, end_form, end]
