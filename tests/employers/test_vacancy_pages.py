"""A vacancy over HTTP, without a script: four sections, drafts kept, profession by everyday words, publication."""

from datetime import timedelta
from uuid import UUID

import pytest

from portal.employers.vacancies.actions import moving
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.vocabulary import SkillNeed, VacancyState
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference import dimensions
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

PLACE = {
    "contract": "permanent",
    "places": "1",
    "public_transport": "yes",
    "architectural_barriers": "no",
    "remote": "no",
}
TASKS = {
    "title": "Magazziniere",
    "profession": "P100",
    "tasks": "Preparare gli ordini\nControllare le bolle",
    "weekly_hours_min": "24",
    "weekly_hours_max": "",
    "night_shifts": "no",
    "reserved": "art3",
}
CONDITIONS = {"experience_required": "no", "axes": ["tempi"]}
LEVELS = {f"level_{one.code}": "1" for one in dimensions.entries()}


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def new_draft(user: Browser, title: str = "Magazziniere") -> str:
    await user.get("/vacancies/new")
    page = await user.press("/vacancies", {"title": title})
    path = page.response.url.path
    assert path.endswith("/place")
    return path.removesuffix("/place")


async def of(path: str) -> VacancyDetail:
    found = await detail.vacancy(UUID(path.rsplit("/", 1)[-1]))
    assert found is not None
    return found


async def site_of(viewer: Viewer) -> dict[str, str]:
    assert viewer.organisation_id is not None
    return {"site": str(await builders.head_office(viewer.organisation_id))}


async def recruiter() -> Viewer:
    return await Cast().owner(Role.COMPANY_RECRUITER)


async def test_a_vacancy_goes_through_its_sections_and_out() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        tasks = await user.press("/place", {**PLACE, **await site_of(viewer)})
        assert tasks.response.url.path == f"{path}/tasks"
        found = await user.press("/tasks", {**TASKS, "profession": "", "words": "magazzino", "search": "1"})
        assert found.status == 200
        assert "Magazziniere" in found
        assert "Preparare gli ordini" in found.html
        demands = await user.press("/tasks", TASKS)
        assert demands.response.url.path == f"{path}/demands"
        conditions = await user.press("/demands", {**LEVELS, "essential": ["K017"], "adjustable": ["C1"]})
        assert conditions.response.url.path == f"{path}/conditions"
        review = await user.press("/conditions", {**CONDITIONS, "licences": ["B"]})
        assert review.response.url.path == f"{path}/review"
        assert "Patente B" in review
        assert "Preparare gli ordini; Controllare le bolle" in review
        done = await user.press("/publication")
        assert "Annuncio pubblicato." in done
    vacancy = await of(path)
    assert vacancy.state is VacancyState.PUBLISHED
    assert vacancy.skills == {"K017": SkillNeed.ESSENTIAL}
    assert (vacancy.demands["C1"].adjustable, len(vacancy.demands)) == (True, 28)


async def test_missing_and_wrong_answers_are_all_said_and_nothing_typed_is_lost() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        await user.get(f"{path}/tasks")
        wrong = await user.press("/tasks", {**TASKS, "tasks": "", "weekly_hours_min": "48"})
        assert wrong.status == 422
        assert wrong.title.startswith("Errore:")
        assert "Controlla due risposte" in wrong
        assert "Descrivi almeno una mansione." in wrong
        assert "Le ore settimanali vanno da 1 a 40." in wrong
        assert "Da correggere" in wrong
        assert 'value="48"' in wrong.html
    assert (await of(path)).weekly_hours_min is None


