"""The workforce by file: template, check, loading."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import workforce_files as actions
from portal.employers.companies.actions.workforce_files import FileRefused
from portal.employers.companies.forms.workforce import WorkforceFileForm
from portal.employers.companies.pages.workforce import check_page, import_page
from portal.employers.companies.queries import hires
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.workforce_template import (
    CSV_NAME,
    CSV_TYPE,
    XLSX_NAME,
    XLSX_TYPE,
    template_csv,
    template_xlsx,
)
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    download,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

UPLOAD = "employers/workforce/import.html"
CHECK = "employers/workforce/check.html"
EDIT = may(P.WORKFORCE_EDIT)


@get("/workforce/import", access=EDIT)
async def new(request: PortalRequest) -> Response[Any]:
    return page(request, UPLOAD, import_page(), form=WorkforceFileForm.blank())


@get("/workforce/import/template.csv", access=EDIT)
async def csv_template() -> Response[Any]:
    return download(template_csv(), name=CSV_NAME, media_type=CSV_TYPE)


@get("/workforce/import/template.xlsx", access=EDIT, sync_to_thread=True)
def xlsx_template() -> Response[Any]:
    return download(template_xlsx(), name=XLSX_NAME, media_type=XLSX_TYPE)


@post("/workforce/import", access=EDIT)
async def check(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = WorkforceFileForm.bind(await read_form(request))
    model = import_page()
    if form.ok:
        file = form["file"]
        try:
            await actions.check_file(
                content=file.content, suffix=file.suffix, name=file.name, id=form["once"], by=viewer
            )
        except FileRefused as refused:
            model = import_page(refused.errors)
            form.fail("file", refused.sentence)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, f"/workforce/import/{form['once']}")
    return invalid(request, UPLOAD, model, form)


@get("/workforce/import/{import_id:uuid}", access=EDIT)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    found = await hires.checked_file(import_id, own_company(viewer))
    return page(request, CHECK, check_page(found, viewer))


@post("/workforce/import/{import_id:uuid}/loading", access=EDIT)
async def load(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    try:
        done = await actions.apply_file(import_id, by=viewer)
    except FileRefused as refused:
        # what was fine when it was checked no longer is: a site was taken away meanwhile
        form = WorkforceFileForm.blank()
        form.fail("file", refused.sentence)
        return invalid(request, UPLOAD, import_page(refused.errors), form)
    words = (
        f"Organico caricato: {len(done.new)} righe nuove, {len(done.changed)} cambiate, {done.same} uguali."
    )
    return see_other(request, "/workforce", flash=words)


@post("/workforce/import/{import_id:uuid}/removal", access=EDIT)
async def discard(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    await actions.discard_file(import_id, by=viewer)
    return see_other(request, "/workforce/import", flash="File annullato. Non è stato salvato niente.")


ROUTES = [new, csv_template, xlsx_template, check, show, load, discard]
