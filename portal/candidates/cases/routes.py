"""Addresses of the caseload, of a new file, and of the coordinator's assignments."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates.cases import actions, queries
from portal.candidates.cases.forms import AssignmentForm, NewFileForm, SubstitutionForm
from portal.candidates.cases.import_routes import IMPORT_ROUTES
from portal.candidates.cases.pages import (
    AssignmentPage,
    CaseloadPage,
    assignments,
    counsellors,
    person_line,
    standing_in,
    state_tag,
    team_line,
)
from portal.candidates.cases.queries import pattern
from portal.candidates.cases.team.queries import in_team_of
from portal.candidates.cases.vocabulary import SubstitutionReason, Track, Weight
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import HOLDING_ROLES
from portal.candidates.people.reading import open_file
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    fragment,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.pagination import PER_PAGE, Pages, asked_page
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

NEW = "candidates/cases/new.html"
ASSIGNMENT = "candidates/cases/assignment.html"
SUBSTITUTION = "candidates/cases/substitution.html"


def _first_page(request: PortalRequest) -> Response[Any]:
    """A page beyond the last, from an old link: the list begins again, with its filters."""
    return see_other(request, Pages.of(request, 0).url(1))


@get("/people", access=may(P.PEOPLE_LIST))
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The people whose case the viewer holds, then those in whose team she works; for a coordinator who leads no
    case, the excerpt of the whole service."""
    words = (request.query_params.get("q") or "").strip()[:80]
    closed = request.query_params.get("closed") == "1"
    if not viewer.is_any(*HOLDING_ROLES, Role.COORDINATOR):
        return await _of_team(request, viewer, words)
    excerpt = not viewer.is_any(*HOLDING_ROLES)
    found = await queries.caseload(
        viewer,
        words=words,
        closed=closed,
        whole_service=excerpt,
        limit=PER_PAGE,
        offset=(asked_page(request) - 1) * PER_PAGE,
    )
    if not found.rows and asked_page(request) > 1:
        return _first_page(request)
    others, _ = (
        ([], 0) if excerpt else await in_team_of(viewer, words=pattern(words), limit=PER_PAGE, offset=0)
    )
    model = CaseloadPage(
        [person_line(row) for row in found.rows],
        Pages.of(request, found.total),
        words,
        closed,
        excerpt,
        allowed(viewer, P.PEOPLE_EDIT),
        request.is_fragment,
        [team_line(one) for one in others],
        allowed(viewer, P.PEOPLE_IMPORT),
    )
    return fragment(request, "candidates/cases/index.html", model, block="risultati")


async def _of_team(request: PortalRequest, viewer: Viewer, words: str) -> Response[Any]:
    """The people in whose team the viewer works, who leads no case."""
    rows, total = await in_team_of(
        viewer, words=pattern(words), limit=PER_PAGE, offset=(asked_page(request) - 1) * PER_PAGE
    )
    if not rows and asked_page(request) > 1:
        return _first_page(request)
    model = CaseloadPage(
        [],
        Pages.of(request, total),
        words,
        False,
        False,
        False,
        request.is_fragment,
        [team_line(one) for one in rows],
        False,
        True,
    )
    return fragment(request, "candidates/cases/index.html", model, block="risultati")


def _weight(viewer: Viewer) -> Weight:
    """Counsellors take in charge, referring services accompany (services.md §2)."""
    return Weight.FULL if viewer.is_any(Role.JOB_COUNSELLOR) else Weight.LIGHT


@get("/people/new", access=may(P.PEOPLE_EDIT))
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = NewFileForm.blank(track=Track.PLACEMENT, opened_on=clock.today())
    return page(request, NEW, {"light": _weight(viewer) is Weight.LIGHT}, form=form)


@post("/people", access=may(P.PEOPLE_EDIT))
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = NewFileForm.bind(await read_form(request))
    form.read_tax_code(sample_data=request.site.sample_data)
    if form.ok:
        try:
            person_id = await actions.open_file(
                id=form["once"],
                contact=form.contact(),
                track=Track(form["track"]),
                weight=_weight(viewer),
                on=form["opened_on"],
                by=viewer,
                sintetico=request.site.sample_data,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await accounts.forget_draft(accounts.DraftForm.NEW_PERSON, by=viewer)
            return see_other(
                request, f"/people/{person_id}", flash="Scheda aperta. Il caso è in «Segnalazione»."
            )
    return invalid(request, NEW, {"light": _weight(viewer) is Weight.LIGHT}, form)


@get("/assignments", access=may(P.ASSIGN))
async def assignment_list(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    asked = request.query_params.get("holder")
    found = await queries.caseload(
        viewer,
        whole_service=True,
        holder_id=_uuid(asked),
        limit=PER_PAGE,
        offset=(asked_page(request) - 1) * PER_PAGE,
    )
    if not found.rows and asked_page(request) > 1:
        return _first_page(request)
    model = await assignments(viewer, found.rows, Pages.of(request, found.total))
    return page(request, "candidates/cases/assignments.html", model)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotThere from None


async def _assignment(person_id: UUID, viewer: Viewer) -> AssignmentPage:
    file = await open_file(person_id, Part.CONTACT, "/assignment", by=viewer)
    state = await queries.state_of(file.case_id)
    return AssignmentPage(person_id, file.name, file.holder_name or "–", state_tag(state)[1])


@get("/assignments/{person_id:uuid}", access=may(P.ASSIGN))
async def assignment(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = await _assignment(person_id, viewer)
    form = AssignmentForm.blank(choices={"holder": await counsellors(viewer)})
    return page(request, ASSIGNMENT, model, form=form)


@post("/assignments/{person_id:uuid}", access=may(P.ASSIGN))
async def assign(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    form = AssignmentForm.bind(await read_form(request), choices={"holder": await counsellors(viewer)})
    if form.ok:
        try:
            await actions.assign(person_id, UUID(form["holder"]), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, "/assignments", flash="Caso assegnato. Il nuovo operatore lo trova in «Persone»."
            )
    return invalid(request, ASSIGNMENT, await _assignment(person_id, viewer), form)


async def _two_colleagues(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    choices = await standing_in(viewer)
    return {"holder": choices, "substitute": choices}


@get("/assignments/substitutions/new", access=may(P.ASSIGN))
async def new_substitution(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = SubstitutionForm.blank(choices=await _two_colleagues(viewer), starts_on=clock.today())
    return page(request, SUBSTITUTION, form=form)


@post("/assignments/substitutions", access=may(P.ASSIGN))
async def substitute(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = SubstitutionForm.bind(await read_form(request), choices=await _two_colleagues(viewer))
    if form.ok:
        try:
            await actions.record_substitution(
                id=form["once"],
                holder_id=UUID(form["holder"]),
                substitute_id=UUID(form["substitute"]),
                starts_on=form["starts_on"],
                ends_on=form["ends_on"],
                reason=SubstitutionReason(form["reason"]),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/assignments", flash="Sostituzione registrata.")
    return invalid(request, SUBSTITUTION, None, form)


ROUTES = [
    *IMPORT_ROUTES,
    index,
    new,
    create,
    assignment_list,
    assignment,
    assign,
    new_substitution,
    substitute,
]
