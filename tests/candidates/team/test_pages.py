"""The pages of a shared case, pressed as a counsellor, a referring service, a coordinator and the person press them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.candidates.people.file_access import Column, Part
from portal.foundation import clock, db
from portal.foundation.web.italian import date_short
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.team.making import add_colleague, invited, joined, offered, shared
from tests.journeys.faults_of_a_page import faults
from tests.printed import text_of
from tests.privacy.builders import enter
from tests.web import Browser, Page, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _as(web: Browser, viewer: Viewer) -> None:
    web.client.cookies.clear()
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)


async def _well_made(web: Browser, url: str) -> Page:
    page = await web.get(url)
    assert page.status == 200, (url, page.status)
    assert faults(page.html) == [], url
    return page


def _days(count: int) -> str:
    return date_short(clock.today() + timedelta(days=count))


async def test_a_counsellor_asks_a_service_records_her_agreement_and_it_accepts(web: Browser) -> None:
    now = await shared()
    other = await now.people.owner(Role.HEALTH_OPERATOR)
    await _as(web, now.counsellor)
    url = f"/people/{now.person_id}"
    await _well_made(web, f"{url}/team")
    await _well_made(web, f"{url}/team/services/new")
    page = await _well_made(web, f"{url}/team/services/new?organisation={other.organisation_id}")
    assert other.name in page
    page = await web.press("/team/services", {"parts": []})
    assert page.status == 422
    assert "Indica almeno una parte della scheda." in page
    said = {
        "referent": str(other.account_id), "purpose": "Capire i limiti.", "parts": ["contact", "health", "levels"],
        "mandate_until": _days(200),
    }  # fmt: skip
    page = await web.press("/team/services", said)
    assert "Invito inviato." in page
    assert "Manca l’accordo della persona." in page
    await _as(web, other)
    page = await _well_made(web, "/mandates")
    assert "Una persona che non conosci ancora" in page
    mandate = await db.fetchval("SELECT id FROM case_service WHERE position = 'further'")
    page = await _well_made(web, f"/mandates/{mandate}")
    assert "Aspetta l’accordo della persona." in page
    page = await web.press("/acceptance")
    assert page.status == 422
    assert "Manca l’accordo della persona alla condivisione" in page
    await _as(web, now.counsellor)
    page = await _well_made(web, f"{url}/sharing/new?recipient={other.organisation_id}")
    page = await web.press("/sharing/new", {"how": "paper"})
    assert "Accordo alla condivisione registrato." in page
    assert "ICF e salute" in page or "icf e salute" in page
    await _as(web, other)
    await web.get(f"/mandates/{mandate}")
    page = await web.press("/acceptance")
    assert "Incarico accettato." in page
    assert faults(page.html) == []
    page = await _well_made(web, "/people")
    assert "Brambilla" in page
    await _well_made(web, url)
    await _well_made(web, f"/mandates/{mandate}/ending")
    page = await web.press("/ending", {"reason": "Il nostro lavoro è finito."})
    assert "Incarico concluso." in page
    assert (await web.get(url)).status == 404


async def test_the_privacy_sheet_prints_every_agreement(web: Browser) -> None:
    now = await shared()
    other = await now.people.owner(Role.HEALTH_OPERATOR)
    await joined(now, other, (Part.CONTACT,))
    await _as(web, now.counsellor)
    answer = await web.get(f"/people/{now.person_id}/privacy-sheet")
    assert answer.response.headers["content-type"] == "application/pdf"
    said = text_of(answer.response.content)
    assert other.organisation_name in said
    assert "Recapiti" in said


async def test_a_handover_is_written_offered_and_accepted_on_pages(web: Browser) -> None:
    now = await shared()
    receiver = await now.people.teammate(Role.JOB_COUNSELLOR)
    await _as(web, now.counsellor)
    url = f"/people/{now.person_id}"
    await _well_made(web, f"{url}/handover")
    who = f"{receiver.account_id}:{receiver.organisation_id}"
    page = await web.press("/handover", {"receiver": who, "reason": "Vado in un altro servizio."})
    assert "Passaggio di consegne salvato." in page
    page = await web.press("/handover/offer")
    assert page.status == 409
    assert "Prima di offrire il passaggio scrivi" in page
    await web.get(f"{url}/handover")
    texts = {
        "progress": "A metà.",
        "actions": "Una visita.",
        "helps": "Orari fissi.",
        "contacts": "La sorella.",
    }
    await web.press("/handover", texts)
    page = await web.press("/handover/offer")
    assert "Caso offerto." in page
    await _well_made(web, "/")
    await _as(web, receiver)
    page = await _well_made(web, "/")
    assert "Caso offerto a te" in page
    handover = await db.fetchval("SELECT id FROM handover")
    page = await _well_made(web, f"/handovers/{handover}")
    assert "La sorella." in page
    await _well_made(web, f"/handovers/{handover}/refusal")
    await web.get(f"/handovers/{handover}")
    page = await web.press("/acceptance")
    assert "Caso accettato." in page
    assert "Brambilla" in page
    await _as(web, now.counsellor)
    assert (await web.get(url)).status == 404


async def test_what_is_read_of_a_handover_is_in_the_register(web: Browser) -> None:
    now = await shared()
    receiver = await now.people.teammate(Role.JOB_COUNSELLOR)
    id = await offered(now, receiver)
    await _as(web, receiver)
    await web.get(f"/handovers/{id}")
    row = await db.fetchrow(
        "SELECT account_id FROM audit_entry WHERE what = 'file_read' AND data::text LIKE '%/handovers%'"
    )
    assert row is not None
    assert row["account_id"] == receiver.account_id


async def test_the_coordinator_finds_what_is_to_be_reassigned(web: Browser) -> None:
    from portal.accounts.actions import members
    from portal.foundation import jobs

    now = await shared()
    psychologist, coordinator = (
        await now.people.owner(Role.PSYCHOLOGIST),
        await now.people.owner(Role.COORDINATOR),
    )
    await add_colleague(now, psychologist, Role.PSYCHOLOGIST)
    await _as(web, coordinator)
    assert "Tutto assegnato." in await _well_made(web, "/assignments/to-reassign")
    await members.set_roles(psychologist.account_id, [], seen=[Role.PSYCHOLOGIST], by=coordinator)
    await jobs.drain()
    page = await _well_made(web, "/assignments/to-reassign")
    assert psychologist.name in page
    assert "era nell’équipe come psicologo" in page


async def test_a_colleague_joins_and_leaves_the_team_on_the_page(web: Browser) -> None:
    now = await shared()
    educator = await now.people.owner(Role.EDUCATOR)
    await _as(web, now.counsellor)
    await _well_made(web, f"/people/{now.person_id}/team/members/new")
    page = await web.press("/team/members/new", {"member": f"{educator.account_id}:educator"})
    assert "Ora è nell’équipe." in page
    assert educator.name in page
    page = await web.press("/ending")
    assert "Non è più nell’équipe." in page


@pytest.mark.parametrize(
    "column", [Column.EDUCATOR, Column.REFERRING_SOCIAL_WORKER, Column.HEALTH_OPERATOR, Column.COACH]
)
async def test_every_tab_a_team_member_is_shown_opens_and_is_well_made(web: Browser, column: Column) -> None:
    now = await shared()
    viewer = await now.join(column)
    await _as(web, viewer)
    page = await _well_made(web, f"/people/{now.person_id}")
    import re

    bar = page.html.split('aria-label="Pagine della scheda"')[1].split("</nav>")[0]
    tabs = re.findall(r'href="(/people/[^"]+)"', bar)
    assert tabs
    for tab in tabs:
        await _well_made(web, tab)
    for href in ("/", "/people", "/mandates"):
        await _well_made(web, href)


async def test_a_referring_service_opens_a_light_case_and_brings_it_on(web: Browser) -> None:
    people = (await shared()).people
    worker = await people.owner(Role.REFERRING_SOCIAL_WORKER)
    await _as(web, worker)
    page = await _well_made(web, "/people/new")
    assert "accompagnamento" in page
    said = {"first_name": "Nives", "last_name": "Riva", "comune": "Lecco", "phone": "0341 000000"}
    page = await web.press("/people", said)
    assert "Scheda aperta." in page, page.text[:600]
    person_id = await db.fetchval("SELECT id FROM person ORDER BY registered_at DESC LIMIT 1")
    page = await _well_made(web, f"/people/{person_id}/phases")
    assert "accompagnamento" in page
    assert "Prima valutazione" not in page
    page = await web.press("/moves/light_meet_sender")
    assert "Il caso è in «Colloquio con il servizio inviante»." in page
    assert (await web.get(f"/people/{person_id}/assessment")).status == 404


async def test_she_sees_her_agreements_in_her_area_says_yes_and_stops_with_a_click(web: Browser) -> None:
    now = await shared()
    other = await now.people.owner(Role.HEALTH_OPERATOR)
    mandate = await invited(now, other, (Part.CONTACT, Part.LEVELS))
    await enter(web, now.person_id, now.counsellor)
    page = await _well_made(web, "/my-area/consents")
    assert other.organisation_name in page
    assert "vorrebbe seguirti insieme" in page
    page = await web.press(f"/my-area/sharing/{mandate}/agreement")
    assert "Accordo dato." in page
    page = await web.get("/my-area/consents")
    assert "Legge: recapiti, valutazione e occupabilità" in page
    said = (await web.get("/my-area/export.json")).response.json()
    (agreement,) = said["sharing_with_services"]
    assert (agreement["service"], agreement["in_force"]) == (other.organisation_name, True)
    consent = await db.fetchval("SELECT id FROM sharing_consent")
    await web.get("/my-area/consents")
    page = await web.press(f"/my-area/sharing/{consent}/withdrawal")
    assert "Non condividi più." in page
    assert await db.fetchval("SELECT revoked_how FROM sharing_consent") == "link"
    assert (await web.post(f"/my-area/sharing/{consent}/withdrawal", follow=False)).status == 409


async def test_she_reads_her_project_in_her_area_and_agrees_or_asks_to_change_it(web: Browser) -> None:
    from portal.candidates.projects import actions as projects
    from portal.candidates.projects import agreeing
    from portal.foundation.ids import new_id

    now = await shared("acceptance")
    id = await projects.write(
        id=new_id(), person_id=now.person_id, content=builders.content(), by=now.counsellor
    )
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    await enter(web, now.person_id, now.counsellor)
    page = await _well_made(web, "/my-area/project")
    assert "Un lavoro in magazzino." in page
    page = await web.press(f"/my-area/project/{id}/remarks", {"remarks": ""})
    assert page.status == 422
    page = await web.press(f"/my-area/project/{id}/remarks", {"remarks": "Preferisco il mattino."})
    assert "Il tuo operatore legge" in page
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    await web.get("/my-area/project")
    page = await web.press(f"/my-area/project/{id}/agreement")
    assert "Hai dato il tuo accordo al progetto." in page
    assert await db.fetchval("SELECT state FROM project WHERE id = $1", id) == "in_force"


async def test_project_checks_and_final_review_are_written_on_their_pages(web: Browser) -> None:
    now = await shared()
    await _as(web, now.counsellor)
    url = f"/people/{now.person_id}"
    await _well_made(web, f"{url}/project/review")
    page = await web.press("/project/review", {})
    assert page.status == 422
    aim = await db.fetchval("SELECT id FROM project_aim")
    page = await web.press("/project/review", {f"reached_{aim}": "yes", f"fact_{aim}": "Firmato."})
    assert "Verifica del progetto registrata." in page
    assert "Raggiunto" in page
    assert faults(page.html) == []
    action = f"/project/actions/{await db.fetchval('SELECT id FROM project_action')}"
    page = await web.press(action, {"move": "drop"})
    assert page.status == 422
    assert "Scrivi perché l’azione si lascia." in page
    page = await web.press(action, {"reason": "Ha già un lavoro.", "move": "drop"})
    assert "Azione aggiornata." in page
    printed = await web.get(f"{url}/project/print")
    assert "Che cosa desidero" in text_of(printed.response.content)
    await _well_made(web, f"{url}/evaluation-plan")
    await _well_made(web, f"{url}/evaluation-plan/7")
    page = await web.press("/evaluation-plan/7", {"result": "yes", "fact": "Azioni fatte."})
    assert "Risposta registrata." in page
    await builders.interview(now.person_id, builders.InterviewKind.CHECK, now.counsellor)
    from portal.candidates.phases.moves import Given, move
    from portal.candidates.phases.vocabulary import Destination

    await move(now.person_id, "start_final_evaluation", by=now.counsellor)
    await _well_made(web, f"{url}/phases/review/call")
    page = await web.press("/review/call", {"meets_on": _days(10)})
    assert "Servizi invitati alla verifica finale." in page
    await _well_made(web, f"{url}/phases/review")
    page = await web.press("/phases/review", {"words": "Ha un lavoro stabile.", f"aim_{aim}": "yes"})
    assert "Verifica finale salvata." in page
    assert "Ha un lavoro stabile." in page
    assert "Dimissione" in await _well_made(web, f"{url}/evaluation-plan")
    assert (await web.get(f"{url}/phases/dismissal")).status == 404
    where = Given(destination=Destination.WORK_OR_TRAINING)
    await move(now.person_id, "dismiss", where, by=now.counsellor)
    assert "Scarica la dimissione" in await _well_made(web, f"{url}/phases")
    printed = text_of((await web.get(f"{url}/phases/dismissal")).response.content)
    assert "Ha un lavoro stabile." in printed
    assert "Verso un lavoro o una formazione stabile" in printed


async def test_interviews_are_planned_kept_as_drafts_and_missed_on_the_page(web: Browser) -> None:
    now = await shared()
    await _as(web, now.counsellor)
    url = f"/people/{now.person_id}/interviews"
    await _well_made(web, f"{url}/planned")
    page = await web.press("/planned", {"kind": "check", "planned_for": _days(2), "place": "Biblioteca"})
    assert "Colloquio fissato." in page
    assert "Biblioteca" in page
    page = await web.press(f"/planned/{await db.fetchval('SELECT id FROM interview_plan')}")
    assert "La persona non è venuta" in page
    await web.get(f"{url}/new")
    page = await web.press(
        "/interviews", {"kind": "check", "minutes": "30", "mode": "phone", "then": "draft"}
    )
    assert "Bozza salvata." in page
    assert faults(page.html) == []
    draft = await db.fetchval("SELECT id FROM interview WHERE state = 'draft'")
    await _well_made(web, f"{url}/{draft}")
    page = await web.press("/interviews", {"agreed": "Sentirsi lunedì.", "next_step": "Chiamare."})
    assert "Colloquio registrato." in page
    assert await db.fetchval("SELECT state FROM interview WHERE id = $1", draft) == "closed"
