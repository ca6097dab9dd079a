"""Addresses of the editions of courses: coordinators write them, whoever leads plans reads them."""

from typing import Any

from litestar.di import NamedDependency

from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.forms import Choice, Day, Form, Integer, Once, Text
from portal.foundation.web.italian import date_it, plural
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network.editions import THRESHOLD_PCT, EditionDraft, editions, record_edition
from portal.network.vocabulary import MODULE_LABELS, Module

TEMPLATE = "network/course_editions.html"


class EditionForm(Form):
    module = Choice(
        "Che cosa insegna",
        choices=[(one.value, label) for one, label in MODULE_LABELS.items()],
        missing="Scegli che cosa insegna il corso.",
    )
    title = Text("Titolo", max_length=120, missing="Scrivi il titolo del corso.")
    provider = Text("Chi lo tiene", max_length=120, missing="Scrivi chi tiene il corso.")
    starts_on = Day("Dal", missing="Scrivi quando comincia.")
    ends_on = Day("Al", missing="Scrivi quando finisce.")
    hours = Integer(
        "Ore", minimum=1, maximum=600, missing="Scrivi le ore.", wrong="Le ore di un corso vanno da 1 a 600."
    )
    seats = Integer(
        "Posti",
        minimum=1,
        maximum=500,
        missing="Scrivi quanti posti ci sono.",
        wrong="I posti vanno da 1 a 500.",
    )
    threshold_pct = Integer(
        "Attestato da questa parte delle ore, in %",
        minimum=0,
        maximum=100,
        required=False,
        wrong="La soglia va da 0 a 100 %.",
        hint=f"Senza un numero vale {THRESHOLD_PCT} %.",
    )
    once = Once()

    def draft(self) -> EditionDraft:
        threshold = self["threshold_pct"]
        return EditionDraft(
            Module(self["module"]),
            self["title"],
            self["provider"],
            self["starts_on"],
            self["ends_on"],
            self["hours"],
            self["seats"],
            THRESHOLD_PCT if threshold is None else threshold,
        )


async def _page(request: PortalRequest, viewer: Viewer, form: Form) -> Response[Any]:
    if viewer.organisation_id is None:
        raise NotThere
    found = await editions(viewer.organisation_id, ending_from=clock.today())
    rows = [
        (
            one.title,
            f"{MODULE_LABELS[one.module]}, {one.provider}, {date_it(one.starts_on, 'dal')}"
            f" {date_it(one.ends_on, 'al')}, {plural(one.hours, 'ora', 'ore')}, {plural(one.seats, 'posto', 'posti')}",
        )
        for one in found
    ]
    model = {"rows": rows, "keeps": viewer.is_any(Role.COORDINATOR)}
    return page(request, TEMPLATE, model, form=form, status=200 if form.ok else 422)


@get("/course-editions", access=may(P.ASSIGN, P.PLANS_LEAD))
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return await _page(request, viewer, EditionForm.blank())


@post("/course-editions", access=may(P.ASSIGN))
async def record(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = EditionForm.bind(await read_form(request))
    if form.ok:
        try:
            await record_edition(form.draft(), id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/course-editions", flash="Edizione registrata.")
    return await _page(request, viewer, form)


ROUTES = [show, record]
