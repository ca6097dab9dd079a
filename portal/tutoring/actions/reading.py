"""Reading what the person ticked: the plan is the ground of its parties until it ends; each reading is written down."""

from portal.candidates import public as candidates
from portal.foundation import audit, db
from portal.kernel.viewer import Viewer
from portal.tutoring.queries.detail import Detail
from portal.tutoring.vocabulary import OPEN, PartyRole

_OF_TUTOR = ("contacts", "accommodations")
"""What the tutor's work needs of it; the rest is for who signs."""


async def read_contacts(detail: Detail, side: PartyRole, *, by: Viewer) -> list[tuple[str, str]]:
    """Terms and values; nothing once the plan is closed. The counsellor has the file, and reads it there."""
    groups = [group for group in detail.groups if side is PartyRole.COMPANY or group in _OF_TUTOR]
    if detail.state not in OPEN or side is PartyRole.COUNSELLOR or not groups:
        return []
    async with db.unit_of_work():
        data = await candidates.contact_groups(detail.person_id, groups)
        await audit.note(
            "IdentityRead",
            by=by,
            subject_kind="plan",
            subject_id=detail.id,
            data={"person_id": str(detail.person_id), "groups": groups},
        )
    return [pair for group in groups for pair in data.get(group, [])]
