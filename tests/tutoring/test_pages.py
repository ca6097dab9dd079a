"""Plans over HTTP: the tutor's page first, the company's, the counsellor's; with and without htmx."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.web.italian import date_it
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import ending, keeping, preparing
from portal.tutoring.modules import MODULES
from portal.tutoring.queries import register
from portal.tutoring.rules import month_of
from portal.tutoring.vocabulary import Absence, DiaryKind, Outcome, PlanState
from tests import cast
from tests.cast import Cast
from tests.printed import objects, text_of
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.web import Browser, Page, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@asynccontextmanager
async def as_(viewer: Viewer) -> AsyncIterator[Browser]:
    async with browser() as one:
        await one.sign_in_as(viewer.account_id, viewer.organisation_id)
        yield one


def at(course: Course, path: str = "") -> str:
    return f"/plans/{course.plan_id}{path}"


def typed(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def ids(page: Page) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page.html)


# --- lists -----------------------------------------------------------------------------------------------------


async def test_each_side_finds_the_plans_that_name_it() -> None:
    course = await builders.running_plan()
    code = await builders.value(course, "code")
    for viewer in (course.tutor, course.recruiter, course.counsellor):
        async with as_(viewer) as one:
            page = await one.get("/plans")
            assert code in page
            assert "Nives" in page
            assert "In corso" in page


async def test_a_colleague_reads_a_count_and_a_coordinator_no_name() -> None:
    course = await builders.running_plan()
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    async with as_(colleague) as one:
        page = await one.get("/plans")
        assert "seguito da colleghi" in page
        assert "Nives" not in page.html
        assert (await one.get(at(course))).status == 404
    coordinator = await course.stage.people.owner(Role.COORDINATOR)
    async with as_(coordinator) as one:
        page = await one.get("/plans")
        assert "In corso" in page
        assert "Nives" not in page.html
        assert at(course) not in page.html
        assert (await one.get(at(course))).status == 404


async def test_strangers_find_no_plan_by_its_address() -> None:
    course = await builders.running_plan()
    strangers = (
        await course.stage.people.outsider(Role.IN_COMPANY_TUTOR),
        await course.stage.people.outsider(Role.COMPANY_RECRUITER),
        await course.stage.people.outsider(Role.JOB_COUNSELLOR),
        await course.stage.people.teammate(Role.JOB_COUNSELLOR),
        await cast.someone(course.stage.company_id, Role.IN_COMPANY_TUTOR),
        await cast.someone(course.stage.company_id, Role.COMPANY_ADMINISTRATOR),
    )
    for viewer in strangers:
        async with as_(viewer) as one:
            page = await one.get(at(course))
            assert page.status == 404
            assert "Nives" not in page.html


@pytest.mark.parametrize(
    "role", [Role.DATA_PROTECTION_OFFICER, Role.PLATFORM_ADMINISTRATOR, Role.PSYCHOLOGIST]
)
async def test_roles_without_plans_are_turned_away(role: Role) -> None:
    viewer = await Cast().owner(role)
    async with as_(viewer) as one:
        for path in ("/plans", "/my-plans", "/attendance", "/tutor-training", "/messages"):
            assert (await one.get(path)).status == 403


async def test_empty_lists_say_what_is_missing_in_the_words_of_the_guide() -> None:
    people = Cast()
    async with as_(await people.owner(Role.COMPANY_RECRUITER)) as one:
        assert "I percorsi nascono da una proposta accettata." in await one.get("/plans")
    async with as_(await people.owner(Role.IN_COMPANY_TUTOR)) as one:
        assert "Nessun percorso assegnato." in await one.get("/my-plans")
        assert "Nessun percorso in corso." in await one.get("/attendance")
        assert "Nessun percorso assegnato." in await one.get("/messages")


async def test_with_one_plan_the_tutor_s_entries_lead_straight_to_it() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        assert (await one.get("/my-plans")).response.url.path == at(course)
        assert (await one.get("/attendance")).response.url.path == at(course, "/attendance")


async def test_the_list_asks_the_database_as_often_for_one_row_as_for_many() -> None:
    first = await builders.prepared()
    counts: dict[str, list[int]] = {"company": [], "service": []}
    for _ in range(2):
        for side, viewer in (("company", first.recruiter), ("service", first.counsellor)):
            async with as_(viewer) as one:
                await one.get("/plans")
                with db.counted_queries() as queries:
                    assert (await one.get("/plans")).status == 200
                counts[side].append(len(queries))
        for number in range(3):
            person = await builders.proposals.proposable(first.counsellor)
            vacancy = await builders.proposals.employers.published_vacancy(
                first.recruiter, title=f"Annuncio {number}", contract="tis", reserved="none"
            )
            stage = builders.Stage(first.stage.people, first.counsellor, person, first.recruiter, vacancy)
            await builders.drafted(now=stage)
    for side, (few, many) in counts.items():
        assert few == many, side
        assert many <= 6, side


# --- the tutor -------------------------------------------------------------------------------------------------


async def test_the_tutor_s_page_opens_with_today() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        page = await one.get(at(course))
        assert page.status == 200
        text = page.text
        assert (
            text.index("Oggi,") < text.index("Avanzamento") < text.index("Obiettivi") < text.index("Diario")
        )
        assert "Orario previsto 8:30–12:30" in page
        assert re.search(r'name="starts_at"[^>]*value="8:30"', page.html)
        assert "Settimana" in page
        assert "Segnala una difficoltà" in page
        assert "5 di 5 moduli" in page
        assert "Nives" in page


async def test_no_id_stands_twice_on_a_page() -> None:
    course = await builders.running_plan()
    pages = {
        course.tutor: ["", "/attendance", "/goals", "/difficulties", "/messages"],
        course.recruiter: [""],
        course.counsellor: [
            "",
            "/preparation",
            "/documents",
            "/outcome",
            "/suspension",
            "/interruption",
            "/messages",
        ],
    }
    for viewer, paths in pages.items():
        async with as_(viewer) as one:
            for path in paths:
                page = await one.get(at(course, path))
                assert page.status == 200, path
                found = ids(page)
                assert len(found) == len(set(found)), path


@pytest.mark.parametrize("words", ["8:30", "8.30", "0830", "08:30"])
async def test_hours_are_written_as_people_write_them(words: str) -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course))
        page = await one.press("/attendance", {"starts_at": words, "ends_at": "12.30"})
        assert "Presenza registrata." in page
        assert "Presente dalle 8:30 alle 12:30" in page
        assert "Correggi presenza" in page
    (line,) = await register.attendance(course.plan_id)
    assert (line.on, line.minutes) == (clock.today(), 240)


async def test_a_wrong_hour_is_said_in_the_words_of_the_guide_and_stays_on_the_page() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course))
        page = await one.press("/attendance", {"starts_at": "mezzogiorno", "ends_at": "12:30"})
        assert page.status == 422
        assert page.title.startswith("Errore:")
        assert page.text.count("Scrivi l’ora come 8:30.") == 2, "in the summary and at the field"
        assert 'value="mezzogiorno"' in page.html
        page = await one.press("/attendance", {"starts_at": "12:30", "ends_at": "8:30"})
        assert page.status == 422
        assert "L’uscita viene dopo l’entrata" in page
    assert await register.attendance(course.plan_id) == []


async def test_an_absence_is_marked_from_today_s_card() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course))
        page = await one.press("/absences", {})
        assert page.status == 422
        assert "Scegli che assenza è." in page
        assert "<details" in page.html
        assert re.search(r"<details[^>]*\sopen", page.html)
        page = await one.press("/absences", {"absence": "illness"})
        assert "Assenza segnata." in page
        assert "Assenza per malattia" in page


async def test_htmx_gets_the_card_of_today_with_a_focused_confirmation_and_what_it_changed_beside() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        drawn = await one.get(at(course))
        assert re.search(r'<form[^>]*hx-post="[^"]*/attendance"[^>]*hx-target="#oggi"', drawn.html)
        one.client.headers["HX-Request"] = "true"
        page = await one.press("/attendance", {"starts_at": "8:30", "ends_at": "12:30"}, follow=False)
        assert page.status == 200
        assert "<html" not in page.html
        assert page.html.lstrip().startswith('<div id="oggi"')
        assert re.search(r'role="status" tabindex="-1" autofocus.*?Presenza registrata\.', page.html, re.S)
        assert 'id="avanzamento" hx-swap-oob="true"' in page.html
        assert 'id="registro" hx-swap-oob="true"' in page.html
        assert "HX-Request" in page.response.headers["vary"]
        assert page.response.headers["cache-control"] == "no-store"


async def test_htmx_gets_the_same_card_with_the_error_when_something_is_wrong() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course))
        one.client.headers["HX-Request"] = "true"
        page = await one.press("/attendance", {"starts_at": "99", "ends_at": "12:30"}, follow=False)
        assert page.status == 422
        assert page.html.lstrip().startswith('<div id="oggi"')
        assert 'role="alert"' in page.html
        assert "hx-swap-oob" not in page.html


async def test_any_day_is_corrected_from_the_register() -> None:
    course = await builders.running_plan()
    yesterday = clock.today() - timedelta(days=1)
    await keeping.log_day(course.plan_id, day=yesterday, absence=Absence.CLOSED, by=course.tutor)
    async with as_(course.tutor) as one:
        page = await one.get(at(course, f"/attendance?day={yesterday.isoformat()}&month={yesterday:%Y-%m}"))
        assert "Azienda chiusa" in page
        assert f'value="{typed(yesterday)}"' in page.html
        page = await one.press("/attendance", {"day": typed(yesterday), "starts_at": "9", "ends_at": "11"})
        assert page.response.url.path == at(course, "/attendance")
        assert "Presenza registrata." in page
    (line,) = await register.attendance(course.plan_id)
    assert line.minutes == 120


async def test_a_day_outside_the_plan_is_refused_in_the_register() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course, "/attendance"))
        before = typed(clock.today() - timedelta(days=90))
        page = await one.press("/attendance", {"day": before, "starts_at": "9", "ends_at": "11"})
        assert page.status == 422
        assert "questo giorno è fuori" in page
        page = await one.press(
            "/absences", {"absent_on": typed(clock.today() + timedelta(days=1)), "absence": "illness"}
        )
        assert page.status == 422
        assert "La data non può essere nel futuro." in page


@pytest.mark.parametrize(
    "month", ["9999-12", "2026-13", "0000-00", "abc", "2026-1١", "²026-01", "2026-10-10"]
)
async def test_a_month_that_is_none_shows_the_current_one(month: str) -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        page = await one.get(at(course, f"?month={month}"))
        assert page.status == 200
        assert f"Presenze di {date_it(clock.today()).split(' ', 1)[1]}" in page


async def test_months_are_turned_by_links() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        page = await one.get(at(course))
        (key,) = set(re.findall(r"\?month=(\d{4}-\d{2})#presenze", page.html))
        page = await one.get(at(course, f"?month={key}"))
        assert "Presenze di" in page
        assert f"Presenze di {date_it(clock.today()).split(' ', 1)[1]}" not in page


async def test_the_tutor_reviews_goals_on_one_page() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        page = await one.get(at(course, "/goals"))
        assert "1. Preparare gli ordini" in page
        page = await one.press("/goals", {"level_1": "3"})
        assert page.status == 422
        assert "Scrivi il fatto su cui si basa la valutazione 1." in page
        page = await one.press("/goals", {"level_1": "3", "fact_1": "Sei ordini su sette."})
        assert "Valutazione salvata." in page
        assert "valutazioni 3 su una scala da 1 a 5" in page.html
        await one.get(at(course, "/goals"))
        page = await one.press("/goals", {})
        assert page.status == 422
        assert "Valuta almeno un obiettivo." in page


async def test_the_tutor_writes_the_diary_with_and_without_a_script() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course))
        page = await one.press("/diary", {"title": "", "text": "Ha preparato sei ordini."})
        assert page.status == 422
        assert "Scrivi un titolo breve." in page
        assert "Ha preparato sei ordini." in page.html
        page = await one.press(
            "/diary", {"title": "Prelievo", "text": "Ha preparato sei ordini.", "kind": "step_forward"}
        )
        assert "Annotazione salvata nel diario." in page
        assert "Passo avanti" in page
        one.client.headers["HX-Request"] = "true"
        page = await one.press("/diary", {"title": "Seconda", "text": "Ha chiesto aiuto."}, follow=False)
        assert page.html.lstrip().startswith('<div id="diario-parte"')
        assert "Annotazione salvata nel diario." in page
        assert "Seconda" in page


async def test_the_same_diary_form_sent_twice_makes_one_entry() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        drawn = await one.get(at(course))
        for _ in range(2):
            one.page = drawn
            await one.press("/diary", {"title": "Prelievo", "text": "Sei ordini."})
    assert await db.fetchval("SELECT count(*) FROM diary_entry") == 1


async def test_more_entries_than_ten_are_a_link_away() -> None:
    course = await builders.running_plan()
    for number in range(12):
        await keeping.write_diary(
            course.plan_id, id=new_id(), kind=DiaryKind.NOTE, title=f"Nota numero {number}", text="Fatto.",
            goal_id=None, for_service=False, by=course.tutor,
        )  # fmt: skip
    async with as_(course.tutor) as one:
        page = await one.get(at(course))
        assert page.text.count("Nota numero") == 10
        assert "Tutte le 12 annotazioni" in page
        page = await one.get(at(course, "?diary=all"))
        assert page.text.count("Nota numero") == 12


async def test_a_difficulty_is_sent_from_its_own_page() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        await one.get(at(course, "/difficulties"))
        page = await one.press("/difficulties", {"text": ""})
        assert page.status == 422
        page = await one.press("/difficulties", {"text": "Arriva tardi da una settimana."})
        assert "Segnalazione inviata." in page
    async with as_(course.recruiter) as one:
        assert "Arriva tardi" not in (await one.get(at(course))).html
    async with as_(course.counsellor) as one:
        assert "Arriva tardi" in await one.get(at(course))


async def test_the_training_is_done_module_by_module() -> None:
    course = await builders.drafted(trained=False)
    async with as_(course.tutor) as one:
        assert "0 di 5 conclusi" in await one.get("/tutor-training")
        module = MODULES[0]
        page = await one.get(f"/tutor-training/{module.key}")
        assert all(section.title in page for section in module.sections)
        assert (await one.get("/tutor-training/certificate")).status == 404
        await one.get(f"/tutor-training/{module.key}")
        page = await one.press("/reading")
        assert all(question.ask in page for question in module.questions)
        assert "Letto, mancano le domande" in await one.get("/tutor-training")
        await one.get(f"/tutor-training/{module.key}/questions")
        page = await one.press("/questions", {"q1": module.best["q1"]})
        assert page.status == 422
        assert "Rispondi alla domanda 2." in page
        wrong = {q.key: next(key for key, _ in q.answers if key != q.right) for q in module.questions}
        page = await one.press("/questions", wrong)
        assert page.status == 422
        assert module.questions[0].why in page
        assert "Risposte giuste: 0 su 5. Oggi puoi provare ancora 2 volte." in page
        page = await one.press("/questions", module.best)
        assert f"Modulo concluso: {module.title}. Risposte giuste: 5 su 5." in page
        assert "1 di 5 conclusi" in page
        assert "Le risposte, spiegate" in await one.get(f"/tutor-training/{module.key}")
        assert (await one.get("/tutor-training/nothing")).status == 404


async def test_the_certificate_is_a_tagged_document_and_the_company_sees_who_is_trained() -> None:
    course = await builders.drafted()
    learner = await builders.tutor_of(course.stage, trained=False)
    await builders.train(learner, 3)
    async with as_(course.tutor) as one:
        assert "Formazione conclusa." in await one.get("/tutor-training")
        answer = (await one.get("/tutor-training/certificate")).response
        assert answer.headers["content-type"] == "application/pdf"
        for mark in (b"/MarkInfo", b"/StructTreeRoot"):
            assert mark in objects(answer.content)
        told = " ".join(text_of(answer.content).split())
        for words in (course.tutor.name, *(module.title for module in MODULES), "Vale fino"):
            assert words in told, words
    async with as_(course.recruiter) as one:
        assert "Formazione dei tutor" in await one.get("/plans")
        page = await one.get("/tutors")
        assert course.tutor.name in page
        assert "3 moduli su 5." in page
        assert "1 formati su 2" in page
    async with as_(course.tutor) as one:
        assert (await one.get("/tutors")).status == 403


async def test_a_month_is_closed_and_corrected_page_by_page() -> None:
    course = await builders.running_plan()
    month = month_of(clock.today() - timedelta(days=clock.today().day))
    for day in (month.last, month.last - timedelta(days=1)):
        await keeping.log_day(
            course.plan_id, day=day, starts_at=builders.time(8), ends_at=builders.time(12), by=course.tutor
        )
    where = f"/months/{month.key}"
    async with as_(course.tutor) as one:
        assert "Chiudi il mese" in await one.get(at(course, f"/attendance?month={month.key}"))
        page = await one.get(at(course, where))
        assert "2 giorni su 2" in page
        page = await one.press(where)
        assert "Mese chiuso." in page
        assert "Proponi una correzione" in page
        page = await one.get(at(course, f"/corrections?day={month.last}"))
        page = await one.press("/corrections", {"corrected_ends_at": "", "reason": ""})
        assert page.status == 422
        assert "Scrivi entrata e uscita, oppure scegli l’assenza." in page
        page = await one.press("/corrections", {"corrected_ends_at": "11.30", "reason": "Uscita prima."})
        assert "Una correzione aspetta la conferma della persona." in page
        page = await one.post(
            at(course, "/attendance"), {"day": typed(month.last), "starts_at": "8", "ends_at": "9"}
        )
        assert page.status == 422
        assert "proponi una correzione" in page
        for key in ("2026-13", "ieri"):
            assert (await one.get(at(course, f"/months/{key}"))).status == 404
    async with as_(course.counsellor) as one:
        page = await one.get(at(course))
        assert "aspetta la conferma della persona" in page
        assert "/confirm-month/" in page
        page = await one.press(f"{where}/link")
        assert "Link nuovo pronto" in page
        assert (await one.get(at(course, where))).status == 403
    async with as_(course.recruiter) as one:
        assert "/confirm-month/" not in (await one.get(at(course))).html


async def test_words_about_health_are_asked_about_once_and_then_only_the_service_reads_them() -> None:
    course = await builders.running_plan()
    said = {"title": "Mattina", "text": "Oggi ha dimenticato i farmaci."}
    async with as_(course.tutor) as one:
        await one.get(at(course))
        page = await one.press("/diary", said)
        assert page.status == 422
        assert "«farmaci» può parlare di salute." in page
        assert "Ho riletto" in page
        page = await one.press("/diary", {**said, "reread": "1"})
        assert "Annotazione salvata nel diario." in page
        await one.get(at(course, "/goals"))
        page = await one.press("/goals", {"level_1": "2", "fact_1": "È depressa."})
        assert page.status == 422
    async with as_(course.recruiter) as one:
        assert "farmaci" not in (await one.get(at(course))).html
    async with as_(course.counsellor) as one:
        assert "farmaci" in await one.get(at(course))


async def test_a_difficulty_is_taken_up_from_the_plan() -> None:
    course = await builders.running_plan()
    await keeping.report_difficulty(course.plan_id, id=new_id(), text="Arriva tardi.", by=course.tutor)
    async with as_(course.counsellor) as one:
        page = await one.get(at(course))
        assert "Prendi in carico" in page
        page = await one.press("/handling")
        assert "Difficoltà presa in carico." in page
        assert "Prendi in carico" not in page
    async with as_(course.tutor) as one:
        assert "Presa in carico il" in await one.get(at(course))


async def test_tutor_and_counsellor_exchange_messages() -> None:
    course = await builders.running_plan()
    async with as_(course.tutor) as one:
        page = await one.get("/messages")
        assert at(course, "/messages") in page.html
        await one.get(at(course, "/messages"))
        page = await one.press("/messages", {"text": "Possiamo sentirci?"})
        assert "Messaggio inviato." in page
    async with as_(course.counsellor) as one:
        assert "Possiamo sentirci?" in await one.get(at(course, "/messages"))
    async with as_(course.recruiter) as one:
        assert (await one.get(at(course, "/messages"))).status == 403


# --- the company -----------------------------------------------------------------------------------------------


async def test_the_company_reads_the_plan_and_keeps_nothing_in_it() -> None:
    course = await builders.running_plan()
    await keeping.write_diary(
        course.plan_id, id=new_id(), kind=DiaryKind.VISIT, title="Visita riservata", text="Solo per noi.",
        goal_id=None, for_service=True, by=course.counsellor,
    )  # fmt: skip
    async with as_(course.recruiter) as one:
        page = await one.get(at(course))
        assert "Nives" in page
        assert "Visita riservata" not in page.html
        for words in (
            "Registra presenza",
            "Salva nel diario",
            "Aggiorna le valutazioni",
            "Interrompi",
            "Scrivi al tutor",
        ):
            assert words not in page.html, words
        assert (await one.post(at(course, "/attendance"), {"starts_at": "8", "ends_at": "9"})).status == 403
        assert (await one.post(at(course, "/diary"), {"title": "x", "text": "x"})).status == 403
        assert (await one.get(at(course, "/preparation"))).status == 403


async def test_the_company_signs_when_it_is_its_turn() -> None:
    course = await builders.to_sign()
    async with as_(course.recruiter) as one:
        page = await one.get(at(course))
        assert "Leggi e firma" in page
        await one.get(at(course, "/signatures/company"))
        page = await one.press("/signatures/company", {"password": "un’altra"})
        assert page.status == 422
        assert await db.fetchval("SELECT count(*) FROM plan_signature") == 0
        page = await one.press("/signatures/company", {"password": cast.PASSWORD})
        assert "Firma registrata per l’azienda." in page
        assert "Leggi e firma" not in page


async def test_the_tutor_sees_what_is_being_prepared_and_signs_nothing() -> None:
    course = await builders.to_sign()
    async with as_(course.tutor) as one:
        page = await one.get(at(course))
        assert page.status == 200
        assert "Da firmare" in page
        assert "Registra presenza" not in page
        assert "Leggi e firma" not in page
        assert (await one.post(at(course, "/signatures/company"), {})).status == 403


# --- the counsellor --------------------------------------------------------------------------------------------


async def test_the_counsellor_brings_a_plan_from_acceptance_to_its_first_day() -> None:
    course = await builders.drafted()
    today = clock.today()
    async with as_(course.counsellor) as one:
        page = await one.get(at(course))
        assert "Scrivi date, ore, tutor e obiettivi." in page
        page = await one.press("/completion")
        assert page.status == 409
        assert "Prima della firma scrivi inizio, fine e ore" in page
        await one.get(at(course, "/preparation"))
        page = await one.press("/preparation", {"starts_on": "ieri", "weekly_hours": "60"})
        assert page.status == 422
        for words in (
            "Scrivi la data come 27/11/2026.",
            "Scrivi la data di fine.",
            "Le ore settimanali vanno da 1 a 40.",
            "Scegli il tutor aziendale.",
            "Scrivi almeno il primo obiettivo.",
        ):
            assert words in page, words
        page = await one.press(
            "/preparation",
            {
                "starts_on": typed(today),
                "ends_on": typed(today + timedelta(days=120)),
                "weekly_hours": "20",
                "day_starts_at": "8.30",
                "day_ends_at": "1230",
                "tutor": str(course.tutor.account_id),
                "goal_1": "Preparare gli ordini",
                "indicator_1": "Dieci righe giuste",
            },
        )
        assert "Preparazione salvata." in page
        assert "Preparare gli ordini" in page
        page = await one.press("/completion")
        assert "Percorso mandato alla firma." in page
        assert "Prima dell’avvio mancano le firme e i documenti." in page
        await one.get(at(course, "/signatures/service"))
        page = await one.press("/signatures/service", {"password": cast.PASSWORD})
        assert "Firma registrata per il servizio." in page
        await one.get(at(course, "/documents"))
        page = await one.press("/signed-copies", {"signer": "person"})
        assert page.status == 422
        assert "Scegli il file con la copia firmata." in page
        page = await one.press(
            "/signed-copies",
            {"signer": "person", "checked": "1"},
            files={"copy": ("progetto.pdf", builders.SHEET.content, "application/pdf")},
        )
        assert "Firma su carta registrata." in page
        for kind in ("insurance", "communication"):
            await one.get(at(course, "/documents"))
            page = await one.press(
                "/documents",
                {"kind": kind, "reference": "Prot. 418", "recorded_on": typed(today - timedelta(days=1))},
            )
            assert "Documento registrato." in page
    async with as_(course.recruiter) as company:
        assert "Dichiara" in await company.get(at(course))
        await company.get(at(course, "/declaration"))
        page = await company.press("/declaration")
        assert page.status == 422
        assert "Dichiarazione registrata." in await company.press("/declaration", {"none": "1"})
        await company.get(at(course, "/signatures/company"))
        assert "Pronto" in await company.press("/signatures/company", {"password": cast.PASSWORD})
    async with as_(course.counsellor) as one:
        await one.get(at(course))
        page = await one.press("/start")
        assert "Percorso avviato." in page
        assert "In corso" in page


async def test_two_tabs_on_one_preparation_do_not_overwrite_each_other() -> None:
    course = await builders.drafted()
    async with as_(course.counsellor) as one:
        drawn = await one.get(at(course, "/preparation"))
        await builders.prepared(course)
        one.page = drawn
        page = await one.press(
            "/preparation",
            {
                "starts_on": typed(clock.today()),
                "ends_on": typed(clock.today() + timedelta(days=60)),
                "weekly_hours": "10",
                "tutor": str(course.tutor.account_id),
                "goal_1": "Altro",
                "indicator_1": "Altro",
            },
        )
        assert page.status == 422
        assert "Qualcuno ha cambiato il percorso" in page
    assert await builders.value(course, "weekly_hours") == 20


async def test_a_wrong_document_is_refused_with_every_error() -> None:
    course = await builders.to_sign()
    async with as_(course.counsellor) as one:
        await one.get(at(course, "/documents"))
        page = await one.press("/documents", {"recorded_on": "30/02/2026"})
        assert page.status == 422
        for words in ("Scegli il documento.", "Scrivi il numero o il riferimento", "Questa data non esiste"):
            assert words in page


async def test_the_counsellor_pauses_and_resumes() -> None:
    course = await builders.running_plan()
    async with as_(course.counsellor) as one:
        await one.get(at(course, "/suspension"))
        page = await one.press("/suspension", {"reason": ""})
        assert page.status == 422
        page = await one.press("/suspension", {"reason": "Lavori in reparto."})
        assert "Percorso sospeso." in page
        page = await one.press("/resumption")
        assert "Percorso ripreso." in page
    assert await builders.state_of(course) is PlanState.RUNNING


async def test_the_counsellor_ends_with_a_hire() -> None:
    course = await builders.running_plan()
    async with as_(course.counsellor) as one:
        await one.get(at(course, "/outcome"))
        page = await one.press("/outcome", {"outcome": "hire", "ended_on": typed(clock.today())})
        assert page.status == 422
        assert "Scrivi da quando comincia l’assunzione." in page
        assert "Scrivi le ore alla settimana del contratto." in page
        page = await one.press(
            "/outcome",
            {
                "outcome": "hire",
                "ended_on": typed(clock.today()),
                "hire_from": typed(clock.today()),
                "hire_weekly_hours": "24",
                "full_time_hours": "38",
                "words": "Prepara gli ordini da sola.",
            },
        )
        assert "Percorso concluso." in page
        assert "Assunzione" in page
        assert "A 12 mesi" in page
        await one.get(at(course, "/follow-ups"))
        page = await one.press("/follow-ups", {"months": "1", "still_there": "yes"})
        assert page.status == 422
        assert "La verifica a 1 mese è prevista per" in page
    row = await db.fetchrow("SELECT weekly_hours, full_time_hours FROM worker_proposal")
    assert row is not None
    assert (row["weekly_hours"], row["full_time_hours"]) == (24, 38)


async def test_the_counsellor_interrupts_with_who_and_why() -> None:
    course = await builders.running_plan()
    async with as_(course.counsellor) as one:
        await one.get(at(course, "/interruption"))
        page = await one.press("/interruption", {})
        assert page.status == 422
        assert "Scegli chi interrompe il percorso." in page
        page = await one.press("/interruption", {"interrupted_by": "person", "reason": "Ha trovato altro."})
        assert "Interrotto dalla persona" in page
        assert "Ha trovato altro." in page
    async with as_(course.recruiter) as one:
        page = await one.get(at(course))
        assert "Interrotto dalla persona" in page
        assert "Ha trovato altro." not in page.html


async def test_a_stale_page_is_refused_with_the_state_it_is_now_in() -> None:
    course = await builders.ready()
    async with as_(course.counsellor) as one:
        await one.get(at(course))
        await preparing.redraft(course.plan_id, by=course.counsellor)
        page = await one.press("/start")
        assert page.status == 409
        assert "«In preparazione»" in page


async def test_after_its_end_the_page_still_tells_what_was_done() -> None:
    course = await builders.running_plan()
    await keeping.log_day(
        course.plan_id,
        day=clock.today(),
        starts_at=builders.time(8, 30),
        ends_at=builders.time(12, 30),
        by=course.tutor,
    )
    await ending.end(
        course.plan_id, outcome=Outcome.OTHER_PATH, ended_on=clock.today(), words=None, by=course.counsellor
    )
    await jobs.drain()
    for viewer in (course.tutor, course.recruiter, course.counsellor):
        async with as_(viewer) as one:
            page = await one.get(at(course))
            assert page.status == 200
            assert "Un altro percorso" in page
            assert "Registra presenza" not in page
            assert "0341 000000" not in page.html


async def test_a_plan_that_is_only_drafted_can_be_read_by_all_its_parties() -> None:
    course = await builders.drafted()
    for viewer in (course.recruiter, course.counsellor):
        async with as_(viewer) as one:
            page = await one.get(at(course))
            assert page.status == 200
            assert "Date da definire." in page
