"""A case's team is changed by who holds the case: her file opened so, and what every form of the team needs."""

from uuid import UUID

from portal.candidates.cases.locking import case_by_id
from portal.candidates.people.file_access import LIGHT_PARTS, PART_LABELS, Part
from portal.candidates.people.reading import OpenFile, file_of_holder
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

TAB = "/team"
CONSENTS = "/consents"
EDIT = may(P.PEOPLE_EDIT)


async def held(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_of_holder(person_id, Part.CONTACT, TAB, by=viewer)


def uuid_of(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotThere from None


def pair(text: str) -> tuple[UUID, str]:
    """«account:word», as a choice carries it."""
    first, _, second = text.partition(":")
    return uuid_of(first), second


async def parts_of_case(file: OpenFile) -> list[tuple[str, str]]:
    light = (await case_by_id(file.case_id)).weight.value == "light"
    return [(part.value, label) for part, label in PART_LABELS.items() if not light or part in LIGHT_PARTS]
