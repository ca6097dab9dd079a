"""The register of commitments over HTTP."""

from datetime import timedelta

import pytest

from portal.employers.inclusion.actions import commitments
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.vocabulary import CommitmentKind
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def administrator() -> Viewer:
    return await Cast().owner(Role.COMPANY_ADMINISTRATOR)


GIVEN = {"title": "Politica D&I approvata", "kind": "voluntary", "owner": "Giulia Rota"}


async def test_a_commitment_is_recorded_with_its_evidence_and_concluded() -> None:
    viewer = await administrator()
    today = clock.today()
    async with browser() as user:
        await seated(user, viewer)
        assert "Aggiungi il primo impegno." in await user.get("/commitments")
        await user.get("/commitments/new")
        due = today + timedelta(days=90)
        wrong = await user.press("/commitments", {"title": "", "due_on": "mai"})
        assert wrong.status == 422
        assert "Controlla quattro risposte" in wrong
        saved = await user.press("/commitments", {**GIVEN, "due_on": f"{due:%d/%m/%Y}"})
        assert "Impegno registrato." in saved
        bad = await user.press("/evidence", files={"file": ("politica.pdf", b"MZ", "application/pdf")})
        assert bad.status == 422
        assert "non è quello di un file .pdf" in bad
        large = b"%PDF-" + b"0" * 5_000_000
        bad = await user.press("/evidence", files={"file": ("politica.pdf", large, "application/pdf")})
        assert "supera 5 MB" in bad
        added = await user.press(
            "/evidence", files={"file": ("politica.pdf", b"%PDF-1.7\n%%EOF", "application/pdf")}
        )
        assert "Documento aggiunto." in added
        kept = next(part for part in added.html.split('"') if "/evidence/" in part and "removal" not in part)
        assert (await user.get(kept)).response.content == b"%PDF-1.7\n%%EOF"
        path = added.response.url.path
        await user.get(path)
        done = await user.press("/fulfilment", {"done_on": f"{today:%d/%m/%Y}"})
        assert "Concluso" in done
        assert "Concluso" in await user.get("/commitments")


async def test_recruiters_read_commitments_and_strangers_find_nothing() -> None:
    people = Cast()
    ours = await people.owner(Role.COMPANY_ADMINISTRATOR)
    recruiter, stranger = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    async with browser() as user:
        await seated(user, ours)
        await user.get("/commitments/new")
        saved = await user.press("/commitments", {**GIVEN, "due_on": "31/12/2099"})
        path = saved.response.url.path
        await seated(user, recruiter)
        shown = await user.get(path)
        assert shown.status == 200
        assert "/fulfilment" not in shown.html
        assert (await user.post(f"{path}/fulfilment", {"done_on": "01/01/2026"})).status == 403
        await seated(user, stranger)
        assert (await user.get(path)).status == 404
        assert (await user.post(f"{path}/fulfilment", {"done_on": "01/01/2026"})).status == 404


async def test_the_register_takes_the_same_queries_however_long() -> None:
    viewer = await administrator()
    async with browser() as user:
        await seated(user, viewer)
        today = clock.today()
        for number in range(30):
            draft = CommitmentDraft(
                f"Impegno {number}", CommitmentKind.VOLUNTARY, "Giulia Rota", today, today
            )
            await commitments.record_commitment(draft, id=new_id(), by=viewer)
        with db.counted_queries() as many:
            page = await user.get("/commitments")
        assert len(many) <= 6
        assert page.html.count("<tr>") == 26


async def test_a_template_of_the_law_fills_the_form_and_brings_its_indicators() -> None:
    viewer = await administrator()
    async with browser() as user:
        await seated(user, viewer)
        shown = await user.get("/commitments/new")
        assert "Parti da un modello" in shown
        chosen = await user.get("/commitments/new?item=PARI-BIENN")
        assert "Rapporto biennale sulla situazione del personale" in chosen
        assert "30/04/2028" in chosen.html
        saved = await user.press("/commitments", {"owner": "Giulia Rota"})
        assert "Impegno registrato." in saved
        assert "Donne fra i dirigenti" in saved
        assert "Ogni due anni" in saved
        unsure = await user.get("/commitments/new?item=ESRS-S1")
        assert "Questo modello è da verificare" in unsure


async def test_the_next_time_stands_in_the_register_and_on_the_page() -> None:
    viewer = await administrator()
    today = clock.today()
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/commitments/new")
        saved = await user.press(
            "/commitments", {**GIVEN, "due_on": f"{today + timedelta(days=20):%d/%m/%Y}", "every": "year"}
        )
        done = await user.press("/fulfilment", {"done_on": f"{today:%d/%m/%Y}"})
        assert "La prossima volta è già nel registro." in done
        assert "La prossima volta" in done
        assert saved.response.url.path == done.response.url.path
        assert "Politica D&I approvata" in await user.get("/commitments?state=open")
        assert "Nessun impegno in questo elenco." in await user.get("/commitments?state=late")
        calendar = await user.get(f"/commitments/calendar?year={today.year + 2}")
        assert "Previsto" in calendar
        assert "Nessuna scadenza in quest’anno." in await user.get("/commitments/calendar?year=2001")


async def test_indicators_say_every_error_at_once() -> None:
    viewer = await administrator()
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/commitments/new")
        saved = await user.press("/commitments", {**GIVEN, "due_on": "31/12/2099"})
        await user.get(f"{saved.response.url.path}/kpis")
        wrong = await user.press("/kpis", {"target_1": "dieci", "value_2": "4"})
        assert wrong.status == 422
        for words in (
            "Scrivi «Obiettivo 1» come numero",
            "Scrivi il nome dell’indicatore 2.",
            "Scrivi quando hai misurato i valori.",
        ):
            assert words in wrong, words
        kept = await user.press(
            "/kpis",
            {
                "name_1": "Ore di formazione",
                "unit_1": "ore",
                "target_1": "1.250,5",
                "value_1": "12,5",
                "name_2": "Persone",
                "value_2": "",
                "measured_on": f"{clock.today():%d/%m/%Y}",
            },
        )
        assert "Ore di formazione 1.250,5 ore 12,5 ore" in kept
        again = await user.get(f"{saved.response.url.path}/kpis")
        assert 'value="1250,5"' in again.html


async def test_the_dossier_is_downloaded_and_kept_from_caches() -> None:
    viewer = await administrator()
    async with browser() as user:
        await seated(user, viewer)
        assert (await user.get("/commitments/dossier")).status == 409
        await user.get("/commitments/new")
        saved = await user.press("/commitments", {**GIVEN, "due_on": "31/12/2099"})
        for path in ("/commitments/dossier", f"{saved.response.url.path}/dossier"):
            answer = (await user.get(path)).response
            assert answer.content.startswith(b"%PDF-")
            assert answer.headers["cache-control"] == "no-store"
