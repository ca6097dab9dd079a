"""Requests of the person: one month to answer, who answers what, and what the officer never reads."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from portal.accounts import public as accounts
from portal.accounts.vocabulary import TerritoryKind
from portal.foundation import audit, clock, db, jobs, mail
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, Viewer
from portal.privacy import rules
from portal.privacy.actions import deciding, reminding, requesting
from portal.privacy.actions.deciding import Answer
from portal.privacy.queries.requests import requests_of
from portal.privacy.transitions import REQUEST, RequestFacts
from portal.privacy.vocabulary import (
    Actor,
    RefusalGround,
    RequestChannel,
    RequestKind,
    RequestState,
)
from tests import cast
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.privacy import builders
from tests.web import Browser, browser

SECRET = "La data di nascita è sbagliata: quarantadue"


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


# Rules


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 27), date(2026, 12, 27)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_an_answer_is_due_within_a_month_to_the_day(received: date, due: date) -> None:
    assert rules.due_on(received) == due


def test_an_extension_adds_two_months_and_must_be_told_within_the_first() -> None:
    received = date(2026, 11, 30)
    assert rules.extended_due_on(received) == date(2027, 2, 28)
    assert rules.may_be_extended(received, date(2026, 12, 30)) is None
    assert rules.may_be_extended(received, date(2026, 12, 31)) is not None


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("move", ["extend", "grant", "refuse", "withdraw"])
@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("kind", RequestKind)
def test_every_move_of_every_state_by_everybody(
    state: RequestState, move: str, actor: Actor, kind: RequestKind
) -> None:
    given = RequestFacts(kind, date(2026, 11, 1), date(2026, 11, 20), actor)
    allowed = REQUEST.refusal(move, state, [actor], given) is None
    is_open = state in (RequestState.RECEIVED, RequestState.EXTENDED)
    answers = Actor.COUNSELLOR if kind is RequestKind.RECTIFICATION else Actor.OFFICER
    expected = {
        "extend": state is RequestState.RECEIVED and actor is Actor.OFFICER,
        "grant": is_open and actor is answers,
        "refuse": is_open and actor is answers,
        "withdraw": is_open and actor is Actor.PERSON,
    }[move]
    assert allowed is expected


def test_an_erasure_waits_for_a_plan_that_runs() -> None:
    given = RequestFacts(
        RequestKind.ERASURE, date(2026, 11, 1), date(2026, 11, 20), Actor.OFFICER, "TIS-0001"
    )
    refusal = REQUEST.refusal("grant", RequestState.RECEIVED, [Actor.OFFICER], given)
    assert refusal is not None
    assert "TIS-0001" in refusal


# Making one


async def _asked(person_id: UUID, kind: RequestKind, words: str | None = None) -> UUID:
    return await requesting.ask(id=new_id(), person_id=person_id, kind=kind, words=words)


async def _world() -> tuple[Cast, Viewer, Viewer, UUID]:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    officer = await people.owner(Role.DATA_PROTECTION_OFFICER)
    return people, counsellor, officer, await candidates.in_development(counsellor)


@pytest.mark.usefixtures("db_rollback")
async def test_she_asks_in_her_area_and_reads_the_term(web: Browser) -> None:
    _, counsellor, _, person_id = await _world()
    await builders.enter(web, person_id, counsellor)
    await web.get("/my-area/requests")
    page = await web.press("/my-area/requests", {"kind": "access"})
    assert "Richiesta inviata" in page
    assert "In attesa di risposta" in page
    found = (await requests_of(person_id))[0]
    assert (found.due_on, found.channel) == (rules.due_on(clock.today()), RequestChannel.AREA)


@pytest.mark.usefixtures("db_rollback")
async def test_a_correction_without_words_or_a_kind_asks_for_them(web: Browser) -> None:
    _, counsellor, _, person_id = await _world()
    await builders.enter(web, person_id, counsellor)
    await web.get("/my-area/requests")
    page = await web.press("/my-area/requests", {"kind": "rectification", "words": " "})
    assert page.status == 422
    assert "Scrivi che cosa è sbagliato" in page
    await web.get("/my-area/requests")
    page = await web.press("/my-area/requests", {})
    assert page.status == 422
    assert "Scegli che cosa chiedi" in page
    assert await requests_of(person_id) == []


@pytest.mark.usefixtures("db_rollback")
async def test_pressed_twice_it_is_one_request_and_a_second_of_a_kind_waits_for_the_first() -> None:
    _, _, _, person_id = await _world()
    id = new_id()
    for _ in range(2):
        await requesting.ask(id=id, person_id=person_id, kind=RequestKind.ACCESS, words=None)
    with pytest.raises(Refused, match="già una richiesta aperta"):
        await _asked(person_id, RequestKind.ACCESS)
    await _asked(person_id, RequestKind.ERASURE)
    assert len(await requests_of(person_id)) == 2


@pytest.mark.usefixtures("db_rollback")
async def test_her_words_are_sealed_and_the_officer_never_reads_them_nor_her_name(web: Browser) -> None:
    _, counsellor, officer, person_id = await _world()
    request_id = await _asked(person_id, RequestKind.RECTIFICATION, SECRET)
    stored = await db.fetchval("SELECT words_sealed FROM data_request WHERE id = $1", request_id)
    assert b"quarantadue" not in stored
    await web.sign_in_as(officer.account_id, officer.organisation_id)
    for path in ("/data-requests", f"/data-requests/{request_id}"):
        page = await web.get(path)
        assert page.status == 200
        assert "quarantadue" not in page.html
        assert "Brambilla" not in page.html
        assert str(person_id) not in page.html
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    assert SECRET in await web.get(f"/people/{person_id}/rights")


@pytest.mark.usefixtures("db_rollback")
async def test_a_request_on_paper_counts_from_the_day_it_came(web: Browser) -> None:
    _, counsellor, _, person_id = await _world()
    came = clock.today() - timedelta(days=5)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get(f"/people/{person_id}/rights")
    typed = {"kind": "access", "came_by": "paper", "received_on": f"{came:%d/%m/%Y}"}
    assert (await web.press("/data-requests", typed)).status == 200
    assert (await requests_of(person_id))[0].due_on == rules.due_on(came)
    await web.get(f"/people/{person_id}/rights")
    tomorrow = clock.today() + timedelta(days=1)
    page = await web.press(
        "/data-requests", {**typed, "kind": "erasure", "received_on": f"{tomorrow:%d/%m/%Y}"}
    )
    assert page.status == 422
    assert "non può essere nel futuro" in page


# Answering


@pytest.mark.usefixtures("db_rollback")
async def test_a_granted_access_opens_the_whole_copy_for_thirty_days(web: Browser) -> None:
    _, counsellor, officer, person_id = await _world()
    await builders.enter(web, person_id, counsellor)
    assert (await web.get("/my-area/whole-copy.json")).status == 404
    request_id = await _asked(person_id, RequestKind.ACCESS)
    await deciding.grant(request_id, words="Ecco la copia.", by=officer)
    whole = await web.get("/my-area/whole-copy.json")
    assert "Ci rivediamo con i documenti." in whole.html, "the content of her talks"
    assert "Ci rivediamo con i documenti." not in (await web.get("/my-area/export.json")).html
    assert "Ecco la copia." in await web.get("/my-area/requests")
    await db.execute("UPDATE data_request SET copy_until = $1", clock.today() - timedelta(days=1))
    assert (await web.get("/my-area/whole-copy.json")).status == 404
    assert (await web.get("/my-area/whole-copy.pdf")).status == 404


@pytest.mark.usefixtures("db_rollback")
async def test_a_correction_is_answered_by_who_follows_her_and_by_nobody_else() -> None:
    people, counsellor, officer, person_id = await _world()
    request_id = await _asked(person_id, RequestKind.RECTIFICATION, SECRET)
    with pytest.raises(Refused, match="chi segue la persona"):
        await deciding.grant(request_id, by=officer)
    with pytest.raises(NotThere):
        await deciding.correct(
            request_id, person_id, words=None, by=await people.teammate(Role.JOB_COUNSELLOR)
        )
    other = await candidates.person(counsellor)
    with pytest.raises(NotThere):
        await deciding.correct(request_id, other, words=None, by=counsellor)
    await deciding.correct(request_id, person_id, words="Corretta.", by=counsellor)
    found = (await requests_of(person_id))[0]
    assert (found.state, found.answer) == (RequestState.GRANTED, "Corretta.")


@pytest.mark.usefixtures("db_rollback")
async def test_a_refusal_says_why_and_is_mailed_without_the_words() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    officer = await people.owner(Role.DATA_PROTECTION_OFFICER)
    person_id = await candidates.person(counsellor, email="nives@persone.example")
    request_id = await _asked(person_id, RequestKind.ERASURE)
    with pytest.raises(Refused, match="parole semplici"):
        await deciding.refuse(request_id, Answer(None, RefusalGround.LAW), by=officer)
    answer = Answer("Il percorso è appena finito: la legge ci chiede di tenerlo.", RefusalGround.LAW)
    await deciding.refuse(request_id, answer, by=officer)
    found = (await requests_of(person_id))[0]
    assert (found.state, found.answer) == (RequestState.REFUSED, answer.words)
    await jobs.drain()
    letter = (await mail.kept_for("nives@persone.example"))[0]
    assert "Non l’abbiamo accolta" in letter.text
    assert "appena finito" not in letter.text


@pytest.mark.usefixtures("db_rollback")
async def test_an_extension_moves_the_term_once(web: Browser) -> None:
    _, _, officer, person_id = await _world()
    request_id = await _asked(person_id, RequestKind.ACCESS)
    await web.sign_in_as(officer.account_id, officer.organisation_id)
    await web.get(f"/data-requests/{request_id}/extension")
    page = await web.press("/extension", {"words": "Ci sono molti documenti."})
    assert "Prorogata" in page
    found = (await requests_of(person_id))[0]
    assert found.due_on == rules.extended_due_on(clock.today())
    with pytest.raises(Refused, match="Prorogata"):
        await deciding.extend(request_id, words="Ancora.", by=officer)


@pytest.mark.usefixtures("db_rollback")
async def test_she_takes_her_own_request_back_and_nobody_else_s(web: Browser) -> None:
    _, counsellor, _, person_id = await _world()
    request_id = await _asked(person_id, RequestKind.ACCESS)
    other = await candidates.person(counsellor)
    with pytest.raises(NotThere):
        await requesting.withdraw(request_id, other)
    await builders.enter(web, person_id, counsellor)
    await web.get("/my-area/requests")
    assert "Ritirata dalla persona" in await web.press(f"/my-area/requests/{request_id}/withdrawal")
    assert (await web.post(f"/my-area/requests/{request_id}/withdrawal")).status == 409


# Who hears, who finds


@pytest.mark.usefixtures("db_rollback")
async def test_officers_are_told_at_once_then_before_the_term_and_after_it_each_step_once() -> None:
    _, _, officer, person_id = await _world()
    request_id = await _asked(person_id, RequestKind.ACCESS)

    async def told() -> list[str]:
        rows = await db.fetch(
            "SELECT words FROM notification WHERE account_id = $1 AND object_id = $2 ORDER BY created_at, id",
            officer.account_id,
            request_id,
        )
        return [row["words"] for row in rows]

    assert len(await told()) == 1
    due = rules.due_on(clock.today())
    for days in (-11, -10, -10, -4, -3, 0, 1):
        await reminding.remind(due + timedelta(days=days))
    words = await told()
    assert len(words) == 5
    assert "il termine è passato" in words[-1]
    await deciding.grant(request_id, by=officer)
    await reminding.remind(due + timedelta(days=7))
    assert len(await told()) == 5


@pytest.mark.usefixtures("db_rollback")
async def test_an_officer_of_another_territory_finds_nothing() -> None:
    territories = [new_id(), new_id()]
    for id, name, comune in zip(territories, ("Lecco", "Como"), ("E507", "C933"), strict=True):
        await accounts.create_territory(
            id=id,
            name=name,
            kind=TerritoryKind.AMBITO,
            region_code="03",
            comuni=[comune],
            by=OPERATOR_COMMAND,
        )
    service = await cast.organisation(OrganisationKind.PLACEMENT_SERVICE, territory_ids=territories[:1])
    here = await cast.organisation(OrganisationKind.TERRITORY, territory_ids=territories[:1])
    there = await cast.organisation(OrganisationKind.TERRITORY, territory_ids=territories[1:])
    counsellor = await cast.someone(service, Role.JOB_COUNSELLOR)
    ours = await cast.someone(here, Role.DATA_PROTECTION_OFFICER)
    theirs = await cast.someone(there, Role.DATA_PROTECTION_OFFICER)
    request_id = await _asked(await candidates.person(counsellor), RequestKind.ACCESS)
    with pytest.raises(NotThere):
        await deciding.grant(request_id, by=theirs)
    async with browser() as web:
        await web.sign_in_as(theirs.account_id, theirs.organisation_id)
        assert (await web.get(f"/data-requests/{request_id}")).status == 404
        assert "Nessuna richiesta aperta." in await web.get("/data-requests")
        await web.sign_in_as(ours.account_id, ours.organisation_id)
        assert (await web.get(f"/data-requests/{request_id}")).status == 200
    await deciding.grant(request_id, by=ours)


@pytest.mark.usefixtures("db_rollback")
async def test_every_step_of_a_request_is_in_the_register() -> None:
    _, _, officer, person_id = await _world()
    request_id = await _asked(person_id, RequestKind.ACCESS)
    await deciding.extend(request_id, words="Serve tempo.", by=officer)
    await deciding.grant(request_id, by=officer)
    acts = [entry.what for entry in await audit.entries_about(request_id)]
    assert acts == ["DataRequestGranted", "DataRequestExtended", "DataRequestReceived"]
