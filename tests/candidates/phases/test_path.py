"""Interviews with their drafts and plans, the evaluation plan, the final review with the network, the other track."""

from datetime import timedelta

import pytest

from portal.candidates.cases.rules import term_on_other_track
from portal.candidates.cases.vocabulary import CaseState, Track
from portal.candidates.people.file_access import Cell, Column
from portal.candidates.phases import actions as phases
from portal.candidates.phases import checks
from portal.candidates.phases import queries as phase_queries
from portal.candidates.phases.actions import Reviewed
from portal.candidates.phases.moves import Given, ask_extension, move
from portal.candidates.phases.vocabulary import (
    QUESTIONS,
    CheckResult,
    Consequence,
    Destination,
    InterviewKind,
    PlanOutcome,
    ReviewDecision,
)
from portal.candidates.projects.queries import aims_in_force
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from tests.candidates import builders
from tests.candidates.team.making import Shared, case_of, shared
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


async def _record(now: Shared, by, **changes):  # type: ignore[no-untyped-def]
    draft = changes.pop("draft", False)
    id = changes.pop("id", None) or new_id()
    plan_id = changes.pop("plan_id", None)
    return await phases.record_interview(
        id=id, person_id=now.person_id, talk=builders.talk(**changes), draft=draft, plan_id=plan_id, by=by
    )


# --- interviews ------------------------------------------------------------------------------------------------


async def test_a_draft_is_its_authors_alone_does_not_count_and_is_closed_once() -> None:
    now = await shared("interview_with_person")
    id = await _record(now, now.counsellor, draft=True, agreed="", next_step="")
    case_id = await case_of(now.person_id)
    with pytest.raises(Refused, match="manca un colloquio con la persona"):
        await move(now.person_id, "go_to_decision", by=now.counsellor)
    educator = await now.join(Column.EDUCATOR)
    seen = await phase_queries.interviews(case_id, cell=Cell.WRITE, reader=educator)
    assert id not in {one.id for one in seen}
    with pytest.raises(NotThere):
        await _record(now, educator, id=id)
    with pytest.raises(Refused, match="Scrivi che cosa avete concordato"):
        await _record(now, now.counsellor, id=id, agreed="")
    await _record(now, now.counsellor, id=id, agreed="Ora è scritto.")
    await _record(now, now.counsellor, id=id, agreed="Cambiato dopo.")
    row = next(
        one
        for one in await phase_queries.interviews(case_id, cell=Cell.WRITE, reader=educator)
        if one.id == id
    )
    assert row.agreed == "Ora è scritto.", "closed, it is not changed any more"


async def test_a_reserved_note_is_written_by_three_professions_and_read_by_its_author() -> None:
    now = await shared()
    psychologist = await now.join(Column.PSYCHOLOGIST)
    with pytest.raises(Refused, match="solo un avvocato, uno psicologo o un mediatore"):
        await _record(now, now.counsellor, reserved_note="No.")
    await _record(now, psychologist, shared_note="Per tutti.", reserved_note="Solo mia.")
    case_id = await case_of(now.person_id)
    hers = await phase_queries.interviews(case_id, cell=Cell.OWN, reader=psychologist)
    assert [(one.shared_note, one.reserved_note) for one in hers] == [("Per tutti.", "Solo mia.")]
    theirs = await phase_queries.interviews(case_id, cell=Cell.WRITE, reader=now.counsellor)
    found = next(one for one in theirs if one.shared_note)
    assert (found.shared_note, found.reserved_note) == ("Per tutti.", None)


async def test_a_crisis_is_followed_up_within_seven_days() -> None:
    now = await shared()
    late = clock.today() + timedelta(days=8)
    with pytest.raises(Refused, match="entro 7 giorni"):
        await _record(now, now.counsellor, kind=InterviewKind.CRISIS, next_on=late)
    await _record(now, now.counsellor, kind=InterviewKind.CRISIS, next_on=late - timedelta(days=1))


