"""The individual project: its table, who agrees, what a version needs, its actions and its review."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from portal.candidates.cases.vocabulary import Track
from portal.candidates.people.file_access import Column, Part
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing, queries
from portal.candidates.projects.actions import Action, Aim
from portal.candidates.projects.transitions import (
    ACTION,
    COORDINATOR,
    HOLDER,
    PERSON,
    PROJECT,
    REFERRING,
    SYSTEM,
    ActionFacts,
    ProjectFacts,
)
from portal.candidates.projects.vocabulary import (
    ActionKind,
    ActionState,
    Party,
    ProductArea,
    ProjectState,
    Reached,
)
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import PERSON as HERSELF
from tests.candidates import builders
from tests.candidates.team.making import Shared, case_of, shared

TODAY = date(2026, 11, 23)
P = ProjectState
EVERYTHING = ProjectFacts(
    today=TODAY,
    track=Track.PLACEMENT,
    wishes="Vicino a casa.",
    aims=2,
    bare_aims=0,
    number=2,
    redesign_reason="Cambia il lavoro.",
    next_review_on=TODAY + timedelta(days=60),
    agreed_on=TODAY,
    remarks="Il mattino.",
    referring_waits=True,
    asked_on=TODAY - timedelta(days=15),
    reason="Non risponde.",
)
SPOKEN: dict[str, tuple[set[P], P | None, set[str]]] = {
    "put_to_agreement": ({P.DRAFT}, P.TO_AGREE, {HOLDER}),
    "agree": ({P.TO_AGREE}, P.IN_FORCE, {PERSON, REFERRING}),
    "agree_among_others": ({P.TO_AGREE}, None, {PERSON, REFERRING}),
    "go_ahead": ({P.TO_AGREE}, P.IN_FORCE, {COORDINATOR}),
    "refuse": ({P.TO_AGREE}, P.DRAFT, {PERSON, REFERRING}),
    "supersede": ({P.DRAFT, P.TO_AGREE, P.IN_FORCE}, P.SUPERSEDED, {HOLDER, SYSTEM}),
    "close": ({P.DRAFT, P.TO_AGREE, P.IN_FORCE}, P.CLOSED, {SYSTEM}),
}


@pytest.mark.parametrize("name", sorted(SPOKEN))
def test_each_move_of_a_version_from_its_states_by_its_actors_only(name: str) -> None:
    assert {row.name for row in PROJECT} == set(SPOKEN)
    sources, target, who = SPOKEN[name]
    for state, actor in product(ProjectState, (HOLDER, PERSON, REFERRING, COORDINATOR, SYSTEM, "stranger")):
        if state in sources and actor in who:
            assert PROJECT.move(name, state, [actor], EVERYTHING).lands(state) is (target or state)
        else:
            with pytest.raises(Refused):
                PROJECT.move(name, state, [actor], EVERYTHING)


@pytest.mark.parametrize(
    ("name", "missing", "words"),
    [
        ("put_to_agreement", {"wishes": None}, "con le sue parole"),
        ("put_to_agreement", {"aims": 0}, "almeno un obiettivo"),
        ("put_to_agreement", {"bare_aims": 1}, "almeno un’azione"),
        ("put_to_agreement", {"redesign_reason": None}, "perché il progetto cambia"),
        ("put_to_agreement", {"next_review_on": None}, "quando riguardare"),
        ("put_to_agreement", {"next_review_on": TODAY}, "nel futuro"),
        ("put_to_agreement", {"next_review_on": TODAY + timedelta(days=91)}, "entro 90 giorni"),
        ("agree", {"agreed_on": None}, "ha dato il suo accordo"),
        ("agree", {"agreed_on": TODAY + timedelta(days=1)}, "nel futuro"),
        ("refuse", {"remarks": None}, "che cosa non va bene"),
        ("go_ahead", {"referring_waits": False}, "Nessun servizio inviante deve rispondere"),
        ("go_ahead", {"asked_on": TODAY - timedelta(days=14)}, "ha 15 giorni per rispondere"),
        ("go_ahead", {"reason": None}, "il motivo della decisione"),
    ],
)
def test_what_a_move_of_a_version_needs_is_said_in_words(
    name: str, missing: dict[str, object], words: str
) -> None:
    row = PROJECT.named(name)
    with pytest.raises(Refused, match=words):
        PROJECT.move(name, next(iter(row.sources)), row.who, replace(EVERYTHING, **missing))  # type: ignore[arg-type]


def test_a_socio_occupational_project_is_looked_at_within_half_a_year() -> None:
    given = replace(EVERYTHING, track=Track.SOCIO_OCCUPATIONAL, next_review_on=TODAY + timedelta(days=180))
    assert PROJECT.refusal("put_to_agreement", P.DRAFT, [HOLDER], given) is None
    later = replace(given, next_review_on=TODAY + timedelta(days=181))
    assert "180 giorni" in (PROJECT.refusal("put_to_agreement", P.DRAFT, [HOLDER], later) or "")


def test_an_action_is_dropped_with_a_reason_only() -> None:
    with pytest.raises(Refused, match="Scrivi perché l’azione si lascia"):
        ACTION.move("drop", ActionState.RUNNING, ["owner"], ActionFacts())
    assert ACTION.closed == {ActionState.DONE, ActionState.DROPPED}


db_test = pytest.mark.usefixtures("db_rollback")


async def _put(now: Shared) -> UUID:
    id = await projects.write(
        id=new_id(), person_id=now.person_id, content=builders.content(), by=now.counsellor
    )
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    return id


async def _state(id: UUID) -> str:
    return str(await db.fetchval("SELECT state FROM project WHERE id = $1", id))


@db_test
async def test_person_and_lead_always_agree_and_the_referring_service_where_there_is_one() -> None:
    now = await shared("acceptance")
    worker = await now.join(Column.REFERRING_SOCIAL_WORKER)
    id = await _put(now)
    assert await agreeing.agree(now.person_id, how=CollectedHow.PAPER, by=now.counsellor) is P.TO_AGREE
    assert await agreeing.agree_as_referring(now.person_id, by=worker) is P.IN_FORCE
    assert await _state(id) == "in_force"
    parties = await db.fetch("SELECT party, how FROM project_agreement ORDER BY party")
    assert {row["party"]: row["how"] for row in parties} == {
        "lead": "step_up", "person": "paper", "referring_service": "step_up",
    }  # fmt: skip


@db_test
async def test_without_a_referring_service_her_yes_is_the_last() -> None:
    now = await shared("acceptance")
    await _put(now)
    assert await agreeing.agree(now.person_id, how=CollectedHow.IN_PERSON, by=now.counsellor) is P.IN_FORCE


@db_test
async def test_a_service_with_which_the_project_is_not_shared_is_not_a_party() -> None:
    now = await shared("acceptance")
    worker = await now.join(Column.REFERRING_SOCIAL_WORKER, (Part.CONTACT,))
    await _put(now)
    with pytest.raises(NotThere):
        await agreeing.agree_as_referring(now.person_id, by=worker)
    assert await agreeing.agree(now.person_id, how=CollectedHow.PAPER, by=now.counsellor) is P.IN_FORCE


@db_test
async def test_the_coordinator_goes_ahead_after_fifteen_silent_days_with_a_reason() -> None:
    now = await shared("acceptance")
    await now.join(Column.REFERRING_SOCIAL_WORKER)
    id = await _put(now)
    coordinator = await now.people.owner(Role.COORDINATOR)
    with pytest.raises(Refused, match="manca l’accordo della persona"):
        await agreeing.go_ahead(now.person_id, reason="Non risponde.", by=coordinator)
    await agreeing.agree(now.person_id, how=CollectedHow.PAPER, by=now.counsellor)
    with pytest.raises(Refused, match="15 giorni"):
        await agreeing.go_ahead(now.person_id, reason="Non risponde.", by=coordinator)
    with clock.as_of(clock.now() + timedelta(days=15)):
        with pytest.raises(NotThere):
            await agreeing.go_ahead(
                now.person_id, reason="No.", by=await now.people.outsider(Role.COORDINATOR)
            )
        await agreeing.go_ahead(now.person_id, reason="Non risponde.", by=coordinator)
    assert await _state(id) == "in_force"
    rows = await queries.versions(await case_of(now.person_id), in_full=True)
    silent = next(one for one in rows[0].agreements if one.party is Party.REFERRING_SERVICE)
    assert (silent.how.value, silent.remarks) == ("silence", "Non risponde.")


@db_test
async def test_any_party_refuses_with_remarks_and_the_version_is_a_draft_again() -> None:
    now = await shared("acceptance")
    worker = await now.join(Column.REFERRING_SOCIAL_WORKER)
    id = await _put(now)
    await agreeing.refuse_as_referring(now.person_id, remarks="Manca la casa.", by=worker)
    assert await _state(id) == "draft"
    assert await db.fetchval("SELECT count(*) FROM project_agreement") == 0
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    await agreeing.refuse_herself(now.person_id, id, remarks="Preferisco il mattino.", by=HERSELF)
    rows = await queries.versions(await case_of(now.person_id), in_full=True)
    assert rows[0].remarks == "Preferisco il mattino."


@db_test
async def test_she_agrees_herself_and_an_old_version_says_so() -> None:
    now = await shared()
    old = await db.fetchval("SELECT id FROM project")
    id = await _put(now)
    with pytest.raises(Refused, match="versione più recente"):
        await agreeing.agree_herself(now.person_id, old, by=HERSELF)
    assert await agreeing.agree_herself(now.person_id, id, by=HERSELF) is P.IN_FORCE
    states = [row.state for row in await queries.versions(await case_of(now.person_id), in_full=False)]
    assert states == [P.IN_FORCE, P.SUPERSEDED]
    elsewhere = await builders.person(now.counsellor)
    with pytest.raises(NotThere):
        await agreeing.agree_herself(elsewhere, id, by=HERSELF)


@db_test
async def test_an_action_is_for_the_person_or_the_team_and_within_the_term() -> None:
    now = await shared("acceptance")
    stranger = await now.people.outsider(Role.JOB_COUNSELLOR)
    with pytest.raises(Refused, match="Indica chi fa questa azione"):
        await projects.write(
            id=new_id(),
            person_id=now.person_id,
            content=builders.content(stranger.account_id),
            by=now.counsellor,
        )
    due = await db.fetchval("SELECT due_on FROM case_")
    late = Action("Cercare.", ActionKind.ACTIVE_SEARCH, due + timedelta(days=1))
    aim = Aim("Un lavoro.", ProductArea.STABLE_JOB, "Il contratto.", (late,))
    with pytest.raises(Refused, match="Il termine supera la scadenza del caso"):
        await projects.write(
            id=new_id(), person_id=now.person_id, content=builders.content(aims=(aim,)), by=now.counsellor
        )


@db_test
async def test_an_educator_writes_the_draft_and_a_lawyer_does_not() -> None:
    now = await shared("acceptance")
    educator, lawyer = await now.join(Column.EDUCATOR), await now.join(Column.LAWYER)
    with pytest.raises(NotThere):
        await projects.write(id=new_id(), person_id=now.person_id, content=builders.content(), by=lawyer)
    await projects.write(id=new_id(), person_id=now.person_id, content=builders.content(), by=educator)
    with pytest.raises(NotThere):
        await agreeing.put_to_agreement(now.person_id, by=educator)


@db_test
async def test_the_state_of_an_action_is_changed_by_its_owner_and_by_who_writes() -> None:
    now = await shared("acceptance")
    coach, peer = await now.join(Column.COACH), await now.join(Column.PEER_SUPPORTER)
    content = builders.content(coach.account_id)
    await projects.write(id=new_id(), person_id=now.person_id, content=content, by=now.counsellor)
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)
    await agreeing.agree(now.person_id, how=CollectedHow.PAPER, by=now.counsellor)
    action = await db.fetchval("SELECT id FROM project_action")
    with pytest.raises(NotThere):
        await projects.move_action(action, now.person_id, "begin", by=peer)
    await projects.move_action(action, now.person_id, "begin", by=coach)
    with pytest.raises(Refused, match="Scrivi perché"):
        await projects.move_action(action, now.person_id, "drop", by=coach)
    await projects.move_action(action, now.person_id, "finish", by=now.counsellor)
    with pytest.raises(Refused, match="non è più possibile"):
        await projects.move_action(action, now.person_id, "begin", by=coach)
    own = await queries.own_actions(await case_of(now.person_id), coach.account_id)
    assert [one.state for one in own] == [ActionState.DONE]
    assert await queries.own_actions(await case_of(now.person_id), peer.account_id) == []


@db_test
async def test_a_review_tells_of_each_aim_whether_it_was_reached_and_sets_the_next() -> None:
    now = await shared()
    aim = await db.fetchval("SELECT m.id FROM project_aim m JOIN project j ON j.id = m.project")
    told = {aim: (Reached.PARTLY, "Due colloqui fatti.")}
    soon, far = clock.today() + timedelta(days=80), clock.today() + timedelta(days=91)
    with pytest.raises(Refused, match="entro 90 giorni"):
        await projects.review(now.person_id, told, next_review_on=far, by=now.counsellor)
    await projects.review(now.person_id, told, next_review_on=soon, by=now.counsellor)
    (row,) = await queries.versions(await case_of(now.person_id), in_full=True)
    assert row.next_review_on == soon
    assert (row.aims[0].reached, row.aims[0].fact) == (Reached.PARTLY, "Due colloqui fatti.")


@db_test
async def test_words_of_a_project_are_sealed() -> None:
    await shared()
    for table in ("project", "project_aim", "project_action"):
        for row in await db.fetch(f"SELECT * FROM {table}"):
            kept = b"".join(value for value in row.values() if isinstance(value, bytes))
            assert b"magazzino" not in kept
            assert b"Cercare" not in kept
