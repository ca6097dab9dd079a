"""A proposal on the table of a company, as far as acceptance: made through the actions people use."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.people.vocabulary import ConsentKind
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import asking, consent, leading, opening
from portal.matching.vocabulary import Group
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers


@dataclass(frozen=True, slots=True)
class OnTheTable:
    proposal_id: UUID
    person_id: UUID
    vacancy_id: UUID
    recruiter: Viewer
    counsellor: Viewer


async def on_the_table(people: Cast) -> OnTheTable:
    """The person has agreed, the counsellor has sent: it is the recruiter's turn."""
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    vacancy_id = await employers.published_vacancy(recruiter)
    person_id = await candidates.in_development(counsellor)
    await candidates.consent(person_id, ConsentKind.PROPOSALS, counsellor)
    proposal_id = await opening.draft(
        id=new_id(),
        person_id=person_id,
        vacancy_id=vacancy_id,
        reader_ids=[recruiter.account_id],
        words=None,
        by=counsellor,
    )
    url = await asking.put_to_person(proposal_id, reader_ids=None, by=counsellor)
    await consent.agree(url.rpartition("/")[2], [Group.CONTACTS, Group.QUOTA_CATEGORY])
    await leading.send(proposal_id, by=counsellor)
    return OnTheTable(proposal_id, person_id, vacancy_id, recruiter, counsellor)
