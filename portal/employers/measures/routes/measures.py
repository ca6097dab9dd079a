"""Addresses of measures: the list by kind, a new one, what the office decided, its end."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.typed_fields import version_of
from portal.employers.measures.actions import measures as acts
from portal.employers.measures.forms.measures import (
    FORMS,
    CloseForm,
    GrantForm,
    MeasureForm,
    RefusalForm,
    RequestCloseForm,
    VersionForm,
)
from portal.employers.measures.pages import measures as pages
from portal.employers.measures.pages.law import compensations_in_words
from portal.employers.measures.pages.shared import ActPage, crumbs, drawn, typed_amount
from portal.employers.measures.queries import measures
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
from portal.employers.measures.rules.written import WrittenMeasure
from portal.employers.measures.transitions import MEASURE
from portal.employers.measures.vocabulary import (
    MEASURE_ARTICLES,
    MEASURE_LABELS,
    MeasureKind,
    RequestOutcome,
)
from portal.employers.obligations.pages.whose import whose
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed
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
from portal.foundation.web.forms import Form
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import provinces

NEW, SHOW = "employers/measures/new.html", "employers/measures/show.html"
ACT = "employers/measures/act.html"
MOVES = {
    "grant": "grant",
    "refusal": "refuse",
    "withdrawal": "withdraw",
    "closing": "close",
    "cancellation": "cancel",
}
"""How addresses call the moves of a measure."""
ACT_FORMS: dict[str, type[Form]] = {
    "grant": GrantForm,
    "refusal": RefusalForm,
    "withdrawal": VersionForm,
    "closing": CloseForm,
    "cancellation": VersionForm,
}
ACT_NOTES: dict[str, str] = {
    "grant": "Scrivi quello che l’ufficio ha concesso: può essere meno di quello che hai chiesto.",
    "refusal": "I posti chiesti restano da coprire.",
    "withdrawal": "La richiesta resta nell’elenco come ritirata.",
    "closing": "Dal giorno dopo gli obblighi contano di nuovo senza questa misura.",
    "cancellation": "Usala solo per una registrazione sbagliata: non conterà in nessun giorno, nemmeno passato.",
}
DONE: dict[str, str] = {
    "grant": "Concessione registrata.",
    "refusal": "Diniego registrato.",
    "withdrawal": "Richiesta ritirata.",
    "closing": "Ultimo giorno cambiato.",
    "cancellation": "Registrazione annullata.",
}
_REQUEST_CLOSED = "Richiesta chiusa."


@get("/measures", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    detail, about = await read_for(request, viewer)
    known = await written(detail.id)
    model = pages.MeasuresPage(
        about,
        crumbs(about),
        pages.sections(about, known, clock.today(), detail.employer_kind),
        len(known.conventions),
        about.own and allowed(viewer, P.MEASURES_EDIT),
    )
    return page(request, "employers/measures/index.html", model)


async def _new_page(kind: MeasureKind, viewer: Viewer) -> pages.NewMeasurePage:
    today, detail = clock.today(), await companies.company(own_company(viewer))
    about = whose(viewer, detail.id, detail.name)
    counted = await position_today(detail, today)
    return pages.NewMeasurePage(
        crumbs(about, (pages.NEW_LABELS[kind], None)),
        pages.slug(kind),
        pages.NEW_LABELS[kind],
        pages.note_of(kind, detail.employer_kind),
        MEASURE_ARTICLES[kind],
        drawn(FORMS[kind], pages.FIELDS[kind]),
        pages.place_facts(counted[0]) if counted else (),
        today,
        compensations_in_words(counted[0], lambda code: provinces.by_code(code).region)
        if counted and kind is MeasureKind.COMPENSAZIONE_TERRITORIALE
        else (),
    )


def _kind(text: str) -> MeasureKind:
    kind = pages.kind_of(text)
    if kind is None:
        raise NotThere
    return kind


async def _choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    own = await province_choices(own_company(viewer))
    return {"province": own, "other_province": own}


@get("/measures/new/{kind:str}", access=EDIT)
async def ask(request: PortalRequest, viewer: NamedDependency[Viewer], kind: FromPath[str]) -> Response[Any]:
    known, choices = _kind(kind), await _choices(viewer)
    only = choices["province"][0][0] if len(choices["province"]) == 1 else None
    usual = None if known in _NO_USUAL_PROVINCE else only
    form = FORMS[known].blank(choices=choices, province=usual)
    return page(request, NEW, await _new_page(known, viewer), form=form)


_NO_USUAL_PROVINCE = (MeasureKind.SOSPENSIONE, MeasureKind.COMPENSAZIONE_TERRITORIALE)


@post("/measures/new/{kind:str}", access=EDIT)
async def record(
    request: PortalRequest, viewer: NamedDependency[Viewer], kind: FromPath[str]
) -> Response[Any]:
    known = _kind(kind)
    form: MeasureForm = FORMS[known].bind(await read_form(request), choices=await _choices(viewer))
    if form.ok:
        try:
            id = await acts.record_measure(form.draft(), id=form["once"], by=viewer)
        except Refused as refusal:
            say(form, refusal)
        else:
            return see_other(request, f"/measures/{id}", flash=f"Misura registrata: {MEASURE_LABELS[known]}.")
    else:
        await form.judge(lambda: acts.problems_of(form.draft_so_far(clock.today()), by=viewer))
    in_order(form, pages.FIELDS[known])
    return invalid(request, NEW, await _new_page(known, viewer), form)


@get("/measures/{measure_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], measure_id: FromPath[UUID]
) -> Response[Any]:
    detail, about = await read_for(request, viewer)
    today, one = clock.today(), await measures.measure(measure_id, detail.id)
    effect = await effect_of(detail.id, measure_id, today)
    here = crumbs(about, (MEASURE_LABELS[one.kind], None))
    return page(request, SHOW, pages.measure_page(one, effect, about, here, viewer, today))


def _form(act: str, kind: MeasureKind) -> type[Form]:
    if act == "closing" and kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO:
        return RequestCloseForm
    return ACT_FORMS[act]


def _blank(act: str, one: WrittenMeasure) -> Form:
    if act == "grant":
        exempts = one.kind is MeasureKind.ESONERO_PARZIALE
        return GrantForm.blank(
            version=one.version,
            percentage=typed_amount(one.percentage) if exempts else None,
            units=(one.units or None) if exempts else None,
            starts_on=f"{one.starts_on:%d/%m/%Y}",
            ends_on=f"{one.ends_on:%d/%m/%Y}" if one.ends_on else None,
        )
    return _form(act, one.kind).blank(version=one.version)


async def _act_page(viewer: Viewer, id: UUID, act: str) -> tuple[WrittenMeasure, ActPage]:
    detail = await companies.company(own_company(viewer))
    one = await measures.measure(id, detail.id)
    title = pages.closing_words(one) if act == "closing" else MEASURE.named(MOVES[act]).label
    about = whose(viewer, detail.id, detail.name)
    here = crumbs(about, (MEASURE_LABELS[one.kind], f"/measures/{id}"), (title, None))
    fields = drawn(_form(act, one.kind))
    if act == "grant" and one.kind is not MeasureKind.ESONERO_PARZIALE:
        fields = [row for row in fields if row[0] not in ("percentage", "units")]
    lead = f"{MEASURE_LABELS[one.kind]}, {pages.place_words(one)}."
    note = ACT_NOTES[act]
    if act == "closing" and one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO:
        note = "Chiudila quando le persone sono assunte, o se la ritiri: i posti ancora scoperti sono da chiedere."
    return one, ActPage(here, f"/measures/{id}/{act}", f"/measures/{id}", title, lead, note, fields)


def _known(act: str) -> str:
    if act not in MOVES:
        raise NotThere
    return act


@get("/measures/{measure_id:uuid}/{act:str}", access=EDIT)
async def before_act(
    request: PortalRequest, viewer: NamedDependency[Viewer], measure_id: FromPath[UUID], act: FromPath[str]
) -> Response[Any]:
    """A page of its own for each thing that can happen to a measure."""
    one, model = await _act_page(viewer, measure_id, _known(act))
    return page(request, ACT, model, form=_blank(act, one))


@post("/measures/{measure_id:uuid}/{act:str}", access=EDIT)
async def perform_act(
    request: PortalRequest, viewer: NamedDependency[Viewer], measure_id: FromPath[UUID], act: FromPath[str]
) -> Response[Any]:
    one, model = await _act_page(viewer, measure_id, _known(act))
    form = _form(act, one.kind).bind(await read_form(request))
    if form.ok:
        try:
            await _perform(act, measure_id, form, viewer)
        except Refused as refusal:
            say(form, refusal)
        else:
            done = _REQUEST_CLOSED if isinstance(form, RequestCloseForm) else DONE[act]
            return see_other(request, f"/measures/{measure_id}", flash=done)
    return invalid(request, ACT, model, form)


async def _perform(act: str, id: UUID, form: Form, by: Viewer) -> None:
    version = version_of(form.values.get("version"))
    match form:
        case GrantForm():
            await acts.grant_measure(id, form.grant(), version=version, by=by)
        case RefusalForm():
            day, ref = form["decided_on"], form["act_ref"]
            await acts.refuse_measure(id, decided_on=day, act_ref=ref, version=version, by=by)
        case RequestCloseForm():
            outcome = RequestOutcome(form["outcome"])
            await acts.close_measure(id, ends_on=form["ends_on"], version=version, by=by, outcome=outcome)
        case CloseForm():
            await acts.close_measure(id, ends_on=form["ends_on"], version=version, by=by)
        case _ if act == "withdrawal":
            await acts.withdraw_measure(id, by=by)
        case _:
            await acts.cancel_measure(id, by=by)


ROUTES = [index, ask, record, show, before_act, perform_act]
