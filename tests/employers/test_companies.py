"""A company registers, is checked, describes itself; nothing is half saved."""

from decimal import Decimal
from uuid import UUID

import pytest

from portal.accounts import public as accounts
from portal.employers.companies.actions import profile, registration, verification
from portal.employers.companies.actions.profile import Profile
from portal.employers.companies.actions.registration import Registration
from portal.employers.companies.queries import company as companies
from portal.employers.companies.vocabulary import CompanyState
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import audit, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.told import told

pytestmark = [pytest.mark.usefixtures("db_rollback")]
BASE = "http://localhost"


def asked(**other: object) -> Registration:
    values: dict[str, object] = {
        "id": new_id(),
        "name": "Officine Lariane",
        "tax_code": cast.tax_code(),
        "pec": "officine@pec.example",
        "comune_code": builders.LECCO,
        "administrator_name": "Giulia Rota",
        "administrator_email": "giulia.rota@officine.example",
    }
    return Registration(**{**values, **other})  # type: ignore[arg-type]


async def test_registering_makes_organisation_company_head_office_and_invitation_at_once() -> None:
    wanted = asked()
    await registration.register(wanted, base_url=BASE, sintetico=True)
    there = await companies.company(wanted.id)
    assert (there.name, there.state, there.province) == ("Officine Lariane", CompanyState.REGISTERED, "LC")
    [site] = await companies.sites(wanted.id)
    assert (site.name, site.head_office) == ("Lecco", True)
    row = await db.fetchrow("SELECT email, roles FROM invitation WHERE organisation = $1", wanted.id)
    assert (row["email"], row["roles"]) == ("giulia.rota@officine.example", ["company_administrator"])
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kind = 'invitation'") == 1
    assert {entry.what for entry in await audit.entries_about(wanted.id)} >= {
        "OrganisationRegistered",
        "CompanyRegistered",
    }


async def test_a_double_submit_registers_once() -> None:
    wanted = asked()
    await registration.register(wanted, base_url=BASE, sintetico=True)
    await registration.register(wanted, base_url=BASE, sintetico=True)
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kind = 'invitation'") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"tax_code": "12345678901"}, "tax_code"),
        ({"pec": "officine"}, "pec"),
        ({"administrator_email": "giulia"}, "administrator_email"),
        ({"administrator_name": "G"}, "administrator_name"),
    ],
)
async def test_a_registration_refused_saves_nothing(wrong: dict[str, object], field: str) -> None:
    wanted = asked(**wrong)
    with pytest.raises(Refused) as refusal:
        await registration.register(wanted, base_url=BASE, sintetico=True)
    assert refusal.value.field == field
    assert await accounts.organisation(wanted.id) is None
    assert not await companies.exists(wanted.id)


async def test_a_tax_code_registers_one_company_only() -> None:
    first = asked()
    await registration.register(first, base_url=BASE, sintetico=True)
    with pytest.raises(Refused, match="già registrata") as refusal:
        await registration.register(asked(tax_code=first.tax_code), base_url=BASE, sintetico=True)
    assert refusal.value.field == "tax_code"


async def test_a_coordinator_verifies_and_the_company_is_told() -> None:
    people = Cast()
    coordinator = await people.owner(Role.COORDINATOR)
    company_id = await cast.company()
    administrator = await cast.someone(company_id, Role.COMPANY_ADMINISTRATOR)
    await verification.verify(company_id, vat_checked=True, pec_checked=True, by=coordinator)
    there = await companies.company(company_id)
    assert there.state is CompanyState.VERIFIED
    assert there.verified_on is not None
    assert administrator.organisation_id == company_id
    (words,) = await told(administrator, Kind.COMPANY_DECISION)
    assert "è verificata" in words


async def test_two_coordinators_at_once_verify_once() -> None:
    people = Cast()
    coordinator, other = await people.owner(Role.COORDINATOR), await people.teammate(Role.COORDINATOR)
    company_id = await cast.company()
    await verification.verify(company_id, vat_checked=True, pec_checked=True, by=coordinator)
    with pytest.raises(Refused, match="«Verificata»"):
        await verification.verify(company_id, vat_checked=True, pec_checked=True, by=other)


