"""Documents and signatures: read by the parties, led by whoever follows the person."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.foundation import crypto, files
from portal.foundation.access import LINK, may
from portal.foundation.access import Permission as P
from portal.foundation.spreadsheets import XLSX_TYPE
from portal.foundation.web import (
    Form,
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
from portal.tutoring.actions import links, signing
from portal.tutoring.packs.vocabulary import ForbiddenCase
from portal.tutoring.pages import papers as pages
from portal.tutoring.pages.gate import host_facts
from portal.tutoring.pages.papers import has_register
from portal.tutoring.papers import queries
from portal.tutoring.papers.forms import DeclarationForm, SignForm
from portal.tutoring.papers.printing import printed
from portal.tutoring.papers.rules import media_type, to_sign
from portal.tutoring.papers.spreadsheet import register_xlsx
from portal.tutoring.queries.detail import Detail, detail_of_link
from portal.tutoring.routes.ground import find, own_as_counsellor
from portal.tutoring.vocabulary import (
    PaperKind,
    PartyRole,
    Signer,
)

READ, LEAD = may(P.PLANS_READ), may(P.PLANS_LEAD)
SIGN = may(P.PLANS_SIGN_FOR_COMPANY)
SIGNING, DECLARATION = "tutoring/signing.html", "tutoring/declaration.html"
BY_LINK, GONE = "tutoring/sign_link.html", "tutoring/sign_gone.html"
SIGNED_BY_LINK = "tutoring/sign_done.html"


@get("/plans/{plan_id:uuid}/papers/{kind:str}", access=READ)
async def paper(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], kind: FromPath[str]
) -> Response[Any]:
    """The PDF of a document («?version=2»); the company and its tutor read what they sign and the register."""
    detail, side = await find(plan_id, viewer)
    if kind not in set(PaperKind):
        raise NotThere
    wanted = PaperKind(kind)
    if wanted is PaperKind.DOSSIER and side is not PartyRole.COUNSELLOR:
        raise NotThere
    asked = request.query_params.get("version", "")
    version = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else None
    content, name = await printed(detail, wanted, version)
    return download(content, name=name, media_type="application/pdf")


@get("/plans/{plan_id:uuid}/register.xlsx", access=READ)
async def register_sheet(viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]) -> Response[Any]:
    """The register as a sheet, for whoever reads it as a PDF."""
    detail, _ = await find(plan_id, viewer)
    if not has_register(detail):
        raise NotThere
    return download(await register_xlsx(detail), name=f"{detail.code}-registro.xlsx", media_type=XLSX_TYPE)


@get("/plans/{plan_id:uuid}/signed-copies/{signature_id:uuid}", access=LEAD)
async def signed_copy(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    plan_id: FromPath[UUID],
    signature_id: FromPath[UUID],
) -> Response[Any]:
    await own_as_counsellor(plan_id, viewer)
    found = await queries.copy_of(plan_id, signature_id)
    content = crypto.open_bytes(
        await files.read(found.file_key), table="plan_signature", column="copy", row=found.id
    )
    return download(content, name=found.name, media_type=media_type(content) or "application/octet-stream")


async def _signing(request: PortalRequest, detail: Detail, signer: Signer, form: Form) -> Response[Any]:
    waiting = to_sign(await queries.versions(detail.id), signer)
    lines = [(pages.paper_title(detail, one.kind), one.version, one.kind.value) for one in waiting]
    model = {"detail": detail, "signer": signer.value, "lines": lines}
    return page(request, SIGNING, model, form=form) if form.ok else invalid(request, SIGNING, model, form)


async def _own(plan_id: UUID, viewer: Viewer, signer: Signer) -> Detail:
    detail, side = await find(plan_id, viewer)
    wanted = PartyRole.COMPANY if signer is Signer.COMPANY else PartyRole.COUNSELLOR
    if side is not wanted:
        raise NotThere
    return detail


async def _sign(request: PortalRequest, viewer: Viewer, plan_id: UUID, signer: Signer) -> Response[Any]:
    detail = await _own(plan_id, viewer, signer)
    form = SignForm.bind(await read_form(request))
    if form.ok:
        try:
            await accounts.check_password(viewer.account_id, form["password"])
            if signer is Signer.COMPANY:
                await signing.sign_for_company(plan_id, by=viewer)
            else:
                await signing.sign_for_service(plan_id, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            whose = "l’azienda" if signer is Signer.COMPANY else "il servizio"
            return see_other(request, f"/plans/{plan_id}", flash=f"Firma registrata per {whose}.")
    return await _signing(request, detail, signer, form)


@get("/plans/{plan_id:uuid}/signatures/company", access=SIGN)
async def before_company(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await _own(plan_id, viewer, Signer.COMPANY)
    return await _signing(request, detail, Signer.COMPANY, SignForm.blank())


@post("/plans/{plan_id:uuid}/signatures/company", access=SIGN)
async def company(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _sign(request, viewer, plan_id, Signer.COMPANY)


@get("/plans/{plan_id:uuid}/signatures/service", access=LEAD)
async def before_service(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await _own(plan_id, viewer, Signer.SERVICE)
    return await _signing(request, detail, Signer.SERVICE, SignForm.blank())


@post("/plans/{plan_id:uuid}/signatures/service", access=LEAD)
async def service(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _sign(request, viewer, plan_id, Signer.SERVICE)


@get("/plans/{plan_id:uuid}/declaration", access=SIGN)
async def before_declaring(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await _own(plan_id, viewer, Signer.COMPANY)
    model = {"detail": detail, "held": await host_facts(detail)}
    return page(request, DECLARATION, model, form=DeclarationForm.blank())


@post("/plans/{plan_id:uuid}/declaration", access=SIGN)
async def declare(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await _own(plan_id, viewer, Signer.COMPANY)
    form = DeclarationForm.bind(await read_form(request))
    if form.ok:
        try:
            await signing.declare_for_host(
                plan_id,
                [ForbiddenCase(one) for one in form["cases"]],
                other_tasks=form["other_tasks"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Dichiarazione registrata.")
    return invalid(request, DECLARATION, {"detail": detail, "held": await host_facts(detail)}, form)


@get("/sign/{token:str}", access=LINK)
async def show_link(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """What she signs, in plain words; nothing happens by looking at it."""
    try:
        opened = await links.opened_by(token)
    except NotThere:
        return page(request, GONE, {"sentence": links.GONE}, status=410)
    return page(request, BY_LINK, await _link_page(token, opened))


async def _link_page(token: str, opened: links.Opened) -> dict[str, Any]:
    detail = await detail_of_link(opened.plan_id)
    waiting = to_sign(await queries.versions(detail.id), opened.signer)
    contents = await queries.latest_contents(detail.id)
    return {
        "token": token,
        "company": detail.company_name,
        "lines": [(pages.paper_title(detail, one.kind), one.version, one.kind.value) for one in waiting],
        "said": next((contents[one.kind].content for one in waiting if one.kind is PaperKind.PROGETTO), None),
    }


@get("/sign/{token:str}/document", access=LINK)
async def paper_of_link(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """The PDF of the project that waits for her."""
    try:
        opened = await links.opened_by(token)
    except NotThere:
        return page(request, GONE, {"sentence": links.GONE}, status=410)
    waiting = to_sign(await queries.versions(opened.plan_id), opened.signer)
    if PaperKind.PROGETTO not in {one.kind for one in waiting}:
        raise NotThere
    content, name = await printed(await detail_of_link(opened.plan_id), PaperKind.PROGETTO)
    return download(content, name=name, media_type="application/pdf")


@post("/sign/{token:str}", access=LINK)
async def sign_by_link(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        await links.sign_by_link(token)
    except Refused as refusal:
        return page(request, GONE, {"sentence": refusal.sentence}, status=409)
    return page(request, SIGNED_BY_LINK, {})


ROUTES = [
    paper,
    register_sheet,
    signed_copy,
    before_company,
    company,
    before_service,
    service,
    before_declaring,
    declare,
    show_link,
    paper_of_link,
    sign_by_link,
]
