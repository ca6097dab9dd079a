"""Addresses of the skills balance and of the evaluation of potential."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates.assessment.review_forms import actions
from portal.candidates.assessment.review_forms.forms import (
    FORM_OF,
    BeginForm,
    DiscussionForm,
    SkillsGainedForm,
)
from portal.candidates.assessment.review_forms.pages import (
    OnePage,
    list_page,
    new_skill_groups,
    one_page,
    one_row,
    printed,
)
from portal.candidates.assessment.review_forms.queries import ReviewFormRow
from portal.candidates.assessment.review_forms.vocabulary import SECTIONS, FormKind, Setting
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write
from portal.foundation import audit, clock, pdf
from portal.foundation.access import Permission as P
from portal.foundation.access import may
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
from portal.foundation.web.italian import plural
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

RATE = may(P.PEOPLE_RATE)
TAB = "/assessment"
LIST = "candidates/assessment/review_forms/index.html"
ONE = "candidates/assessment/review_forms/one.html"
SKILLS = "candidates/assessment/review_forms/skills.html"


async def _file(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_to_write(person_id, Part.LEVELS, TAB, by=viewer)


async def _opened(person_id: UUID, form_id: UUID, viewer: Viewer) -> tuple[OnePage, ReviewFormRow]:
    file = await _file(person_id, viewer)
    row = await one_row(file, form_id)
    return one_page(file, row), row


@get("/people/{person_id:uuid}/reviews", access=RATE)
async def reviews(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, LIST, await list_page(await _file(person_id, viewer)), form=BeginForm.blank())


@post("/people/{person_id:uuid}/reviews", access=RATE)
async def begin_review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = BeginForm.bind(await read_form(request))
    if form.ok:
        try:
            id = await actions.begin(
                id=form["once"],
                person_id=person_id,
                kind=FormKind(form["kind"]),
                setting=Setting(form["setting"]),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/reviews/{id}", flash="Iniziato. Scrivilo con la persona.")
    return invalid(request, LIST, await list_page(file), form)


@get("/people/{person_id:uuid}/reviews/{form_id:uuid}", access=RATE)
async def review_form(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    model, row = await _opened(person_id, form_id, viewer)
    return page(request, ONE, _with_discussion(model), form=FORM_OF[row.kind].of(row))


def _with_discussion(model: OnePage, form: DiscussionForm | None = None) -> dict[str, Any]:
    return {
        "one": model,
        "file": model.file,
        "talk": form or DiscussionForm.blank(discussed_on=clock.today()),
    }


@post("/people/{person_id:uuid}/reviews/{form_id:uuid}", access=RATE)
async def write_review(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    model, row = await _opened(person_id, form_id, viewer)
    form = FORM_OF[row.kind].bind(await read_form(request))
    if form.ok:
        try:
            await actions.write(
                form_id,
                person_id,
                form.sections(),
                setting=Setting(form["setting"]),
                version=form.version_typed(),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.REVIEW_FORM, by=viewer)
            return see_other(request, model.url, flash="Salvato.")
    return invalid(request, ONE, _with_discussion(model), form)


@post("/people/{person_id:uuid}/reviews/{form_id:uuid}/discussion", access=RATE)
async def discuss_review(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    model, row = await _opened(person_id, form_id, viewer)
    form = DiscussionForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.discuss(form_id, person_id, on=form["discussed_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, model.url, flash="Segnato come discusso con la persona.")
    return invalid(request, ONE, _with_discussion(model, form), FORM_OF[row.kind].of(row))


@post("/people/{person_id:uuid}/reviews/{form_id:uuid}/closing", access=RATE)
async def close_review(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    model, _ = await _opened(person_id, form_id, viewer)
    await actions.close(form_id, person_id, by=viewer)
    return see_other(request, model.url, flash="Concluso. Per cambiarlo scrivi una versione nuova.")


async def _for_skills(person_id: UUID, form_id: UUID, viewer: Viewer) -> dict[str, Any]:
    model, _ = await _opened(person_id, form_id, viewer)
    if not model.may_add_skills:
        raise NotThere
    return {"one": model, "file": model.file, "groups": await new_skill_groups(person_id)}


@get("/people/{person_id:uuid}/reviews/{form_id:uuid}/skills", access=RATE)
async def skills_gained(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    return page(request, SKILLS, await _for_skills(person_id, form_id, viewer), form=SkillsGainedForm.blank())


@post("/people/{person_id:uuid}/reviews/{form_id:uuid}/skills", access=RATE)
async def add_skills_gained(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    model = await _for_skills(person_id, form_id, viewer)
    form = SkillsGainedForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, SKILLS, model, form)
    count = await actions.add_skills(form_id, person_id, form["skills"], by=viewer)
    words = plural(count, "competenza aggiunta alla scheda", "competenze aggiunte alla scheda")
    return see_other(request, model["one"].url, flash=f"{words}.")


@get("/people/{person_id:uuid}/reviews/{form_id:uuid}/print.pdf", access=RATE)
async def print_review(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    form_id: FromPath[UUID],
) -> Response[Any]:
    """With ``leave=2`` in the address the second section is not printed: she may ask for it."""
    model, row = await _opened(person_id, form_id, viewer)
    left_out = {
        int(one)
        for one in request.query_params.getall("leave", [])
        if one.isdecimal() and len(one) == 1 and 1 <= int(one) <= SECTIONS
    }
    service = await accounts.organisation(model.file.ground.service_id)
    data = printed(model.file.name, service.name if service else "", row, left_out)
    await audit.note(
        "ReviewFormPrinted",
        by=viewer,
        subject_kind="person",
        subject_id=person_id,
        data={"review_form_id": str(form_id), "left_out": len(left_out)},
    )
    content = await pdf.drawn("review_form.typ", data)
    return download(content, name=f"{row.kind.value}.pdf", media_type=pdf.MEDIA_TYPE)


ROUTES = [
    reviews,
    begin_review,
    review_form,
    write_review,
    discuss_review,
    close_review,
    skills_gained,
    add_skills_gained,
    print_review,
]
