"""What can happen to a convention, each on a page of its own: plan, people hired, signature, end."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.typed_fields import version_of
from portal.employers.measures.actions import conventions as acts
from portal.employers.measures.forms.conventions import (
    EndingForm,
    HiresForm,
    PlanForm,
    SignatureForm,
    planned_before,
)
from portal.employers.measures.forms.measures import VersionForm
from portal.employers.measures.pages import conventions as pages
from portal.employers.measures.pages.shared import ActPage, drawn
from portal.employers.measures.queries import conventions
from portal.employers.measures.routes.conventions import trail
from portal.employers.measures.routes.shared import EDIT, say
from portal.employers.measures.rules.drafts import Act, Period
from portal.employers.measures.rules.written import WrittenConvenzione
from portal.employers.measures.transitions import CONVENZIONE
from portal.employers.measures.vocabulary import CONVENZIONE_LABELS, OWN_HIRES
from portal.employers.obligations.pages.whose import whose
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
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
from portal.foundation.web.forms import Form, FormInput
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

ACT, PLAN = "employers/measures/act.html", "employers/conventions/plan.html"
MOVES = {
    "signature": "sign",
    "refusal": "refuse",
    "withdrawal": "withdraw",
    "plan": "plan",
    "hires": "hires",
    "conclusion": "conclude",
    "revocation": "revoke",
}
"""How addresses call the moves of a convention."""
ACT_FORMS: dict[str, type[Form]] = {
    "signature": SignatureForm,
    "refusal": VersionForm,
    "withdrawal": VersionForm,
    "plan": PlanForm,
    "hires": HiresForm,
    "conclusion": EndingForm,
    "revocation": EndingForm,
}
NOTES: dict[str, str] = {
    "signature": "Dal primo giorno i posti programmati non contano come scoperti, finché rispetti le date.",
    "refusal": "I posti restano da coprire nei modi ordinari.",
    "withdrawal": "La richiesta resta nell’elenco come ritirata.",
    "plan": "Scrivi quante persone assumi entro ogni data. Svuota una riga per toglierla.",
    "hires": "Scegli le righe dell’organico assunte per questa convenzione. I nomi restano nell’organico.",
    "conclusion": "Dal giorno dopo i posti non ancora coperti contano come scoperti.",
    "revocation": "L’ufficio ha sciolto la convenzione: dal giorno dopo i posti contano come scoperti.",
}
NOTES_OF_A_BODY: dict[str, str] = {
    "signature": "I posti restano scoperti finché le persone non lavorano: poi segnale qui e nell’organico.",
    "conclusion": "Dal giorno dopo non può più contare nessun’altra persona.",
    "revocation": "L’ufficio ha sciolto la convenzione: controlla nell’organico chi lavora presso l’ente.",
}
"""Where a body receives work: no place waits for its day."""
DONE: dict[str, str] = {
    "signature": "Firma registrata.",
    "refusal": "Diniego registrato.",
    "withdrawal": "Richiesta ritirata.",
    "plan": "Impegni cambiati.",
    "hires": "Persone assunte aggiornate.",
    "conclusion": "Convenzione conclusa.",
    "revocation": "Risoluzione registrata.",
}


def _known(act: str) -> str:
    if act not in MOVES:
        raise NotThere
    return act


async def _choices(one: WrittenConvenzione, company_id: UUID, act: str) -> dict[str, list[tuple[str, str]]]:
    if act != "hires":
        return {}
    found = await conventions.candidates(one.id, company_id, one.starts_on, one.last_day)
    return {"workers": pages.candidate_choices(found)}


def _initial(one: WrittenConvenzione, act: str) -> dict[str, Any]:
    known: dict[str, Any] = {"version": one.version}
    match act:
        case "signature":
            known |= {"starts_on": f"{one.starts_on:%d/%m/%Y}", "ends_on": f"{one.ends_on:%d/%m/%Y}"}
        case "plan":
            known |= planned_before(TimedHires(each.due_on, each.people) for each in one.commitments)
        case "hires":
            known["workers"] = [str(hire.worker_id) for hire in one.hires]
    return known


async def _act_page(viewer: Viewer, id: UUID, act: str) -> tuple[WrittenConvenzione, ActPage]:
    detail = await companies.company(own_company(viewer))
    one = await conventions.convenzione(id, detail.id)
    title, label = CONVENZIONE.named(MOVES[act]).label, CONVENZIONE_LABELS[one.kind]
    here = trail(whose(viewer, detail.id, detail.name), (label, f"/conventions/{id}"), (title, None))
    fields = drawn(ACT_FORMS[act])
    note = NOTES[act] if one.kind in OWN_HIRES else NOTES_OF_A_BODY.get(act, NOTES[act])
    return one, ActPage(
        here, f"/conventions/{id}/{act}", f"/conventions/{id}", title, f"{label}.", note, fields
    )


@get("/conventions/{convenzione_id:uuid}/{act:str}", access=EDIT)
async def before_act(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    convenzione_id: FromPath[UUID],
    act: FromPath[str],
) -> Response[Any]:
    one, model = await _act_page(viewer, convenzione_id, _known(act))
    choices = await _choices(one, own_company(viewer), act)
    form = ACT_FORMS[act].blank(choices=choices, **_initial(one, act))
    return page(request, PLAN if act == "plan" else ACT, model, form=form)


@post("/conventions/{convenzione_id:uuid}/{act:str}", access=EDIT)
async def perform_act(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    convenzione_id: FromPath[UUID],
    act: FromPath[str],
) -> Response[Any]:
    one, model = await _act_page(viewer, convenzione_id, _known(act))
    form = await _bound(await read_form(request), one, viewer, act)
    if form.ok:
        try:
            await _perform(act, convenzione_id, form, viewer)
        except Refused as refusal:
            say(form, refusal)
        else:
            return see_other(request, f"/conventions/{convenzione_id}", flash=DONE[act])
    return invalid(request, PLAN if act == "plan" else ACT, model, form)


async def _bound(sent: FormInput, one: WrittenConvenzione, viewer: Viewer, act: str) -> Form:
    return ACT_FORMS[act].bind(sent, choices=await _choices(one, own_company(viewer), act))


async def _perform(act: str, id: UUID, form: Form, by: Viewer) -> None:
    version = version_of(form.values.get("version"))
    match form:
        case SignatureForm():
            signed = Act(form["decided_on"], form["act_ref"])
            period = Period(form["starts_on"], form["ends_on"])
            await acts.sign_convenzione(id, act=signed, period=period, version=version, by=by)
        case PlanForm():
            await acts.plan_convenzione(id, form.planned, version=version, by=by)
        case HiresForm():
            chosen = [UUID(one) for one in form["workers"]]
            await acts.fulfil_with(id, chosen, version=version, by=by)
        case EndingForm() if act == "conclusion":
            await acts.conclude_convenzione(id, ended_on=form["ended_on"], by=by)
        case EndingForm():
            await acts.revoke_convenzione(id, ended_on=form["ended_on"], by=by)
        case _ if act == "refusal":
            await acts.refuse_convenzione(id, by=by)
        case _:
            await acts.withdraw_convenzione(id, by=by)


ROUTES = [before_act, perform_act]
