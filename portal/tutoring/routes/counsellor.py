"""The counsellor prepares, records documents, has the plan signed, starts it."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.employers import public as employers
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    FromPath,
    PortalRequest,
    Response,
    get,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference import regions
from portal.tutoring.actions import links, preparing, running, signing
from portal.tutoring.forms import PreparationForm, WithoutTutorForm
from portal.tutoring.pages import show
from portal.tutoring.pages.papers import signature_lines
from portal.tutoring.papers import queries as papers
from portal.tutoring.papers.actions import ScannedCopy
from portal.tutoring.papers.forms import CopyForm, LinkForm, NumberForm
from portal.tutoring.queries.detail import Detail
from portal.tutoring.queries.register import goals
from portal.tutoring.routes.ground import own_as_counsellor
from portal.tutoring.vocabulary import (
    DOCUMENT_LABELS,
    KINDS,
    OPEN,
    SIGNER_LABELS,
    DocumentKind,
    PartyRole,
    PlanState,
    Signer,
)

LEAD = may(P.PLANS_LEAD)
PREPARATION = "tutoring/preparation.html"
DOCUMENTS = "tutoring/documents.html"


def _form_of(detail: Detail) -> type[PreparationForm]:
    return PreparationForm if KINDS[detail.kind].keeps_register else WithoutTutorForm


async def _choices(detail: Detail) -> dict[str, list[tuple[str, str]]]:
    """Tutors of the company, and the regions whose rules may be followed: of the place, or of the head office."""
    if detail.company_id is None:
        return {"tutor": [], "region": []}
    members = await accounts.members(detail.company_id, role=Role.IN_COMPANY_TUTOR)
    unit = await employers.host_unit(detail.company_id, detail.vacancy_id, clock.today())
    codes = dict.fromkeys((unit.region, unit.head_region)) if unit else {}
    words = {code: regions.name(code) for code in codes}
    return {
        "tutor": [(str(one.account_id), one.name) for one in members],
        "region": list(words.items()),
    }


def _preparation(request: PortalRequest, detail: Detail, form: Form) -> Response[Any]:
    model = {
        "detail": detail,
        "open": detail.state is PlanState.DRAFTED,
        "tutors": bool(form.choices("tutor")) or not KINDS[detail.kind].keeps_register,
        "governed": KINDS[detail.kind].rules is not None,
    }
    return page(request, PREPARATION, model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/preparation", access=LEAD)
async def edit(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    values: dict[str, Any] = {
        "starts_on": detail.starts_on,
        "ends_on": detail.ends_on,
        "weekly_hours": detail.weekly_hours,
        "day_starts_at": detail.day_starts_at,
        "day_ends_at": detail.day_ends_at,
        "weekdays": [str(day) for day in detail.weekdays],
        "tutor": detail.tutor_id,
        "kind": detail.kind.value,
        "region": detail.rules_region,
        "region_told_on": detail.region_told_on,
        "category": detail.category.value,
        "indemnity": detail.indemnity,
        "meals": detail.meals,
        "service_in_charge": detail.service_in_charge,
        "version": detail.version,
    }
    for number, goal in enumerate(await goals(plan_id), start=1):
        values |= {
            f"goal_{number}": goal.text,
            f"indicator_{number}": goal.indicator,
            f"target_{number}": goal.target,
        }
    form = _form_of(detail).blank(choices=await _choices(detail), **values)
    return _preparation(request, detail, form)


@post("/plans/{plan_id:uuid}/preparation", access=LEAD)
async def save(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = _form_of(detail).bind(await read_form(request), choices=await _choices(detail))
    if form.ok:
        given = preparing.Preparation(
            form["starts_on"],
            form["ends_on"],
            form["weekly_hours"],
            form["day_starts_at"],
            form["day_ends_at"],
            UUID(form["tutor"]) if form["tutor"] else None,
            form.goals(),
            weekdays=[int(day) for day in form["weekdays"]],
            indemnity=form["indemnity"],
            meals=form["meals"],
            followed=form.followed(),
        )
        try:
            await preparing.prepare(plan_id, given, by=viewer, version=form.drawn_with())
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Preparazione salvata.")
    return _preparation(request, detail, form)


@post("/plans/{plan_id:uuid}/completion", access=LEAD)
async def complete(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await preparing.complete(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso mandato alla firma.")


@post("/plans/{plan_id:uuid}/redraft", access=LEAD)
async def redraft(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await preparing.redraft(plan_id, by=viewer)
    return see_other(
        request, f"/plans/{plan_id}", flash="Preparazione riaperta. Le parti firmeranno di nuovo."
    )


def _document_choices(detail: Detail) -> dict[str, list[tuple[str, str]]]:
    return {"kind": [(one.value, DOCUMENT_LABELS[one]) for one in signing.recordable(detail.kind)]}


def _signer_choices(detail: Detail) -> dict[str, list[tuple[str, str]]]:
    asked = [Signer.PERSON, Signer.COMPANY] + ([Signer.SERVICE_IN_CHARGE] if detail.service_in_charge else [])
    return {"signer": [(one.value, SIGNER_LABELS[one]) for one in asked]}


async def _documents(
    request: PortalRequest, viewer: Viewer, detail: Detail, *, which: str = "", form: Form | None = None
) -> Response[Any]:
    """``which`` names the form that came back with errors."""
    signed = await papers.signatures(detail.id)
    names = await accounts.names([one.by for one in signed if one.by is not None])
    forms: dict[str, Form] = {
        "number": NumberForm.blank(choices=_document_choices(detail)),
        "link": LinkForm.blank(choices={"signer": _link_choices(detail)}),
        "sheet": CopyForm.blank(choices=_signer_choices(detail)),
    }
    if form is not None:
        forms[which] = form
    for name, one in forms.items():
        one.on_page = name
    model = {
        "plan": await show.plan_page(detail, viewer, PartyRole.COUNSELLOR),
        "signed": signature_lines(detail, signed, names),
        "links": [(SIGNER_LABELS[one.signer], one.url) for one in await links.waiting_links(detail.id)],
        "forms": forms,
        "open": detail.state in OPEN,
    }
    return page(request, DOCUMENTS, model, form=form, status=200 if form is None else 422)


def _link_choices(detail: Detail) -> list[tuple[str, str]]:
    return [pair for pair in _signer_choices(detail)["signer"] if pair[0] != Signer.COMPANY.value]


@get("/plans/{plan_id:uuid}/documents", access=LEAD)
async def documents(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _documents(request, viewer, await own_as_counsellor(plan_id, viewer))


@post("/plans/{plan_id:uuid}/documents", access=LEAD)
async def add_document(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = NumberForm.bind(await read_form(request), choices=_document_choices(detail))
    if form.ok:
        try:
            await signing.record_document(
                plan_id,
                DocumentKind(form["kind"]),
                reference=form["reference"],
                recorded_on=form["recorded_on"],
                valid_until=form["valid_until"],
                category_code=form["category_code"] or None,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/documents", flash="Documento registrato.")
    return await _documents(request, viewer, detail, which="number", form=form)


@post("/plans/{plan_id:uuid}/signature-links", access=LEAD)
async def send_link(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    """Her own link: mailed where she has an address, and shown for whoever sends it by hand."""
    detail = await own_as_counsellor(plan_id, viewer)
    form = LinkForm.bind(await read_form(request), choices={"signer": _link_choices(detail)})
    if form.ok:
        try:
            await links.send_link(plan_id, Signer(form["signer"]), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/documents", flash="Link per firmare pronto.")
    return await _documents(request, viewer, detail, which="link", form=form)


@post("/plans/{plan_id:uuid}/signed-copies", access=LEAD)
async def add_copy(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    """The sheet that somebody signed; whoever uploads it has checked it, and is written down."""
    detail = await own_as_counsellor(plan_id, viewer)
    form = CopyForm.bind(await read_form(request), choices=_signer_choices(detail))
    if form.ok:
        sent = form["copy"]
        try:
            await signing.record_paper(
                plan_id, Signer(form["signer"]), ScannedCopy(sent.name, sent.content), by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/documents", flash="Firma su carta registrata.")
    return await _documents(request, viewer, detail, which="sheet", form=form)


@post("/plans/{plan_id:uuid}/readiness", access=LEAD)
async def make_ready(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await signing.make_ready(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso pronto.")


@post("/plans/{plan_id:uuid}/start", access=LEAD)
async def start(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await running.start(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso avviato. Buon lavoro.")


ROUTES = [
    edit,
    save,
    complete,
    redraft,
    documents,
    add_document,
    send_link,
    add_copy,
    make_ready,
    start,
]