async def test_a_planned_interview_is_a_day_and_a_place_until_it_is_told_what_came_of_it() -> None:
    now = await shared()
    known = {
        "person_id": now.person_id,
        "kind": InterviewKind.CHECK,
        "place": "Biblioteca",
        "by": now.counsellor,
    }
    with pytest.raises(Refused, match="da oggi in poi"):
        await phases.plan_interview(id=new_id(), on=clock.today() - timedelta(days=1), **known)  # type: ignore[arg-type]
    kept, missed = new_id(), new_id()
    for id in (kept, missed):
        await phases.plan_interview(id=id, on=clock.today(), **known)  # type: ignore[arg-type]
    await _record(now, now.counsellor, kind=InterviewKind.CHECK, plan_id=kept)
    await phases.tell_outcome(missed, now.person_id, PlanOutcome.MISSED, by=now.counsellor)
    with pytest.raises(NotThere):
        await phases.tell_outcome(missed, now.person_id, PlanOutcome.CANCELLED, by=now.counsellor)
    rows = await db.fetch("SELECT id, outcome FROM interview_plan")
    assert {row["id"]: row["outcome"] for row in rows} == {kept: "held", missed: "missed"}


async def test_an_interview_in_a_closed_case_says_how_to_go_on() -> None:
    now = await shared()
    await move(now.person_id, "withdraw", said_by_person=True, by=now.counsellor)
    with pytest.raises(Refused, match=r"Il caso è chiuso dal .* Riaprilo prima di registrare un colloquio"):
        await _record(now, now.counsellor)


# --- the evaluation plan ---------------------------------------------------------------------------------------


async def _answer(now: Shared, phase: int, by=None):  # type: ignore[no-untyped-def]
    return await checks.answer(
        id=new_id(), person_id=now.person_id, phase=phase, result=CheckResult.PARTLY, fact="Due postazioni viste.",
        consequence=Consequence.ACTION, by=by or now.counsellor,
    )  # fmt: skip


async def test_the_plan_is_made_with_phase_two_and_has_a_question_for_each_phase() -> None:
    now = await shared("referral")
    assert await db.fetchval("SELECT count(*) FROM evaluation_plan") == 0
    await move(now.person_id, "start_evaluation", by=now.counsellor)
    assert await db.fetchval("SELECT count(*) FROM evaluation_plan") == 1
    assert sorted(QUESTIONS) == list(range(1, 9))
    await _answer(now, 1)
    await _answer(now, 2)
    with pytest.raises(Refused, match="non è ancora arrivato"):
        await _answer(now, 3)
    with pytest.raises(Refused, match="è già stata data una risposta"):
        await _answer(now, 1)
    found = await checks.answers(await case_of(now.person_id))
    assert [(one.phase, one.fact) for one in found] == [
        (1, "Due postazioni viste."),
        (2, "Due postazioni viste."),
    ]


async def test_the_seventh_question_comes_back_at_each_review_and_is_due_with_it() -> None:
    now = await shared()
    await _answer(now, 7)
    await _answer(now, 7)
    review_on = await db.fetchval("SELECT next_review_on FROM project WHERE state = 'in_force'")
    assert await checks.due_of(await case_of(now.person_id), 7) == review_on


async def test_who_does_not_write_the_path_answers_nothing() -> None:
    now = await shared()
    for column in (Column.LAWYER, Column.REFERRING_SOCIAL_WORKER, Column.HEALTH_OPERATOR):
        with pytest.raises(NotThere):
            await _answer(now, 7, await now.join(column))
    await _answer(now, 7, await now.join(Column.DISTRICT_SOCIAL_WORKER))


# --- the final review ------------------------------------------------------------------------------------------


async def _review(now: Shared, **changes):  # type: ignore[no-untyped-def]
    return await phases.review(
        id=new_id(), person_id=now.person_id, reviewed=Reviewed("Ha un lavoro.", **changes), by=now.counsellor
    )


