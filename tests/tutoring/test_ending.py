"""How a plan ends: outcome, a hire proposed with what was ticked, a place freed, follow-ups."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine

from portal.candidates.phases import moves
from portal.employers import public as employers
from portal.employers.companies.actions import hires
from portal.employers.companies.actions.hires import Confirmation
from portal.employers.companies.queries.hires import hire_proposal
from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import ProtectedCategory, Protection, WorkContract
from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.matching.vocabulary import Group
from portal.tutoring import public
from portal.tutoring.actions import ending, keeping, running, signing
from portal.tutoring.actions.ending import Hire
from portal.tutoring.actions.reading import read_contacts
from portal.tutoring.queries.detail import detail_for_party, outcome
from portal.tutoring.vocabulary import (
    InterruptedBy,
    Outcome,
    PartyRole,
    PlanState,
    StillThere,
)
from tests import cast
from tests.candidates import builders as candidates
from tests.employers import builders as companies
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")


def hire() -> Hire:
    return Hire(clock.today(), 24, 40)


async def end(course: Course, given: Outcome = Outcome.HIRE, **changes: object) -> None:
    known: dict[str, object] = {
        "outcome": given,
        "ended_on": clock.today(),
        "words": "Prepara gli ordini da sola.",
        "hire": hire() if given is Outcome.HIRE else None,
        "by": course.counsellor,
    }
    await ending.end(course.plan_id, **(known | changes))  # type: ignore[arg-type]


async def waiting(course: Course) -> list[employers.WaitingHire]:
    return await employers.waiting_hires(course.stage.company_id)


async def protection_of(proposal_id: UUID) -> str:
    return str(await db.fetchval("SELECT protection FROM worker_proposal WHERE id = $1", proposal_id))


async def test_an_end_keeps_its_outcome_and_makes_four_follow_ups() -> None:
    course = await builders.running_plan()
    await end(course, Outcome.OTHER_PATH)
    assert await builders.state_of(course) is PlanState.ENDED
    kept = await outcome(course.plan_id)
    assert kept is not None
    assert (kept.outcome, kept.words) == ("other_path", "Prepara gli ordini da sola.")
    assert b"ordini" not in await db.fetchval("SELECT words_sealed FROM plan_outcome")
    rows = await db.fetch("SELECT months FROM follow_up ORDER BY months")
    assert [row["months"] for row in rows] == [1, 3, 6, 12]
    assert await db.fetchval("SELECT count(*) FROM case_commitment WHERE until IS NULL") == 0
    assert await waiting(course) == []


async def test_a_hire_proposes_a_row_with_the_name_and_the_quota_that_were_ticked() -> None:
    course = await builders.running_plan(await builders.drafted(contract="permanent", reserved="art3"))
    await end(course)
    (row,) = await waiting(course)
    assert "Nives" in row.name
    assert await protection_of(row.id) == Protection.ART1


async def test_a_quota_that_was_not_ticked_does_not_reach_the_workforce() -> None:
    course = await builders.drafted(groups=[Group.CONTACTS])
    await builders.proposals.with_conditions(course.stage)
    await builders.running_plan(course)
    await end(course)
    (row,) = await waiting(course)
    assert await protection_of(row.id) == Protection.NONE


async def test_category_and_percentage_reach_the_workforce_only_as_the_person_ticked() -> None:
    for groups, said in ((builders.proposals.ALL, ("D1", 67)), ([Group.CONTACTS], None)):
        course = await builders.drafted(groups=groups, contract="permanent", reserved="art3")
        await candidates.eligible(course.stage.person_id, course.counsellor, art3="D1", percentage=67)
        await builders.running_plan(course)
        await end(course)
        (row,) = await waiting(course)
        found = (await hire_proposal(row.id, course.stage.company_id)).details
        assert (found and (found.category.value, found.percentage)) == said
        sealed = await db.fetchval("SELECT protection_sealed FROM worker_proposal WHERE id = $1", row.id)
        assert sealed is None or b"67" not in sealed


async def test_the_case_goes_on_to_its_final_evaluation_with_the_end_of_its_plan() -> None:
    course = await builders.running_plan()
    await end(course, Outcome.BACK_TO_SERVICES, to_evaluation=True)
    assert await db.fetchval("SELECT state FROM case_ WHERE person = $1", course.stage.person_id) == (
        "final_evaluation"
    )
    await jobs.drain()
    texts = await told(course.counsellor, Kind.PLAN_NEWS)
    assert not any("Valutazione finale" in text for text in texts)


async def test_a_plan_that_ended_is_something_done_and_the_counsellor_hears_that_the_case_may_go_on() -> None:
    course = await builders.running_plan()
    await end(course, Outcome.OTHER_PATH)
    await jobs.drain()
    texts = await told(course.counsellor, Kind.PLAN_NEWS)
    assert sum("Il caso può passare a «Valutazione finale»" in text for text in texts) == 1
    await db.execute("DELETE FROM interview")
    await moves.move(course.stage.person_id, "start_final_evaluation", by=course.counsellor)
    assert await db.fetchval("SELECT state FROM case_ WHERE person = $1", course.stage.person_id) == (
        "final_evaluation"
    )


async def test_a_case_that_may_not_go_on_leaves_the_plan_running() -> None:
    course = await builders.running_plan()
    await db.execute("UPDATE case_ SET state = 'acceptance' WHERE person = $1", course.stage.person_id)
    with pytest.raises(Refused, match="«Accettazione»"):
        await end(course, Outcome.BACK_TO_SERVICES, to_evaluation=True)
    assert await builders.state_of(course) is PlanState.RUNNING
    assert await db.fetchval("SELECT count(*) FROM follow_up") == 0


async def test_an_interruption_may_lead_to_the_final_evaluation_too() -> None:
    course = await builders.running_plan()
    await ending.interrupt(
        course.plan_id,
        interrupted_by=InterruptedBy.COMPANY,
        reason="Ha chiuso il reparto.",
        to_evaluation=True,
        by=course.counsellor,
    )
    assert await db.fetchval("SELECT state FROM case_ WHERE person = $1", course.stage.person_id) == (
        "final_evaluation"
    )


async def test_coverage_changes_when_the_company_confirms_and_not_before() -> None:
    course = await builders.running_plan()
    administrator = await cast.someone(course.stage.company_id, Role.COMPANY_ADMINISTRATOR)
    await companies.workers(20, administrator)
    before = await employers.coverage(course.stage.company_id, clock.today())
    await end(course)
    await jobs.drain()
    assert (await employers.coverage(course.stage.company_id, clock.today())).covered3 == before.covered3
    (row,) = await waiting(course)
    site = await companies.head_office(course.stage.company_id)
    confirmation = Confirmation(
        code="N001",
        site_id=site,
        starts_on=clock.today(),
        contract=WorkContract.PERMANENT,
        weekly_hours=Decimal(24),
        full_time_hours=Decimal(40),
        protection=Protection.ART1,
        details=ProtectionDetails(ProtectedCategory.D1, 67),
    )
    await hires.confirm_hire(row.id, confirmation, by=administrator)
    after = await employers.coverage(course.stage.company_id, clock.today())
    assert after.covered3 == before.covered3 + 1


async def test_a_hire_that_did_not_happen_is_told_to_the_counsellor() -> None:
    course = await builders.running_plan()
    administrator = await cast.someone(course.stage.company_id, Role.COMPANY_ADMINISTRATOR)
    await end(course)
    (row,) = await waiting(course)
    await hires.decline_hire(row.id, by=administrator)
    texts = await told(course.counsellor, Kind.PLAN_NEWS)
    assert any("l’assunzione non c’è stata" in text.lower() for text in texts)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ended_on": clock.today() + timedelta(days=1)}, "ended_on"),
        ({"ended_on": clock.today() - timedelta(days=41)}, "ended_on"),
        ({"hire": None}, "hire_from"),
        ({"hire": Hire(clock.today(), 41, 40)}, "hire_weekly_hours"),
    ],
)
async def test_a_wrong_end_is_refused_on_its_field_and_the_plan_goes_on(
    changes: dict[str, object], field: str
) -> None:
    course = await builders.running_plan()
    with pytest.raises(Refused) as refused:
        await end(course, **changes)
    assert refused.value.field == field
    assert await builders.state_of(course) is PlanState.RUNNING
    assert await waiting(course) == []


async def test_the_last_day_is_not_after_the_plan() -> None:
    course = await builders.running_plan()
    await db.execute("UPDATE plan SET ends_on = $1", clock.today() - timedelta(days=3))
    with pytest.raises(Refused, match="l’ultimo giorno non può essere dopo"):
        await end(course, Outcome.OTHER_PATH)
    await end(course, Outcome.OTHER_PATH, ended_on=clock.today() - timedelta(days=3))


async def test_pressed_twice_it_ends_once() -> None:
    course = await builders.running_plan()
    await end(course)
    with pytest.raises(Refused, match="«Concluso»"):
        await end(course)
    assert len(await waiting(course)) == 1
    assert await db.fetchval("SELECT count(*) FROM follow_up") == 4


async def test_an_interruption_says_who_and_why_and_frees_the_place() -> None:
    course = await builders.running_plan()
    vacancy = await employers.vacancy(course.stage.vacancy_id)
    assert vacancy is not None
    assert vacancy.places_left == 0
    await ending.interrupt(
        course.plan_id, interrupted_by=InterruptedBy.PERSON, reason="Ha trovato altro.", by=course.counsellor
    )
    assert await builders.state_of(course) is PlanState.INTERRUPTED
    kept = await outcome(course.plan_id)
    assert kept is not None
    assert (kept.outcome, kept.words) == ("interrupted_by_person", "Ha trovato altro.")
    vacancy = await employers.vacancy(course.stage.vacancy_id)
    assert vacancy is not None
    assert vacancy.places_left == 1
    assert vacancy.is_open
    assert await db.fetchval("SELECT count(*) FROM case_commitment WHERE until IS NULL") == 0


@pytest.mark.parametrize("how_far", [builders.drafted, builders.to_sign, builders.ready])
async def test_it_is_interrupted_also_before_it_starts(how_far: object) -> None:
    course: Course = await how_far()  # type: ignore[operator]
    await ending.interrupt(
        course.plan_id,
        interrupted_by=InterruptedBy.COMPANY,
        reason="Il posto non c’è più.",
        by=course.counsellor,
    )
    assert await builders.state_of(course) is PlanState.INTERRUPTED


async def test_a_closed_plan_shows_the_company_nothing_more_of_the_person() -> None:
    course = await builders.running_plan()
    await end(course, Outcome.OTHER_PATH)
    for viewer, side in ((course.recruiter, PartyRole.COMPANY), (course.tutor, PartyRole.TUTOR)):
        assert await read_contacts(await detail_for_party(course.plan_id, viewer), side, by=viewer) == []
    with pytest.raises(Refused, match="il registro è chiuso"):
        await keeping.log_day(
            course.plan_id,
            day=clock.today(),
            starts_at=builders.time(8),
            ends_at=builders.time(9),
            by=course.tutor,
        )


async def test_nobody_else_ends_or_interrupts() -> None:
    course = await builders.running_plan()
    for viewer in (course.tutor, course.recruiter, await course.stage.people.outsider(Role.JOB_COUNSELLOR)):
        with pytest.raises(NotThere):
            await end(course, by=viewer)
        with pytest.raises(NotThere):
            await ending.interrupt(
                course.plan_id, interrupted_by=InterruptedBy.SERVICE, reason="x", by=viewer
            )
        with pytest.raises(NotThere):
            await running.suspend(course.plan_id, reason="x", by=viewer)


async def test_a_follow_up_is_recorded_from_its_day_on_and_may_be_corrected() -> None:
    course = await builders.running_plan()
    await end(course)
    with pytest.raises(Refused) as refused:
        await ending.record_follow_up(
            course.plan_id, months=1, still_there=StillThere.YES, by=course.counsellor
        )
    assert refused.value.field == "months"
    with time_machine.travel(clock.now() + timedelta(days=32), tick=True):
        for answer in (StillThere.UNKNOWN, StillThere.YES):
            await ending.record_follow_up(
                course.plan_id, months=1, still_there=answer, words="Cerca altro.", by=course.counsellor
            )
    rows = await db.fetch("SELECT still_there FROM follow_up WHERE done_on IS NOT NULL")
    assert [row["still_there"] for row in rows] == ["yes"]
    assert b"altro" not in await db.fetchval("SELECT words_sealed FROM follow_up WHERE months = 1")


async def test_a_follow_up_of_no_known_month_is_not_there() -> None:
    course = await builders.running_plan()
    await end(course)
    with pytest.raises(NotThere):
        await ending.record_follow_up(
            course.plan_id, months=2, still_there=StillThere.YES, by=course.counsellor
        )


async def test_retention_counts_hires_with_an_answer() -> None:
    course = await builders.running_plan()
    service = course.counsellor.organisation_id
    assert service is not None
    await end(course)
    assert await public.retention([service]) == []
    with time_machine.travel(clock.now() + timedelta(days=100), tick=True):
        await ending.record_follow_up(
            course.plan_id, months=1, still_there=StillThere.YES, by=course.counsellor
        )
        await ending.record_follow_up(
            course.plan_id, months=3, still_there=StillThere.NO, by=course.counsellor
        )
    assert await public.retention([service]) == [("A 3 mesi", "0%, 0 su 1")]
    assert await public.counts_by_state([service]) == {PlanState.ENDED: 1}


async def test_documents_of_a_closed_plan_are_not_changed() -> None:
    course = await builders.running_plan()
    await end(course)
    with pytest.raises(Refused, match="i documenti non si cambiano più"):
        await signing.record_document(
            course.plan_id, builders.DocumentKind.INSURANCE, reference="2", recorded_on=clock.today(),
            by=course.counsellor,
        )  # fmt: skip
