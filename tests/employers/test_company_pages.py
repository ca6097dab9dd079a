"""Registration, profile, sites, decisions of coordinators: over HTTP, without a script."""

from uuid import UUID

import pytest

from portal.accounts import public as accounts
from portal.employers.companies.actions import verification
from portal.employers.companies.queries import company as companies
from portal.employers.companies.vocabulary import CompanyState
from portal.foundation import db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

GIVEN = {
    "name": "Officine Lariane",
    "pec": "officine@pec.example",
    "comune": "lecco",
    "administrator_name": "Giulia Rota",
    "administrator_email": "giulia.rota@officine.example",
    "privacy": "1",
}


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def test_a_company_registers_itself_and_waits() -> None:
    tax_code = cast.tax_code()
    async with browser() as user:
        await user.get("/registration")
        done = await user.press("/registration", {**GIVEN, "tax_code": tax_code})
        assert done.status == 200
        assert "Controlla la posta" in done
    row = await db.fetchrow("SELECT id, name FROM organisation WHERE tax_code = $1", tax_code)
    assert row["name"] == "Officine Lariane"
    assert (await companies.company(row["id"])).state is CompanyState.REGISTERED


async def test_a_registration_says_everything_that_is_wrong_at_once_and_keeps_what_was_typed() -> None:
    async with browser() as user:
        await user.get("/registration")
        answer = await user.press(
            "/registration",
            {
                "name": "Officine Lariane",
                "tax_code": "12345",
                "pec": "officine",
                "comune": "Leco",
                "administrator_email": "giulia",
            },
        )
        assert answer.status == 422
        assert answer.title.startswith("Errore:")
        for words in (
            "Controlla sei risposte",
            "La partita IVA ha 11 cifre",
            "Questa PEC non è valida",
            "Non trovo questo comune",
            "Scrivi nome e cognome",
            "Scrivi un indirizzo come nome@esempio.it",
            "Conferma di aver letto",
        ):
            assert words in answer
        assert 'value="Officine Lariane"' in answer.html
        assert await db.fetchval("SELECT count(*) FROM company") == 0


async def test_a_registered_tax_code_is_refused_with_the_way_out() -> None:
    company_id = await cast.company()
    tax_code = (await companies.company(company_id)).tax_code
    async with browser() as user:
        await user.get("/registration")
        answer = await user.press("/registration", {**GIVEN, "tax_code": tax_code})
        assert answer.status == 422
        assert "già registrata" in answer


async def test_the_same_form_sent_twice_registers_once() -> None:
    tax_code = cast.tax_code()
    async with browser() as user:
        await user.get("/registration")
        assert user.page is not None
        form = [pair for pair in user.page.form("/registration") if pair[0] not in GIVEN]
        pairs = [*form, *GIVEN.items(), ("tax_code", tax_code)]
        first = await user.post("/registration", pairs)
        second = await user.post("/registration", pairs)
        assert first.status == second.status == 200
        assert "Controlla la posta" in second
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kind = 'invitation'") == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Samone", "Scrivi anche la provincia"),
        ("zzz", "Controlla come è scritto"),
        ("lec", "Forse cerchi"),
    ],
)
async def test_a_comune_that_is_not_clear_is_asked_again(typed: str, words: str) -> None:
    async with browser() as user:
        await user.get("/registration")
        answer = await user.press("/registration", {**GIVEN, "tax_code": cast.tax_code(), "comune": typed})
        assert answer.status == 422
        assert words in answer


async def test_the_administrator_fills_in_the_profile_and_a_recruiter_reads_it() -> None:
    people = Cast()
    administrator, recruiter = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    async with browser() as user:
        await seated(user, administrator)
        await user.get("/company")
        saved = await user.press("/company/profile", {"ateco_section": "C", "full_time_hours": "37,5"})
        assert "Scheda salvata." in saved
        wrong = await user.press("/company/profile", {"full_time_hours": "60"})
        assert wrong.status == 422
        assert "vanno da 1 a 48" in wrong
        await seated(user, recruiter)
        read = await user.get("/company/profile")
        assert "La scheda la cambia chi amministra" in read
        assert (await user.post("/company/profile", {"full_time_hours": "40"})).status == 403


async def test_a_profile_page_left_open_does_not_overwrite() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    async with browser() as user:
        await seated(user, administrator)
        await user.get("/company/profile")
        assert user.page is not None
        old = user.page.form("/company/profile")
        await user.press("/company/profile", {"full_time_hours": "38"})
        answer = await user.post("/company/profile", old)
        assert answer.status == 422
        assert "Ricarica la pagina" in answer