async def test_all_active_services_are_there_or_were_asked_two_weeks_before() -> None:
    now = await shared("final_evaluation")
    worker = await now.join(Column.REFERRING_SOCIAL_WORKER)
    with pytest.raises(Refused, match="Invita tutti i servizi attivi: manca"):
        await _review(now)
    await phases.call_review(id=new_id(), person_id=now.person_id, meets_on=clock.today(), by=now.counsellor)
    assert "Sei invitato alla verifica finale" in " ".join(await told(worker, Kind.TEAM_NEWS))
    with pytest.raises(Refused, match="14 giorni di preavviso"):
        await _review(now, absent_reason="Non poteva.")
    with clock.as_of(clock.now() + timedelta(days=14)):
        with pytest.raises(Refused, match="Scrivi perché manca"):
            await _review(now)
        await _review(now, absent_reason="Non poteva.")
    found = await phase_queries.final_review(await case_of(now.person_id))
    assert found is not None
    assert found.absent_reason == "Non poteva."


async def test_with_everybody_there_the_review_tells_aims_and_network_and_decides() -> None:
    now = await shared("final_evaluation")
    worker = await now.join(Column.REFERRING_SOCIAL_WORKER)
    case_id = await case_of(now.person_id)
    ((aim, _),) = await aims_in_force(case_id)
    everybody = ("person", str(worker.organisation_id))
    dismissal = Given(destination=Destination.WORK_OR_TRAINING)
    with pytest.raises(Refused, match="manca la verifica finale"):
        await move(now.person_id, "dismiss", dismissal, by=now.counsellor)
    await _review(now, present=everybody, decision=ReviewDecision.EXTEND)
    with pytest.raises(Refused, match="non ha deciso la dimissione"):
        await move(now.person_id, "dismiss", dismissal, by=now.counsellor)
    await _review(
        now, present=everybody, aims={aim: ("yes", "Firmato.")}, helped="Il tutor.", hindered="I turni.",
        network="Il servizio sociale ha trovato casa.",
    )  # fmt: skip
    found = await phase_queries.final_review(case_id)
    assert found is not None
    assert found.aims == {aim: {"reached": "yes", "fact": "Firmato."}}
    assert (found.helped, found.hindered) == ("Il tutor.", "I turni.")
    assert await move(now.person_id, "dismiss", dismissal, by=now.counsellor) is CaseState.DISMISSED


# --- the 24 months and the other track -------------------------------------------------------------------------


def test_only_days_of_a_placement_count() -> None:
    on = clock.today()
    assert term_on_other_track(on + timedelta(days=200), None, Track.SOCIO_OCCUPATIONAL, on) == (None, 200)
    later = on + timedelta(days=90)
    assert term_on_other_track(None, 200, Track.PLACEMENT, later) == (later + timedelta(days=200), None)


async def test_the_term_waits_while_the_case_is_on_the_other_track() -> None:
    now = await shared()
    due = await db.fetchval("SELECT due_on FROM case_")
    given = Given(reason="Serve più tempo.", agreed_on=clock.today())
    after = await move(now.person_id, "change_track_running", given, by=now.counsellor)
    assert after is CaseState.DEVELOPMENT
    row = await db.fetchrow("SELECT due_on, days_left, track FROM case_")
    assert (row["due_on"], row["days_left"]) == (None, (due - clock.today()).days)
    with pytest.raises(Refused, match="non ha una scadenza"):
        await ask_extension(
            id=new_id(), person_id=now.person_id, months=3, reason="Serve.", by=now.counsellor
        )
    with clock.as_of(clock.now() + timedelta(days=40)):
        back = Given(reason="È pronta.", agreed_on=clock.today())
        await move(now.person_id, "change_track_running", back, by=now.counsellor)
        assert await db.fetchval("SELECT due_on FROM case_") == due + timedelta(days=40)


async def test_a_decision_for_the_other_track_is_a_decision() -> None:
    now = await shared("decision")
    given = Given(reason="Serve un posto protetto.", agreed_on=clock.today())
    with pytest.raises(Refused, match="consenso alla presa in carico"):
        await move(now.person_id, "change_track", given, by=now.counsellor)
    from portal.candidates.people.vocabulary import ConsentKind

    await builders.consent(now.person_id, ConsentKind.SERVICE, now.counsellor)
    assert await move(now.person_id, "change_track", given, by=now.counsellor) is CaseState.ACCEPTANCE
    assert await db.fetchval("SELECT outcome FROM case_decision") == "admitted"
    assert await db.fetchval("SELECT admitted_on FROM case_") == clock.today()
