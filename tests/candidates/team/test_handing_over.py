"""A hand-over: its table, its four texts, and what moves when it is accepted; light cases that become full."""

from dataclasses import replace
from itertools import product

import pytest

from portal.candidates.cases.actions import open_file
from portal.candidates.cases.team import actions as team
from portal.candidates.cases.team import handing_over, queries
from portal.candidates.cases.team.handover_queries import handovers_of
from portal.candidates.cases.team.rules import HandoverFacts
from portal.candidates.cases.team.transitions import HANDOVER, HOLDER, RECEIVER, SENDER
from portal.candidates.cases.team.vocabulary import HandoverState, Position, ServiceState
from portal.candidates.cases.vocabulary import CaseState, Weight
from portal.candidates.people.file_access import LIGHT_PARTS, Cell, Column, Part
from portal.candidates.people.grounds import ground
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.phases import actions as phases
from portal.candidates.phases.actions import Reviewed
from portal.candidates.phases.moves import Given, move
from portal.candidates.phases.vocabulary import Destination, InterviewKind
from portal.candidates.public import may_be_proposed
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import Role
from tests import cast
from tests.candidates import builders
from tests.candidates.team.making import TEXTS, Shared, case_of, joined, offered, shared
from tests.cast import Cast
from tests.told import told

S = HandoverState
SPOKEN = {
    "offer": ({S.PREPARED}, S.OFFERED, {HOLDER}),
    "accept": ({S.OFFERED}, S.ACCEPTED, {RECEIVER}),
    "refuse": ({S.OFFERED}, S.REFUSED, {RECEIVER}),
    "withdraw": ({S.PREPARED, S.OFFERED}, S.WITHDRAWN, {SENDER}),
}
EVERYTHING = HandoverFacts(
    "A", "B", "C", "D", new_to_her=True, agreed_on=clock.today(), today=clock.today(), reason="No."
)

db_test = pytest.mark.usefixtures("db_rollback")


@pytest.mark.parametrize("name", sorted(SPOKEN))
def test_each_move_of_a_handover_from_its_states_by_its_actors_only(name: str) -> None:
    assert {row.name for row in HANDOVER} == set(SPOKEN)
    sources, target, who = SPOKEN[name]
    for state, actor in product(HandoverState, (HOLDER, SENDER, RECEIVER, "stranger")):
        if state in sources and actor in who:
            assert HANDOVER.move(name, state, [actor], EVERYTHING).lands(state) is target
        else:
            with pytest.raises(Refused):
                HANDOVER.move(name, state, [actor], EVERYTHING)


@pytest.mark.parametrize(
    ("name", "missing", "words"),
    [
        ("offer", {"progress": None}, "A che punto è il progetto"),
        ("offer", {"actions": None}, "Azioni aperte"),
        ("offer", {"helps": None, "contacts": None}, "Che cosa aiuta, Contatti utili"),
        ("offer", {"agreed_on": None}, "è nuovo per la persona"),
        ("refuse", {"reason": None}, "Scrivi perché non accetti"),
    ],
)
def test_what_a_handover_needs_is_said_in_words(name: str, missing: dict[str, None], words: str) -> None:
    row = HANDOVER.named(name)
    with pytest.raises(Refused, match=words):
        HANDOVER.move(name, next(iter(row.sources)), row.who, replace(EVERYTHING, **missing))


@db_test
async def test_until_it_is_accepted_the_sender_answers_and_then_everything_moves_at_once() -> None:
    now = await shared()
    receiver = await now.people.outsider(Role.JOB_COUNSELLOR)
    psychologist = await now.join(Column.PSYCHOLOGIST)
    with pytest.raises(Refused, match="è nuovo per la persona"):
        await offered(now, receiver)
    id = await offered(now, receiver, agreed=True)
    assert await ground(now.person_id, receiver) is None
    found = await ground(now.person_id, now.counsellor)
    assert found is not None
    assert found.holds
    await handing_over.accept(id, by=receiver)
    found = await ground(now.person_id, receiver)
    assert found is not None
    assert found.holds
    assert found.column is Column.COUNSELLOR
    for gone in (now.counsellor, psychologist):
        assert await ground(now.person_id, gone) is None
    row = await db.fetchrow("SELECT state, holder, lead_service FROM case_ WHERE person = $1", now.person_id)
    assert (row["state"], row["holder"]) == (CaseState.DEVELOPMENT.value, receiver.account_id)
    assert row["lead_service"] == receiver.organisation_id
    services = await queries.services_of(await case_of(now.person_id))
    leading = [one for one in services if one.position is Position.LEAD and one.state is ServiceState.ACTIVE]
    assert [one.organisation_id for one in leading] == [receiver.organisation_id]
    assert "accettato" in (await told(now.counsellor, Kind.TEAM_NEWS))[-1]


