"""The timeline of a file by reader, and the caseload of the day: last contact, what waits, what is late."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from portal.candidates import public as candidates
from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.phases import actions as phases
from portal.candidates.phases.vocabulary import InterviewKind
from portal.foundation import clock, db, files
from portal.foundation.ids import new_id
from portal.foundation.web.italian import date_it
from portal.kernel.roles import Role
from portal.overview.pages.service import today_page
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser() as opened:
        before = files._folder
        files.configure(tmp_path / "files")
        yield opened
        if before is not None:
            files.configure(before)


async def test_her_counsellor_reads_everything_that_happened_latest_first(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    paper = Paper(DocumentKind.FINAL_REPORT, "Relazione Zanzibar.pdf", b"%PDF-1.7\n")
    await documents.add(id=new_id(), person_id=person_id, paper=paper, by=counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/people/{person_id}/timeline")
    assert page.status == 200
    assert faults(page.html) == []
    for words in (
        "Scheda aperta",
        "Fase: Sviluppo",
        "Colloquio: ",
        "Progetto: concordata la versione 1",
        "Consenso dato: presa in carico",
        "Documento aggiunto: relazione conclusiva",
    ):
        assert words in page, words
    assert "Zanzibar" not in page
    assert page.text.index("Fase: Sviluppo") < page.text.index("Scheda aperta")


async def test_the_coordinator_reads_dates_and_states_only(web: Browser, cast: Cast) -> None:
    counsellor, coordinator = await cast.owner(Role.JOB_COUNSELLOR), await cast.teammate(Role.COORDINATOR)
    person_id = await builders.in_development(counsellor)
    paper = Paper(DocumentKind.CURRICULUM, "cv.pdf", b"%PDF-1.7\n")
    await documents.add(id=new_id(), person_id=person_id, paper=paper, by=counsellor)
    await web.sign_in_as(coordinator.account_id, coordinator.organisation_id)
    page = await web.get(f"/people/{person_id}/timeline")
    assert page.status == 200
    assert "Fase: Sviluppo" in page
    assert "Documento" not in page.text.split("Cronologia", 2)[-1]


async def test_a_colleague_and_a_stranger_find_no_timeline(web: Browser, cast: Cast) -> None:
    person_id = await builders.in_development(await cast.owner(Role.JOB_COUNSELLOR))
    for other in (await cast.teammate(Role.JOB_COUNSELLOR), await cast.outsider(Role.JOB_COUNSELLOR)):
        await web.sign_in_as(other.account_id, other.organisation_id)
        assert (await web.get(f"/people/{person_id}/timeline")).status == 404


async def test_what_was_written_down_later_shows_both_days(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    today = clock.today()
    with clock.as_of(clock.now() - timedelta(days=10)):
        person_id = await builders.person(counsellor)
    await phases.record_interview(
        id=new_id(),
        person_id=person_id,
        talk=builders.talk(InterviewKind.WELCOME),
        held_on=today - timedelta(days=4),
        by=counsellor,
    )
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/people/{person_id}/timeline")
    assert date_it(today - timedelta(days=4)) in page
    assert f"scritto il {date_it(today)}" in page


async def test_the_day_shows_last_contact_what_waits_and_what_is_late(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    with clock.as_of(clock.now() - timedelta(days=90)):
        await builders.person(counsellor, last_name="Vecchi")
    fresh_id = await builders.person(counsellor, last_name="Nuovi")
    await builders.interview(fresh_id, InterviewKind.WELCOME, counsellor)
    caseload = await candidates.caseload_today(counsellor)
    assert [one.name.split()[-1] for one in caseload] == ["Vecchi", "Nuovi"]
    assert len(caseload[0].late(clock.today())) == 1
    assert caseload[1].late(clock.today()) == ()
    assert caseload[1].last_contact == clock.today()
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get("/")
    assert faults(page.html) == []
    assert "1 in ritardo" in page
    assert "Nessuno" in page


async def test_the_day_asks_the_same_questions_however_many_people(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await builders.in_development(counsellor)
    with db.counted_queries() as few:
        await today_page(counsellor)
    for _ in range(4):
        await builders.in_development(counsellor)
    with db.counted_queries() as many:
        await today_page(counsellor)
    assert len(many) == len(few)
