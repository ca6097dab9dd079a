"""Coaching and peer support: asked of the team, answered, met, ended; usable before any plan."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.candidates.people.file_access import Column
from portal.candidates.services import actions, queries
from portal.candidates.services.actions import Meeting
from portal.candidates.services.transitions import TRANSITIONS, Facts
from portal.candidates.services.vocabulary import (
    Actor,
    Mode,
    Place,
    Present,
    ServiceKind,
    ServiceState,
    Topic,
)
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from tests.candidates.team.making import Shared, shared
from tests.told import told
from tests.web import browser

S = ServiceState
HOLDER, PROFESSIONAL = Actor.HOLDER, Actor.PROFESSIONAL
SPOKEN = {
    "accept": ({S.REQUESTED}, S.ACCEPTED, {PROFESSIONAL}),
    "refuse": ({S.REQUESTED}, S.REFUSED, {PROFESSIONAL}),
    "begin": ({S.ACCEPTED}, S.RUNNING, {PROFESSIONAL}),
    "complete": ({S.RUNNING}, S.COMPLETED, {PROFESSIONAL}),
    "interrupt": ({S.ACCEPTED, S.RUNNING}, S.INTERRUPTED, {HOLDER, PROFESSIONAL}),
}
"""What services.md §7 says, written again by hand."""
EVERYTHING = Facts(words="Perché sì.", meetings=1)
TODAY = clock.today()
MEETING = Meeting(TODAY, 45, Mode.IN_PERSON, Present.YES, Place.AT_WORK, goal="Chiedere aiuto.", progress=2)


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("name", SPOKEN)
def test_a_move_is_made_from_its_states_by_its_actors_alone(name: str, state: S, actor: Actor) -> None:
    sources, target, who = SPOKEN[name]
    if state in sources and actor in who:
        assert TRANSITIONS.move(name, state, [actor], EVERYTHING).lands(state) is target
        return
    with pytest.raises(Refused):
        TRANSITIONS.move(name, state, [actor], EVERYTHING)


def test_no_move_is_missing_and_each_need_is_named() -> None:
    assert {row.name for row in TRANSITIONS} == set(SPOKEN)
    peer = replace(EVERYTHING, kind=ServiceKind.PEER_SUPPORT)
    for facts, name, words in (
        (replace(EVERYTHING, words=None), "refuse", "motivo"),
        (replace(EVERYTHING, meetings=0), "complete", "almeno un incontro"),
        (replace(EVERYTHING, words=None), "complete", "che cosa ne è venuto"),
        (replace(peer, confidentiality_signed=False), "accept", "riservatezza"),
        (replace(peer, has_referent=False), "accept", "referente"),
    ):
        sentence = TRANSITIONS.refusal(name, next(iter(SPOKEN[name][0])), [PROFESSIONAL], facts)
        assert sentence is not None
        assert words in sentence


pytestmark = pytest.mark.usefixtures("db_rollback")


async def asked(now: Shared, kind: ServiceKind, professional: Viewer) -> object:
    return await actions.ask(
        now.person_id, id=new_id(), kind=kind, professional_id=professional.account_id, words="Primo mese.",
        hours_planned=12, by=now.counsellor,
    )  # fmt: skip


async def test_coaching_runs_from_the_first_meeting_to_its_result_without_any_plan() -> None:
    now = await shared()
    coach = await now.join(Column.COACH)
    id = await asked(now, ServiceKind.COACHING, coach)
    await jobs.drain()
    assert any("Coaching" in one for one in await told(coach, Kind.TEAM_NEWS))
    await actions.move(id, now.person_id, "accept", by=coach)
    with pytest.raises(Refused, match="obiettivo dell’incontro"):
        await actions.log(id, now.person_id, replace(MEETING, goal=None), id=new_id(), by=coach)
    again = new_id()
    for _ in range(2):
        await actions.log(id, now.person_id, MEETING, id=again, by=coach)
    found = (await queries.of_person(now.person_id))[0]
    assert (found.state, found.meetings, found.minutes) == (S.RUNNING, 1, 45)
    await actions.move(id, now.person_id, "complete", words="Chiede da sola.", by=coach)
    found = (await queries.of_person(now.person_id))[0]
    assert (found.state, found.result, found.ended_on) == (S.COMPLETED, "Chiede da sola.", TODAY)
    assert await db.fetchval("SELECT count(*) FROM plan") == 0


async def test_a_peer_begins_with_a_signed_note_and_somebody_to_turn_to() -> None:
    now = await shared()
    peer = await now.join(Column.PEER_SUPPORTER)
    id = await asked(now, ServiceKind.PEER_SUPPORT, peer)
    with pytest.raises(Refused, match="riservatezza"):
        await actions.move(id, now.person_id, "accept", by=peer)
    with pytest.raises(Refused, match="futuro"):
        await actions.prepare_peer(id, now.person_id, signed_on=TODAY + timedelta(days=1), by=now.counsellor)
    await actions.prepare_peer(id, now.person_id, signed_on=TODAY, by=now.counsellor)
    await actions.move(id, now.person_id, "accept", by=peer)
    wordy = replace(MEETING, goal="Come sta.", topics=[Topic.WAY])
    with pytest.raises(Refused, match="senza testo"):
        await actions.log(id, now.person_id, wordy, id=new_id(), by=peer)
    with pytest.raises(Refused, match="almeno un tema"):
        await actions.log(id, now.person_id, replace(MEETING, goal=None), id=new_id(), by=peer)
    meeting = Meeting(
        TODAY, 30, Mode.PHONE, Present.YES, topics=[Topic.WAY, Topic.HOURS], talk_to_referent=True
    )
    await actions.log(id, now.person_id, meeting, id=new_id(), by=peer)
    await jobs.drain()
    assert any("vuole parlarne con te" in one for one in await told(now.counsellor, Kind.TEAM_NEWS))


async def test_only_the_named_one_answers_and_only_the_holder_asks() -> None:
    now = await shared()
    coach, other = await now.join(Column.COACH), await now.join(Column.PSYCHOLOGIST)
    with pytest.raises(NotThere):
        await actions.ask(
            now.person_id, id=new_id(), kind=ServiceKind.COACHING, professional_id=coach.account_id, words=None,
            hours_planned=None, by=other,
        )  # fmt: skip
    with pytest.raises(Refused, match="scegli una persona della squadra"):
        await asked(now, ServiceKind.PEER_SUPPORT, coach)
    id = await asked(now, ServiceKind.COACHING, coach)
    with pytest.raises(Refused, match="già un servizio aperto"):
        await asked(now, ServiceKind.COACHING, coach)
    for viewer in (other, (await shared()).counsellor):
        with pytest.raises(NotThere):
            await actions.move(id, now.person_id, "accept", by=viewer)
    with pytest.raises(Refused, match="Non spetta a te"):
        await actions.move(id, now.person_id, "accept", by=now.counsellor)


async def test_a_meeting_is_neither_before_the_request_nor_to_come() -> None:
    now = await shared()
    coach = await now.join(Column.COACH)
    id = await asked(now, ServiceKind.COACHING, coach)
    with pytest.raises(Refused, match="«Richiesto»"):
        await actions.log(id, now.person_id, MEETING, id=new_id(), by=coach)
    await actions.move(id, now.person_id, "accept", by=coach)
    for day, words in ((TODAY + timedelta(days=1), "futuro"), (TODAY - timedelta(days=1), "precedere")):
        with pytest.raises(Refused, match=words):
            await actions.log(id, now.person_id, replace(MEETING, held_on=day), id=new_id(), by=coach)


async def test_from_the_page_it_is_asked_answered_and_met() -> None:
    now = await shared()
    coach = await now.join(Column.COACH)
    where, day = f"/people/{now.person_id}/services", f"{TODAY:%d/%m/%Y}"
    async with browser() as one:
        await one.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
        await one.get(where)
        page = await one.press("/services", {})
        assert page.status == 422
        page = await one.press("/services", {"kind": "coaching", "professional": str(coach.account_id)})
        assert "Richiesta inviata." in page
    async with browser() as one:
        await one.sign_in_as(coach.account_id, coach.organisation_id)
        page = await one.get(where)
        assert page.status == 200
        assert "Servizio aggiornato." in await one.press("/moves/accept")
        page = await one.press(
            "/meetings",
            {
                "held_on": day,
                "minutes": "40",
                "mode": "phone",
                "present": "yes",
                "goal": "Chiedere.",
                "progress": "3",
            },
        )
        assert "Incontro scritto." in page
        assert "(3 su 5)" in page
        assert "In corso" in page
