"""The workforce in figures, on any day since today's rule."""

from datetime import date
from typing import Any

from litestar.di import NamedDependency

from portal.employers.companies.forms.figures import FiguresForm
from portal.employers.companies.pages.figures import figures_page
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import staff_figures
from portal.employers.companies.reading import ASKED, company_read_by
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FormInput, PortalRequest, Response, get, page
from portal.kernel.viewer import Viewer

FIRST_DAY = date(2018, 1, 1)
LAST_YEAR = 2100
TOO_EARLY = (
    "La regola di oggi vale dal 1 gennaio 2018 (DLgs 151/2015 art. 3, DL 244/2016):"
    " per i giorni prima il portale non fa conti."
)


@get("/workforce/figures", access=may(P.OBLIGATIONS_READ))
async def figures(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = await company_read_by(viewer, request.query_params.get(ASKED))
    form = FiguresForm.bind(FormInput({"on": [str(request.query_params.get("on", ""))]}))
    on = (form.values.get("on") if form.ok else None) or clock.today()
    if on < FIRST_DAY or on.year > LAST_YEAR:
        form.fail("on", TOO_EARLY if on < FIRST_DAY else "Il giorno è troppo lontano: controlla l’anno.")
        on = clock.today()
    elif form.raw.get("on") in (None, ""):
        form.raw["on"] = f"{on:%d/%m/%Y}"
    model = figures_page(
        await companies.company(company_id),
        viewer,
        on,
        await staff_figures.by_contract(company_id, on),
        await staff_figures.by_site(company_id, on),
    )
    return page(request, "employers/workforce/figures.html", model, form=form, status=200 if form.ok else 422)


ROUTES = [figures]
