"""The workforce by file: upload, columns, progress, report, confirmation."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import workforce_files as actions
from portal.employers.companies.actions.workforce_loading import check_received, load_confirmed
from portal.employers.companies.forms.workforce_files import (
    WorkforceFileForm,
    guesses,
    matching_form,
    name_of,
)
from portal.employers.companies.pages.workforce_files import MatchingPage, file_page, import_page
from portal.employers.companies.queries import workforce_files as queries
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.vocabulary import ImportState
from portal.employers.companies.workforce_template import (
    CSV_NAME,
    CSV_TYPE,
    XLSX_NAME,
    XLSX_TYPE,
    report_csv,
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
    fragment,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

UPLOAD = "employers/workforce/import.html"
FILE = "employers/workforce/file.html"
COLUMNS = "employers/workforce/columns.html"
EDIT = may(P.WORKFORCE_EDIT)
LAST_FILES = 5


@get("/workforce/import", access=EDIT)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    files = await queries.last_files(own_company(viewer), LAST_FILES)
    return page(request, UPLOAD, import_page(files), form=WorkforceFileForm.blank())


@get("/workforce/import/template.csv", access=EDIT)
async def csv_template() -> Response[Any]:
    return download(template_csv(), name=CSV_NAME, media_type=CSV_TYPE)


@get("/workforce/import/template.xlsx", access=EDIT, sync_to_thread=True)
def xlsx_template() -> Response[Any]:
    return download(template_xlsx(), name=XLSX_NAME, media_type=XLSX_TYPE)


@post("/workforce/import", access=EDIT)
async def upload(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = WorkforceFileForm.bind(await read_form(request))
    if form.ok:
        file = form["file"]
        try:
            await actions.check_file(
                content=file.content, suffix=file.suffix, name=file.name, id=form["once"], by=viewer
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, f"/workforce/import/{form['once']}")
    files = await queries.last_files(own_company(viewer), LAST_FILES)
    return invalid(request, UPLOAD, import_page(files), form)


@get("/workforce/import/{import_id:uuid}", access=EDIT)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    """Also what the page asks for every second while a job is at work."""
    found = await queries.file(import_id, own_company(viewer))
    if found.state is ImportState.MAPPING and not request.is_fragment:
        return see_other(request, f"/workforce/import/{import_id}/columns")
    return fragment(request, FILE, file_page(found, viewer), block="stato")


@get("/workforce/import/{import_id:uuid}/report.csv", access=EDIT)
async def report(viewer: NamedDependency[Viewer], import_id: FromPath[UUID]) -> Response[Any]:
    found = await queries.file(import_id, own_company(viewer))
    return download(report_csv(found.report.errors), name="errori-organico.csv", media_type=CSV_TYPE)


@get("/workforce/import/{import_id:uuid}/columns", access=EDIT)
async def columns(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    own = own_company(viewer)
    found = await queries.file(import_id, own)
    header = found.report.header
    if not header:
        raise NotThere
    known: dict[str, Any] = {**guesses(header, await queries.mapping(own))}
    form = matching_form(header).blank(**known)
    return page(request, COLUMNS, _matching(found), form=form)


@post("/workforce/import/{import_id:uuid}/columns", access=EDIT)
async def match(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    found = await queries.file(import_id, own_company(viewer))
    header = found.report.header
    form = matching_form(header).bind(await read_form(request))
    if form.ok:
        chosen = [form[name_of(position)] or "" for position in range(len(header))]
        try:
            await actions.match_columns(import_id, chosen, by=viewer)
        except Refused as refused:
            form.fail(None, refused.sentence)
        else:
            if await actions.is_small(import_id):
                await check_received(import_id)
            return see_other(request, f"/workforce/import/{import_id}")
    return invalid(request, COLUMNS, _matching(found), form)


def _matching(found: queries.WorkforceFile) -> MatchingPage:
    return MatchingPage(
        found.id, found.file_name, [name_of(position) for position in range(len(found.report.header))]
    )


@post("/workforce/import/{import_id:uuid}/loading", access=EDIT)
async def load(
    request: PortalRequest, viewer: NamedDependency[Viewer], import_id: FromPath[UUID]
) -> Response[Any]:
    await actions.confirm_file(import_id, by=viewer)
    if not await actions.is_small(import_id):
        return see_other(request, f"/workforce/import/{import_id}")
    done = await load_confirmed(import_id)
    if done is None:
        # what was fine when it was checked no longer is: a site was taken away meanwhile
        return see_other(request, f"/workforce/import/{import_id}")
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


ROUTES = [new, csv_template, xlsx_template, upload, show, report, columns, match, load, discard]
