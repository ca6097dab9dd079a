"""What each party sees of documents: her link, the company's page, copies, amendments; and who sees nothing."""

from datetime import timedelta

import pytest

from portal.foundation import clock, db, jobs, mail
from portal.kernel.roles import Role
from portal.matching.vocabulary import Group
from portal.tutoring.actions import contents, links
from portal.tutoring.vocabulary import Signer
from tests.tutoring import builders
from tests.tutoring.test_pages import as_, at
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def test_she_reads_and_signs_without_an_account_and_only_by_pressing() -> None:
    course = await builders.to_sign()
    url = await links.send_link(course.plan_id, Signer.PERSON, by=course.counsellor)
    path = "/sign/" + url.rsplit("/", 1)[-1]
    async with browser() as her:
        page = await her.get(path)
        assert page.status == 200
        for words in ("Documenti da leggere e firmare", "Preparare gli ordini", "Firmo"):
            assert words in page
        assert (await her.get(f"{path}/document")).response.headers["content-type"] == "application/pdf"
        assert await db.fetchval("SELECT count(*) FROM plan_signature") == 0, "looking signs nothing"
        await her.get(path)
        assert "Hai firmato" in await her.press(path)
        gone = await her.get(path)
        assert gone.status == 410
        assert (await her.get(f"{path}/document")).status == 410
    assert await db.fetchval("SELECT how FROM plan_signature") == "link"


async def test_her_page_tells_only_what_the_documents_say() -> None:
    course = await builders.drafted(groups=[Group.CONTACTS], contract="permanent", reserved="none")
    await contents.write_activities(course.plan_id, [], by=course.counsellor)
    await builders.to_sign(course)
    url = await links.send_link(course.plan_id, Signer.PERSON, by=course.counsellor)
    async with browser() as her:
        page = await her.get("/sign/" + url.rsplit("/", 1)[-1])
        assert page.status == 200
        assert "Che cosa farai" not in page
        assert "Le condizioni che ti aiutano" not in page
        assert "I tuoi obiettivi" in page


async def test_an_unknown_link_says_the_same_as_a_used_one() -> None:
    async with browser() as anybody:
        page = await anybody.get("/sign/" + "x" * 43)
        assert page.status == 410
        assert "scaduto o è già stato usato" in page


async def test_the_mail_of_the_link_names_nobody_and_no_company() -> None:
    course = await builders.to_sign()
    await db.execute("UPDATE person SET email = 'lei@example.org' WHERE id = $1", course.stage.person_id)
    await links.send_link(course.plan_id, Signer.PERSON, by=course.counsellor)
    await jobs.drain()
    sent = [one for one in await mail.kept_for("lei@example.org", limit=5) if one.kind == "documents_to_sign"]
    assert len(sent) == 1
    assert "/sign/" in sent[0].text
    company = await db.fetchval("SELECT name FROM organisation WHERE id = $1", course.stage.company_id)
    assert company not in sent[0].text + sent[0].subject


async def test_the_company_and_its_tutor_read_what_is_signed_and_never_the_dossier() -> None:
    course = await builders.running_plan()
    for viewer in (course.recruiter, course.tutor):
        async with as_(viewer) as one:
            for kind in ("convenzione", "progetto", "registro"):
                page = await one.get(at(course, f"/papers/{kind}"))
                assert page.response.headers["content-type"] == "application/pdf", kind
            assert (await one.get(at(course, "/papers/dossier"))).status == 404
            assert (await one.get(at(course, "/papers/unknown"))).status == 404
            assert (await one.get(at(course, "/papers/progetto?version=7"))).status == 404
            assert "Dossier individuale" not in await one.get(at(course))


async def test_a_stranger_finds_no_document() -> None:
    course = await builders.running_plan()
    for viewer in (
        await course.stage.people.outsider(Role.JOB_COUNSELLOR),
        await course.stage.people.teammate(Role.COMPANY_RECRUITER),
        await course.stage.people.owner(Role.COORDINATOR),
    ):
        async with as_(viewer) as one:
            assert (await one.get(at(course, "/papers/progetto"))).status in (403, 404)


async def test_an_extension_goes_from_the_page_to_the_signatures() -> None:
    course = await builders.running_plan()
    end = (await builders.value(course, "ends_on")) + timedelta(days=20)
    async with as_(course.counsellor) as one:
        assert "Modifica o proroga" in await one.get(at(course))
        await one.get(at(course, "/amendments"))
        page = await one.press("/amendments", {"reason": ""})
        assert page.status == 422
        page = await one.press("/amendments", {"ends_on": f"{end:%d/%m/%Y}", "reason": "Va bene così."})
        assert "Modifica proposta." in page
        assert "Versione 2, aspetta la persona, l’azienda e il servizio" in page
        page = await one.get(at(course, "/amendments"))
        assert "Proroga 1" in page
        assert "Modifica ritirata." in await one.press("/amendments/withdrawal")
    async with as_(course.recruiter) as company:
        assert "Leggi e firma" not in await company.get(at(course))


async def test_every_reason_that_blocks_the_start_stands_on_the_counsellor_s_page() -> None:
    course = await builders.to_sign(await builders.drafted(trained=False))
    async with as_(course.counsellor) as one:
        page = await one.get(at(course))
        for words in (
            "Che cosa manca per l’avvio.",
            "cinque moduli",
            "non ha ancora dichiarato",
            "Mancano le firme",
        ):
            assert words in page, words
    async with as_(course.recruiter) as company:
        assert "Che cosa manca per l’avvio." not in await company.get(at(course))


async def test_the_whole_page_of_a_plan_asks_a_constant_number_of_queries() -> None:
    course = await builders.running_plan()
    counts = []
    async with as_(course.counsellor) as one:
        for _ in range(2):
            await one.get(at(course))
            with db.counted_queries() as queries:
                assert (await one.get(at(course))).status == 200
            counts.append(len(queries))
            await builders.contents_added(course)
    assert counts[0] == counts[1], counts
    assert clock.today()
