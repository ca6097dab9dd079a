"""A company with people, answers and posts, made through the actions that people use."""

from datetime import date
from uuid import UUID

from portal.employers.companies.actions import workforce
from portal.employers.companies.identity import PersonDetails
from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import ProtectedCategory
from portal.employers.prospetto_informativo.actions import answers, drafting, filing
from portal.employers.prospetto_informativo.rules.answers import PostSheet
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.employers.prospetto_informativo.made import EMPLOYER, LECCO

YEAR = 2025
SENT_ON = date(2026, 1, 20)
CODE, OTHER_CODE = "1234567890ABCDEF", "FEDCBA0987654321"
TAX_CODE = "BNCLNE85M41F205S"


async def company(staff: int = 60) -> Viewer:
    """Its administrator; one person of the quota, everybody at the head office in Lecco."""
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    await builders.workers(staff, viewer)
    await person(viewer)
    return viewer


async def person(viewer: Viewer, code: str = "R001", tax_code: str = TAX_CODE) -> UUID:
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    id = new_id()
    await workforce.add_worker(
        builders.reserved_draft(
            site,
            code,
            name=None,
            person=PersonDetails("Bianchi", "Elena"),
            tax_code=tax_code,
            profession_code="4.1.1.2.0",
            details=ProtectionDetails(ProtectedCategory.D1, 67),
        ),
        id=id,
        by=viewer,
    )
    return id


async def answered(viewer: Viewer) -> None:
    """Everything the prospetto asks beyond the workforce."""
    await answers.save_employer(EMPLOYER, version=None, by=viewer)
    await answers.save_province("LC", LECCO, version=None, by=viewer)


async def post(viewer: Viewer, places: int = 2) -> UUID:
    vacancy = await builders.published_vacancy(viewer, places=places)
    await answers.save_post(vacancy, PostSheet(capacities="Usa il computer; resta seduto a lungo"), by=viewer)
    return vacancy


async def begun(viewer: Viewer, year: int = YEAR) -> UUID:
    return await drafting.begin(year, CommunicationKind.PROSPETTO, id=new_id(), by=viewer)


async def sent(viewer: Viewer, year: int = YEAR, code: str = CODE) -> UUID:
    id = await begun(viewer, year)
    await filing.file(id, sent_on=date(year + 1, 1, 20), code=code, protocol="12345678", by=viewer)
    return id


async def complete() -> Viewer:
    viewer = await company()
    await answered(viewer)
    return viewer
