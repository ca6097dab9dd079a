"""Measures and conventions over HTTP: lists, forms with every error, planner, who may see."""

from datetime import timedelta

import pytest

from portal.employers.companies.actions import company_accounts
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.employers.measures.test_conventions import hired
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def administrator(staff: int = 64) -> Viewer:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    if staff:
        await builders.workers(staff, viewer)
    return viewer


def day(offset: int) -> str:
    return f"{clock.today() + timedelta(days=offset):%d/%m/%Y}"


ESONERO = {
    "province": "LC",
    "sector": "ordinary",
    "grounds": ["fatigue"],
    "percentage": "60",
    "units": "2",
    "requested_on": day(-60),
    "starts_on": day(-30),
    "ends_on": day(300),
}


async def test_every_kind_has_its_list_its_form_and_its_errors_at_once() -> None:
    kinds = {
        "esonero-parziale": "Scegli almeno una condizione (DM 357/2000).",
        "esonero-60-permille": "Scrivi il tasso INAIL delle lavorazioni.",
        "sospensione": "Scegli la causa.",
        "compensazione-territoriale": "Scegli di quale quota si parla.",
        "gradualita": "Scrivi la percentuale dell’atto.",
    }
    async with browser() as user:
        await seated(user, await administrator())
        index = await user.get("/measures")
        for words in ("Nessun esonero parziale registrato.", "Nessuna sospensione registrata."):
            assert words in index
        for slug, sentence in kinds.items():
            assert f"/measures/new/{slug}" in index.html
            form = await user.get(f"/measures/new/{slug}")
            assert form.status == 200
            wrong = await user.press(f"/measures/new/{slug}", {})
            assert wrong.status == 422
            assert sentence in wrong
            assert wrong.html.count("field__error") >= 3, slug


async def test_what_the_law_does_not_let_is_told_together_with_what_is_missing() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        await user.get("/measures/new/esonero-parziale")
        typed = {**ESONERO, "percentage": "61", "units": "", "requested_on": day(3)}
        wrong = await user.press("/measures/new/esonero-parziale", typed)
        assert wrong.status == 422
        assert "Scrivi quante unità." in wrong
        assert "60" in wrong.html
        assert wrong.html.count("field__error") == 3
        assert "La richiesta è già partita" in wrong
        bare = await user.press("/measures/new/esonero-parziale", {})
        assert "puoi esonerare al massimo" not in bare  # nothing is judged on what nobody wrote


async def test_a_convention_tells_its_rules_together_with_what_is_missing() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        await user.get("/conventions/new/art11-programme")
        wrong = await user.press(
            "/conventions/new/art11-programme",
            {
                "province": "LC", "requested_on": "", "starts_on": day(0), "ends_on": day(300),
                "people_1": "40", "due_1": day(100),
            },
        )  # fmt: skip
        assert wrong.status == 422
        assert "Scrivi quando hai fatto la richiesta." in wrong
        assert "Il programma prevede 40 assunzioni" in wrong


async def test_an_esonero_is_asked_for_granted_and_closed() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        await user.get("/measures/new/esonero-parziale")
        wrong = await user.press("/esonero-parziale", {**ESONERO, "percentage": "75,5", "units": "9"})
        assert wrong.status == 422
        assert "L’esonero va da 1 a 60 % della quota" in wrong
        assert "ne hai scritte 9" in wrong
        assert 'value="75,5"' in wrong.html
        asked = await user.press("/esonero-parziale", ESONERO)
        assert "In attesa di risposta" in asked
        assert "Posti scoperti (art. 3) 4 2" in asked
        assert "39,21 €" in asked
        path = asked.response.url.path
        await user.get(f"{path}/grant")
        half = await user.press("/grant", {"units": "1", "percentage": "30", "decided_on": day(-40)})
        assert half.status == 422
        assert "Scrivi gli estremi dell’atto." in half
        granted = await user.press(
            "/grant", {"units": "1", "percentage": "30", "decided_on": day(-40), "act_ref": "Prot. 12"}
        )
        assert "In vigore" in granted
        assert "1 unità, 30 % della quota" in granted
        await user.get(f"{path}/closing")
        closed = await user.press("/closing", {"ends_on": day(-1)})
        assert "Terminato" in closed
        await user.get(f"{path}/cancellation")
        gone = await user.press("/cancellation")
        assert "Annullato" in gone
        again = await user.get(f"{path}/cancellation")
        assert again.status == 200
        refused = await user.press("/cancellation")
        assert refused.status == 422
        assert "è nello stato «Annullata»" in refused


async def test_the_page_of_duties_follows_the_measures() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        assert "4" in await user.get("/obligations")
        await user.get("/measures/new/esonero-parziale")
        await user.press("/esonero-parziale", {**ESONERO, "decided_on": day(-35), "act_ref": "Prot. 12"})
        with db.counted_queries() as queries:
            page = await user.get("/measures")
        assert len(queries) <= 6
        assert "In vigore" in page
        duties = await user.get("/obligations")
        assert "2 scoperti" in duties


