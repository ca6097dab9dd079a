"""Cards that a company searches, written down as a release would leave them, of people like those of a crowd."""

from collections.abc import Sequence
from uuid import UUID

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.search import COLUMNS, VISIBLE, cards_index, document, shown
from portal.foundation import db, search
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, OFFICE, OFFICE_SKILLS
from tests.cast import Cast


class Market:
    """Ten office workers and twelve of the warehouse, and somebody of a company who looks for them."""

    def __init__(self, people: Cast, counsellor: Viewer, recruiter: Viewer) -> None:
        self.people, self.counsellor, self.recruiter = people, counsellor, recruiter

    @property
    def company_id(self) -> UUID:
        assert self.recruiter.organisation_id is not None
        return self.recruiter.organisation_id

    async def more(self, size: int, **changes: object) -> None:
        """Published by the next run."""
        await builders.crowd(self.counsellor, size, **changes)  # type: ignore[arg-type]
        await profiles.release(LOMBARDIA, by=SYSTEM)


async def market(*, office: int = 10, warehouse: int = 12) -> Market:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    if office:
        await builders.crowd(counsellor, office, profession=OFFICE, skills=OFFICE_SKILLS)
    if warehouse:
        await builders.crowd(counsellor, warehouse)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await people.organisation(OrganisationKind.COMPANY)
    return Market(people, counsellor, await people.owner(Role.COMPANY_RECRUITER))


async def card_ids() -> list[UUID]:
    return [row["id"] for row in await db.fetch(f"SELECT c.id {VISIBLE} ORDER BY c.id")]


async def change_cards(ids: Sequence[UUID], **fields: object) -> None:
    """Fields of cards as another release would show them, index included."""
    for name, value in fields.items():
        await db.execute(f"UPDATE card SET {name} = $2 WHERE id = ANY($1)", list(ids), value)
    rows = await db.fetch(f"SELECT {COLUMNS} {VISIBLE} AND c.id = ANY($1)", list(ids))
    await search.engine().upsert(cards_index(), [document(shown(row)) for row in rows])
