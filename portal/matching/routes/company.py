"""The company: asks for a contact, answers."""

from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
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
from portal.matching import pages, queries
from portal.matching.actions import answering, opening
from portal.matching.forms import AcceptanceForm, ContactRequestForm, InterviewForm, RefusalForm
from portal.matching.vocabulary import RefusalReason

CONTACT = "matching/contact_request.html"
ANSWER = "matching/answer.html"


async def _contact_model(code: str, viewer: Viewer) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    if viewer.organisation_id is None:
        raise NotThere
    card = await candidates.person_of_card(code, viewer.organisation_id)
    if card is None:
        raise NotThere
    shown = await candidates.card_for_company(card.card_id, viewer.organisation_id)
    vacancies = await employers.open_vacancies(viewer.organisation_id)
    return {"code": code, "card": shown, "vacancies": bool(vacancies)}, [(str(v.id), v.title) for v in vacancies]


@get("/profiles/{code:str}/contact-requests/new", access=may(P.CONTACT_REQUEST))
async def new_contact(request: PortalRequest, viewer: Viewer, code: FromPath[str]) -> Response[Any]:
    model, choices = await _contact_model(code, viewer)
    chosen = request.query_params.get("vacancy")
    return page(request, CONTACT, model, form=ContactRequestForm.blank(choices={"vacancy": choices}, vacancy=chosen))


@post("/profiles/{code:str}/contact-requests", access=may(P.CONTACT_REQUEST))
async def ask_contact(request: PortalRequest, viewer: Viewer, code: FromPath[str]) -> Response[Any]:
    form = ContactRequestForm.bind(await read_form(request), choices={"vacancy": await _own_vacancies(viewer)})
    if form.ok:
        done = f"/proposals/{form['once']}"
        if await queries.exists_for(form["once"], viewer):
            return see_other(request, done)
        try:
            await opening.request_contact(
                id=form["once"], code=code, vacancy_id=UUID(form["vacancy"]), words=form["words"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Richiesta inviata. Il servizio ne parla con la persona e ti risponde."
            return see_other(request, done, flash=words)
    model, _ = await _contact_model(code, viewer)
    return invalid(request, CONTACT, model, form)


async def _own_vacancies(viewer: Viewer) -> list[tuple[str, str]]:
    if viewer.organisation_id is None:
        raise NotThere
    return [(str(v.id), v.title) for v in await employers.open_vacancies(viewer.organisation_id)]


FORMS: dict[str, type[Form]] = {"interview": InterviewForm, "accept": AcceptanceForm, "refuse": RefusalForm}


async def _answer_model(proposal_id: UUID, viewer: Viewer, kind: str) -> dict[str, Any]:
    """The page «Controlla le risposte» of one answer; a late one is refused with the state it is in."""
    steps = await queries.chronicle(proposal_id)
    model = await pages.company_proposal(proposal_id, viewer, steps=steps)
    if kind not in dict(model.choices):
        raise Refused(f"La proposta {model.code} ora è nello stato «{model.state}»: questa risposta non è più possibile.")
    return {"proposal": model, "kind": kind}


@get("/proposals/{proposal_id:uuid}/answer", access=may(P.PROPOSALS_ANSWER))
async def answer_form(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    kind = request.query_params.get("kind", "")
    if kind not in FORMS:
        return see_other(
            request, f"/proposals/{proposal_id}", flash="Scegli una delle tre risposte.", kind="warning"
        )
    return page(request, ANSWER, await _answer_model(proposal_id, viewer, kind), form=FORMS[kind].blank())


@post("/proposals/{proposal_id:uuid}/interview", access=may(P.PROPOSALS_ANSWER))
async def interview(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    form = InterviewForm.bind(await read_form(request))
    if form.ok:
        try:
            await answering.ask_interview(
                proposal_id, at=form.moment(), place=form["place"], note=form["note"], by=viewer
            )
        except Refused as refusal:
            if refusal.field is None:
                raise
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/proposals/{proposal_id}", flash="Colloquio chiesto. L’operatore lo conferma.")
    return invalid(request, ANSWER, await _answer_model(proposal_id, viewer, "interview"), form)


@post("/proposals/{proposal_id:uuid}/acceptance", access=may(P.PROPOSALS_ANSWER))
async def acceptance(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    form = AcceptanceForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, ANSWER, await _answer_model(proposal_id, viewer, "accept"), form)
    await answering.accept(proposal_id, note=form["note"], by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Proposta accettata. Il percorso si prepara da solo.")


@post("/proposals/{proposal_id:uuid}/refusal", access=may(P.PROPOSALS_ANSWER))
async def refusal(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    form = RefusalForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, ANSWER, await _answer_model(proposal_id, viewer, "refuse"), form)
    await answering.refuse(proposal_id, reason=RefusalReason(form["reason"]), note=form["note"], by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Risposta inviata. L’operatore terrà conto del motivo.")


ROUTES = [new_contact, ask_contact, answer_form, interview, acceptance, refusal]