@db_test
async def test_a_refused_or_withdrawn_handover_leaves_everything_as_it_was() -> None:
    now = await shared()
    receiver = await now.people.teammate(Role.JOB_COUNSELLOR)
    id = await offered(now, receiver)
    with pytest.raises(NotThere):
        await handing_over.accept(id, by=await now.people.outsider(Role.JOB_COUNSELLOR))
    await handing_over.refuse(id, reason="Seguo già troppe persone.", by=receiver)
    id = await offered(now, receiver)
    with pytest.raises(Refused, match="aspetta già risposta"):
        await offered(now, receiver)
    await handing_over.withdraw(now.person_id, by=now.counsellor)
    with pytest.raises(Refused, match="non è più possibile"):
        await handing_over.accept(id, by=receiver)
    found = await ground(now.person_id, now.counsellor)
    assert found is not None
    assert found.holds
    states = [one.state for one in await handovers_of(await case_of(now.person_id))]
    assert states == [S.WITHDRAWN, S.REFUSED]


@db_test
async def test_a_case_does_not_close_while_a_handover_waits() -> None:
    now = await shared("final_evaluation")
    await offered(now, await now.people.teammate(Role.JOB_COUNSELLOR))
    await phases.review(id=new_id(), person_id=now.person_id, reviewed=Reviewed("Fatto."), by=now.counsellor)
    with pytest.raises(Refused, match="un passaggio di consegne aspetta risposta"):
        await move(
            now.person_id, "dismiss", Given(destination=Destination.WORK_OR_TRAINING), by=now.counsellor
        )


@db_test
async def test_a_handover_is_for_phases_two_to_eight_and_for_who_may_lead() -> None:
    now = await shared("referral")
    receiver = await now.people.teammate(Role.JOB_COUNSELLOR)
    with pytest.raises(Refused, match="dalla prima valutazione"):
        await offered(now, receiver)
    now = await shared()
    with pytest.raises(Refused, match="Scegli chi può seguire il caso"):
        await offered(now, await now.people.owner(Role.PSYCHOLOGIST))
    with pytest.raises(Refused, match="Il caso è già suo"):
        await offered(now, now.counsellor)


@db_test
async def test_a_further_service_that_takes_the_case_keeps_its_people_in_the_team() -> None:
    now = await shared()
    receiver = await now.people.outsider(Role.JOB_COUNSELLOR)
    mandate = await joined(now, receiver)
    assert receiver.organisation_id is not None
    colleague = await cast.someone(receiver.organisation_id, Role.PSYCHOLOGIST)
    await team.add_member(mandate, colleague.account_id, Role.PSYCHOLOGIST, by=receiver)
    id = await offered(now, receiver)  # it works with her already: no agreement is asked again
    await handing_over.accept(id, by=receiver)
    found = await ground(now.person_id, colleague)
    assert found is not None
    assert found.access.shared is None


# --- light cases -----------------------------------------------------------------------------------------------


async def _light(people: Cast):  # type: ignore[no-untyped-def]
    worker = await people.owner(Role.REFERRING_SOCIAL_WORKER)
    person_id = await open_file(
        id=new_id(), contact=builders.contact(), weight=Weight.LIGHT, by=worker, sintetico=True
    )
    return worker, person_id


