"""Addresses of conventions: the list, a new one, one with its programme."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.measures.actions import conventions as acts
from portal.employers.measures.forms.conventions import ROWS, ConvenzioneForm
from portal.employers.measures.pages import conventions as pages
from portal.employers.measures.pages.shared import crumbs
from portal.employers.measures.queries import conventions
from portal.employers.measures.queries.effects import effect_of
from portal.employers.measures.queries.written import written
from portal.employers.measures.routes.shared import (
    EDIT,
    READ,
    in_order,
    position_today,
    province_choices,
    read_for,
    say,
)
from portal.employers.measures.vocabulary import (
    CONVENZIONE_ARTICLES,
    CONVENZIONE_LABELS,
    WITH_A_BODY,
    ConvenzioneKind,
)
from portal.employers.obligations.pages.whose import Crumb, Whose, whose
from portal.employers.obligations.rules.convenzioni import ConvenzioneFacts, convenzione_cap
from portal.employers.obligations.rules.steps import Step
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed
from portal.foundation.web import (
    FormInput,
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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

FIELDS = (
    "province", "requested_on", "starts_on", "ends_on", "decided_on", "act_ref", "terms", "body_name", "body_kind",
    "body_tax_code", "orders_value", "unit_value", "framework_cap",
    *(f"{what}_{number}" for number in ROWS for what in ("people", "due")),
)  # fmt: skip
"""As the page draws them."""
NEW, SHOW = "employers/conventions/new.html", "employers/conventions/show.html"


def trail(about: Whose, *steps: Crumb) -> list[Crumb]:
    listed = about.link("/conventions") if steps else None
    return crumbs(about, ("Convenzioni", listed), *steps)


@get("/conventions", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    detail, about = await read_for(request, viewer)
    known, today = await written(detail.id), clock.today()
    ordered = sorted(
        known.conventions, key=lambda one: (not one.in_force_on(today), -one.starts_on.toordinal())
    )
    kinds = [
        pages.NewKind(
            f"/conventions/new/{pages.slug(kind)}",
            CONVENZIONE_LABELS[kind],
            pages.KIND_NOTES[kind],
            CONVENZIONE_ARTICLES[kind],
        )
        for kind in ConvenzioneKind
    ]
    model = pages.ConventionsPage(
        about,
        trail(about),
        [pages.card(one, about, today) for one in ordered],
        kinds,
        about.own and allowed(viewer, P.MEASURES_EDIT),
    )
    return page(request, "employers/conventions/index.html", model)


async def _new_page(kind: ConvenzioneKind, viewer: Viewer) -> pages.NewConvenzionePage:
    today, detail = clock.today(), await companies.company(own_company(viewer))
    about = whose(viewer, detail.id, detail.name)
    counted = await position_today(detail, today)
    cap: Step | None = None
    if counted is not None:
        there, parameters = counted
        facts = ConvenzioneFacts(
            kind, today, today, today, 1, there.art3.quota, there.dependants, there.company_class
        )
        cap = convenzione_cap(facts, parameters).step
    return pages.NewConvenzionePage(
        trail(about, (CONVENZIONE_LABELS[kind], None)),
        pages.slug(kind),
        CONVENZIONE_LABELS[kind],
        pages.KIND_NOTES[kind],
        CONVENZIONE_ARTICLES[kind],
        kind in WITH_A_BODY,
        kind is ConvenzioneKind.ART14,
        cap,
        counted[0].art3.gap if counted else 0,
        today,
    )


def _kind(text: str) -> ConvenzioneKind:
    kind = pages.kind_of(text)
    if kind is None:
        raise NotThere
    return kind


@get("/conventions/new/{kind:str}", access=EDIT)
async def ask(request: PortalRequest, viewer: NamedDependency[Viewer], kind: FromPath[str]) -> Response[Any]:
    known = _kind(kind)
    detail = await companies.company(own_company(viewer))
    form = ConvenzioneForm.blank(
        choices={"province": await province_choices(detail.id)}, province=detail.province, kind=known.value
    )
    return page(request, NEW, await _new_page(known, viewer), form=form)


@post("/conventions/new/{kind:str}", access=EDIT)
async def record(
    request: PortalRequest, viewer: NamedDependency[Viewer], kind: FromPath[str]
) -> Response[Any]:
    known = _kind(kind)
    choices = {"province": await province_choices(own_company(viewer))}
    sent = await read_form(request)
    # the kind is that of the address, whatever the page carried
    sent = FormInput({**sent.texts, "kind": [known.value]}, sent.files)
    form = ConvenzioneForm.bind(sent, choices=choices)
    if form.ok:
        try:
            id = await acts.record_convenzione(form.draft(known), id=form["once"], by=viewer)
        except Refused as refusal:
            say(form, refusal)
        else:
            return see_other(request, f"/conventions/{id}", flash="Convenzione registrata.")
    else:
        await form.judge(lambda: acts.problems_of(form.draft_so_far(known, clock.today()), by=viewer))
    in_order(form, FIELDS)
    return invalid(request, NEW, await _new_page(known, viewer), form)


@get("/conventions/{convenzione_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], convenzione_id: FromPath[UUID]
) -> Response[Any]:
    detail, about = await read_for(request, viewer)
    today, one = clock.today(), await conventions.convenzione(convenzione_id, detail.id)
    effect = await effect_of(detail.id, convenzione_id, today)
    found = await conventions.candidates(one.id, detail.id, one.starts_on, one.last_day)
    here = trail(about, (CONVENZIONE_LABELS[one.kind], None))
    return page(request, SHOW, pages.convenzione_page(one, effect, found, about, here, viewer, today))


ROUTES = [index, ask, record, show]
