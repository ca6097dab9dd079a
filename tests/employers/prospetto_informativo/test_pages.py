"""The prospetto over HTTP: archive, task list, answers, check, files, sending, statement."""

from datetime import timedelta
from uuid import UUID

import pytest
from lxml import etree

from portal.employers.companies.actions import company_accounts
from portal.employers.measures.actions.measures import record_measure
from portal.employers.measures.rules.drafts import Period, RequestDraft
from portal.employers.obligations.queries.standing import standing
from portal.employers.obligations.rules.avviamento import RequestKind
from portal.employers.obligations.vocabulary import Subject
from portal.employers.prospetto_informativo.queries import answers as said
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference import unipi
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.employers.prospetto_informativo import company as made
from tests.employers.prospetto_informativo.made import EMPLOYER
from tests.printed import objects, text_of
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def test_a_company_prepares_files_and_keeps_a_prospetto() -> None:
    """From the empty archive to the frozen one, without a script."""
    viewer = await made.company()
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/prospetti")
        assert "Nessun prospetto nel portale." in page
        page = await user.press("/prospetti", {"year": str(made.YEAR)})
        assert page.status == 200
        here = str(page.response.url)
        assert "Che cosa manca" in page
        assert "Da iniziare" in page
        await user.get(f"{here}/company")
        page = await user.press("/company", _typed())
        assert "Dati dell’azienda salvati." in page
        page = await user.get(f"{here}/provinces")
        assert "Lecco" in page
        await user.get(f"{here}/provinces/LC")
        page = await user.press(
            "/LC",
            {
                "comune": "Lecco",
                "address": "Corso Matteotti 2",
                "cap": "23900",
                "contact_surname": "Verdi",
                "contact_name": "Ugo",
            },
        )
        assert "Lecco: dati salvati." in page
        page = await user.get(here)
        assert "Tutto pronto" in page
        page = await user.get(f"{here}/check")
        assert "Nessun errore: il file per l’invio è pronto." in page
        assert "Bianchi Elena" in page
        await user.get(f"{here}/filing")
        page = await user.press(
            "/filing", {"sent_on": "20/01/2026", "code": made.CODE, "protocol": "12345678"}
        )
        assert "Invio registrato." in page
        assert "Inviato il 20 gennaio 2026" in page
        page = await user.get("/prospetti")
        assert "in vigore" in page
        assert "non è dovuto (DL 112/2008 art. 40 c. 4)" in page


def _typed() -> dict[str, str]:
    contact = EMPLOYER.contact
    return {
        "ateco": EMPLOYER.ateco,
        "ccnl": "c01",
        "address": EMPLOYER.address,
        "cap": EMPLOYER.cap,
        "pec": EMPLOYER.pec,
        "sender_email": EMPLOYER.sender_email,
        "contact_surname": contact.surname,
        "contact_name": contact.name,
        "contact_tax_code": contact.tax_code.lower(),
        "contact_address": contact.address,
        "contact_comune": "Milano",
        "contact_cap": contact.cap,
    }


async def test_wrong_answers_are_all_said_and_nothing_typed_is_lost() -> None:
    viewer = await made.company()
    id = await made.begun(viewer)
    wrong = {
        **_typed(),
        "ateco": "manifattura",
        "ccnl": "ABCD",
        "cap": "1",
        "contact_comune": "Qualsiasi",
        "pec": "x",
    }
    async with browser() as user:
        await seated(user, viewer)
        await user.get(f"/prospetti/{id}/company")
        page = await user.press("/company", {**wrong, "delegate": made.TAX_CODE})
    assert page.status == 422
    assert page.title.startswith("Errore:")
    for words in (
        "25.62.00",
        "tre lettere",
        "Il CAP ha cinque cifre",
        "Non trovo questo comune",
        "Del delegato",
    ):
        assert words in page, words
    assert 'value="manifattura"' in page.html


async def test_half_an_answer_is_saved() -> None:
    viewer = await made.company()
    id = await made.begun(viewer)
    async with browser() as user:
        await seated(user, viewer)
        await user.get(f"/prospetti/{id}/company")
        page = await user.press("/company", {"ateco": "25.62.00"})
        assert page.status == 200
        assert "Da correggere" in page
    assert viewer.organisation_id is not None
    assert (await said.employer(viewer.organisation_id)).sheet.ateco == "25.62.00"


