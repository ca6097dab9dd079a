"""Addresses of the register of commitments: list, form, calendar, the single one."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.actions import commitments as acts
from portal.employers.inclusion.forms.commitments import CommitmentForm, EvidenceForm, FulfilForm
from portal.employers.inclusion.pages import commitments as pages
from portal.employers.inclusion.queries import accommodations, commitments
from portal.employers.inclusion.queries.commitments import Filter
from portal.employers.inclusion.rules.items import Item, item, items
from portal.employers.inclusion.vocabulary import CommitmentKind
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.queries import counts
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

INDEX, SHOW = "employers/commitments/index.html", "employers/commitments/show.html"
FORM, CALENDAR = "employers/commitments/form.html", "employers/commitments/calendar.html"
READ, EDIT = may(P.COMMITMENTS_READ), may(P.COMMITMENTS_EDIT)
MOST = 2000
"""Rows of one company that calendar and dossier look at."""


def _filter(request: PortalRequest) -> Filter:
    state = request.query_params.get("state", "")
    return Filter(state=state if state in {key for key, _ in pages.STATES} and state else None)


@get("/commitments", access=READ)
async def register(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id, wanted = own_company(viewer), _filter(request)
    shown = Pages.of(request, await commitments.count(company_id, wanted))
    rows = await commitments.page(company_id, limit=shown.limit, offset=shown.offset, wanted=wanted)
    model = pages.commitment_list(
        rows, shown, wanted, clock.today(), may_edit=allowed(viewer, P.COMMITMENTS_EDIT)
    )
    return page(request, INDEX, model)


async def _users(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Who may be reminded: everybody with access in the company."""
    members = await accounts.members(own_company(viewer))
    return {"owner_account": list({str(one.account_id): one.name for one in members}.items())}


async def _kind(template: Item, company_id: UUID) -> CommitmentKind:
    """A duty or a choice, by the dependants as last counted."""
    if template.above is None:
        return template.kind
    threshold = int((await in_force()).value(template.above, clock.today()))
    counted = (await counts.counted([company_id])).get(company_id)
    return template.kind_for(counted.dependants if counted else None, threshold)


@get("/commitments/new", access=EDIT)
async def new_commitment(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    chosen, today = item(request.query_params.get("item")), clock.today()
    choices = await _users(viewer)
    if chosen is None:
        form = CommitmentForm.blank(choices=choices, starts_on=f"{today:%d/%m/%Y}", every="once")
    else:
        known = CommitmentForm.from_item(chosen, await _kind(chosen, own_company(viewer)), today)
        form = CommitmentForm.blank(choices=choices, **known)
    return page(request, FORM, pages.form_page(items(), chosen), form=form)


@post("/commitments", access=EDIT)
async def record(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = CommitmentForm.bind(await read_form(request), choices=await _users(viewer))
    if form.ok:
        try:
            id = await acts.record_commitment(form.draft(), id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{id}", flash="Impegno registrato.")
    return invalid(request, FORM, pages.form_page(items(), item(form.raw.get("item"))), form)


@get("/commitments/calendar", access=READ)
async def calendar(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """A year of terms, month by month; accommodations only for who keeps their register."""
    company_id, today = own_company(viewer), clock.today()
    asked = request.query_params.get("year", "")
    year = (
        int(asked)
        if asked.isdecimal() and len(asked) == 4 and 2000 <= int(asked) <= today.year + 20
        else today.year
    )
    rows = await commitments.all_of(company_id, most=MOST)
    terms = []
    if allowed(viewer, P.ACCOMMODATIONS_KEEP):
        first = today.replace(year=year, month=1, day=1)
        terms = await accommodations.terms(company_id, first, first.replace(month=12, day=31))
    return page(request, CALENDAR, pages.calendar_page(rows, terms, year, today))


async def draw(
    request: PortalRequest, viewer: Viewer, commitment_id: UUID, *, evidence: EvidenceForm, fulfil: FulfilForm
) -> Response[Any]:
    """The page of one, with its two forms as they stand."""
    row = await commitments.commitment(commitment_id, own_company(viewer))
    found = await commitments.evidence_of(commitment_id)
    kpis = (await commitments.kpis_of([commitment_id])).get(commitment_id, [])
    names = await accounts.names([row.owner_account]) if row.owner_account else {}
    model = pages.commitment_page(
        row, found, kpis, names, clock.today(), may_edit=allowed(viewer, P.COMMITMENTS_EDIT)
    )
    wrong = next((one for one in (evidence, fulfil) if not one.ok), None)
    forms = {"page": model, "evidence": evidence, "fulfil": fulfil}
    return page(request, SHOW, forms, form=wrong, status=422 if wrong else 200)


@get("/commitments/{commitment_id:uuid}", access=READ)
async def show_commitment(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    return await draw(
        request, viewer, commitment_id, evidence=EvidenceForm.blank(), fulfil=FulfilForm.on(clock.today())
    )


@get("/commitments/{commitment_id:uuid}/change", access=EDIT)
async def edit_commitment(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    row = await commitments.commitment(commitment_id, own_company(viewer))
    form = CommitmentForm.blank(choices=await _users(viewer), **CommitmentForm.known(row))
    return page(request, FORM, pages.CommitmentFormPage(row.id, row.title, []), form=form)


@post("/commitments/{commitment_id:uuid}/change", access=EDIT)
async def change_commitment(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    row = await commitments.commitment(commitment_id, own_company(viewer))
    form = CommitmentForm.bind(await read_form(request), choices=await _users(viewer))
    if form.ok:
        try:
            await acts.change_commitment(commitment_id, form.draft(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{commitment_id}", flash="Impegno aggiornato.")
    return invalid(request, FORM, pages.CommitmentFormPage(row.id, row.title, []), form)


@post("/commitments/{commitment_id:uuid}/fulfilment", access=EDIT)
async def fulfil(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    form = FulfilForm.bind(await read_form(request))
    if form.ok:
        try:
            next_id = await acts.fulfil_commitment(commitment_id, done_on=form["done_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            flash = "Impegno concluso." + (" La prossima volta è già nel registro." if next_id else "")
            return see_other(request, f"/commitments/{commitment_id}", flash=flash)
    return await draw(request, viewer, commitment_id, evidence=EvidenceForm.blank(), fulfil=form)


ROUTES = [
    register,
    new_commitment,
    record,
    calendar,
    show_commitment,
    edit_commitment,
    change_commitment,
    fulfil,
]
