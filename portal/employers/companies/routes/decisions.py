"""What a coordinator decides about a company: each decision is a page."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.actions import verification as actions
from portal.employers.companies.forms.company import ReasonForm, VerificationForm
from portal.employers.companies.pages.company import DecisionPage, head
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.seen import seen_company
from portal.employers.companies.vocabulary import CompanyState
from portal.foundation.access import Permission as P
from portal.foundation.access import may
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

DECIDE = may(P.COMPANIES_VERIFY)
VERIFY = "employers/companies/verification.html"
REASON = "employers/companies/reason.html"


async def _verification(company_id: UUID, viewer: Viewer) -> DecisionPage:
    detail = await companies.company(await seen_company(company_id, viewer))
    again = detail.state is CompanyState.SUSPENDED
    return DecisionPage(
        head(detail),
        "Riammetti l’azienda" if again else "Verifica l’azienda",
        "Controlla i dati fuori dal portale, poi conferma. Da quel momento l’azienda può pubblicare annunci.",
        f"/companies/{company_id}/verification",
        "Riammetti" if again else "Verifica",
        "primary",
    )


@get("/companies/{company_id:uuid}/verification", access=DECIDE)
async def verification(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, VERIFY, await _verification(company_id, viewer), form=VerificationForm.blank())


@post("/companies/{company_id:uuid}/verification", access=DECIDE)
async def verify(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    model = await _verification(company_id, viewer)
    form = VerificationForm.bind(await read_form(request))
    decide = actions.readmit if model.button == "Riammetti" else actions.verify
    try:
        await decide(company_id, vat_checked=form["vat_checked"], pec_checked=form["pec_checked"], by=viewer)
    except Refused as refused:
        form.fail(refused.field, refused.sentence)
        return invalid(request, VERIFY, model, form)
    return see_other(request, f"/companies/{company_id}", flash=f"{model.company.name} è verificata.")


Decide = Callable[..., Awaitable[None]]


async def _reason(company_id: UUID, viewer: Viewer, name: str) -> DecisionPage:
    detail = await companies.company(await seen_company(company_id, viewer))
    if name == "suspension":
        title, button = "Sospendi l’azienda", "Sospendi"
        lead = "I suoi annunci non saranno più visibili. Potrai riammetterla dopo un nuovo controllo."
    else:
        title, button = "Archivia l’azienda", "Archivia"
        lead = "Per un’azienda chiusa o fusa in un’altra. Non si torna indietro."
    return DecisionPage(head(detail), title, lead, f"/companies/{company_id}/{name}", button, "danger")


async def _decide(
    request: PortalRequest, viewer: Viewer, company_id: UUID, name: str, decide: Decide, done: str
) -> Response[Any]:
    model = await _reason(company_id, viewer, name)
    form = ReasonForm.bind(await read_form(request))
    if form.ok:
        try:
            await decide(company_id, reason=form["reason"], by=viewer)
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, f"/companies/{company_id}", flash=f"{model.company.name} {done}.")
    return invalid(request, REASON, model, form)


@get("/companies/{company_id:uuid}/suspension", access=DECIDE)
async def suspension(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, REASON, await _reason(company_id, viewer, "suspension"), form=ReasonForm.blank())


@post("/companies/{company_id:uuid}/suspension", access=DECIDE)
async def suspend(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    return await _decide(request, viewer, company_id, "suspension", actions.suspend, "è sospesa")


@get("/companies/{company_id:uuid}/archive", access=DECIDE)
async def archiving(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, REASON, await _reason(company_id, viewer, "archive"), form=ReasonForm.blank())


@post("/companies/{company_id:uuid}/archive", access=DECIDE)
async def archive(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    return await _decide(request, viewer, company_id, "archive", actions.archive, "è archiviata")


ROUTES = [verification, verify, suspension, suspend, archiving, archive]