async def test_codes_are_asked_only_where_they_serve() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    async with browser() as user:
        await seated(user, viewer)
        assert "Nessun codice da scrivere" in await user.get(f"/prospetti/{id}/codes")
        await builders.workers(2, viewer, prefix="D", contract=builders.WorkContract.EXECUTIVE)
        page = await user.get(f"/prospetti/{id}/codes")
        assert "Dirigenti" in page
        assert "Da verificare" in page
        page = await user.press("/codes", {"excluded:executive": "12"})
        assert page.status == 422
        assert "Scrivi quattro cifre." in page
        page = await user.press("/codes", {"excluded:executive": "0101"})
        assert "Codici salvati." in page


async def test_posts_come_from_the_vacancies() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    vacancy = await builders.published_vacancy(viewer, places=2)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/prospetti/{id}/posts")
        assert "Addetto/a back office" in page
        assert "Da completare" in page
        await user.get(f"/prospetti/{id}/posts/{vacancy}")
        page = await user.press(f"/{vacancy}", {"declared": "on", "capacities": ""})
        assert page.status == 422
        page = await user.press(f"/{vacancy}", {"declared": "on", "capacities": "Usa il computer"})
        assert "Dichiarato" in page
        assert "Usa il computer" in await user.get(f"/prospetti/{id}/check")


async def test_balances_are_for_public_employers() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    async with browser() as user:
        await seated(user, viewer)
        assert "Assunzioni per concorso" not in await user.get(f"/prospetti/{id}/company")
        await db.execute("UPDATE company SET employer_kind = 'public' WHERE id = $1", viewer.organisation_id)
        assert "Assunzioni per concorso" in await user.get(f"/prospetti/{id}/company")
        page = await user.press("/balances", {"region": "03", "disabled": "molti", "protected": "0"})
        assert page.status == 422
        page = await user.press("/balances", {"region": "03", "disabled": "-2", "protected": "1"})
        assert "Saldo salvato." in page
        assert "Lombardia" in page
        assert "Saldo tolto." in await user.press("/03/removal")


async def test_the_xml_is_given_when_it_is_whole_and_valid() -> None:
    viewer = await made.company()
    id = await made.begun(viewer)
    async with browser() as user:
        await seated(user, viewer)
        refused = await user.get(f"/prospetti/{id}/file.xml")
        assert refused.status == 409
        assert "non si può ancora fare" in refused
        await made.answered(viewer)
        given = (await user.get(f"/prospetti/{id}/file.xml")).response
    assert given.status_code == 200
    assert given.headers["cache-control"] == "no-store"
    assert "prospetto-informativo-2025-bozza.xml" in given.headers["content-disposition"]
    root = etree.fromstring(given.content)
    assert unipi.problems(root) == []
    assert root.get("codicecomunicazione") == unipi.PLACEHOLDER_CODE


async def test_what_was_sent_is_given_as_it_was_sent() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    await builders.workers(30, viewer, prefix="N")
    async with browser() as user:
        await seated(user, viewer)
        root = etree.fromstring((await user.get(f"/prospetti/{id}/file.xml")).response.content)
        pdf = (await user.get(f"/prospetti/{id}/file.pdf")).response.content
        book = (await user.get(f"/prospetti/{id}/file.xlsx")).response
    assert root.get("codicecomunicazione") == made.CODE
    assert root.find(f".//{unipi.tag('nlavoratorinazionali')}").text == "61"
    assert b"/StructTreeRoot" in objects(pdf)
    assert "20 gennaio 2026" in text_of(pdf)
    assert book.content.startswith(b"PK")
    assert book.headers["cache-control"] == "no-store"


async def test_every_file_and_every_read_is_noted() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    async with browser() as user:
        await seated(user, viewer)
        for name in ("file.xml", "file.pdf", "file.xlsx", "check"):
            await user.get(f"/prospetti/{id}/{name}")
    rows = await db.fetch(
        "SELECT what, subject_id, data::jsonb ->> 'format' AS format FROM audit_entry"
        " WHERE what IN ('ProspettoInformativoExported', 'ProspettoInformativoRead') ORDER BY id"
    )
    assert [(row["what"][20:], row["format"]) for row in rows] == [
        ("Exported", "xml"),
        ("Exported", "pdf"),
        ("Exported", "xlsx"),
        ("Read", None),
    ]
    assert {row["subject_id"] for row in rows} == {id}