@db_test
async def test_a_light_case_has_five_phases_and_is_closed_with_a_note() -> None:
    worker, person_id = await _light(Cast())
    with pytest.raises(Refused, match="Non spetta a te"):
        await move(person_id, "start_evaluation", by=worker)
    await move(person_id, "light_meet_sender", by=worker)
    await builders.interview(person_id, InterviewKind.HISTORY, worker)
    await move(person_id, "light_decide", by=worker)
    await builders.consent(person_id, ConsentKind.SERVICE, worker)
    await move(person_id, "light_admit", builders.decided(), by=worker)
    row = await db.fetchrow("SELECT state, due_on, admitted_on FROM case_ WHERE person = $1", person_id)
    assert (row["state"], row["due_on"]) == (CaseState.DEVELOPMENT.value, None)
    with pytest.raises(Refused, match="breve nota di chiusura"):
        await move(person_id, "light_dismiss", Given(destination=Destination.SUPPORT), by=worker)
    closing = Given(reason="Ora la segue il centro.", destination=Destination.SUPPORT)
    assert await move(person_id, "light_dismiss", closing, by=worker) is CaseState.DISMISSED


@db_test
async def test_the_light_column_gives_the_referring_service_five_parts_and_the_counsellor_reads_them() -> (
    None
):
    people = Cast()
    worker, person_id = await _light(people)
    found = await ground(person_id, worker)
    assert found is not None
    assert found.holds
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    now = Shared(people, worker, person_id)
    await joined(now, counsellor, tuple(LIGHT_PARTS))
    reading = await ground(person_id, counsellor)
    assert reading is not None
    assert not reading.holds
    for part in Part:
        if part in LIGHT_PARTS:
            assert found.cell(part) is Cell.WRITE, part
            assert reading.cell(part) is Cell.READ, part
        else:
            assert found.cell(part) is Cell.NOTHING, part
            assert reading.cell(part) is Cell.NOTHING, part


@db_test
async def test_a_light_case_has_no_rating_no_card_and_no_proposal() -> None:
    worker, person_id = await _light(Cast())
    with pytest.raises(Refused, match="In un accompagnamento non c’è valutazione"):
        await builders.assessment_of(person_id, worker)
    assert "accompagnamento" in (await may_be_proposed(person_id, clock.today()) or "")


@db_test
async def test_counsellors_open_full_cases_and_referring_services_light_ones() -> None:
    people = Cast()
    worker, counsellor = (
        await people.owner(Role.REFERRING_SOCIAL_WORKER),
        await people.owner(Role.JOB_COUNSELLOR),
    )
    for viewer, weight in ((worker, Weight.FULL), (counsellor, Weight.LIGHT)):
        with pytest.raises(NotAllowed):
            await open_file(id=new_id(), contact=builders.contact(), weight=weight, by=viewer)


@db_test
async def test_a_light_case_taken_by_a_counsellor_becomes_full_at_phase_two_and_keeps_its_rows() -> None:
    people = Cast()
    worker, person_id = await _light(people)
    await move(person_id, "light_meet_sender", by=worker)
    await builders.interview(person_id, InterviewKind.HISTORY, worker)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    now = Shared(people, worker, person_id)
    id = await offered(now, counsellor, agreed=True)
    await handing_over.accept(id, by=counsellor)
    row = await db.fetchrow("SELECT weight, state, holder FROM case_ WHERE person = $1", person_id)
    assert (row["weight"], row["state"]) == (Weight.FULL.value, CaseState.FIRST_EVALUATION.value)
    assert row["holder"] == counsellor.account_id
    assert await db.fetchval("SELECT count(*) FROM interview") == 1
    step = await db.fetchrow("SELECT move, reason_sealed FROM case_step ORDER BY recorded_at DESC LIMIT 1")
    assert step["move"] == "become_full"
    assert step["reason_sealed"] is not None


@db_test
async def test_the_texts_of_a_handover_are_sealed() -> None:
    now = await shared()
    await offered(now, await now.people.teammate(Role.JOB_COUNSELLOR))
    row = await db.fetchrow("SELECT * FROM handover")
    for name, said in TEXTS.items():
        assert said.encode() not in row[f"{name}_sealed"]
