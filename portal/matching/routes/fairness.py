"""The nightly fairness audit, for coordinators."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
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
from portal.kernel.viewer import Viewer
from portal.matching.actions import auditing
from portal.matching.forms import ReviewForm
from portal.matching.pages.fairness import FairnessPage, ReviewRow, fairness_page, review_row
from portal.matching.queries import fairness

READ = may(P.FAIRNESS_AUDIT)
TEMPLATE = "matching/fairness.html"
REVIEW = "matching/fairness_review.html"


async def _model(viewer: Viewer) -> FairnessPage:
    own = await fairness.regions_of(viewer)
    reviews = await fairness.reviews(own)
    names = await accounts.names([one.closed_by for one in reviews if one.closed_by])
    return fairness_page(await fairness.latest(own), reviews, names)


@get("/matching/fairness", access=READ)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, TEMPLATE, await _model(viewer))


async def _review(viewer: Viewer, review_id: UUID) -> ReviewRow:
    """Of a region of hers. Raises NotThere."""
    found = await fairness.review(review_id, await fairness.regions_of(viewer))
    audits = await fairness.latest([found.region])
    names = await accounts.names([found.closed_by] if found.closed_by else [])
    return review_row(found, audits, names)


@get("/matching/fairness/reviews/{review_id:uuid}", access=READ)
async def look(
    request: PortalRequest, viewer: NamedDependency[Viewer], review_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, REVIEW, await _review(viewer, review_id), form=ReviewForm.blank())


@post("/matching/fairness/reviews/{review_id:uuid}", access=READ)
async def close(
    request: PortalRequest, viewer: NamedDependency[Viewer], review_id: FromPath[UUID]
) -> Response[Any]:
    form = ReviewForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, REVIEW, await _review(viewer, review_id), form)
    await auditing.close_review(review_id, outcome=form["outcome"], by=viewer)
    return see_other(request, "/matching/fairness", flash="Verifica chiusa, con quello che hai trovato.")


ROUTES = [show, look, close]
