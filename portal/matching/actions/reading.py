"""What a named user of the company reads; who reads an identity is written down in the same transaction."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import audit, clock, db
from portal.kernel.viewer import Viewer
from portal.matching.actions.locking import for_company
from portal.matching.actions.messages import mark_read
from portal.matching.actions.moving import gather, move
from portal.matching.queries.detail import Detail, detail_for_company
from portal.matching.queries.messages import Message, messages
from portal.matching.queries.parts import Step, chronicle
from portal.matching.vocabulary import WITH_COMPANY, Actor, Group, ProposalState

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """``disclosed``: group by group what the person ticked, while her consent stands; else nothing."""

    detail: Detail
    disclosed: dict[Group, Rows]
    steps: list[Step]
    messages: list[Message]

    @property
    def with_company(self) -> bool:
        return self.detail.state in WITH_COMPANY or self.detail.state is ProposalState.ACCEPTED


async def read_for_company(proposal_id: UUID, *, by: Viewer) -> Reading:
    """The first reading by a named user opens the proposal. Raises NotThere for anybody else."""
    async with db.unit_of_work():
        row = await for_company(proposal_id, by)
        if row.state is ProposalState.SENT:
            await move(row, "open", Actor.COMPANY, await gather(row), by=by)
        detail = await detail_for_company(proposal_id, by)
        with_company = detail.state in WITH_COMPANY or detail.state is ProposalState.ACCEPTED
        disclosed: dict[Group, Rows] = {}
        if detail.told and detail.groups:
            data = await candidates.contact_groups(detail.person_id, [group.value for group in detail.groups])
            disclosed = {group: data[group.value] for group in detail.groups if data.get(group.value)}
            await _note(detail, by)
        said = await messages(proposal_id, by) if with_company and not detail.taken_back else []
        await mark_read(proposal_id, said, by=by)
        return Reading(detail, disclosed, await chronicle(proposal_id), said)


async def _note(detail: Detail, by: Viewer) -> None:
    await db.execute(
        "INSERT INTO identity_view (proposal, account, at) VALUES ($1, $2, $3)",
        detail.id,
        by.account_id,
        clock.now(),
    )
    await audit.note(
        "IdentityRead",
        by=by,
        subject_kind="proposal",
        subject_id=detail.id,
        data={"person_id": str(detail.person_id), "groups": [group.value for group in detail.groups]},
    )
