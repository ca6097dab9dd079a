"""Several proposals answered together: typed, read again, sent; a result for each."""

from functools import partial
from typing import Any

from litestar.di import NamedDependency

from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, page, post, read_form
from portal.foundation.web.forms import FormInput
from portal.kernel.viewer import Viewer
from portal.matching.actions.answering_several import answer_several
from portal.matching.answer_forms import LineForm
from portal.matching.pages import several as pages

REPLY = may(P.PROPOSALS_ANSWER)
TYPING, REVIEW, RESULTS = (
    "matching/several.html",
    "matching/several_review.html",
    "matching/several_results.html",
)


@get("/proposals/answers", access=REPLY)
async def several(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, TYPING, await pages.blank(viewer, partial(LineForm.of_line, None)))


async def _typed(sent: FormInput, viewer: Viewer) -> pages.Several:
    return await pages.typed(sent, viewer, partial(LineForm.of_line, sent))


@post("/proposals/answers", access=REPLY)
async def review(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«Controlla le risposte», or every error of every line at once."""
    typed = await _typed(await read_form(request), viewer)
    if typed.errors:
        return page(request, TYPING, typed, status=422)
    return page(request, REVIEW, typed)


@post("/proposals/answers/sending", access=REPLY)
async def send(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """A line that came too late in the meantime is told of beside the others, which are sent all the same."""
    sent = await read_form(request)
    typed = await _typed(sent, viewer)
    if sent.get("change"):
        return page(request, TYPING, typed)
    if not typed.well_typed:
        return page(request, TYPING, typed, status=422)
    told = await answer_several(typed.lines(), by=viewer)
    return page(request, RESULTS, pages.results(typed, told))


ROUTES = [several, review, send]
