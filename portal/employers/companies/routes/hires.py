"""A hire that a plan ended with: the company confirms it, or says that it did not take place."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import hires as actions
from portal.employers.companies.actions.workforce import RowRefused
from portal.employers.companies.forms.hires import HireForm, proposed
from portal.employers.companies.pages.workforce import hire_page
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.hires import hire_proposal
from portal.employers.companies.queries.scope import own_company
from portal.foundation import audit
from portal.foundation.access import Permission as P
from portal.foundation.access import may
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

SHOW = "employers/workforce/hire.html"
EDIT = may(P.WORKFORCE_EDIT)


@get("/workforce/proposed/{proposal_id:uuid}", access=EDIT)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    own = own_company(viewer)
    hire = await hire_proposal(proposal_id, own)
    await audit.note("IdentityRead", by=viewer, subject_kind="worker_proposal", subject_id=proposal_id)
    form = proposed(hire, {"site": await companies.site_choices(own)})
    return page(request, SHOW, hire_page(hire, viewer), form=form)


@post("/workforce/proposed/{proposal_id:uuid}/confirmation", access=EDIT)
async def confirm(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    own = own_company(viewer)
    hire = await hire_proposal(proposal_id, own)
    form = HireForm.bind(await read_form(request), choices={"site": await companies.site_choices(own)})
    if form.ok:
        try:
            await actions.confirm_hire(proposal_id, form.confirmation(), by=viewer)
        except RowRefused as refused:
            for problem in refused.problems:
                form.fail(problem.field, problem.sentence)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(
                request, "/obligations", flash=f"{hire.name} è in organico. La quota è ricalcolata."
            )
    return invalid(request, SHOW, hire_page(hire, viewer), form)


@post("/workforce/proposed/{proposal_id:uuid}/refusal", access=EDIT)
async def decline(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    await actions.decline_hire(proposal_id, by=viewer)
    return see_other(request, "/workforce", flash="Segnato: l’assunzione non c’è stata.")


ROUTES = [show, confirm, decline]
