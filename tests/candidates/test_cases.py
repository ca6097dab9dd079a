"""Opening a file, moving its case, standing in, closing: on PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.candidates.cases import actions as cases
from portal.candidates.cases.queries import caseload
from portal.candidates.cases.rules import add_months
from portal.candidates.cases.vocabulary import CaseState, CommitmentKind, SubstitutionReason
from portal.candidates.people.file_access import Cell
from portal.candidates.people.grounds import ground
from portal.candidates.phases import actions as phases
from portal.candidates.phases import queries as phase_queries
from portal.candidates.phases.moves import Given, ask_extension, extend, move
from portal.candidates.phases.vocabulary import InterviewKind, Network
from portal.candidates.projects.queries import versions
from portal.candidates.projects.vocabulary import ProjectState
from portal.foundation import audit, clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.cast import Cast
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")

TAX_CODE = "BRMNVS80A41Z000B"


async def _case(person_id: object) -> dict[str, object]:
    row = await db.fetchrow("SELECT * FROM case_ WHERE person = $1", person_id)
    assert row is not None
    return dict(row)


async def test_a_counsellor_opens_a_file_and_holds_its_case_in_the_first_phase() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    case = await _case(person_id)
    assert case["state"] == "referral"
    assert case["holder"] == counsellor.account_id
    assert case["lead_service"] == counsellor.organisation_id
    said = [entry.what for entry in await audit.entries_about(person_id, case["id"])]  # type: ignore[arg-type]
    assert {"PersonRegistered", "CaseOpened"} <= set(said)


async def test_pressed_twice_one_file_is_opened() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    id, contact = new_id(), builders.contact()
    assert await cases.open_file(id=id, contact=contact, by=counsellor) == id
    assert await cases.open_file(id=id, contact=contact, by=counsellor) == id
    assert await db.fetchval("SELECT count(*) FROM case_ WHERE person = $1", id) == 1


async def test_only_a_counsellor_opens_a_file() -> None:
    people = Cast()
    for role in (Role.COORDINATOR, Role.LAWYER, Role.COMPANY_ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await builders.person(await people.owner(role))


async def test_a_file_is_not_opened_in_the_future() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    with pytest.raises(Refused, match="La data non può essere nel futuro"):
        await cases.open_file(
            id=new_id(), contact=builders.contact(), on=clock.today() + timedelta(days=1), by=counsellor
        )


async def test_a_second_file_is_refused_alike_everywhere_and_her_counsellor_is_told() -> None:
    people = Cast()
    holder, other = await people.owner(Role.JOB_COUNSELLOR), await people.outsider(Role.JOB_COUNSELLOR)
    await builders.person(holder, tax_code=TAX_CODE)
    with pytest.raises(Refused) as refusal:
        await builders.person(other, tax_code=TAX_CODE.lower())
    assert refusal.value.sentence == cases.ALREADY_FOLLOWED
    assert refusal.value.field == "tax_code"
    assert await db.fetchval("SELECT count(*) FROM person WHERE service = $1", other.organisation_id) == 0
    (words,) = await told(holder, Kind.SECOND_FILE)
    assert other.organisation_name in words
    assert "Nives" not in words


async def test_a_case_walks_all_nine_phases_with_their_outputs() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("dismissed", counsellor)
    case = await _case(person_id)
    assert case["state"] == "dismissed"
    assert case["closed_on"] == clock.today()
    assert case["due_on"] == add_months(clock.today(), 24)
    steps = await phase_queries.steps(case["id"], in_full=True)  # type: ignore[arg-type]
    assert [step.move for step in reversed(steps)] == [
        "open",
        "start_evaluation",
        "meet_sender",
        "meet_person",
        "go_to_decision",
        "admit",
        "start_development",
        "start_final_evaluation",
        "dismiss",
    ]
    (version,) = await versions(case["id"], in_full=False)  # type: ignore[arg-type]
    assert version.state is ProjectState.CLOSED


async def test_a_step_without_its_output_is_refused_and_nothing_changes() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("interview_with_person", counsellor)
    before = await _case(person_id)
    with pytest.raises(Refused, match="manca un colloquio con la persona"):
        await move(person_id, "go_to_decision", by=counsellor)
    assert await _case(person_id) == before


async def test_skipping_the_interview_with_the_sender_needs_a_reason() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("first_evaluation", counsellor)
    await phases.note_evaluation(
        id=new_id(),
        person_id=person_id,
        workstations="Una.",
        load="Bene.",
        network=Network.WEAK,
        by=counsellor,
    )
    with pytest.raises(Refused, match="Scrivi il motivo"):
        await move(person_id, "skip_sender", by=counsellor)
    after = await move(person_id, "skip_sender", Given(reason="È venuta da sola."), by=counsellor)
    assert after is CaseState.INTERVIEW_WITH_PERSON


async def test_a_colleague_and_a_stranger_find_no_case() -> None:
    people = Cast()
    person_id = await builders.person(await people.owner(Role.JOB_COUNSELLOR))
    for other in (await people.teammate(Role.JOB_COUNSELLOR), await people.outsider(Role.JOB_COUNSELLOR)):
        with pytest.raises(NotThere):
            await move(person_id, "start_evaluation", by=other)
        assert await ground(person_id, other) is None


async def test_a_substitute_acts_as_the_holder_on_the_recorded_days_only() -> None:
    people = Cast()
    holder, colleague = await people.owner(Role.JOB_COUNSELLOR), await people.teammate(Role.JOB_COUNSELLOR)
    coordinator = await people.owner(Role.COORDINATOR)
    person_id = await builders.person(holder)
    today = clock.today()

    async def stand_in(starts: int, ends: int) -> None:
        await cases.record_substitution(
            id=new_id(),
            holder_id=holder.account_id,
            substitute_id=colleague.account_id,
            starts_on=today + timedelta(days=starts),
            ends_on=today + timedelta(days=ends),
            reason=SubstitutionReason.HOLIDAY,
            by=coordinator,
        )

    await stand_in(1, 10)
    with pytest.raises(NotThere):
        await move(person_id, "start_evaluation", by=colleague)
    await stand_in(0, 3)
    assert await move(person_id, "start_evaluation", by=colleague) is CaseState.FIRST_EVALUATION


@pytest.mark.parametrize(
    ("starts", "ends", "words"), [(0, 60, "60 giorni"), (5, 4, "prima di iniziare"), (-9, -1, "già finita")]
)
async def test_a_substitution_of_wrong_days_is_refused(starts: int, ends: int, words: str) -> None:
    people = Cast()
    holder, colleague = await people.owner(Role.JOB_COUNSELLOR), await people.teammate(Role.JOB_COUNSELLOR)
    today = clock.today()
    with pytest.raises(Refused, match=words):
        await cases.record_substitution(
            id=new_id(),
            holder_id=holder.account_id,
            substitute_id=colleague.account_id,
            starts_on=today + timedelta(days=starts),
            ends_on=today + timedelta(days=ends),
            reason=SubstitutionReason.ILLNESS,
            by=await people.owner(Role.COORDINATOR),
        )


async def test_nobody_of_another_service_stands_in() -> None:
    people = Cast()
    with pytest.raises(Refused, match="del tuo servizio"):
        await cases.record_substitution(
            id=new_id(),
            holder_id=(await people.owner(Role.JOB_COUNSELLOR)).account_id,
            substitute_id=(await people.outsider(Role.JOB_COUNSELLOR)).account_id,
            starts_on=clock.today(),
            ends_on=clock.today(),
            reason=SubstitutionReason.OTHER,
            by=await people.owner(Role.COORDINATOR),
        )


async def test_a_coordinator_assigns_a_case_of_the_own_service_only() -> None:
    people = Cast()
    holder, colleague = await people.owner(Role.JOB_COUNSELLOR), await people.teammate(Role.JOB_COUNSELLOR)
    person_id = await builders.person(holder)
    with pytest.raises(NotThere):
        await cases.assign(person_id, colleague.account_id, by=await people.outsider(Role.COORDINATOR))
    await cases.assign(person_id, colleague.account_id, by=await people.owner(Role.COORDINATOR))
    assert (await _case(person_id))["holder"] == colleague.account_id
    with pytest.raises(NotThere):
        await move(person_id, "start_evaluation", by=holder)


async def test_a_suspended_case_comes_back_to_its_phase() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("decision", counsellor)
    given = Given(reason="Un periodo di cure.", review_on=clock.today() + timedelta(days=40))
    assert await move(person_id, "suspend", given, by=counsellor) is CaseState.SUSPENDED
    with pytest.raises(Refused, match="Sospeso"):
        await move(person_id, "admit", builders.decided(), by=counsellor)
    assert await move(person_id, "resume", by=counsellor) is CaseState.DECISION
    case = await _case(person_id)
    assert (case["suspended_from"], case["suspension_review_on"]) == (None, None)


async def test_a_person_leaves_at_any_time_and_the_project_closes() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await cases.commit(person_id, kind=CommitmentKind.PLAN, ref_id=new_id(), code="TIS-1")
    with pytest.raises(Refused, match="Non spetta a te"):
        await move(person_id, "withdraw", by=counsellor)
    after = await move(person_id, "withdraw", said_by_person=True, by=counsellor)
    assert after is CaseState.WITHDRAWN


async def test_a_case_with_a_running_plan_does_not_close() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("decision", counsellor)
    ref = new_id()
    await cases.commit(person_id, kind=CommitmentKind.PLAN, ref_id=ref, code="TIS-0009")
    with pytest.raises(Refused, match="il percorso TIS-0009 è in corso"):
        await move(person_id, "refuse", builders.not_admitted(), by=counsellor)
    await cases.release_commitment(ref)
    assert await move(person_id, "refuse", builders.not_admitted(), by=counsellor) is CaseState.NOT_ADMITTED


async def test_a_closed_case_opens_again_in_the_second_phase() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("dismissed", counsellor)
    with pytest.raises(Refused, match="accordo"):
        await move(person_id, "reopen", by=counsellor)
    after = await move(person_id, "reopen", Given(agreed_on=clock.today()), by=counsellor)
    assert after is CaseState.FIRST_EVALUATION
    assert (await _case(person_id))["closed_on"] is None


async def test_redesign_ends_the_project_in_force_and_asks_for_a_new_one() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await move(person_id, "redesign", Given(reason="Cambia l’obiettivo."), by=counsellor)
    with pytest.raises(Refused, match="progetto concordato"):
        await move(person_id, "start_development", by=counsellor)
    await builders.agreed_project(person_id, counsellor)
    assert await move(person_id, "start_development", by=counsellor) is CaseState.DEVELOPMENT
    case_id = (await _case(person_id))["id"]
    states = [version.state for version in await versions(case_id, in_full=False)]  # type: ignore[arg-type]
    assert states == [ProjectState.IN_FORCE, ProjectState.SUPERSEDED]


async def test_the_other_track_needs_her_agreement() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    with pytest.raises(Refused, match="accordo"):
        await move(person_id, "change_track", Given(reason="Serve più tempo."), by=counsellor)
    given = Given(reason="Serve più tempo.", agreed_on=clock.today())
    assert await move(person_id, "change_track", given, by=counsellor) is CaseState.ACCEPTANCE
    assert (await _case(person_id))["track"] == "socio_occupational"


async def test_an_extension_is_asked_by_the_holder_and_granted_by_the_coordinator() -> None:
    people = Cast()
    counsellor, coordinator = await people.owner(Role.JOB_COUNSELLOR), await people.owner(Role.COORDINATOR)
    person_id = await builders.in_development(counsellor)
    with pytest.raises(Refused, match="non ha ancora chiesto"):
        await extend(person_id, months=6, reason="Va bene.", by=coordinator)
    with pytest.raises(Refused, match="Scrivi perché servono altri mesi"):
        await ask_extension(id=new_id(), person_id=person_id, months=6, reason="", by=counsellor)
    await ask_extension(
        id=new_id(), person_id=person_id, months=6, reason="Un tirocinio in corso.", by=counsellor
    )
    with pytest.raises(Refused, match="aspetta già"):
        await ask_extension(id=new_id(), person_id=person_id, months=3, reason="Ancora.", by=counsellor)
    due = (await _case(person_id))["due_on"]
    with pytest.raises(NotThere):
        await extend(person_id, months=6, reason="Va bene.", by=await people.outsider(Role.COORDINATOR))
    with pytest.raises(NotThere):
        await extend(person_id, months=6, reason="Va bene.", by=counsellor)
    await extend(person_id, months=4, reason="Va bene.", by=coordinator)
    assert (await _case(person_id))["due_on"] == add_months(due, 4)  # type: ignore[arg-type]
    assert len(await told(coordinator, Kind.CASE_DECISION)) == 1


async def test_a_move_is_not_dated_before_its_phase_began() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("first_evaluation", counsellor)
    with pytest.raises(Refused, match="prima dell’inizio della fase"):
        await move(
            person_id,
            "refuse",
            builders.not_admitted(),
            on=clock.today() - timedelta(days=1),
            by=counsellor,
        )


async def test_an_interview_is_not_recorded_in_a_closed_case() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("referral", counsellor)
    await move(person_id, "refuse", builders.not_admitted(), by=counsellor)
    with pytest.raises(Refused, match="Il caso è chiuso dal"):
        await builders.interview(person_id, InterviewKind.CHECK, counsellor)


async def test_a_crisis_is_followed_up_within_seven_days() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    crisis = builders.talk(InterviewKind.CRISIS)
    for day in (None, clock.today() + timedelta(days=8)):
        with pytest.raises(Refused, match="entro 7 giorni"):
            await phases.record_interview(
                id=new_id(), person_id=person_id, talk=replace(crisis, next_on=day), by=counsellor
            )
    soon = replace(crisis, next_on=clock.today() + timedelta(days=7))
    await phases.record_interview(id=new_id(), person_id=person_id, talk=soon, by=counsellor)


async def test_what_was_said_is_sealed_at_rest_and_opens_for_the_holder() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    talk = builders.talk(wishes="Un segreto detto a voce")
    id = await phases.record_interview(id=new_id(), person_id=person_id, talk=talk, by=counsellor)
    row = await db.fetchrow("SELECT * FROM interview WHERE id = $1", id)
    assert row is not None
    assert b"segreto" not in b"".join(value for value in row.values() if isinstance(value, bytes))
    case_id = (await _case(person_id))["id"]
    (read,) = await phase_queries.interviews(case_id, cell=Cell.WRITE)  # type: ignore[arg-type]
    assert read.wishes == "Un segreto detto a voce"
    (excerpt,) = await phase_queries.interviews(case_id, cell=Cell.EXCERPT)  # type: ignore[arg-type]
    assert (excerpt.wishes, excerpt.agreed, excerpt.next_step) == (None, None, None)


async def test_the_caseload_costs_one_query_whatever_its_size() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    for _ in range(3):
        await builders.person(counsellor)
    with db.counted_queries() as queries:
        found = await caseload(counsellor, limit=25, offset=0)
    assert len(queries) == 1
    assert found.total == 3
    assert [row.name for row in found.rows] == sorted(row.name for row in found.rows)
    assert (await caseload(await people.teammate(Role.JOB_COUNSELLOR), limit=25, offset=0)).total == 0


async def test_a_coordinator_reads_the_excerpt_of_the_whole_service() -> None:
    people = Cast()
    counsellor, coordinator = await people.owner(Role.JOB_COUNSELLOR), await people.owner(Role.COORDINATOR)
    person_id = await builders.person(counsellor)
    await builders.interview(person_id, InterviewKind.WELCOME, counsellor)
    (row,) = (await caseload(coordinator, whole_service=True, limit=25, offset=0)).rows
    assert (row.person_id, row.holder_name) == (person_id, counsellor.name)
    assert row.last_contact is None
    stranger = await people.outsider(Role.COORDINATOR)
    assert (await caseload(stranger, whole_service=True, limit=25, offset=0)).total == 0


@pytest.mark.parametrize("typed", ["brambil", "Nives B", "BRAMBILLA"])
async def test_a_person_is_found_by_the_beginning_of_a_name(typed: str) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.person(counsellor, last_name="Brambillà")
    found = await caseload(counsellor, words=typed.split()[-1], limit=25, offset=0)
    assert found.total == 1
    assert (await caseload(counsellor, words="%", limit=25, offset=0)).total == 0


@pytest.mark.parametrize(
    ("phase", "name", "given", "reason"),
    [
        ("decision", "refuse", builders.not_admitted, "not_wished"),
        ("development", "withdraw", Given, "person_left"),
    ],
)
async def test_a_case_that_closes_says_why_and_one_that_opens_again_forgets_it(
    phase: str, name: str, given: Callable[[], Given], reason: str
) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase(phase, counsellor)
    await move(person_id, name, given(), said_by_person=name == "withdraw", by=counsellor)
    assert (await _case(person_id))["closing_reason"] == reason  # type: ignore[index]
    await move(person_id, "reopen", Given(reason="È tornata.", agreed_on=clock.today()), by=counsellor)
    assert (await _case(person_id))["closing_reason"] is None  # type: ignore[index]


async def test_a_decision_says_the_weight_and_the_track_it_gives() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.in_phase("acceptance", counsellor)
    row = await db.fetchrow("SELECT outcome, weight, track FROM case_decision")
    assert row is not None
    assert (row["outcome"], row["weight"], row["track"]) == ("admitted", "full", "placement")
