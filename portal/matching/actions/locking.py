"""The proposal under lock, looked for only among what the viewer may move.

Locks are always taken in this order, so that nobody waits in a circle: the person, the proposal, the vacancy,
her other proposals.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.queries.lists import NAMES_VIEWER, REACHED_COMPANY
from portal.matching.vocabulary import ProposalState


@dataclass(frozen=True, slots=True)
class Locked:
    id: UUID
    code: str
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    state: ProposalState
    state_since: datetime
    waiting_since: date | None
    sent_at: datetime | None

    def about(self) -> dict[str, UUID]:
        return {
            "proposal_id": self.id,
            "person_id": self.person_id,
            "vacancy_id": self.vacancy_id,
            "company_id": self.company_id,
        }


_COLUMNS = (
    "p.id, p.code, p.person, p.vacancy, p.company, p.service, p.counsellor, p.state, p.state_since, p.waiting_since,"
    " p.sent_at"
)


def _locked(row: Any | None) -> Locked:
    if row is None:
        raise NotThere
    return Locked(
        row["id"],
        row["code"],
        row["person"],
        row["vacancy"],
        row["company"],
        row["service"],
        row["counsellor"],
        ProposalState(row["state"]),
        row["state_since"],
        row["waiting_since"],
        row["sent_at"],
    )


async def hold_person(person_id: UUID) -> None:
    """Whoever opens a proposal of the person, or closes all of them, waits for the others who do."""
    await db.lock(f"proposals-of:{person_id}")


async def hold_person_of(proposal_id: UUID) -> None:
    person_id = await db.fetchval("SELECT person FROM proposal WHERE id = $1", proposal_id)
    if person_id is None:
        raise NotThere
    await hold_person(person_id)


async def for_company(proposal_id: UUID, by: Viewer) -> Locked:
    """Among those that reached the company and name the viewer as a reader."""
    return _locked(
        await db.fetchrow(
            f"SELECT {_COLUMNS} FROM proposal p WHERE p.id = $1 AND p.company = $2 AND {REACHED_COMPANY}"
            f" AND {NAMES_VIEWER.format(account='$3')} FOR UPDATE",
            proposal_id,
            by.organisation_id,
            by.account_id,
        )
    )


async def for_counsellor(proposal_id: UUID, by: Viewer) -> Locked:
    """Among those of people the viewer follows, as holder or as substitute."""
    row = _locked(
        await db.fetchrow(
            f"SELECT {_COLUMNS} FROM proposal p WHERE p.id = $1 AND p.service = $2 FOR UPDATE",
            proposal_id,
            by.organisation_id,
        )
    )
    if not by.is_any(Role.JOB_COUNSELLOR) or not await candidates.follows(row.person_id, by):
        raise NotThere
    return row


async def any_of(proposal_id: UUID) -> Locked:
    """For the person's link and for the portal's own jobs, which have already shown their ground."""
    return _locked(
        await db.fetchrow(f"SELECT {_COLUMNS} FROM proposal p WHERE p.id = $1 FOR UPDATE", proposal_id)
    )
