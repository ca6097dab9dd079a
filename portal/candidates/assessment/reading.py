"""Opening an assessment: the ground and the row in the audit log, in one place."""

from uuid import UUID

from portal.candidates.assessment import sheets
from portal.candidates.assessment.sheets import OpenAssessment
from portal.candidates.people.file_access import Part
from portal.foundation import audit, db
from portal.kernel.viewer import Viewer


async def opened(assessment_id: UUID, viewer: Viewer) -> OpenAssessment:
    """On the viewer's ground, with the row in the audit log."""
    async with db.unit_of_work():
        found = await sheets.open_assessment(assessment_id, viewer)
        await audit.note(
            "file_read",
            by=viewer,
            subject_kind="person",
            subject_id=found.row.person_id,
            data={"part": Part.LEVELS.value, "tab": "/assessments"},
        )
    return found
