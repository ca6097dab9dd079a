"""Communications of a company, year by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.filing import Communication, in_force
from portal.employers.prospetto_informativo.sealing import open_document
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind, ProspettoInformativoState
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Filed:
    """``previous_code`` is that of the communication it corrects or annuls."""

    id: UUID
    company_id: UUID
    year: int
    kind: CommunicationKind
    state: ProspettoInformativoState
    previous: UUID | None
    previous_code: str | None
    opened_at: datetime
    opened_by: str
    sent_on: date | None
    communication_code: str | None
    protocol: str | None
    filed_by: str | None
    version: int
    sealed: bytes | None

    @property
    def draft(self) -> bool:
        return self.state is ProspettoInformativoState.DRAFT

    @property
    def communication(self) -> Communication:
        return Communication(self.id, self.kind, self.state, self.previous)

    @property
    def document(self) -> Document | None:
        """What it said when it was sent; None for a draft."""
        return None if self.sealed is None else open_document(self.sealed, self.id)


_SELECT = """
SELECT p.id, p.company AS company_id, p.year, p.kind, p.state, p.previous, b.communication_code AS previous_code,
    p.opened_at, o.name AS opened_by, p.sent_on, p.communication_code, p.protocol, f.name AS filed_by, p.version,
    p.document_sealed AS sealed
FROM prospetto_informativo p JOIN account o ON o.id = p.opened_by LEFT JOIN account f ON f.id = p.filed_by
    LEFT JOIN prospetto_informativo b ON b.id = p.previous
"""


def _filed(row: Mapping[str, Any]) -> Filed:
    values = dict(row)
    values["kind"] = CommunicationKind(values["kind"])
    values["state"] = ProspettoInformativoState(values["state"])
    return Filed(**values)


async def one(prospetto_informativo_id: UUID, company_id: UUID) -> Filed:
    """Raises NotThere for one of somebody else."""
    row = await db.fetchrow(
        f"{_SELECT} WHERE p.id = $1 AND p.company = $2", prospetto_informativo_id, company_id
    )
    if row is None:
        raise NotThere
    return _filed(row)


async def all_of(company_id: UUID) -> list[Filed]:
    """The latest year first; in a year, in the order they were begun."""
    rows = await db.fetch(
        f"{_SELECT} WHERE p.company = $1 ORDER BY p.year DESC, p.opened_at, p.id", company_id
    )
    return [_filed(row) for row in rows]


async def of_year(company_id: UUID, year: int) -> list[Communication]:
    rows = await db.fetch(
        "SELECT id, kind, state, previous FROM prospetto_informativo WHERE company = $1 AND year = $2",
        company_id,
        year,
    )
    return [
        Communication(
            row["id"],
            CommunicationKind(row["kind"]),
            ProspettoInformativoState(row["state"]),
            row["previous"],
        )
        for row in rows
    ]


async def last_before(company_id: UUID, year: int) -> Filed | None:
    """The communication in force of the nearest year before ``year``."""
    there = [one for one in await all_of(company_id) if one.year < year]
    for earlier in sorted({one.year for one in there}, reverse=True):
        live = in_force([one.communication for one in there if one.year == earlier])
        if live is not None:
            return next(one for one in there if one.id == live.id)
    return None