async def test_differences_to_the_year_before_are_shown() -> None:
    viewer = await made.complete()
    await made.sent(viewer, 2024)
    await builders.workers(20, viewer, prefix="N", starts_on=made.SENT_ON.replace(year=2025))
    await made.person(viewer, "R002", "NRIPLA90E45F205P")
    id = await made.begun(viewer)
    async with browser() as user:
        await seated(user, viewer)
        assert "Con il prospetto al 31 dicembre 2024." in await user.get(f"/prospetti/{id}")
        page = await user.get(f"/prospetti/{id}/differences")
        assert "Lavoratori in tutta Italia" in page
        assert "+20" in page
        first = await user.get(f"/prospetti/{(await _first(viewer))}/differences")
        assert first.status == 404


async def _first(viewer: Viewer) -> UUID:
    return UUID(str(await db.fetchval("SELECT id FROM prospetto_informativo WHERE year = 2024")))


async def test_a_correction_and_an_annulment_are_begun_with_a_button() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    async with browser() as user:
        await seated(user, viewer)
        await user.get(f"/prospetti/{id}")
        page = await user.press("/correction")
        assert "Rettifica iniziata." in page
        assert f"Rettifica della comunicazione {made.CODE}." in page
        assert "Bozza tolta." in await user.press("/discarding")
        await user.get(f"/prospetti/{id}")
        page = await user.press("/annulment")
        assert "Annullamento iniziato." in page
        assert "Registra l’invio" in page


async def test_the_draft_of_this_year_waits_for_its_last_day() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer, clock.today().year)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/prospetti/{id}")
        assert "sono una previsione" in page
        assert "Registra l’invio" not in page
        await user.get(f"/prospetti/{id}/filing")
        page = await user.press("/filing", {"sent_on": f"{clock.today():%d/%m/%Y}", "code": made.CODE})
        assert page.status == 422
        assert "si invia dal giorno dopo" in page


async def test_years_that_cannot_be_are_refused_in_the_form() -> None:
    viewer = await made.company(1)
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/prospetti")
        page = await user.post("/prospetti", {"year": "2017", "once": str(UUID(int=5))})
        assert page.status == 422
        page = await user.post("/prospetti", {"year": "2090", "once": str(UUID(int=5))})
        assert "troppo lontano" in page


async def test_only_the_administrator_of_the_company_opens_it() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    assert viewer.organisation_id is not None
    recruiter = await cast.someone(viewer.organisation_id, Role.COMPANY_RECRUITER)
    stranger = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    async with browser() as user:
        await seated(user, recruiter)
        assert (await user.get("/prospetti")).status == 200
        assert f"/prospetti/{id}" not in (await user.get("/prospetti")).html
        for path in (f"/prospetti/{id}", f"/prospetti/{id}/check", f"/prospetti/{id}/file.xml"):
            assert (await user.get(path)).status == 403
        await seated(user, stranger)
        for path in (f"/prospetti/{id}", f"/prospetti/{id}/check", f"/prospetti/{id}/file.xml"):
            assert (await user.get(path)).status == 404


async def test_whoever_follows_the_company_reads_figures_and_nobody_s_name() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    assert counsellor.organisation_id is not None
    assert viewer.organisation_id is not None
    coordinator = await cast.someone(counsellor.organisation_id, Role.COORDINATOR)
    async with browser() as user:
        await seated(user, counsellor)
        assert (await user.get(f"/prospetti?company={viewer.organisation_id}")).status == 404
        await company_accounts.assign(viewer.organisation_id, holder_id=counsellor.account_id, by=coordinator)
        page = await user.get(f"/prospetti?company={viewer.organisation_id}")
        assert page.status == 200
        assert "Inviato" in page
        assert "Bianchi" not in page
        assert "Prepara" not in page
        assert (await user.get(f"/prospetti/{id}")).status == 403


