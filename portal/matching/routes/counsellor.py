"""The counsellor: drafts, asks the person, sends, and leads the rest."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
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
from portal.matching.actions import asking, leading, opening
from portal.matching.actions.readers import READS_PROPOSALS
from portal.matching.forms import DraftForm, ReadersForm, TransferForm, WithdrawalForm, reader_choices
from portal.matching.queries import rows
from portal.matching.queries.detail import detail_for_service, exists_for
from portal.matching.ranking import vacancies_for

LEAD = may(P.PROPOSALS_LEAD)
NEW = "matching/new.html"


SUGGESTED = 30
"""Vacancies to choose from when none was chosen yet; all of them are under «Abbinamenti»."""


async def _draft_choices(
    viewer: Viewer, person_id: str | None, vacancy_id: str | None
) -> dict[str, list[tuple[str, str]]]:
    """The readers belong to the vacancy's company: none before one is chosen."""
    people = await candidates.people_for_ranking(viewer=viewer)
    names = await candidates.names([one.person_id for one in people])
    person = next((one for one in names if str(one) == person_id), None)
    chosen = await _chosen(vacancy_id)
    vacancies = [chosen] if chosen else await _suggested(person)
    members = await accounts.members_with(READS_PROPOSALS, chosen.company_id) if chosen else []
    return {
        "person": sorted(((str(id), name) for id, name in names.items()), key=lambda pair: pair[1]),
        "vacancy": [(str(v.id), f"{v.title} – {v.company_name}") for v in vacancies],
        "readers": reader_choices(members),
    }


async def _chosen(vacancy_id: str | None) -> employers.VacancyForMatching | None:
    try:
        found = await employers.vacancy(UUID(vacancy_id)) if vacancy_id else None
    except ValueError:
        return None
    return found if found is not None and found.is_open else None


async def _suggested(person_id: UUID | None) -> list[employers.VacancyForMatching]:
    """The best for the person, or the newest."""
    if person_id is None:
        ids, _ = await rows.latest_vacancies(SUGGESTED)
    else:
        ranking = await vacancies_for(person_id, SUGGESTED)
        ids = [one.ref for one in (*ranking.ranked, *ranking.nearly)][:SUGGESTED]
    found = await employers.vacancies(ids)
    return [found[id] for id in ids if id in found]


@get("/proposals/new", access=LEAD)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    person, vacancy = request.query_params.get("person"), request.query_params.get("vacancy")
    choices = await _draft_choices(viewer, person, vacancy)
    form = DraftForm.blank(
        choices=choices,
        person=person,
        vacancy=vacancy,
        readers=[value for value, _ in choices["readers"]],
    )
    return page(request, NEW, {"has_vacancy": bool(choices["readers"])}, form=form)


@post("/proposals", access=LEAD)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    sent = await read_form(request)
    choices = await _draft_choices(viewer, sent.get("person"), sent.get("vacancy"))
    form = DraftForm.bind(sent, choices=choices)
    done = f"/proposals/{form.values['once']}"
    if await exists_for(form.values["once"], viewer):
        return see_other(request, done)
    if form.ok:
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
    return invalid(request, NEW, {"has_vacancy": bool(choices["readers"])}, form)


@post("/proposals/{proposal_id:uuid}/consent-request", access=LEAD)
async def ask_person(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    detail = await detail_for_service(proposal_id, viewer)
    members = await accounts.members_with(READS_PROPOSALS, detail.company_id)
    form = ReadersForm.bind(await read_form(request), choices={"readers": reader_choices(members)})
    if not form.ok:
        raise Refused(form.errors[0].message)
    await asking.put_to_person(proposal_id, reader_ids=[UUID(one) for one in form["readers"]], by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Link pronto. Se la persona ha un’e-mail, è partito."
    )


@post("/proposals/{proposal_id:uuid}/consent-link", access=LEAD)
async def renew_link(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    await asking.renew_link(proposal_id, by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Nuovo link pronto. Quello di prima non vale più."
    )


@post("/proposals/{proposal_id:uuid}/consent-renewal", access=LEAD)
async def ask_renewal(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    await asking.ask_renewal(proposal_id, by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Link pronto: la persona può rinnovare il consenso."
    )


@post("/proposals/{proposal_id:uuid}/sending", access=LEAD)
async def send(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    await leading.send(proposal_id, by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Proposta inviata all’azienda.")


@post("/proposals/{proposal_id:uuid}/withdrawal", access=LEAD)
async def withdraw(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    form = WithdrawalForm.bind(await read_form(request))
    if not form.ok:
        raise Refused(form.errors[0].message)
    await leading.withdraw(proposal_id, note=form["note"], asked_by_person=form["asked_by_person"], by=viewer)
    return see_other(request, f"/proposals/{proposal_id}", flash="Proposta ritirata.")


@post("/proposals/{proposal_id:uuid}/reopening", access=LEAD)
async def reopen(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    await leading.reopen(proposal_id, by=viewer)
    return see_other(
        request, f"/proposals/{proposal_id}", flash="Proposta riaperta. Chiedi di nuovo alla persona."
    )


@post("/proposals/{proposal_id:uuid}/transfer", access=LEAD)
async def transfer(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    detail = await detail_for_service(proposal_id, viewer)
    others = await employers.open_vacancies(detail.company_id)
    choices = {"vacancy": [(str(one.id), one.title) for one in others]}
    form = TransferForm.bind(await read_form(request), choices=choices)
    if not form.ok:
        raise Refused(form.errors[0].message)
    await leading.transfer(proposal_id, vacancy_id=UUID(form["vacancy"]), by=viewer)
    words = "Proposta passata al nuovo annuncio. Chiedi alla persona."
    return see_other(request, f"/proposals/{proposal_id}", flash=words)


ROUTES = [new, create, ask_person, renew_link, ask_renewal, send, withdraw, reopen, transfer]
