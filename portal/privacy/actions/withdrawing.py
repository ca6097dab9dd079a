"""Withdrawing in one click, in the person's own area. A card goes at the commit, from the index seconds later."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.kernel.viewer import PERSON
from portal.matching import public as matching


async def withdraw_consent(person_id: UUID, kind: candidates.ConsentKind) -> None:
    """Raises Refused when that consent is not in force."""
    await candidates.take_back_consent(person_id, kind, by=PERSON)


async def stop_sharing(person_id: UUID, consent_id: UUID) -> None:
    """The service reads no more from this commit on. Raises NotThere for another's, Refused for one that is over."""
    await candidates.stop_sharing(person_id, consent_id, by=PERSON)


async def share(person_id: UUID, case_service_id: UUID) -> None:
    """Her yes to a service that asked. Raises NotThere for another's, or for one that no longer asks."""
    await candidates.share(person_id, case_service_id, by=PERSON)


async def agree_to_project(person_id: UUID, project_id: UUID) -> None:
    await candidates.agree_to_project(person_id, project_id, by=PERSON)


async def answer_project(person_id: UUID, project_id: UUID, remarks: str) -> None:
    """Her «no», with what she would change: the project is a draft again."""
    await candidates.refuse_project(person_id, project_id, remarks=remarks, by=PERSON)


async def withdraw_disclosure(person_id: UUID, proposal_id: UUID) -> None:
    """Closes what one company reads. Raises NotThere for a proposal of somebody else, Refused without a consent."""
    await matching.take_back_own(proposal_id, person_id)