def _unbroken(text: str) -> str:
    """Without spaces and hyphens of lines: where a line ends depends on the company's name."""
    return "".join(text.replace("\u00ad", "").split())


async def test_the_statement_is_a_draft_with_the_figures() -> None:
    viewer = await made.complete()
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/prospetti/statement")
        assert "Dichiarazione non ancora possibile." in page
        assert "Posti scoperti" in page
        given = (
            await user.press("/statement", {"signer": "Maria Rossi", "tender": "Gara 12", "place": "Lecco"})
        ).response
    said_ = _unbroken(text_of(given.content))
    assert b"/StructTreeRoot" in objects(given.content)
    assert given.headers["cache-control"] == "no-store"
    for words in (
        "Maria Rossi",
        "Gara 12",
        "non si può ancora firmare",
        "Quota di riserva",
        "Non è un certificato",
    ):
        assert _unbroken(words) in said_, words
    assert (
        await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'OttemperanzaStatementDrafted'") == 1
    )


async def test_a_company_in_order_may_declare() -> None:
    viewer = await made.complete()
    await made.sent(viewer)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    for number in range(2, 6):
        await builders.workforce.add_worker(
            builders.reserved_draft(site, f"R00{number}"), id=UUID(int=number), by=viewer
        )
    await builders.workforce.add_worker(
        builders.draft(
            site,
            "C001",
            protection=builders.Protection.ART18,
            details=builders.ProtectionDetails(builders.ProtectedCategory.C1),
        ),
        id=UUID(int=99),
        by=viewer,
    )
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/prospetti/statement")
        assert "Con i dati di oggi l’azienda è in regola." in page
        assert "inviato il 20 gennaio 2026" in page
        given = (await user.press("/statement", {"signer": "Maria Rossi"})).response
    assert "è in regola con le norme" in text_of(given.content)


async def test_the_statement_says_that_the_term_of_an_uncovered_place_still_runs() -> None:
    viewer = await made.complete()
    await made.sent(viewer)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    for number in range(2, 6):
        last = clock.today() - timedelta(days=10) if number > 3 else None
        await builders.workforce.add_worker(
            builders.reserved_draft(site, f"R00{number}", ends_on=last), id=UUID(int=number), by=viewer
        )
    await builders.workforce.add_worker(
        builders.draft(
            site,
            "C001",
            protection=builders.Protection.ART18,
            details=builders.ProtectionDetails(builders.ProtectedCategory.C1),
        ),
        id=UUID(int=99),
        by=viewer,
    )
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/prospetti/statement")
        assert "Con i dati di oggi l’azienda è in regola." in page
        assert "Resta 1 posto scoperto: il termine per la richiesta corre ancora" in page
        given = (await user.press("/statement", {"signer": "Maria Rossi"})).response
    assert "Resta 1 posto scoperto" in text_of(given.content)


async def test_places_asked_for_do_not_stand_in_the_way_of_the_statement() -> None:
    viewer = await made.complete()
    await made.sent(viewer)
    assert viewer.organisation_id is not None
    now = (await standing(viewer.organisation_id, clock.today())).position
    for subject, gap in ((Subject.ART3, now.art3.gap), (Subject.ART18, now.art18.gap)):
        asked = RequestDraft(subject, "LC", RequestKind.NOMINATIVA, gap, Period(clock.today(), None))
        await record_measure(asked, id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/prospetti/statement")
        assert "Con i dati di oggi l’azienda è in regola." in page
        assert f"Posti scoperti già richiesti {now.art3.gap} {now.art18.gap}" in page


async def test_a_small_company_declares_that_it_has_no_duty() -> None:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(10, viewer)
    async with browser() as user:
        await seated(user, viewer)
        assert "non ha obblighi di assunzione" in await user.get("/prospetti/statement")


async def test_the_list_asks_a_constant_number_of_questions() -> None:
    viewer = await made.complete()
    await made.sent(viewer, 2024)
    async with browser() as user:
        await seated(user, viewer)
        with db.counted_queries() as one:
            await user.get("/prospetti")
        await made.sent(viewer, 2025, made.OTHER_CODE)
        with db.counted_queries() as two:
            await user.get("/prospetti")
    assert len(one) == len(two)
    assert len(one) <= 16