async def test_one_can_leave_with_some_answers_and_come_back() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        left = await user.press("/place", {"places": "2", "contract": "permanent", "leave": "1"})
        assert "Bozza salvata." in left
        await user.get(f"{path}/tasks")
        left = await user.press("/tasks", {"title": "Magazziniere", "weekly_hours_min": "20", "leave": "1"})
        assert "Bozza salvata." in left
        await user.get(f"{path}/demands")
        left = await user.press("/demands", {"level_A1": "3", "leave": "1"})
        assert "Bozza salvata." in left
        again = await user.get(f"{path}/demands")
        assert '<option value="3" selected>' in again.html
    vacancy = await of(path)
    assert (vacancy.places, vacancy.site_id, vacancy.weekly_hours_min) == (2, None, 20)
    assert (vacancy.demands_answered, vacancy.demands["A1"].level) == (False, 3)


async def test_leaving_with_a_wrong_answer_still_says_so() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        wrong = await user.press("/place", {"places": "0", "leave": "1"})
        assert wrong.status == 422
        assert "I posti vanno da 1 a 99." in wrong
    assert (await of(path)).places is None


async def test_every_question_wants_its_answer_before_going_on() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        await user.get(f"{path}/demands")
        wrong = await user.press(
            "/demands", {**LEVELS, "level_A1": "", "essential": ["K100"], "optional": ["K100"]}
        )
        assert wrong.status == 422
        assert "mancano Apprendere compiti nuovi" in wrong
        assert "Una competenza può stare in un elenco solo." in wrong


async def test_a_skill_of_another_trade_is_found_by_words() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        page = await user.get(f"{path}/demands")
        assert "Archiviare documenti cartacei" not in page
        found = await user.press("/demands", {"skill_words": "archiviare", "level_A1": "2", "search": "1"})
        assert found.status == 200
        assert "Archiviare documenti cartacei" in found
        assert '<option value="2" selected>' in found.html


async def test_professions_come_as_a_piece_when_htmx_asks() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        piece = await user.get(f"{path}/tasks?words=magazzino", fragment=True)
        assert "Magazziniere" in piece
        assert "<html" not in piece.html


async def test_a_tirocinio_cannot_be_reserved() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        path = await new_draft(user)
        await user.press("/place", {**PLACE, **await site_of(viewer), "contract": "tis"})
        wrong = await user.press("/tasks", TASKS)
        assert wrong.status == 422
        assert "Un tirocinio non copre la quota" in wrong
        assert "Salvato." in await user.press("/tasks", {**TASKS, "reserved": "none"})
    assert (await of(path)).reserved == "none"


async def test_a_company_that_waits_reads_why_it_cannot_publish() -> None:
    viewer = await cast.someone(await cast.company(), Role.COMPANY_RECRUITER)
    vacancy_id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await seated(user, viewer)
        review = await user.get(f"/vacancies/{vacancy_id}/review")
        assert "La tua azienda è in attesa di verifica" in review
        assert "/publication" not in review.html
        forced = await user.post(f"/vacancies/{vacancy_id}/publication")
        assert forced.status == 409
        assert "La tua azienda è in attesa di verifica" in forced
    assert (await of(str(vacancy_id))).state is VacancyState.DRAFT


async def test_the_gap_it_would_close_is_shown() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(36, administrator)
    half = await builders.drafted_vacancy(administrator)
    more = await builders.drafted_vacancy(administrator, weekly_hours_min=24)
    async with browser() as user:
        await seated(user, administrator)
        assert "Copre 1 dei 2 posti scoperti." in await user.get(f"/vacancies/{more}/review")
        assert "Con queste ore non copre posti scoperti" in await user.get(f"/vacancies/{half}/review")


async def test_a_section_left_open_does_not_overwrite() -> None:
    viewer = await recruiter()
    vacancy_id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await seated(user, viewer)
        await user.get(f"/vacancies/{vacancy_id}/tasks")
        assert user.page is not None
        old = user.page.form("/tasks")
        await user.press("/tasks", {"title": "Altro titolo"})
        late = await user.post(f"/vacancies/{vacancy_id}/tasks", old)
        assert late.status == 422
        assert "Ricarica la pagina" in late
    assert (await of(str(vacancy_id))).title == "Altro titolo"


