"""Addresses of the text: the page of a file, the colleague's reading, texts from a file, and the same over the API."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write
from portal.candidates.profiles.texts import actions, api, queries
from portal.candidates.profiles.texts.forms import ReadingForm, TextFileForm, TextForm
from portal.candidates.profiles.texts.importing import TEMPLATE, import_texts
from portal.candidates.profiles.texts.pages import ImportPage, queue_page, reading_page, text_page
from portal.candidates.profiles.texts.vocabulary import SendBackWhy, TextState
from portal.foundation import audit, db
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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

WRITE, READ = may(P.PROFILE_PUBLISH), may(P.TEXTS_READ)
TAB = "/profile"
SHOW = "candidates/profiles/texts/show.html"
READING = "candidates/profiles/texts/reading.html"
IMPORT = "candidates/profiles/texts/import.html"


async def _file(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_to_write(person_id, Part.SKILLS, TAB, by=viewer)


@get("/people/{person_id:uuid}/profile/text", access=WRITE)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = await text_page(await _file(person_id, viewer))
    return page(request, SHOW, model, form=TextForm.blank(**model.initial))


@post("/people/{person_id:uuid}/profile/text", access=WRITE)
async def write(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = TextForm.bind(await read_form(request))
    if form.ok:
        try:
            verdict = await actions.write(person_id, form.written(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            # what the gate refused is kept nowhere, nor what is saved kept twice
            await drop_draft(person_id, DraftForm.TEXT, by=viewer)
            if not verdict.is_refused:
                return see_other(
                    request, f"{file.url}/profile/text", flash="Testo salvato. Leggi qui a che punto è."
                )
            form.say(verdict)
    return invalid(request, SHOW, await text_page(file), form)


@post("/people/{person_id:uuid}/profile/text/removal", access=WRITE)
async def remove(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    await actions.remove(person_id, by=viewer)
    return see_other(request, f"{file.url}/profile", flash="Testo tolto. Le aziende non lo leggono più.")


@post("/people/{person_id:uuid}/profile/text/reader", access=WRITE)
async def ask(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    await actions.ask(person_id, by=viewer)
    return see_other(
        request, f"{file.url}/profile", flash="Testo mandato ai colleghi. Ti avvisiamo quando lo leggono."
    )


@get("/profile-texts", access=READ)
async def queue(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, "candidates/profiles/texts/queue.html", queue_page(await queries.to_read(viewer)))


@get("/profile-texts/{text_id:uuid}", access=READ)
async def read(
    request: PortalRequest, viewer: NamedDependency[Viewer], text_id: FromPath[UUID]
) -> Response[Any]:
    async with db.unit_of_work():
        row = await queries.readable(text_id, viewer)
        if row is None:
            raise NotThere
        await audit.note("text_read", by=viewer, subject_kind="profile_text", subject_id=text_id)
    return page(request, READING, reading_page(row), form=ReadingForm.blank(version=row.version))


@post("/profile-texts/{text_id:uuid}/reading", access=READ)
async def answer(
    request: PortalRequest, viewer: NamedDependency[Viewer], text_id: FromPath[UUID]
) -> Response[Any]:
    form = ReadingForm.bind(await read_form(request))
    if form.ok:
        version = int(form["version"]) if form["version"].isdigit() else 0
        if form["outcome"] == TextState.APPROVED.value:
            await actions.approve(text_id, version=version, by=viewer)
        else:
            await actions.send_back(text_id, version=version, why=SendBackWhy(form["why"]), by=viewer)
        return see_other(
            request, "/profile-texts", flash="Risposta inviata. Avvisiamo chi ha scritto il testo."
        )
    row = await queries.readable(text_id, viewer)
    if row is None:
        raise NotThere
    return invalid(request, READING, reading_page(row), form)


@get("/people/profile-texts", access=WRITE)
async def file_new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, IMPORT, ImportPage(), form=TextFileForm.blank())


@get("/people/profile-texts/template.csv", access=WRITE, sync_to_thread=False)
def file_template(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return download(TEMPLATE, name="testi-dei-profili.csv", media_type="text/csv; charset=utf-8")


@post("/people/profile-texts", access=WRITE)
async def file_load(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = TextFileForm.bind(await read_form(request))
    model = ImportPage()
    if form.ok:
        try:
            loaded = await import_texts(form["file"].content, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            if not loaded.problems:
                return see_other(request, "/people", flash=f"Testi caricati: {loaded.rows}.")
            form.fail("file", "Niente è stato salvato: correggi le righe elencate e ricarica il file.")
            model = ImportPage(loaded.problems, loaded.rows)
    return invalid(request, IMPORT, model, form)


ROUTES = [show, write, remove, ask, queue, read, answer, file_new, file_template, file_load, *api.ROUTES]
