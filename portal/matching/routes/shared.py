"""Pages that both sides open: the list, one proposal, its messages."""

from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.pagination import PER_PAGE, Pages, asked_page
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching import pages, queries
from portal.matching.actions import answering
from portal.matching.forms import MessageForm, ReadersForm, TransferForm, WithdrawalForm, reader_choices


@get("/proposals", access=may(P.PROPOSALS_READ))
async def index(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    only_open = request.query_params.get("all") != "1"
    offset = (asked_page(request) - 1) * PER_PAGE
    if viewer.for_company:
        found = await queries.list_for_company(viewer, only_open=only_open, limit=PER_PAGE, offset=offset)
        rows = [pages.company_row(row) for row in found.rows]
    else:
        followed = None if viewer.is_any(Role.COORDINATOR) else await candidates.followed_by(viewer)
        found = await queries.list_for_service(
            viewer, followed, only_open=only_open, limit=PER_PAGE, offset=offset
        )
        names = {} if followed is None else await candidates.names([row.person_id for row in found.rows])
        rows = [pages.service_row(row, names) for row in found.rows]
    model = pages.ProposalList(
        rows, Pages.of(request, found.total), only_open, found.unnamed, viewer.for_company
    )
    return page(request, "matching/proposals.html", model)


async def _leads(person_id: UUID, viewer: Viewer) -> bool:
    """A counsellor on the person's case leads; a coordinator of the service looks at states; others find nothing."""
    if viewer.is_any(Role.JOB_COUNSELLOR) and await candidates.follows(person_id, viewer):
        return True
    if viewer.is_any(Role.COORDINATOR):
        return False
    raise NotThere


@get("/proposals/{proposal_id:uuid}", access=may(P.PROPOSALS_READ))
async def show(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    return await _show(request, viewer, proposal_id, MessageForm.blank())


async def _show(request: PortalRequest, viewer: Viewer, proposal_id: UUID, form: MessageForm) -> Response[Any]:
    status = 200 if form.ok else 422
    if viewer.for_company:
        await queries.detail_for_company(proposal_id, viewer)
        await answering.open_(proposal_id, by=viewer)
        steps = await queries.chronicle(proposal_id)
        model = await pages.company_proposal(proposal_id, viewer, steps=steps)
        if model.identity:
            await answering.record_view(proposal_id, by=viewer)
        return page(request, "matching/company_proposal.html", model, form=form, status=status)
    detail = await queries.detail_for_service(proposal_id, viewer)
    leads = await _leads(detail.person_id, viewer)
    own = await pages.service_proposal(detail, viewer, request.site.base_url, leads=leads)
    members = [m for m in await accounts.members(detail.company_id) if m.role in pages.READERS] if leads else []
    forms = {
        "readers": ReadersForm.blank(
            choices={"readers": reader_choices(members)}, readers=[str(one) for one in detail.reader_ids]
        ),
        "withdrawal": WithdrawalForm.blank(),
        "transfer": TransferForm.blank(choices={"vacancy": own.other_vacancies}),
    }
    return page(
        request, "matching/service_proposal.html", {"proposal": own, "forms": forms}, form=form, status=status
    )


@post("/proposals/{proposal_id:uuid}/messages", access=may(P.PROPOSALS_ANSWER, P.PROPOSALS_LEAD))
async def write(request: PortalRequest, viewer: Viewer, proposal_id: FromPath[UUID]) -> Response[Any]:
    form = MessageForm.bind(await read_form(request))
    if not form.ok:
        return await _show(request, viewer, proposal_id, form)
    await answering.write_message(proposal_id, text=form["text"], by=viewer, from_company=viewer.for_company)
    return see_other(request, f"/proposals/{proposal_id}#messaggi", flash="Messaggio inviato.")


ROUTES = [index, show, write]
