"""The interview: asked for by the company, fixed by the counsellor, told of by either; its day as a calendar file."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.addresses import absolute
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
from portal.matching.actions import interviewing
from portal.matching.actions.interviewing import Meeting
from portal.matching.calendar_file import MEDIA_TYPE, calendar_file
from portal.matching.interview_forms import DateForm, InterviewForm, OutcomeForm
from portal.matching.interviews import NO_DATE, InterviewOutcome
from portal.matching.pages import interviews as pages
from portal.matching.pages.company import answer

ANSWER = "matching/answer.html"
DATE, OUTCOME = "matching/interview_date.html", "matching/interview_outcome.html"
ASK, FIX = may(P.PROPOSALS_ANSWER), may(P.PROPOSALS_LEAD)
BOTH = may(P.PROPOSALS_ANSWER, P.PROPOSALS_LEAD)


@post("/proposals/{proposal_id:uuid}/interview", access=ASK)
async def ask(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    form = InterviewForm.bind(await read_form(request))
    if form.ok:
        meeting = Meeting(form.moments(), form["place"], int(form["minutes"]))
        try:
            await interviewing.ask_interview(proposal_id, meeting=meeting, note=form["note"], by=viewer)
        except Refused as refusal:
            if refusal.field is None:
                raise
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Colloquio chiesto. L’operatore ne parla con la persona e ti dice quale data va bene."
            return see_other(request, f"/proposals/{proposal_id}", flash=words)
    return invalid(request, ANSWER, await answer(proposal_id, viewer, "interview"), form)


@get("/proposals/{proposal_id:uuid}/interview/date", access=FIX)
async def date_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    model = await pages.choosing(proposal_id, viewer)
    return page(request, DATE, model, form=DateForm.blank(choices={"date": model.choices}))


@post("/proposals/{proposal_id:uuid}/interview/date", access=FIX)
async def fix(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    model = await pages.choosing(proposal_id, viewer)
    form = DateForm.bind(await read_form(request), choices={"date": model.choices})
    if form.ok:
        try:
            words = await _decide(proposal_id, form, viewer)
        except Refused as refusal:
            if refusal.field is None:
                raise
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/proposals/{proposal_id}", flash=words)
    return invalid(request, DATE, model, form)


async def _decide(proposal_id: UUID, form: DateForm, viewer: Viewer) -> str:
    if form["date"] == NO_DATE:
        await interviewing.turn_dates_down(proposal_id, note=form["note"], by=viewer)
        return "L’azienda sa che servono altre date."
    await interviewing.choose_date(
        proposal_id, date_id=UUID(form["date"]), needs=form.needs_told(), note=form["note"], by=viewer
    )
    return "Data fissata. L’azienda la trova nella proposta."


@get("/proposals/{proposal_id:uuid}/interview/outcome", access=BOTH)
async def outcome_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, OUTCOME, await pages.telling(proposal_id, viewer), form=OutcomeForm.blank())


@post("/proposals/{proposal_id:uuid}/interview/outcome", access=BOTH)
async def record(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    form = OutcomeForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, OUTCOME, await pages.telling(proposal_id, viewer), form)
    await interviewing.record_interview(
        proposal_id, outcome=InterviewOutcome(form["outcome"]), note=form["note"], by=viewer
    )
    return see_other(request, f"/proposals/{proposal_id}", flash="Esito del colloquio registrato.")


@get("/proposals/{proposal_id:uuid}/interview.ics", access=BOTH)
async def calendar(viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]) -> Response[Any]:
    """The day that was chosen, without a name in it."""
    found = await pages.fixed_day(proposal_id, viewer)
    link = absolute(f"/proposals/{proposal_id}")
    content = calendar_file(found.day, code=found.code, link=link, now=clock.now())
    return download(content, name=f"colloquio-{found.code}.ics", media_type=MEDIA_TYPE)


ROUTES = [ask, date_form, fix, outcome_form, record, calendar]
