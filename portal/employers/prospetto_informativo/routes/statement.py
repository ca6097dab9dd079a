"""The draft of the statement of art. 17: shown, and downloaded for whoever signs it. Nothing of it is kept."""

from typing import Any

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.exports import statement as exports
from portal.employers.prospetto_informativo.forms.communications import StatementForm
from portal.employers.prospetto_informativo.queries.ottemperanza import declaration
from portal.foundation import audit, clock, pdf
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, download, get, page, post, read_form
from portal.kernel.viewer import Viewer

EDIT = may(P.PROSPETTO_INFORMATIVO_EDIT)
STATEMENT = "employers/prospetto_informativo/statement.html"


async def _page(request: PortalRequest, viewer: Viewer, form: StatementForm) -> Response[Any]:
    made = await declaration(own_company(viewer), clock.today())
    model = {
        "on": clock.today(),
        "in_order": made.found.in_order,
        "obliged": made.standing.position.obliged,
        "reasons": made.found.reasons,
        "conditions": made.found.conditions,
        "article": made.found.step.article,
        "rows": exports.figures(made),
        "prospetto": exports.prospetto_words(made),
    }
    return page(request, STATEMENT, model, form=form, status=200 if form.ok else 422)


@get("/prospetti/statement", access=EDIT)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return await _page(request, viewer, StatementForm.blank(signer=viewer.name))


@post("/prospetti/statement", access=EDIT)
async def draft(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = StatementForm.bind(await read_form(request))
    if not form.ok:
        return await _page(request, viewer, form)
    company_id, today = own_company(viewer), clock.today()
    made = await declaration(company_id, today)
    content = await exports.render(
        made, today, signer=form["signer"], tender=form["tender"], place=form["place"]
    )
    await audit.note(
        "OttemperanzaStatementDrafted",
        by=viewer,
        subject_kind="company",
        subject_id=company_id,
        data={"in_order": made.found.in_order},
    )
    return download(content, name=f"dichiarazione-art-17-{today.isoformat()}.pdf", media_type=pdf.MEDIA_TYPE)


ROUTES = [show, draft]
