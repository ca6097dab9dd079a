"""For who follows the person: the link to her area, her requests, corrections to make."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import segno
from litestar.di import NamedDependency
from markupsafe import Markup

from portal.candidates import public as candidates
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
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
from portal.privacy.actions import deciding, links, requesting
from portal.privacy.actions.deciding import Answer
from portal.privacy.forms import CorrectionForm, LinkForm, RefusalForm, WrittenRequestForm
from portal.privacy.pages.area import RequestLine, request_line
from portal.privacy.queries.requests import request_of_person, requests_of
from portal.privacy.vocabulary import Channel, RefusalGround, RequestChannel, RequestKind

EDIT = may(P.PEOPLE_EDIT)
TAB = "/rights"
PAGE = "privacy/rights.html"


@dataclass(frozen=True, slots=True)
class RightsPage:
    """``url`` and ``drawing``: the link just made, to be shown once."""

    file: candidates.OpenFile
    lines: tuple[RequestLine, ...]
    corrections: tuple[RequestLine, ...]
    has_address: bool
    link: Form
    written: Form
    correction: Form
    url: str | None = None
    drawing: Markup | None = None


async def _model(
    person_id: UUID,
    viewer: Viewer,
    *,
    link: Form | None = None,
    written: Form | None = None,
    correction: Form | None = None,
    url: str | None = None,
) -> RightsPage:
    file = await candidates.file_to_write(person_id, candidates.Part.CONSENTS, TAB, by=viewer)
    rows = await requests_of(person_id)
    address = await candidates.mail_address(person_id)
    channel = (Channel.MAIL if address else Channel.BY_HAND).value
    return RightsPage(
        file,
        tuple(request_line(row) for row in rows),
        tuple(request_line(row) for row in rows if row.is_open and row.kind is RequestKind.RECTIFICATION),
        address is not None,
        link or LinkForm.blank(way=channel),
        written or WrittenRequestForm.blank(),
        correction or CorrectionForm.blank(),
        url,
        _drawn(url) if url else None,
    )


def _drawn(url: str) -> Markup:
    """The link as a picture for the camera of her phone: drawn here, nothing is fetched."""
    drawing = segno.make(url, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#17324d", light="#ffffff", title="Codice QR da inquadrare"
    )
    # drawn here from our own address: nothing of it comes from a browser
    return Markup(drawing)  # noqa: S704


@get("/people/{person_id:uuid}/rights", access=EDIT)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, PAGE, await _model(person_id, viewer))


@post("/people/{person_id:uuid}/area-links", access=EDIT)
async def make_link(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    form = LinkForm.bind(await read_form(request))
    if form.ok:
        channel = Channel(form["way"])
        try:
            url = await links.make_link(person_id, channel, by=viewer)
        except Refused as refusal:
            form.fail("way", refusal.sentence)
        else:
            if channel is Channel.MAIL:
                return see_other(request, f"/people/{person_id}/rights", flash="Link inviato. Vale 48 ore.")
            return page(request, PAGE, await _model(person_id, viewer, url=url))
    return invalid(request, PAGE, await _model(person_id, viewer, link=form), form)


@post("/people/{person_id:uuid}/data-requests", access=EDIT)
async def write_down(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    form = WrittenRequestForm.bind(await read_form(request))
    if form.ok:
        try:
            await requesting.write_down(
                id=form["once"],
                person_id=person_id,
                kind=RequestKind(form["kind"]),
                channel=RequestChannel(form["came_by"]),
                words=form["words"],
                received_on=form["received_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/people/{person_id}/rights", flash="Richiesta registrata.")
    return invalid(request, PAGE, await _model(person_id, viewer, written=form), form)


@post("/people/{person_id:uuid}/data-requests/{request_id:uuid}/correction", access=EDIT)
async def correct(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    request_id: FromPath[UUID],
) -> Response[Any]:
    form = CorrectionForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, PAGE, await _model(person_id, viewer, correction=form), form)
    await deciding.correct(request_id, person_id, words=form["corrected"], by=viewer)
    return see_other(request, f"/people/{person_id}/rights", flash="Risposta inviata alla persona.")


@get("/people/{person_id:uuid}/data-requests/{request_id:uuid}/refusal", access=EDIT)
async def before_refusing(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    request_id: FromPath[UUID],
) -> Response[Any]:
    model = await _refusal(person_id, request_id, viewer)
    return page(request, "privacy/rights_refusal.html", model, form=RefusalForm.blank())


@post("/people/{person_id:uuid}/data-requests/{request_id:uuid}/refusal", access=EDIT)
async def refuse(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    request_id: FromPath[UUID],
) -> Response[Any]:
    form = RefusalForm.bind(await read_form(request))
    if form.ok:
        try:
            answer = Answer(form["words"], RefusalGround(form["ground"]))
            await deciding.refuse_correction(request_id, person_id, answer, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/people/{person_id}/rights", flash="Risposta inviata alla persona.")
    return invalid(
        request, "privacy/rights_refusal.html", await _refusal(person_id, request_id, viewer), form
    )


@dataclass(frozen=True, slots=True)
class RefusalPage:
    file: candidates.OpenFile
    line: RequestLine


async def _refusal(person_id: UUID, request_id: UUID, viewer: Viewer) -> RefusalPage:
    file = await candidates.file_to_write(person_id, candidates.Part.CONSENTS, TAB, by=viewer)
    return RefusalPage(file, request_line(await request_of_person(request_id, person_id)))


ROUTES = [show, make_link, write_down, correct, before_refusing, refuse]