PLAN = {
    "requested_on": day(-90),
    "starts_on": day(-80),
    "ends_on": day(600),
    "decided_on": day(-80),
    "act_ref": "Conv. 4/2026",
}


async def test_a_convention_is_planned_kept_and_ended_on_its_pages() -> None:
    by = await administrator()
    worker = await hired(by, "C7", clock.today() - timedelta(days=50))
    async with browser() as user:
        await seated(user, by)
        assert "Nessuna convenzione registrata." in await user.get("/conventions")
        await user.get("/conventions/new/art11-programme")
        wrong = await user.press(
            "/art11-programme", {**PLAN, "people_1": "1", "due_1": "", "people_2": "zero", "act_ref": ""}
        )
        assert wrong.status == 422
        for words in (
            "Impegno 1: scrivi sia le persone sia la data.",
            "Impegno 2: le persone vanno da 1 a 999.",
            "Scrivi sia la data della firma sia gli estremi, o nessuno dei due.",
        ):
            assert words in wrong, words
        saved = await user.press(
            "/art11-programme",
            {**PLAN, "people_1": "1", "due_1": day(-10), "people_2": "2", "due_2": day(20)},
        )
        assert "Non rispettata" in saved
        assert "manca 1 persona" in saved
        path = saved.response.url.path
        form = await user.get(f"{path}/hires")
        assert "Matricola C7" in form
        assert "Elio" not in form.text
        kept = await user.press("/hires", {"workers": [str(worker)]})
        assert "In vigore" in kept
        assert "1 su 3 persone" in kept
        assert "In scadenza" in kept
        assert "Posti in convenzione 0 2" in kept
        planner = await user.get(f"{path}/plan")
        assert f'value="{day(20)}"' in planner.html
        moved = await user.press("/plan", {"due_2": day(200)})
        assert "Programmato" in moved
        assert "2 persone entro" in await user.get("/conventions")
        await user.get(f"{path}/conclusion")
        over = await user.press("/conclusion", {"ended_on": day(0)})
        assert "Conclusa" in over


async def test_conventions_with_a_body_ask_for_it() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        await user.get("/conventions/new/art14")
        wrong = await user.press("/art14", {**PLAN, "people_1": "1", "due_1": day(20), "body_tax_code": "1"})
        assert wrong.status == 422
        for words in (
            "Scrivi il nome dell’ente che accoglie.",
            "Scegli che ente è.",
            "Scrivi il valore delle commesse.",
            "Questo codice fiscale non è valido",
        ):
            assert words in wrong, words


async def test_recruiters_read_and_do_not_write() -> None:
    people = Cast()
    by = await people.owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(64, by)
    async with browser() as user:
        await seated(user, by)
        await user.get("/measures/new/esonero-parziale")
        path = (await user.press("/esonero-parziale", ESONERO)).response.url.path
    async with browser() as user:
        await seated(user, await people.owner(Role.COMPANY_RECRUITER))
        listed = await user.get("/measures")
        assert listed.status == 200
        assert "/measures/new/" not in listed.html
        assert f"{path}/grant" not in (await user.get(path)).html
        for address in ("/measures/new/sospensione", f"{path}/grant", "/conventions/new/art12"):
            assert (await user.get(address)).status == 403, address


async def test_who_follows_a_company_reads_its_measures_and_nobody_else_of_a_service() -> None:
    people = Cast()
    by = await people.owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(64, by)
    coordinator = await people.owner(Role.COORDINATOR)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    assert by.organisation_id is not None
    async with browser() as user:
        await seated(user, by)
        await user.get("/measures/new/esonero-parziale")
        path = (await user.press("/esonero-parziale", ESONERO)).response.url.path
    about = f"?company={by.organisation_id}"
    async with browser() as user:
        await seated(user, counsellor)
        assert (await user.get(f"/measures{about}")).status == 404
        await company_accounts.assign(by.organisation_id, holder_id=counsellor.account_id, by=coordinator)
        listed = await user.get(f"/measures{about}")
        assert f"{path}{about}" in listed.html
        shown = await user.get(f"{path}{about}")
        assert "In attesa di risposta" in shown
        assert f"{path}/grant" not in shown.html
        assert (await user.get(f"/conventions{about}")).status == 200
        assert (await user.get(f"{path}/grant")).status == 403
        assert (await user.get(path)).status == 404


async def test_a_stranger_finds_neither() -> None:
    people = Cast()
    by = await people.owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(64, by)
    async with browser() as user:
        await seated(user, by)
        await user.get("/measures/new/esonero-parziale")
        path = (await user.press("/esonero-parziale", ESONERO)).response.url.path
    async with browser() as user:
        await seated(user, await people.outsider(Role.COMPANY_ADMINISTRATOR))
        for address in (path, f"{path}/grant", f"{path}/nothing", "/measures/new/amnistia"):
            assert (await user.get(address)).status == 404, address
