"""Places of one company due and missing, province by province, as last counted."""

from dataclasses import dataclass
from uuid import UUID

from portal.foundation import db


@dataclass(frozen=True, slots=True)
class CompanyGap:
    """``gap3``: places of art. 3 missing there; less than zero is a surplus."""

    province: str
    quota3: int
    gap3: int


async def of_company(company_id: UUID) -> list[CompanyGap]:
    rows = await db.fetch(
        "SELECT province, quota3, real3 AS gap3 FROM coverage_province WHERE company = $1"
        " ORDER BY real3 DESC, province",
        company_id,
    )
    return [CompanyGap(**dict(row)) for row in rows]