async def test_a_company_does_not_verify_itself() -> None:
    company_id = await cast.company()
    administrator = await cast.someone(company_id, Role.COMPANY_ADMINISTRATOR)
    with pytest.raises(Refused, match="Non spetta a te"):
        await verification.verify(company_id, vat_checked=True, pec_checked=True, by=administrator)


async def test_a_suspended_company_has_no_open_vacancies_until_it_publishes_them_again() -> None:
    people = Cast()
    recruiter, coordinator = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.owner(Role.COORDINATOR),
    )
    assert recruiter.organisation_id is not None
    vacancy_id = await builders.published_vacancy(recruiter)
    await verification.suspend(recruiter.organisation_id, reason="La PEC non risponde.", by=coordinator)
    assert await detail.open_vacancies(recruiter.organisation_id) == []
    await jobs.drain()
    found = await detail.vacancy(vacancy_id)
    assert found is not None
    assert found.state is VacancyState.SUSPENDED
    there = await companies.company(recruiter.organisation_id)
    assert (there.state, there.state_words) == (CompanyState.SUSPENDED, "La PEC non risponde.")
    await verification.readmit(recruiter.organisation_id, vat_checked=True, pec_checked=True, by=coordinator)
    assert (await companies.company(recruiter.organisation_id)).state_words is None


async def test_an_archived_company_is_read_only() -> None:
    people = Cast()
    administrator, coordinator = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.COORDINATOR),
    )
    assert administrator.organisation_id is not None
    await verification.archive(administrator.organisation_id, reason="Fusione.", by=coordinator)
    with pytest.raises(Refused, match="archiviata"):
        await builders.site(administrator)


PROFILE = Profile("1.3.10", "C", "C011", Decimal(38), 6)


async def test_a_stale_page_does_not_overwrite_the_profile() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert administrator.organisation_id is not None
    version = (await companies.company(administrator.organisation_id)).version
    await profile.save_profile(PROFILE, version=version, by=administrator)
    with pytest.raises(Refused, match="Ricarica la pagina"):
        await profile.save_profile(PROFILE, version=version, by=administrator)


async def test_a_company_has_one_head_office() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert administrator.organisation_id is not None
    first = await builders.head_office(administrator.organisation_id)
    second = await builders.site(administrator)
    with pytest.raises(Refused, match="sede legale ci vuole sempre"):
        await profile.change_site(
            first, name="Lecco", comune_code=builders.LECCO, head_office=False, by=administrator
        )
    await profile.change_site(
        second, name="Milano", comune_code=builders.MILANO, head_office=True, by=administrator
    )
    there = await companies.company(administrator.organisation_id)
    assert there.province == "MI"
    assert [site.head_office for site in await companies.sites(administrator.organisation_id)] == [
        True,
        False,
    ]


async def test_a_site_with_people_stays() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    place = await builders.site(administrator)
    await builders.workers(1, administrator, site_id=place)
    with pytest.raises(Refused, match="righe di organico"):
        await profile.remove_site(place, by=administrator)


async def test_an_empty_site_goes_but_not_the_head_office() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert administrator.organisation_id is not None
    await profile.remove_site(await builders.site(administrator), by=administrator)
    with pytest.raises(Refused, match="sede legale"):
        await profile.remove_site(await builders.head_office(administrator.organisation_id), by=administrator)


async def test_two_sites_have_two_names() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await builders.site(administrator, "Merate")
    with pytest.raises(Refused, match="già una sede") as refusal:
        await builders.site(administrator, "MERATE")
    assert refusal.value.field == "name"


async def test_a_strangers_site_is_not_there() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    place: UUID = await builders.site(ours)
    with pytest.raises(NotThere):
        await profile.change_site(
            place, name="Altra", comune_code=builders.LECCO, head_office=False, by=theirs
        )
    with pytest.raises(NotThere):
        await profile.remove_site(place, by=theirs)
