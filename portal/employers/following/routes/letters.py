"""Letters of adherence: the service prepares and sends, the company reads and signs, either ends."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.following.actions import adherence
from portal.employers.following.actions.adherence import Signature
from portal.employers.following.forms.contacts import EndForm, LetterForm, SignatureForm
from portal.employers.following.pages import work as pages
from portal.employers.following.queries import letters
from portal.employers.following.queries.followers import keeper, keeps, reader
from portal.employers.following.vocabulary import Commitment
from portal.foundation import files, pdf
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

FOLLOWS = may(P.COMPANIES_READ)
READS = may(P.COMPANY_READ, P.COMPANIES_READ)
SIGNS = may(P.COMPANY_EDIT, P.COMPANIES_READ)
LIST = "employers/following/letters.html"
NEW = "employers/following/letter_new.html"
STEP = "employers/following/letter_step.html"


@get("/letters", access=may(P.COMPANY_READ))
async def own(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    found = await letters.of_company(own_company(viewer))
    model = pages.LettersPage(None, None, [pages.letter_line(one, by_company=False) for one in found], False)
    return page(request, LIST, model)


@get("/companies/{company_id:uuid}/letters", access=FOLLOWS)
async def of_company(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    service_id = await reader(company_id, viewer)
    found = await letters.of_service(company_id, service_id)
    model = pages.LettersPage(
        company_id,
        (await companies.company(company_id)).name,
        [pages.letter_line(one, by_company=True) for one in found],
        await keeps(company_id, viewer),
    )
    return page(request, LIST, model)


@get("/companies/{company_id:uuid}/letters/new", access=FOLLOWS)
async def new(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await keeper(company_id, viewer)
    model = pages.OfCompany(company_id, (await companies.company(company_id)).name)
    return page(request, NEW, model, form=LetterForm.blank())


@post("/companies/{company_id:uuid}/letters", access=FOLLOWS)
async def create(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    await keeper(company_id, viewer)
    form = LetterForm.bind(await read_form(request))
    if form.ok:
        try:
            chosen = [Commitment(word) for word in form["commitments"]]
            id = await adherence.draft_letter(company_id, chosen, id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/letters/{id}", flash="Lettera pronta, in bozza.")
    model = pages.OfCompany(company_id, (await companies.company(company_id)).name)
    return invalid(request, NEW, model, form)


@get("/letters/{letter_id:uuid}", access=READS)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    found = await adherence.readable(letter_id, viewer)
    return page(request, "employers/following/letter.html", pages.letter_page(found, viewer))


@get("/letters/{letter_id:uuid}/text.pdf", access=READS)
async def text(viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]) -> Response[Any]:
    """The letter to print and sign."""
    found = await adherence.readable(letter_id, viewer)
    content = await pdf.drawn("letter_of_adherence.typ", pages.printed(found))
    return download(content, name="lettera-di-adesione.pdf", media_type=pdf.MEDIA_TYPE)


@get("/letters/{letter_id:uuid}/signed.pdf", access=READS)
async def file(viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]) -> Response[Any]:
    """The letter as it was signed."""
    found = await adherence.readable(letter_id, viewer)
    if found.file_key is None or found.file_name is None:
        raise NotThere
    try:
        content = await files.read(found.file_key)
    except files.NoFile:
        raise NotThere from None
    return download(content, name=found.file_name, media_type=pdf.MEDIA_TYPE)


@post("/letters/{letter_id:uuid}/sending", access=FOLLOWS)
async def send(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    await adherence.send(letter_id, by=viewer)
    return see_other(request, f"/letters/{letter_id}", flash="Lettera inviata: l’azienda riceve un avviso.")


@post("/letters/{letter_id:uuid}/taking-back", access=FOLLOWS)
async def take_back(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    await adherence.take_back(letter_id, by=viewer)
    return see_other(request, f"/letters/{letter_id}", flash="La lettera è di nuovo una bozza.")


@get("/letters/{letter_id:uuid}/signature", access=SIGNS)
async def signing(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    found = await adherence.readable(letter_id, viewer)
    return page(request, STEP, pages.letter_step(found, viewer, "sign"), form=SignatureForm.blank())


@post("/letters/{letter_id:uuid}/signature", access=SIGNS)
async def sign(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    found = await adherence.readable(letter_id, viewer)
    form = SignatureForm.bind(await read_form(request))
    if form.ok:
        upload = form["file"]
        signature = Signature(
            form["signatory_name"],
            form["signatory_office"],
            form["signed_on"],
            upload.name,
            upload.content,
            form["valid_until"],
        )
        try:
            await adherence.sign(letter_id, signature, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/letters/{letter_id}", flash="Firma registrata.")
    return invalid(request, STEP, pages.letter_step(found, viewer, "sign"), form)


@get("/letters/{letter_id:uuid}/ending", access=SIGNS)
async def ending(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    found = await adherence.readable(letter_id, viewer)
    return page(request, STEP, pages.letter_step(found, viewer, "end"), form=EndForm.blank())


@post("/letters/{letter_id:uuid}/ending", access=SIGNS)
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], letter_id: FromPath[UUID]
) -> Response[Any]:
    found = await adherence.readable(letter_id, viewer)
    form = EndForm.bind(await read_form(request))
    if form.ok:
        try:
            await adherence.end(letter_id, reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/letters/{letter_id}", flash="Lettera conclusa.")
    return invalid(request, STEP, pages.letter_step(found, viewer, "end"), form)


ROUTES = [own, of_company, new, create, show, text, file, send, take_back, signing, sign, ending, end]
