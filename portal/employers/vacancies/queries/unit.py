"""The unit that hosts: the place of work of a vacancy, or the head office, with what the rules ask of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.vocabulary import EmployerKind
from portal.foundation import db
from portal.reference import municipalities, provinces


@dataclass(frozen=True, slots=True)
class HostUnit:
    """``region`` is that of the unit, ``head_region`` that of the head office (Istat codes).

    ``permanent_staff`` counts the rows of its workforce with a permanent contract on the day asked for;
    ``full_time_hours`` are those a week of the company's contract.
    """

    site_id: UUID
    name: str
    place: str
    province: str
    region: str
    head_region: str
    permanent_staff: int
    full_time_hours: Decimal
    public: bool
    one_site: bool


_UNIT = """
SELECT s.id, s.name, s.comune_code, s.province, h.province AS head_province, c.full_time_hours, c.employer_kind,
    (SELECT count(*) FROM worker w WHERE w.site = s.id AND w.contract = 'permanent' AND w.starts_on <= $3
        AND (w.ends_on IS NULL OR w.ends_on >= $3)) AS permanent,
    (SELECT count(*) FROM company_site a WHERE a.company = c.id) AS sites
FROM company c JOIN company_site h ON h.company = c.id AND h.head_office
JOIN company_site s ON s.id = coalesce((SELECT v.site FROM vacancy v WHERE v.id = $2 AND v.company = c.id), h.id)
WHERE c.id = $1
"""


async def host_unit(company_id: UUID, vacancy_id: UUID | None, on: date) -> HostUnit | None:
    row = await db.fetchrow(_UNIT, company_id, vacancy_id, on)
    if row is None:
        return None
    return HostUnit(
        row["id"],
        row["name"],
        municipalities.name(row["comune_code"]),
        row["province"],
        provinces.by_code(row["province"]).region,
        provinces.by_code(row["head_province"]).region,
        row["permanent"],
        row["full_time_hours"],
        row["employer_kind"] == EmployerKind.PUBLIC.value,
        row["sites"] == 1,
    )
