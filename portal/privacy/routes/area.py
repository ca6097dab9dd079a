"""The person's own area: in by a single-use link, out by «Esci», and her pages between. Nothing else opens here."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.foundation.access import AREA, LINK, PUBLIC
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
from portal.foundation.web.sessions import cookie_name, drop_area_cookie, hash_of, set_area_cookie
from portal.foundation.web.site import PersonSession
from portal.kernel.refusals import NotThere, Refused
from portal.privacy.actions import entering, withdrawing
from portal.privacy.actions.links import LINK_GONE, person_of_link
from portal.privacy.forms import MonthForm, ProjectRemarksForm
from portal.privacy.pages.gathering import (
    cards_page,
    consents_page,
    data_page,
    home,
    project_page,
    proposals_page,
    readers_page,
)
from portal.tutoring import public as tutoring

ENTER = "privacy/enter.html"
PROJECT = "privacy/project.html"
SIGNED_IN_HERE = (
    "In questo browser c’è l’accesso di un operatore o di un’azienda: l’area è della persona."
    " Esci da lì, oppure apri il link su un altro telefono. Il link resta valido."
)
Person = NamedDependency[PersonSession]


async def _is_staff(request: PortalRequest) -> bool:
    """An account signed in on this browser: the area is not for who prepares the link."""
    token = request.cookies.get(cookie_name(request.site.secure_cookies))
    found = await request.site.resolve_session(hash_of(token)) if token else None
    return found is not None and found[1] is not None


def _gone(request: PortalRequest, sentence: str, status: int) -> Response[Any]:
    return page(request, "privacy/closed.html", {"sentence": sentence}, status=status)


@get("/my-area/enter/{token:str}", access=LINK)
async def before_entering(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    try:
        await person_of_link(token)
    except NotThere:
        return _gone(request, LINK_GONE, 410)
    return page(request, ENTER, {"token": token})


@post("/my-area/enter/{token:str}", access=LINK)
async def enter(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    if await _is_staff(request):
        return _gone(request, SIGNED_IN_HERE, 409)
    try:
        entered = await entering.enter(token)
    except Refused as refusal:
        return _gone(request, refusal.sentence, 410)
    response = see_other(request, "/my-area")
    set_area_cookie(response, entered.token, request.site)
    return response


@get("/my-area/closed", access=PUBLIC)
async def closed(request: PortalRequest) -> Response[Any]:
    return page(request, "privacy/closed.html", {"sentence": None})


@post("/my-area/exit", access=AREA)
async def leave(request: PortalRequest, person: Person) -> Response[Any]:
    await entering.leave(person.id_hash)
    response = see_other(request, "/my-area/closed")
    drop_area_cookie(response, request.site)
    return response


@get("/my-area", access=AREA)
async def show(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, "privacy/home.html", await home(person))


@get("/my-area/data", access=AREA)
async def data(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, "privacy/data.html", await data_page(person.person_id))


@get("/my-area/readers", access=AREA)
async def readers(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, "privacy/readers.html", await readers_page(person.person_id))


@get("/my-area/cards", access=AREA)
async def cards(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, "privacy/cards.html", await cards_page(person.person_id))


@get("/my-area/consents", access=AREA)
async def consents(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, "privacy/consents.html", await consents_page(person.person_id))


@post("/my-area/consents/{kind:str}/withdrawal", access=AREA)
async def withdraw(request: PortalRequest, person: Person, kind: FromPath[str]) -> Response[Any]:
    """One click, no question: what the consent opened closes with this request."""
    try:
        chosen = candidates.ConsentKind(kind)
    except ValueError:
        raise NotThere from None
    await withdrawing.withdraw_consent(person.person_id, chosen)
    return see_other(request, "/my-area/consents", flash="Consenso ritirato. Vale da subito.")


@post("/my-area/sharing/{consent_id:uuid}/withdrawal", access=AREA)
async def stop_sharing(request: PortalRequest, person: Person, consent_id: FromPath[UUID]) -> Response[Any]:
    """One click: the service reads no more, and its mandate ends."""
    await withdrawing.stop_sharing(person.person_id, consent_id)
    return see_other(request, "/my-area/consents", flash="Non condividi più. Vale da subito.")


@post("/my-area/sharing/{mandate_id:uuid}/agreement", access=AREA)
async def share(request: PortalRequest, person: Person, mandate_id: FromPath[UUID]) -> Response[Any]:
    await withdrawing.share(person.person_id, mandate_id)
    return see_other(request, "/my-area/consents", flash="Accordo dato. Puoi ripensarci quando vuoi.")


@get("/my-area/project", access=AREA)
async def project(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, PROJECT, await project_page(person.person_id), form=ProjectRemarksForm.blank())


@post("/my-area/project/{project_id:uuid}/agreement", access=AREA)
async def agree_to_project(
    request: PortalRequest, person: Person, project_id: FromPath[UUID]
) -> Response[Any]:
    await withdrawing.agree_to_project(person.person_id, project_id)
    return see_other(request, "/my-area/project", flash="Hai dato il tuo accordo al progetto.")


@post("/my-area/project/{project_id:uuid}/remarks", access=AREA)
async def answer_project(request: PortalRequest, person: Person, project_id: FromPath[UUID]) -> Response[Any]:
    form = ProjectRemarksForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, PROJECT, await project_page(person.person_id), form)
    await withdrawing.answer_project(person.person_id, project_id, form["remarks"])
    return see_other(request, "/my-area/project", flash="Il tuo operatore legge che cosa vuoi cambiare.")


@get("/my-area/proposals", access=AREA)
async def proposals(request: PortalRequest, person: Person) -> Response[Any]:
    return page(request, "privacy/proposals.html", await proposals_page(person.person_id))


@post("/my-area/months/{month_id:uuid}", access=AREA)
async def answer_month(request: PortalRequest, person: Person, month_id: FromPath[UUID]) -> Response[Any]:
    """A month of the register: without words it is right, with words it is not."""
    form = MonthForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, "privacy/proposals.html", await proposals_page(person.person_id), form)
    await tutoring.answer_month(person.person_id, month_id, objection=form["objection"])
    told = (
        "Il tutor e il tuo operatore leggono che cosa non torna." if form["objection"] else "Mese confermato."
    )
    return see_other(request, "/my-area/proposals", flash=told)


@post("/my-area/proposals/{proposal_id:uuid}/withdrawal", access=AREA)
async def withdraw_from_company(
    request: PortalRequest, person: Person, proposal_id: FromPath[UUID]
) -> Response[Any]:
    await withdrawing.withdraw_disclosure(person.person_id, proposal_id)
    return see_other(
        request, "/my-area/consents", flash="Consenso ritirato. L’azienda non vede più i tuoi dati."
    )


ROUTES = [
    before_entering,
    enter,
    closed,
    leave,
    show,
    data,
    readers,
    cards,
    consents,
    withdraw,
    stop_sharing,
    share,
    project,
    agree_to_project,
    answer_project,
    proposals,
    answer_month,
    withdraw_from_company,
]
