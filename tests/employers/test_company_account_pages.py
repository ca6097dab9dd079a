"""Who follows a company, over HTTP: assigning, reading as the follower, the workforce in figures."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from portal.employers.companies.actions import company_accounts, profile, workforce
from portal.employers.companies.actions.profile import Profile
from portal.employers.companies.vocabulary import WorkContract
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def service(people: Cast) -> tuple[Viewer, Viewer, Viewer, UUID]:
    """A coordinator, a counsellor of the same service, an administrator and her company."""
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    administrator = await people.owner(Role.COMPANY_ADMINISTRATOR)
    assert counsellor.organisation_id is not None
    assert administrator.organisation_id is not None
    coordinator = await cast.someone(counsellor.organisation_id, Role.COORDINATOR)
    return coordinator, counsellor, administrator, administrator.organisation_id


async def test_a_coordinator_assigns_changes_and_takes_away_who_follows_a_company() -> None:
    people = Cast()
    coordinator, counsellor, _, company_id = await service(people)
    colleague = await people.teammate(Role.JOB_COUNSELLOR)
    async with browser() as user:
        await seated(user, coordinator)
        shown = await user.get(f"/companies/{company_id}")
        assert "Nessuno del tuo servizio segue questa azienda." in shown
        await user.get(f"/companies/{company_id}/account")
        empty = await user.press("/account", {"holder": ""})
        assert empty.status == 422
        assert "Scegli chi segue l’azienda." in empty
        done = await user.press("/account", {"holder": str(counsellor.account_id)})
        assert f"{counsellor.name} segue" in done
        assert "Cambia referente" in done
        await user.get(f"/companies/{company_id}/account")
        changed = await user.press("/account", {"holder": str(colleague.account_id)})
        assert f"{colleague.name} segue" in changed
        await user.get(f"/companies/{company_id}/account")
        gone = await user.press("/account/removal")
        assert "Nessuno del tuo servizio segue questa azienda." in gone


async def test_a_counsellor_assigns_nobody_and_a_stranger_is_refused_as_holder() -> None:
    people = Cast()
    coordinator, counsellor, _, company_id = await service(people)
    stranger = await people.outsider(Role.JOB_COUNSELLOR)
    async with browser() as user:
        await seated(user, counsellor)
        assert (await user.get(f"/companies/{company_id}/account")).status == 403
        await seated(user, coordinator)
        await user.get(f"/companies/{company_id}/account")
        wrong = await user.press("/account", {"holder": str(stranger.account_id)})
        assert wrong.status == 422
    assert await db.fetchval("SELECT count(*) FROM company_account") == 0


async def test_the_follower_finds_her_companies_and_reads_duties_and_figures_never_a_row() -> None:
    people = Cast()
    coordinator, counsellor, administrator, company_id = await service(people)
    site = await builders.head_office(company_id)
    id = await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=administrator)
    await builders.workers(15, administrator)
    other = await cast.verified_company("Tipografia del Ponte")
    await company_accounts.assign(company_id, holder_id=counsellor.account_id, by=coordinator)
    pages = [f"/obligations?company={company_id}", f"/obligations/calculation?company={company_id}"]
    pages.append(f"/workforce/figures?company={company_id}")
    async with browser() as user:
        await seated(user, counsellor)
        listed = await user.get("/companies?followed=1")
        assert administrator.organisation_name in listed
        assert "Tipografia del Ponte" not in listed
        shown = await user.get(f"/companies/{company_id}")
        for path in pages:
            assert f'href="{path}"' in shown.html
            read = await user.get(path)
            assert read.status == 200
            assert "Sardi" not in read
        assert (await user.get(f"/workforce/figures?company={other}")).status == 404
        assert (await user.get("/workforce/figures")).status == 404
        for path in ("/workforce", f"/workforce/{id}", f"/workforce?company={company_id}"):
            assert (await user.get(path)).status == 403
        await seated(user, administrator)
        assert f"{counsellor.name} {counsellor.organisation_name}, dal" in await user.get("/company/profile")
        await seated(user, await people.teammate(Role.JOB_COUNSELLOR))
        assert pages[0] not in (await user.get(f"/companies/{company_id}")).html
        for path in pages:
            assert (await user.get(path)).status == 404


async def test_the_list_says_who_follows_each_company_in_the_same_queries() -> None:
    people = Cast()
    coordinator, counsellor, _, company_id = await service(people)
    async with browser() as user:
        await seated(user, coordinator)
        with db.counted_queries() as before:
            await user.get("/companies")
        await company_accounts.assign(company_id, holder_id=counsellor.account_id, by=coordinator)
        with db.counted_queries() as after:
            listed = await user.get("/companies")
        assert counsellor.name in listed
        assert len(before) == len(after) <= 6, after


async def test_the_workforce_in_figures_is_that_of_the_day_and_says_what_does_not_agree() -> None:
    people = Cast()
    administrator = await people.owner(Role.COMPANY_ADMINISTRATOR)
    company_id = administrator.organisation_id
    assert company_id is not None
    site = await builders.head_office(company_id)
    await builders.workers(3, administrator, weekly_hours=Decimal(20))
    await builders.workers(2, administrator, prefix="A", contract=WorkContract.AGENCY)
    ended = builders.draft(site, "E1", ends_on=date(2024, 6, 30))
    await workforce.add_worker(ended, id=new_id(), by=administrator)
    usual = Profile(None, None, None, Decimal(40), 5, stated_staff=5)
    await profile.save_profile(usual, version=None, by=administrator)
    async with browser() as user:
        await seated(user, administrator)
        now = await user.get("/workforce/figures")
        assert "Dipendenti 3" in now
        assert "Altri 2" in now
        assert "L’azienda dichiara 5 dipendenti, in organico ce ne sono 3." in now
        assert "Dipendenti 4" in await user.get("/workforce/figures?on=30/06/2024")
        early = await user.get("/workforce/figures?on=31/12/2017")
        assert early.status == 422
        assert "dal 1 gennaio 2018" in early
        assert (await user.get("/workforce/figures?on=domani")).status == 422
        await seated(user, await people.owner(Role.COMPANY_RECRUITER))
        assert (await user.get("/workforce/figures")).status == 200


async def test_sites_never_state_more_people_than_the_company() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    async with browser() as user:
        await seated(user, administrator)
        await user.get("/company/profile")
        await user.press("/company/profile", {"stated_staff": "50"})
        await user.get("/company/sites/new")
        wrong = await user.press(
            "/company/sites", {"name": "Magazzino", "comune": "Merate", "stated_staff": "51"}
        )
        assert wrong.status == 422
        assert "le sedi dichiarano 51 dipendenti, ma l’azienda 50" in wrong
        saved = await user.press("/company/sites", {"stated_staff": "50"})
        assert "Sede «Magazzino» aggiunta." in saved
        await user.get("/company/profile")
        fewer = await user.press("/company/profile", {"stated_staff": "49"})
        assert fewer.status == 422
        assert "Le sedi dichiarano 50 dipendenti, ma l’azienda ne dichiara 49" in fewer


async def test_without_a_total_the_workforce_is_the_total_and_the_way_out_is_told() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    store = {"name": "Magazzino", "comune": "Merate", "stated_staff": "4"}
    async with browser() as user:
        await seated(user, administrator)
        await user.get("/company/sites/new")
        first = await user.press(
            "/company/sites", {"name": "Officina", "comune": "Merate", "stated_staff": "2"}
        )
        assert "Sede «Officina» aggiunta." in first  # nobody is in the workforce yet
        await builders.workers(3, administrator)
        await user.get("/company/sites/new")
        wrong = await user.press("/company/sites", store)
        assert wrong.status == 422
        assert "Le sedi dichiarano 6 dipendenti, ma oggi l’organico ne conta 3" in wrong
        assert "scrivi prima i dipendenti in tutto nella scheda" in wrong
        await user.get("/company/profile")
        await user.press("/company/profile", {"stated_staff": "6"})
        await user.get("/company/sites/new")
        assert "Sede «Magazzino» aggiunta." in await user.press("/company/sites", store)
        figures = await user.get("/workforce/figures")
        assert "Magazzino (4 dichiarati, 0 in organico)" in figures
        assert "completa l’organico, oppure correggi la sede" in figures
        await user.get("/company/profile")
        untold = await user.press("/company/profile", {"stated_staff": ""})
        assert untold.status == 422
        assert "Le sedi dichiarano 6 dipendenti, ma oggi l’organico ne conta 3" in untold
