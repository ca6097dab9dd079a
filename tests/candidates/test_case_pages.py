"""The case over HTTP: phases, interviews, assessment, project, and the coordinator's assignments."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.people.vocabulary import ConsentKind
from portal.foundation import clock, db
from portal.foundation.web.italian import date_short
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _signed_in(web: Browser, viewer: Viewer) -> None:
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)


async def _state(person_id: UUID) -> CaseState:
    return CaseState(await db.fetchval("SELECT state FROM case_ WHERE person = $1", person_id))


def _days(number: int) -> str:
    return date_short(clock.today() + timedelta(days=number))


# Phases


async def test_the_phases_say_what_is_done_blocked_and_missing(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("first_evaluation", counsellor)
    await _signed_in(web, counsellor)
    page = await web.get(f"/people/{person_id}/phases")
    assert "1. Segnalazione Completato" in page
    assert "20 giorni dall’inizio della fase" in page
    assert "Bloccato" in page
    assert "Per andare avanti manca la nota di prima valutazione." in page
    await web.get(f"/people/{person_id}/phases/evaluation")
    assert (await web.press("/phases/evaluation", {"load": "Va bene."})).status == 422
    page = await web.press(
        "/phases/evaluation", {"workstations": "Due in zona.", "load": "Va bene.", "network": "fit"}
    )
    assert "3. Colloquio con il servizio inviante Da iniziare" in page
    page = await web.press("/moves/meet_sender")
    assert "Il caso è in «Colloquio con il servizio inviante»." in page
    assert await _state(person_id) is CaseState.INTERVIEW_WITH_SENDER


async def test_a_late_phase_says_so_with_its_rule(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    with clock.as_of(clock.now() - timedelta(days=60)):
        person_id = await builders.in_phase("first_evaluation", counsellor)
    await _signed_in(web, counsellor)
    assert "In ritardo" in await web.get(f"/people/{person_id}/phases")
    summary = await web.get(f"/people/{person_id}")
    assert "20 giorni dall’inizio della fase" in summary
    assert "scaduta da" in summary


async def test_a_move_whose_need_is_missing_is_refused_in_words(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("interview_with_person", counsellor)
    await _signed_in(web, counsellor)
    url = f"/people/{person_id}/phases/moves/go_to_decision"
    await web.get(url)
    page = await web.press("/moves/go_to_decision")
    assert page.status == 422
    assert "Per passare a Decisione manca un colloquio con la persona." in page
    assert await _state(person_id) is CaseState.INTERVIEW_WITH_PERSON


async def test_the_decision_wants_reason_and_notice(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("decision", counsellor)
    await builders.consent(person_id, ConsentKind.SERVICE, counsellor)
    await _signed_in(web, counsellor)
    await web.get(f"/people/{person_id}/phases/moves/admit")
    page = await web.press("/moves/admit")
    assert page.status == 422
    assert "Scrivi il motivo." in page
    assert "Indica quando hai informato la persona e chi l’ha segnalata." in page
    page = await web.press("/moves/admit", {"reason": "È il percorso giusto.", "notice_on": _days(0)})
    assert "Il caso è in «Accettazione»." in page
    assert await _state(person_id) is CaseState.ACCEPTANCE


async def test_a_case_is_suspended_resumed_and_left_by_the_person(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await _signed_in(web, counsellor)
    await web.get(f"/people/{person_id}/phases/moves/suspend")
    page = await web.press("/moves/suspend", {"reason": "Un ricovero.", "review_on": _days(120)})
    assert page.status == 422
    assert "La sospensione va riguardata entro 90 giorni." in page
    page = await web.press("/moves/suspend", {"reason": "Un ricovero.", "review_on": _days(30)})
    assert "7. Sviluppo" in page
    assert "Sospeso" in page
    await web.get(f"/people/{person_id}/phases/moves/resume")
    assert "Il caso è in «Sviluppo»." in await web.press("/moves/resume")
    await web.get(f"/people/{person_id}/phases/moves/withdraw")
    assert (await web.press("/moves/withdraw")).status == 422
    await web.press("/moves/withdraw", {"said_by_person": "1"})
    assert await _state(person_id) is CaseState.WITHDRAWN
    await web.get(f"/people/{person_id}/interviews/new")
    page = await web.press(
        "/interviews",
        {
            "kind": "check",
            "minutes": "30",
            "mode": "phone",
            "agreed": "Ci sentiamo.",
            "next_step": "Una telefonata.",
        },
    )
    assert page.status == 422
    assert "Riaprilo prima di registrare un colloquio." in page


async def test_an_extension_is_asked_by_the_holder_and_granted_by_the_coordinator(
    web: Browser, cast: Cast
) -> None:
    counsellor, coordinator = await cast.owner(Role.JOB_COUNSELLOR), await cast.owner(Role.COORDINATOR)
    person_id = await builders.in_development(counsellor)
    due_on = await db.fetchval("SELECT due_on FROM case_ WHERE person = $1", person_id)
    await _signed_in(web, counsellor)
    await web.get(f"/people/{person_id}/extension-request")
    page = await web.press("/extension-request", {"months": "40"})
    assert page.status == 422
    assert "Scrivi perché servono altri mesi." in page
    page = await web.press("/extension-request", {"months": "3", "reason": "Il corso finisce dopo."})
    assert "Proroga chiesta" in page
    assert (await web.get(f"/people/{person_id}/extension")).status == 403
    await _signed_in(web, coordinator)
    assert "Il corso finisce dopo." in await web.get(f"/people/{person_id}/extension")
    page = await web.press("/extension", {"months": "3", "reason": "D’accordo."})
    assert "Proroga concessa." in page
    assert await db.fetchval("SELECT due_on FROM case_ WHERE person = $1", person_id) > due_on


# Interviews


async def test_an_interview_is_recorded_once_and_a_crisis_wants_a_step_within_a_week(
    web: Browser, cast: Cast
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, counsellor)
    await web.get(f"/people/{person_id}/interviews/new?kind=crisis")
    said = {
        "minutes": "40",
        "mode": "in_person",
        "agreed": "Chiama il servizio.",
        "next_step": "Ci rivediamo.",
    }
    page = await web.press("/interviews", said | {"minutes": "400"})
    assert page.status == 422
    assert "Un colloquio dura da 5 a 240 minuti." in page
    page = await web.press("/interviews", said | {"next_on": _days(20)})
    assert page.status == 422
    assert "Dopo una crisi fissa un passo entro 7 giorni." in page
    assert web.page is not None
    fields = [pair for pair in web.page.form("/interviews") if pair[0] != "next_on"]
    for _ in range(2):
        page = await web.post(f"/people/{person_id}/interviews", [*fields, ("next_on", _days(3))])
        assert "Chiama il servizio." in page
    assert "1 colloquio" in page
    assert "Ci rivediamo." in await web.get(f"/people/{person_id}")


# Project


async def test_a_project_is_written_put_to_the_person_refused_and_agreed(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("acceptance", counsellor)
    await _signed_in(web, counsellor)
    url = f"/people/{person_id}/project"
    await web.get(f"{url}/draft")
    said = {
        "wishes": "Stare vicino a casa.",
        "aim_1": "Un lavoro stabile.",
        "area_1": "stable_job",
        "indicator_1": "Un contratto firmato.",
        "action_1_1": "Cercare insieme.",
        "kind_1_1": "active_search",
        "due_1_1": _days(30),
    }
    assert (await web.press("/draft", said)).status == 422
    page = await web.press("/draft", said | {"next_review_on": _days(60)})
    assert page.status == 422
    assert "Indica chi fa questa azione." in page
    said |= {"owner_1_1": "person"}
    page = await web.press("/draft", said | {"next_review_on": _days(200)})
    assert "Bozza salvata." in page
    page = await web.press("/agreement-request")
    assert page.status == 409
    assert "Il progetto va riguardato entro 90 giorni." in page
    await web.get(f"{url}/draft")
    await web.press("/draft", {"next_review_on": _days(60)})
    page = await web.press("/agreement-request")
    assert "Da concordare" in page
    await web.get(f"{url}/remarks")
    page = await web.press("/remarks", {"remarks": "Preferisco il mattino."})
    assert "Preferisco il mattino." in page
    assert "Bozza" in page
    await web.press("/agreement-request")
    await web.get(f"{url}/agreement")
    page = await web.press("/agreement", {"how": "paper"})
    assert "In vigore" in page
    page = await web.get(f"/people/{person_id}/phases")
    assert "Passa a Sviluppo" in page


# The coordinator's assignments


async def test_the_coordinator_gives_a_case_to_a_colleague(web: Browser, cast: Cast) -> None:
    counsellor, colleague = await cast.owner(Role.JOB_COUNSELLOR), await cast.teammate(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, await cast.owner(Role.COORDINATOR))
    page = await web.get("/assignments")
    assert faults(page.html) == []
    assert "Brambilla" in page
    assert "1 caso aperto" in page
    assert "Brambilla" not in await web.get(f"/assignments?holder={colleague.account_id}")
    assert faults((await web.get(f"/assignments/{person_id}")).html) == []
    page = await web.press(f"/assignments/{person_id}", {"holder": str(counsellor.account_id)})
    assert page.status == 422
    assert "Il caso è già di questo operatore." in page
    page = await web.press(f"/assignments/{person_id}", {"holder": str(colleague.account_id)})
    assert "Caso assegnato." in page
    await _signed_in(web, counsellor)
    assert (await web.get(f"/people/{person_id}")).status == 404
    await _signed_in(web, colleague)
    assert (await web.get(f"/people/{person_id}")).status == 200


async def test_a_colleague_stands_in_for_the_days_recorded(web: Browser, cast: Cast) -> None:
    counsellor, colleague = await cast.owner(Role.JOB_COUNSELLOR), await cast.teammate(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, await cast.owner(Role.COORDINATOR))
    assert faults((await web.get("/assignments/substitutions/new")).html) == []
    who = {"holder": str(counsellor.account_id), "substitute": str(colleague.account_id), "reason": "holiday"}
    page = await web.press("/substitutions", who | {"ends_on": _days(90)})
    assert page.status == 422
    assert "Una sostituzione dura al massimo 60 giorni." in page
    page = await web.press("/substitutions", who | {"ends_on": _days(10)})
    assert f"{colleague.name} al posto di {counsellor.name}" in page
    await _signed_in(web, colleague)
    assert (await web.get(f"/people/{person_id}")).status == 200
    assert "Brambilla" in await web.get("/people")


async def test_a_coordinator_of_another_service_finds_no_case(web: Browser, cast: Cast) -> None:
    person_id = await builders.person(await cast.owner(Role.JOB_COUNSELLOR))
    await _signed_in(web, await cast.outsider(Role.COORDINATOR))
    assert "Brambilla" not in await web.get("/assignments")
    assert (await web.get(f"/assignments/{person_id}")).status == 404
    assert (await web.get(f"/people/{person_id}/phases")).status == 404
