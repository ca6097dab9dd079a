"""The counsellor: ranks, drafts, asks the person, sends."""

from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, invalid, page, post, read_form, see_other
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.matching import pages, queries
from portal.matching.actions import consent, leading, opening
from portal.matching.forms import DraftForm, ReadersForm, TransferForm, WithdrawalForm, reader_choices
from portal.matching.ranking import rank_people, rank_vacancies

SHORTLIST = 50
MINE = may(P.MATCHING_USE)
LEAD = may(P.PROPOSALS_LEAD)


@get("/matching", access=MINE)
async def index(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    """Of one of her people: the open vacancies, ranked. Of nobody yet: her people and the vacancies to choose from."""
    people = await candidates.people_for_ranking(viewer=viewer)
    vacancies = await employers.all_open_vacancies()
    names = await candidates.names([one.person_id for one in people])
    chosen = next((one for one in people if str(one.person_id) == request.query_params.get("person")), None)
    rows = []
    if chosen is not None:
        by_id = {vacancy.id: vacancy for vacancy in vacancies}
        for ranked in rank_vacancies(chosen, vacancies, SHORTLIST):
            vacancy = by_id[ranked.ref]
            rows.append(
                pages.ranked_row(
                    vacancy.title,
                    f"{vacancy.company_name}, {vacancy.place_name}",
                    f"/matching/vacancies/{vacancy.id}",
                    f"/proposals/new?person={chosen.person_id}&vacancy={vacancy.id}",
                    ranked.terms,
                )
            )
    model = {
        "people": sorted(((str(id), name) for id, name in names.items()), key=lambda pair: pair[1]),
        "chosen": str(chosen.person_id) if chosen else None,
        "chosen_name": names.get(chosen.person_id) if chosen else None,
        "rows": rows,
        "vacancies": [(f"/matching/vacancies/{v.id}", v.title, f"{v.company_name}, {v.place_name}") for v in vacancies],
    }
    return page(request, "matching/index.html", model)


@get("/matching/vacancies/{vacancy_id:uuid}", access=MINE)
async def shortlist(request: PortalRequest, viewer: Viewer, vacancy_id: FromPath[UUID]) -> Response[Any]:
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or not vacancy.is_open:
        raise NotThere
    people = await candidates.people_for_ranking(viewer=viewer)
    names = await candidates.names([one.person_id for one in people])
    rows = [
        pages.ranked_row(
            names.get(ranked.ref, "Persona"),
            "",
            f"/people/{ranked.ref}",
            f"/proposals/new?person={ranked.ref}&vacancy={vacancy.id}",
            ranked.terms,
        )
        for ranked in rank_people(vacancy, people, SHORTLIST)
    ]
    return page(request, "matching/shortlist.html", {"vacancy": vacancy, "rows": rows, "total": len(people)})


async def _draft_choices(viewer: Viewer, vacancy_id: str | None) -> dict[str, list[tuple[str, str]]]:
    people = await candidates.people_for_ranking(viewer=viewer)
    names = await candidates.names([one.person_id for one in people])
    vacancies = await employers.all_open_vacancies()
    chosen = next((v for v in vacancies if str(v.id) == vacancy_id), None)
    members = await accounts.members(chosen.company_id) if chosen else []
    return {
        "person": sorted(((str(id), name) for id, name in names.items()), key=lambda pair: pair[1]),
        "vacancy": [(str(v.id), f"{v.title} – {v.company_name}") for v in vacancies],
        "readers": reader_choices([m for m in members if m.role in pages.READERS]),
    }


@get("/proposals/new", access=LEAD)
async def new(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    vacancy = request.query_params.get("vacancy")
    choices = await _draft_choices(viewer, vacancy)
    form = DraftForm.blank(
        choices=choices,
        person=request.query_params.get("person"),
        vacancy=vacancy,
        readers=[value for value, _ in choices["readers"]],
    )
    return page(request, "matching/new.html", {"has_vacancy": bool(choices["readers"])}, form=form)


@post("/proposals", access=LEAD)
async def create(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    sent = await read_form(request)
    choices = await _draft_choices(viewer, sent.get("vacancy"))
    form = DraftForm.bind(sent, choices=choices)
    if form.ok:
        done = f"/proposals/{form['once']}"
        if await queries.exists_for(form["once"], viewer):
            return see_other(request, done)
        try:
            await opening.draft(
                id=form["once"],
                person_id=UUID(form["person"]),
                vacancy_id=UUID(form["vacancy"]),
                reader_ids=[UUID(one) for one in form["readers"]],
                words=form["words"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, done, flash="Proposta preparata. Ora chiedi alla persona.")
    return invalid(request, "matching/new.html", {"has_vacancy": bool(choices["readers"])}, form)


@post("/proposals/{proposal_id:uuid}/consent-request", access=LEAD)
async def ask_person(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    detail = await queries.detail_for_service(proposal_id, viewer)
    members = [m for m in await accounts.members(detail.company_id) if m.role in pages.READERS]
    form = ReadersForm.bind(await read_form(request), choices={"readers": reader_choices(members)})
    if not form.ok:
        raise Refused(form.errors[0].message)
    readers = [UUID(one) for one in form["readers"]]
    await consent.put_to_person(proposal_id, reader_ids=readers, base_url=request.site.base_url, by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Link pronto. Se la persona ha un’e-mail, è partito.")


@post("/proposals/{proposal_id:uuid}/consent-link", access=LEAD)
async def renew_link(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    await consent.renew_link(proposal_id, base_url=request.site.base_url, by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Nuovo link pronto. Quello di prima non vale più.")


@post("/proposals/{proposal_id:uuid}/sending", access=LEAD)
async def send(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    await leading.send(proposal_id, by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Proposta inviata all’azienda.")


@post("/proposals/{proposal_id:uuid}/withdrawal", access=LEAD)
async def withdraw(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    form = WithdrawalForm.bind(await read_form(request))
    if not form.ok:
        raise Refused(form.errors[0].message)
    await leading.withdraw(proposal_id, note=form["note"], asked_by_person=form["asked_by_person"], by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Proposta ritirata.")


@post("/proposals/{proposal_id:uuid}/reopening", access=LEAD)
async def reopen(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    await leading.reopen(proposal_id, by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Proposta riaperta. Chiedi di nuovo alla persona.")


@post("/proposals/{proposal_id:uuid}/transfer", access=LEAD)
async def transfer(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    detail = await queries.detail_for_service(proposal_id, viewer)
    others = await employers.open_vacancies(detail.company_id)
    form = TransferForm.bind(
        await read_form(request), choices={"vacancy": [(str(v.id), v.title) for v in others]}
    )
    if not form.ok:
        raise Refused(form.errors[0].message)
    await leading.transfer(proposal_id, vacancy_id=UUID(form["vacancy"]), by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Proposta passata al nuovo annuncio. Chiedi alla persona."
    )


ROUTES = [index, shortlist, new, create, ask_person, renew_link, send, withdraw, reopen, transfer]
