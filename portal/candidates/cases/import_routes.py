"""People by file: template, upload, everything that is wrong row by row."""

from typing import Any

from litestar.di import NamedDependency

from portal.candidates.cases.import_columns import EXAMPLES, OPTIONAL
from portal.candidates.cases.importing import COLUMNS, MOST_BYTES, MOST_ROWS, RowProblem, checked, open_all
from portal.foundation import spreadsheets
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.spreadsheets import CSV_TYPE, XLSX_TYPE, UnreadableFile
from portal.foundation.web import (
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
from portal.foundation.web.forms import Form, Once, Upload
from portal.foundation.web.italian import plural
from portal.kernel.viewer import Viewer

EDIT = may(P.PEOPLE_IMPORT)
TEMPLATE = "candidates/cases/import.html"
MOST_SHOWN = 50


class PeopleFileForm(Form):
    file = Upload(
        "File", max_bytes=MOST_BYTES, suffixes=(".csv", ".xlsx"), missing="Scegli il file da caricare."
    )
    once = Once()


def _model(problems: list[RowProblem]) -> dict[str, Any]:
    return {
        "problems": problems[:MOST_SHOWN],
        "total": len(problems),
        "columns": list(COLUMNS),
        "optional": OPTIONAL,
        "examples": list(EXAMPLES.items()),
        "most": MOST_ROWS,
    }


@get("/people/import", access=EDIT)
async def import_people(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, TEMPLATE, _model([]), form=PeopleFileForm.blank())


@get("/people/import/template.csv", access=EDIT)
async def people_csv() -> Response[Any]:
    return download(
        spreadsheets.template_csv([*COLUMNS, *OPTIONAL]), name="modello-persone.csv", media_type=CSV_TYPE
    )


@get("/people/import/template.xlsx", access=EDIT, sync_to_thread=True)
def people_xlsx() -> Response[Any]:
    content = spreadsheets.template_xlsx([*COLUMNS, *OPTIONAL], title="Persone")
    return download(content, name="modello-persone.xlsx", media_type=XLSX_TYPE)


@post("/people/import", access=EDIT)
async def load_people(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Nothing of a refused file is kept: neither rows nor bytes."""
    form = PeopleFileForm.bind(await read_form(request))
    problems: list[RowProblem] = []
    if form.ok:
        sent, sample_data = form["file"], request.site.sample_data
        try:
            rows = spreadsheets.read_rows(
                sent.content, sent.suffix, list(COLUMNS), most_rows=MOST_ROWS, optional=OPTIONAL
            )
        except UnreadableFile as problem:
            form.fail("file", str(problem))
            return invalid(request, TEMPLATE, _model([]), form)
        found, problems = checked(rows, sample_data=sample_data)
        if not problems:
            problems = await open_all(found, once=form["once"], by=viewer, sintetico=sample_data)
        if not problems:
            words = plural(len(found), "scheda aperta", "schede aperte")
            return see_other(request, "/people", flash=f"{words}. Ogni caso è in «Segnalazione».")
        form.fail("file", "Non è stata aperta nessuna scheda. Correggi le righe e ricarica il file.")
    return invalid(request, TEMPLATE, _model(problems), form)


IMPORT_ROUTES = [import_people, people_csv, people_xlsx, load_people]
