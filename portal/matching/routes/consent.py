"""The person's page: one link, no account, acts only by POST."""

from typing import Any

from portal.foundation.access import LINK
from portal.foundation.web import FromPath, PortalRequest, Response, get, invalid, page, post, read_form
from portal.kernel.refusals import NotThere, Refused
from portal.matching.actions import consent
from portal.matching.forms import ConsentForm
from portal.matching.pages.consent import GonePage, PersonPage, gone_page, person_page, receipt
from portal.matching.queries.links import ended
from portal.matching.vocabulary import LinkKind

PAGE = "matching/consent.html"
GONE = "matching/consent_gone.html"
RECEIPT = "matching/consent_receipt.html"
TAKE_BACK = "matching/consent_withdrawal.html"

FOR_HER = GonePage(
    "Risponde la persona",
    (
        "In questo browser c’è l’accesso di un operatore o di un’azienda: la risposta è della persona.",
        "Esci da lì, oppure apri il link su un altro telefono. Il link resta valido.",
    ),
)


async def _model(request: PortalRequest, token: str, kind: LinkKind) -> PersonPage:
    return await person_page(token, kind, for_staff=request.visitor is not None)


async def _gone(request: PortalRequest, token: str, kind: LinkKind, status: int = 410) -> Response[Any]:
    return page(request, GONE, gone_page(await ended(token, kind), token), status=status)


def _not_hers(request: PortalRequest) -> Response[Any] | None:
    """Whoever prepares the link does not press for her."""
    return page(request, GONE, FOR_HER, status=409) if request.visitor is not None else None


@get("/consent/{token:str}", access=LINK)
async def show(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """Reads only: a program that opens every link of a mail changes nothing."""
    try:
        model = await _model(request, token, LinkKind.ANSWER)
    except NotThere:
        return await _gone(request, token, LinkKind.ANSWER)
    return page(request, PAGE, model, form=ConsentForm.blank(choices={"groups": model.choices}))


@post("/consent/{token:str}", access=LINK)
async def answer(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    if (refused := _not_hers(request)) is not None:
        return refused
    try:
        model = await _model(request, token, LinkKind.ANSWER)
    except NotThere:
        return await _gone(request, token, LinkKind.ANSWER)
    form = ConsentForm.bind(await read_form(request), choices={"groups": model.choices})
    if not form.ok:
        return invalid(request, PAGE, model, form)
    given, back, groups = form["answer"], None, form.chosen()
    try:
        if given == "agree":
            back = await consent.agree(token, groups)
        elif given == "decline":
            await consent.decline(token)
        else:
            await consent.ask_to_talk(token)
    except Refused:
        # somebody pressed at the same moment, or the proposal ended under her hand
        return await _gone(request, token, LinkKind.ANSWER, 409)
    return page(request, RECEIPT, receipt(given, model, back=back, groups=groups))


@post("/consent/{token:str}/new-link", access=LINK)
async def ask_new_link(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """Hers has expired: her counsellor hears that she asks for another, once."""
    if (refused := _not_hers(request)) is not None:
        return refused
    try:
        await consent.ask_new_link(token)
    except NotThere:
        return await _gone(request, token, LinkKind.ANSWER)
    return await _gone(request, token, LinkKind.ANSWER, 200)


@get("/consent/{token:str}/withdrawal", access=LINK)
async def before_taking_back(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        model = await _model(request, token, LinkKind.WITHDRAWAL)
    except NotThere:
        return await _gone(request, token, LinkKind.WITHDRAWAL)
    return page(request, TAKE_BACK, model)


@post("/consent/{token:str}/withdrawal", access=LINK)
async def take_back(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    if (refused := _not_hers(request)) is not None:
        return refused
    try:
        model = await _model(request, token, LinkKind.WITHDRAWAL)
        await consent.take_back(token)
    except (NotThere, Refused):
        return await _gone(request, token, LinkKind.WITHDRAWAL)
    return page(request, RECEIPT, receipt("taken_back", model))


ROUTES = [show, answer, ask_new_link, before_taking_back, take_back]
