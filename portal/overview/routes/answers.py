"""How a company answers proposals: its rate over all services, the history of what one's own service sent."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers import public as employers
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, fragment, get
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching import public as matching
from portal.overview.pages import answers as pages


@get("/companies/{company_id:uuid}/answers", access=may(P.COMPANIES_READ))
async def answers(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    """The company's page fetches the fragment; opened by itself it is the page with the history."""
    if viewer.organisation_id is None:
        raise NotThere
    company = await employers.seen_by(company_id, viewer)
    found = (await matching.answers_of([company_id])).get(company_id, matching.NO_ANSWERS)
    most = await employers.most_open_proposals(company_id)
    shown = Pages.of(request, await matching.count_answers(company_id, viewer.organisation_id))
    history = await matching.answer_history(
        company_id, viewer.organisation_id, limit=shown.limit, offset=shown.offset
    )
    model = pages.AnswersPage(
        company_id,
        company.name,
        pages.rate_words(found),
        f"{found.open_now} su {most}",
        most,
        found.open_now >= most,
        [pages.row(one) for one in history],
        shown,
    )
    return fragment(request, "overview/answers.html", model, block="rate")


ROUTES = [answers]