async def test_the_same_new_vacancy_sent_twice_is_one() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/vacancies/new")
        assert user.page is not None
        pairs = [
            *[pair for pair in user.page.form("/vacancies") if pair[0] != "title"],
            ("title", "Archivista"),
        ]
        first = await user.post("/vacancies", pairs)
        second = await user.post("/vacancies", pairs)
        assert first.response.url == second.response.url
    assert await db.fetchval("SELECT count(*) FROM vacancy WHERE company = $1", viewer.organisation_id) == 1


async def test_an_open_vacancy_is_suspended_published_again_closed_and_opened() -> None:
    viewer = await recruiter()
    vacancy_id = await builders.published_vacancy(viewer)
    path = f"/vacancies/{vacancy_id}"
    async with browser() as user:
        await seated(user, viewer)
        await user.get(path)
        assert "Annuncio sospeso." in await user.press("/suspension")
        await user.get(f"{path}/review")
        assert "Annuncio pubblicato." in await user.press("/publication")
        await user.get(f"{path}/closing")
        assert "Annuncio chiuso." in await user.press("/closing")
        late = await user.get(f"{path}/closing")
        assert "«Chiuso»" in late
        await user.get(path)
        assert "Annuncio riaperto." in await user.press("/reopening")


async def test_a_stale_vacancy_is_confirmed_from_its_page() -> None:
    viewer = await recruiter()
    vacancy_id = await builders.published_vacancy(viewer, on=clock.today() - timedelta(days=65))
    await moving.go_stale(vacancy_id)
    async with browser() as user:
        await seated(user, viewer)
        shown = await user.get(f"/vacancies/{vacancy_id}")
        assert "È ancora valido?" in shown
        assert "confermato per altri 60 giorni" in await user.press("/confirmation")
        late = await user.post(f"/vacancies/{vacancy_id}/publication")
        assert late.status == 409
        assert "«Aperto»" in late


async def test_a_strangers_vacancy_answers_404_everywhere() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.outsider(Role.COMPANY_RECRUITER),
    )
    path = f"/vacancies/{await builders.drafted_vacancy(ours)}"
    async with browser() as user:
        await seated(user, theirs)
        pages = (
            "",
            "/place",
            "/tasks",
            "/demands",
            "/conditions",
            "/review",
            "/closing",
            "/copy",
            "/transfer",
        )
        for page in (*pages, "/prospetto", "/profile-count"):
            assert (await user.get(path + page)).status == 404, page
        moves = ("/publication", "/confirmation", "/withdrawal", "/suspension", "/closing", "/reopening")
        for move in (*moves, "/showing", "/hiding", "/workstation", "/copy", "/transfer", "/prospetto"):
            assert (await user.post(path + move)).status == 404, move


async def test_people_of_a_service_do_not_write_vacancies() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    async with browser() as user:
        await seated(user, counsellor)
        assert (await user.get("/vacancies")).status == 403
        assert (await user.post("/vacancies", {"title": "x"})).status == 403


async def test_the_list_takes_the_same_queries_however_long() -> None:
    viewer = await recruiter()
    async with browser() as user:
        await seated(user, viewer)
        assert "Nessun annuncio aperto." in await user.get("/vacancies")
        await builders.published_vacancy(viewer)
        with db.counted_queries() as few:
            await user.get("/vacancies")
        for _ in range(30):
            await builders.published_vacancy(viewer)
        with db.counted_queries() as many:
            page = await user.get("/vacancies")
        assert len(few) == len(many) <= 6, many
        assert page.html.count("<tr>") == 26


@pytest.mark.parametrize("section", ["place", "tasks", "demands", "conditions", "prospetto", "transfer"])
async def test_a_section_stays_within_the_size_of_a_page(section: str) -> None:
    viewer = await recruiter()
    vacancy_id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/vacancies/{vacancy_id}/{section}")
    # budget of the guide (§9): at most 900 elements
    assert page.html.count("<") - page.html.count("</") <= 900
