"""The company: asks for a contact, answers."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

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
from portal.matching.actions import answering, opening
from portal.matching.answer_forms import AcceptanceForm, RefusalForm
from portal.matching.forms import ContactRequestForm
from portal.matching.interview_forms import InterviewForm
from portal.matching.interviews import USUAL_LENGTH
from portal.matching.pages.company import answer
from portal.matching.queries.detail import exists_for
from portal.matching.vocabulary import RefusalReason

CONTACT = "matching/contact_request.html"
ANSWER = "matching/answer.html"
ASK, REPLY = may(P.CONTACT_REQUEST), may(P.PROPOSALS_ANSWER)


async def _contact_model(code: str, viewer: Viewer) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    if viewer.organisation_id is None:
        raise NotThere
    card = await candidates.person_of_card(code, viewer.organisation_id)
    if card is None:
        raise NotThere
    shown = await candidates.card_for_company(card.card_id, viewer.organisation_id)
    vacancies = await employers.open_vacancies(viewer.organisation_id)
    return {"code": code, "card": shown, "vacancies": bool(vacancies)}, [
        (str(v.id), v.title) for v in vacancies
    ]


@get("/profiles/{code:str}/contact-requests/new", access=ASK)
async def new_contact(
    request: PortalRequest, viewer: NamedDependency[Viewer], code: FromPath[str]
) -> Response[Any]:
    model, choices = await _contact_model(code, viewer)
    chosen = request.query_params.get("vacancy")
    return page(
        request, CONTACT, model, form=ContactRequestForm.blank(choices={"vacancy": choices}, vacancy=chosen)
    )


@post("/profiles/{code:str}/contact-requests", access=ASK)
async def ask_contact(
    request: PortalRequest, viewer: NamedDependency[Viewer], code: FromPath[str]
) -> Response[Any]:
    sent = await read_form(request)
    form = ContactRequestForm.bind(sent, choices={"vacancy": []})
    done = f"/proposals/{form.values['once']}"
    # Pressed twice: the card may have gone since, the request has not.
    if await exists_for(form.values["once"], viewer):
        return see_other(request, done)
    model, choices = await _contact_model(code, viewer)
    form = ContactRequestForm.bind(sent, choices={"vacancy": choices})
    if form.ok:
        try:
            await opening.request_contact(
                id=form["once"], code=code, vacancy_id=UUID(form["vacancy"]), words=form["words"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Richiesta inviata. Il servizio ne parla con la persona e ti risponde."
            return see_other(request, done, flash=words)
    return invalid(request, CONTACT, model, form)


FORMS: dict[str, type[Form]] = {"interview": InterviewForm, "accept": AcceptanceForm, "refuse": RefusalForm}


@get("/proposals/{proposal_id:uuid}/answer", access=REPLY)
async def answer_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    kind = request.query_params.get("kind", "")
    if kind not in FORMS:
        return see_other(
            request, f"/proposals/{proposal_id}", flash="Scegli una delle risposte.", kind="warning"
        )
    return page(
        request, ANSWER, await answer(proposal_id, viewer, kind), form=FORMS[kind].blank(minutes=USUAL_LENGTH)
    )


@post("/proposals/{proposal_id:uuid}/acceptance", access=REPLY)
async def acceptance(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    form = AcceptanceForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, ANSWER, await answer(proposal_id, viewer, "accept"), form)
    await answering.accept(proposal_id, note=form["note"], by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Proposta accettata. Il percorso si prepara da solo."
    )


@post("/proposals/{proposal_id:uuid}/refusal", access=REPLY)
async def refusal(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    form = RefusalForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, ANSWER, await answer(proposal_id, viewer, "refuse"), form)
    await answering.refuse(proposal_id, reason=RefusalReason(form["reason"]), note=form["note"], by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Risposta inviata. L’operatore terrà conto del motivo."
    )


ROUTES = [new_contact, ask_contact, answer_form, acceptance, refusal]
