"""Pages that both sides open: the list, one proposal, its messages."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import messages
from portal.matching.actions.readers import READS_PROPOSALS
from portal.matching.forms import MessageForm, ReadersForm, TransferForm, WithdrawalForm, reader_choices
from portal.matching.pages.company import company_proposal
from portal.matching.pages.lists import ProposalList, company_row, service_row
from portal.matching.pages.service import service_proposal
from portal.matching.queries import lists
from portal.matching.queries import messages as words
from portal.matching.queries.detail import detail_for_service
from portal.matching.queries.messages import unread_of_company, unread_of_service

READ = may(P.PROPOSALS_READ)


@get("/proposals", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    only_open = request.query_params.get("all") != "1"
    unnamed = 0
    if viewer.for_company:
        count = await lists.count_for_company(viewer, only_open=only_open)
        pages, unnamed = Pages.of(request, count.named), count.unnamed
        found = await lists.list_for_company(
            viewer, only_open=only_open, limit=pages.limit, offset=pages.offset
        )
        unread = await unread_of_company(viewer)
        rows = [company_row(row, unread) for row in found]
    else:
        # A coordinator sees all of the service, without names; a counsellor her own people.
        followed = await candidates.followed_by(viewer) if viewer.is_any(Role.JOB_COUNSELLOR) else None
        pages = Pages.of(request, await lists.count_for_service(viewer, followed, only_open=only_open))
        found = await lists.list_for_service(
            viewer, followed, only_open=only_open, limit=pages.limit, offset=pages.offset
        )
        names = {} if followed is None else await candidates.names([row.person_id for row in found])
        unread = {} if followed is None else await unread_of_service(viewer, followed)
        rows = [service_row(row, names, unread) for row in found]
    model = ProposalList(rows, pages, only_open, unnamed, viewer.for_company, sum(unread.values()))
    return page(request, "matching/proposals.html", model)


async def _leads(person_id: UUID, viewer: Viewer) -> bool:
    """A counsellor on the person's case leads; a coordinator of the service looks at states; others find nothing."""
    if viewer.is_any(Role.JOB_COUNSELLOR) and await candidates.follows(person_id, viewer):
        return True
    if viewer.is_any(Role.COORDINATOR):
        return False
    raise NotThere


@get("/proposals/{proposal_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    return await _show(request, viewer, proposal_id, MessageForm.blank())


async def _show(
    request: PortalRequest, viewer: Viewer, proposal_id: UUID, form: MessageForm
) -> Response[Any]:
    status = 200 if form.ok else 422
    if viewer.for_company:
        model = await company_proposal(proposal_id, viewer)
        return page(request, "matching/company_proposal.html", model, form=form, status=status)
    detail = await detail_for_service(proposal_id, viewer)
    leads = await _leads(detail.person_id, viewer)
    said = await words.messages(detail.id, viewer) if leads else []
    own = await service_proposal(detail, said, leads=leads)
    await messages.mark_read(detail.id, said, by=viewer)
    members = await accounts.members_with(READS_PROPOSALS, detail.company_id) if leads else []
    forms = {
        "readers": ReadersForm.blank(
            choices={"readers": reader_choices(members)}, readers=[str(one) for one in detail.reader_ids]
        ),
        "withdrawal": WithdrawalForm.blank(),
        "transfer": TransferForm.blank(choices={"vacancy": own.other_vacancies}),
    }
    model_and_forms = {"proposal": own, "forms": forms}
    return page(request, "matching/service_proposal.html", model_and_forms, form=form, status=status)


@post("/proposals/{proposal_id:uuid}/messages", access=may(P.PROPOSALS_ANSWER, P.PROPOSALS_LEAD))
async def write(
    request: PortalRequest, viewer: NamedDependency[Viewer], proposal_id: FromPath[UUID]
) -> Response[Any]:
    form = MessageForm.bind(await read_form(request))
    if form.ok:
        try:
            await messages.write(proposal_id, id=form["once"], text=form["text"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/proposals/{proposal_id}#messaggi", flash="Messaggio inviato.")
    return await _show(request, viewer, proposal_id, form)


ROUTES = [index, show, write]
