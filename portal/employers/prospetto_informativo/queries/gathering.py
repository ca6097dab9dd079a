"""All that a prospetto is made of, read at once; and the prospetto it makes."""

from datetime import date
from uuid import UUID

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import workforce
from portal.employers.measures.queries.written import written
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.queries.standing import employer_of, facts_of, workers_of
from portal.employers.prospetto_informativo.queries import answers
from portal.employers.prospetto_informativo.rules.building import Material, build
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.posts import OpenVacancy
from portal.employers.vacancies.vocabulary import HIRES, PublicTransport, Reserved
from portal.foundation import db
from portal.kernel.parameters import Parameters


async def material(company_id: UUID, year: int) -> Material:
    """Rows of those of a reserved quota are opened: whoever shows or exports them notes it. Raises NotThere."""
    detail = await companies.company(company_id)
    reserved = await workforce.reserved_on(company_id, date(year, 12, 31))
    saved = await answers.provinces(company_id)
    return Material(
        detail.tax_code,
        detail.name,
        detail.comune_code,
        employer_of(detail),
        await workers_of(company_id),
        [(row.draft, facts_of(row.draft, row.province)) for row in reserved],
        await written(company_id),
        await open_for_quota(company_id),
        (await answers.employer(company_id, detail.pec)).sheet,
        {province: one.sheet for province, one in saved.items()},
        await answers.posts(company_id),
    )


async def open_for_quota(company_id: UUID) -> list[OpenVacancy]:
    """Vacancies open for a reserved quota, for a hire, with places left."""
    rows = await db.fetch(
        "SELECT v.id, v.title, v.profession_code, v.reserved, v.places - v.places_taken AS places, s.province,"
        " s.comune_code, v.architectural_barriers, v.night_shifts, v.public_transport,"
        " ARRAY(SELECT t.text FROM vacancy_task t WHERE t.vacancy = v.id ORDER BY t.position) AS tasks"
        " FROM vacancy v JOIN company_site s ON s.id = v.site WHERE v.company = $1"
        " AND v.state IN ('published', 'stale') AND v.reserved IN ('art3', 'art18') AND v.places_taken < v.places"
        " AND v.contract = ANY($2::text[]) ORDER BY s.province, lower(v.title), v.id",
        company_id,
        sorted(HIRES),
    )
    return [
        OpenVacancy(
            row["id"],
            row["title"],
            row["profession_code"] or "",
            tuple(row["tasks"]),
            Reserved(row["reserved"]),
            row["places"],
            row["province"],
            row["comune_code"],
            row["architectural_barriers"],
            row["night_shifts"],
            PublicTransport(row["public_transport"]) if row["public_transport"] else None,
        )
        for row in rows
    ]


async def counted(company_id: UUID, year: int, kind: str) -> tuple[Document, Parameters]:
    """The prospetto as it comes out now, with the figures it was counted with.

    Raises NotThere; Refused for a workforce that makes no sense.
    """
    parameters = await in_force()
    return build(await material(company_id, year), year, kind, parameters), parameters
