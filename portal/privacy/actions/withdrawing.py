"""Withdrawing in one click, in the person's own area. A card goes at the commit, from the index seconds later."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.kernel.viewer import PERSON
from portal.matching import public as matching


async def withdraw_consent(person_id: UUID, kind: candidates.ConsentKind) -> None:
    """Raises Refused when that consent is not in force."""
    await candidates.take_back_consent(person_id, kind, by=PERSON)


async def withdraw_disclosure(person_id: UUID, proposal_id: UUID) -> None:
    """Closes what one company reads. Raises NotThere for a proposal of somebody else, Refused without a consent."""
    await matching.take_back_own(proposal_id, person_id)