async def test_sites_are_added_changed_and_taken_away() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    async with browser() as user:
        await seated(user, administrator)
        await user.get("/company/sites/new")
        added = await user.press("/company/sites", {"name": "Stabilimento", "comune": "Merate"})
        assert "Sede «Stabilimento» aggiunta." in added
        assert "Merate (LC)" in added
        assert administrator.organisation_id is not None
        site = next(
            row for row in await companies.sites(administrator.organisation_id) if row.name == "Stabilimento"
        )
        await user.get(f"/company/sites/{site.id}")
        changed = await user.press(f"/company/sites/{site.id}", {"name": "Magazzino"})
        assert "Magazzino" in changed
        await user.get(f"/company/sites/{site.id}")
        gone = await user.press("/removal")
        assert "Sede tolta." in gone


async def test_a_strangers_site_answers_404() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    site = await builders.site(ours)
    async with browser() as user:
        await seated(user, theirs)
        assert (await user.get(f"/company/sites/{site}")).status == 404
        assert (await user.post(f"/company/sites/{site}/removal")).status == 404


async def waiting_company() -> tuple[UUID, Viewer]:
    company_id = await cast.company("Tipografia del Ponte")
    return company_id, await Cast().owner(Role.COORDINATOR)


async def test_a_coordinator_verifies_a_company_from_the_list() -> None:
    company_id, coordinator = await waiting_company()
    async with browser() as user:
        await seated(user, coordinator)
        listed = await user.get("/companies?state=registered")
        assert "Tipografia del Ponte" in listed
        shown = await user.get(f"/companies/{company_id}")
        assert "In attesa di verifica" in shown
        assert f"/companies/{company_id}/verification" in shown.html
        await user.get(f"/companies/{company_id}/verification")
        refused = await user.press("/verification", {"vat_checked": "1"})
        assert refused.status == 422
        assert "spunta le due caselle" in refused
        done = await user.press("/verification", {"vat_checked": "1", "pec_checked": "1"})
        assert "Tipografia del Ponte è verificata." in done
        organisation = await accounts.organisation(company_id)
        assert organisation is not None
        assert organisation.verified_on is not None


async def test_a_page_left_open_verifies_nothing_twice() -> None:
    company_id, coordinator = await waiting_company()
    async with browser() as user:
        await seated(user, coordinator)
        await user.get(f"/companies/{company_id}/verification")
        await verification.verify(company_id, vat_checked=True, pec_checked=True, by=coordinator)
        late = await user.press("/verification", {"vat_checked": "1", "pec_checked": "1"})
        assert late.status == 422
        assert "«Verificata»" in late


async def test_a_suspension_is_explained_to_the_company_and_lifted() -> None:
    people = Cast()
    administrator, coordinator = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.COORDINATOR),
    )
    company_id = administrator.organisation_id
    async with browser() as user:
        await seated(user, coordinator)
        await user.get(f"/companies/{company_id}/suspension")
        assert (await user.press("/suspension", {"reason": ""})).status == 422
        done = await user.press("/suspension", {"reason": "La PEC non risponde."})
        assert "è sospesa" in done
        await seated(user, administrator)
        assert "La PEC non risponde." in await user.get("/company/profile")
        await seated(user, coordinator)
        await user.get(f"/companies/{company_id}/verification")
        back = await user.press("/verification", {"vat_checked": "1", "pec_checked": "1"})
        assert "è verificata" in back


async def test_an_archived_company_has_no_decisions_left() -> None:
    people = Cast()
    administrator, coordinator = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.COORDINATOR),
    )
    company_id = administrator.organisation_id
    async with browser() as user:
        await seated(user, coordinator)
        await user.get(f"/companies/{company_id}/archive")
        done = await user.press("/archive", {"reason": "Fusione con un’altra azienda."})
        assert "è archiviata" in done
        assert "/suspension" not in done.html


async def test_counsellors_read_companies_and_decide_nothing() -> None:
    company_id, _ = await waiting_company()
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    async with browser() as user:
        await seated(user, counsellor)
        shown = await user.get(f"/companies/{company_id}")
        assert shown.status == 200
        assert "/verification" not in shown.html
        assert (await user.get(f"/companies/{company_id}/verification")).status == 403


async def test_companies_do_not_see_the_list_of_companies() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    async with browser() as user:
        await seated(user, administrator)
        assert (await user.get("/companies")).status == 403
        assert (await user.get(f"/companies/{administrator.organisation_id}")).status == 403


async def test_the_list_of_companies_takes_the_same_queries_however_long() -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    async with browser() as user:
        await seated(user, coordinator)
        await cast.company()
        with db.counted_queries() as few:
            await user.get("/companies")
        for _ in range(30):
            await cast.company()
        with db.counted_queries() as many:
            page = await user.get("/companies")
        assert len(few) == len(many) <= 6, many
        assert "Pagina" in page
