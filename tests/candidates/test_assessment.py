"""The assessment through its actions: sheets unseen, compared, agreed, signed; only then matching reads it."""

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest

from portal.candidates.assessment import actions, queries, sheets
from portal.candidates.assessment.comparison import Settled
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.transitions import ASSESSMENT, HOLDER, RATER, SYSTEM, AssessmentFacts
from portal.candidates.assessment.vocabulary import TAKEN_FROM_AGREEMENT, AssessmentState
from portal.candidates.phases.moves import Given, move
from portal.candidates.public import levels_of
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")

TODAY = clock.today()
READY = AssessmentFacts(today=TODAY, submitted=2, raters=2, own_sheet_submitted=True, trained=True)


@pytest.fixture
def cast() -> Cast:
    return Cast()


async def _two(cast: Cast) -> tuple[UUID, Viewer, Viewer]:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    return await builders.in_development(counsellor), counsellor, await builders.rater(counsellor)


# The table


def test_every_state_move_and_actor_says_yes_or_why_not() -> None:
    allowed = {
        ("compare", AssessmentState.COLLECTING, HOLDER),
        ("agree", AssessmentState.COMPARED, HOLDER),
        ("agree", AssessmentState.COMPARED, RATER),
        ("sign", AssessmentState.COMPARED, RATER),
        ("close", AssessmentState.COMPARED, SYSTEM),
        ("drop", AssessmentState.COLLECTING, HOLDER),
        ("drop", AssessmentState.COMPARED, HOLDER),
    }
    for row, state, actor in product(ASSESSMENT, AssessmentState, (HOLDER, RATER, SYSTEM)):
        refused = ASSESSMENT.refusal(row.name, state, [actor], READY)
        if row.name == "submit":
            continue
        assert (refused is None) == ((row.name, state, actor) in allowed), (row.name, state, actor, refused)
    fresh = AssessmentFacts(today=TODAY)
    assert ASSESSMENT.refusal("submit", AssessmentState.COLLECTING, [RATER], fresh) is None
    assert ASSESSMENT.refusal("submit", AssessmentState.COLLECTING, [HOLDER], fresh) is not None
    assert ASSESSMENT.refusal("submit", AssessmentState.COMPARED, [RATER], fresh) is not None
    assert ASSESSMENT.closed == {AssessmentState.SIGNED, AssessmentState.DROPPED}


def test_the_comparison_waits_for_all_or_for_the_term_and_one() -> None:
    def refusal(submitted: int, raters: int, late: bool) -> str | None:
        close_by = TODAY - timedelta(days=1) if late else TODAY
        known = AssessmentFacts(today=TODAY, close_by=close_by, submitted=submitted, raters=raters)
        return ASSESSMENT.refusal("compare", AssessmentState.COLLECTING, [HOLDER], known)

    assert refusal(2, 2, late=False) is None
    assert refusal(1, 2, late=True) is None
    assert "Manca una scheda" in (refusal(1, 2, late=False) or "")
    assert "Nessuna scheda" in (refusal(0, 2, late=True) or "")


# Unseen until compared


async def test_nobody_reads_the_sheet_of_another_before_the_comparison(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    await actions.fill(id, builders.rated(A1=(1, 2)), submit=True, by=psychologist)
    for viewer in (counsellor, psychologist):
        found = await sheets.open_assessment(id, viewer)
        assert found.own is not None
        assert found.own.rater_id == viewer.account_id
        assert found.own.levels == ({"A1": Level(1, 2)} if viewer is psychologist else {})
    assert await queries.synthesis_of(id) is None
    with pytest.raises(Refused, match="Manca una scheda"):
        await actions.compare(id, by=counsellor)


async def test_a_stranger_a_colleague_and_a_rater_who_left_find_nothing(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    strangers = [
        await cast.teammate(Role.JOB_COUNSELLOR),
        await cast.outsider(Role.JOB_COUNSELLOR),
        await builders.rater(counsellor),
        await builders.rater(counsellor, Role.COORDINATOR),
    ]
    for stranger in strangers:
        with pytest.raises(NotThere):
            await sheets.open_assessment(id, stranger)
        with pytest.raises(NotThere):
            await actions.fill(id, builders.rated(A1=(1, 1)), by=stranger)
    assert (await sheets.open_assessment(id, psychologist)).holds is False
    await db.execute(
        "UPDATE case_ SET closed_on = $2, state = 'withdrawn', closing_reason = 'person_left' WHERE person = $1",
        person_id,
        clock.today() - timedelta(days=500),
    )
    with pytest.raises(NotThere):
        await sheets.open_assessment(id, psychologist)


async def test_only_members_of_the_service_who_may_rate_are_asked(cast: Cast) -> None:
    person_id, counsellor, _ = await _two(cast)
    for other in (await cast.outsider(Role.JOB_COUNSELLOR), await builders.rater(counsellor, Role.LAWYER)):
        with pytest.raises(Refused, match="fra le persone proposte"):
            await builders.assessment_of(person_id, counsellor, other)


async def test_one_assessment_at_a_time(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    with pytest.raises(Refused, match="già una valutazione in corso"):
        await builders.assessment_of(person_id, counsellor, psychologist)
    await actions.drop(id, by=counsellor)
    assert await builders.assessment_of(person_id, counsellor, psychologist)


async def test_a_sheet_handed_in_is_never_changed(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    await actions.fill(id, builders.rated(A1=(1, 2)), by=psychologist)
    await actions.fill(id, builders.rated(A1=(2, 2)), submit=True, by=psychologist)
    with pytest.raises(Refused, match="già consegnato"):
        await actions.fill(id, builders.rated(A1=(4, 4)), by=psychologist)


async def test_a_draft_saved_elsewhere_meanwhile_is_not_overwritten(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    await actions.fill(id, builders.rated(A1=(1, 2)), version=1, by=psychologist)
    with pytest.raises(Refused, match="cambiata nel frattempo"):
        await actions.fill(id, builders.rated(A1=(3, 3)), version=1, by=psychologist)


async def test_a_wrong_sheet_is_refused_in_words(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    with pytest.raises(Refused, match=r"Con aiuti non può essere meno che da sola \(dimensione A1\)"):
        await actions.fill(id, builders.rated(A1=(3, 2)), by=psychologist)
    unfounded = {"A1": sheets.Rated(Level(3, 3), None)}
    with pytest.raises(Refused, match="su che cosa si basa"):
        await actions.fill(id, unfounded, by=psychologist)
    with pytest.raises(Refused, match="indica almeno un livello"):
        await actions.fill(id, {}, submit=True, by=psychologist)


# Agreed and signed


async def test_nothing_feeds_matching_before_the_last_signature(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    mine, hers = builders.rated(A1=(2, 3), C1=(3, 3)), builders.rated(A1=(2, 3), C1=(1, 2))
    id = await builders.compared(person_id, counsellor, psychologist, mine, hers)
    with pytest.raises(Refused, match="concordate le differenze su: C1"):
        await actions.sign(id, by=counsellor)
    agreed = {"C1": Settled(Level(2, 2), TAKEN_FROM_AGREEMENT, "Vista insieme in laboratorio.")}
    await actions.agree(id, agreed, "Lavora con cura.", by=psychologist)
    assert await levels_of([person_id]) == {}
    assert await actions.sign(id, by=psychologist) is False
    assert await levels_of([person_id]) == {}
    with pytest.raises(Refused, match="Hai già firmato"):
        await actions.sign(id, by=psychologist)
    assert await actions.sign(id, by=counsellor) is True
    assert await levels_of([person_id]) == {person_id: {"A1": Level(2, 3), "C1": Level(2, 2)}}
    signed = await queries.synthesis_in_force(person_id)
    assert signed is not None
    assert {one.name for one in signed.signatures} == {counsellor.name, psychologist.name}
    assert signed.settled["C1"].reason == "Vista insieme in laboratorio."


async def test_a_change_after_a_signature_takes_the_signature_away(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    same = builders.rated(A1=(2, 3))
    id = await builders.compared(person_id, counsellor, psychologist, same, same)
    await actions.agree(id, {}, "Lavora con cura.", by=counsellor)
    await actions.sign(id, by=psychologist)
    await actions.agree(id, {}, "Lavora con molta cura.", by=counsellor)
    assert await actions.sign(id, by=counsellor) is False
    assert await actions.sign(id, by=psychologist) is True


async def test_a_signed_synthesis_is_never_changed_only_superseded(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    same = builders.rated(A1=(2, 3))
    first = await builders.compared(person_id, counsellor, psychologist, same, same)
    await actions.agree(first, {}, "Lavora con cura.", by=counsellor)
    await actions.sign(first, by=psychologist)
    await actions.sign(first, by=counsellor)
    with pytest.raises(Refused, match="«Firmata»"):
        await actions.agree(first, {}, "Altro.", by=counsellor)
    with pytest.raises(Refused, match="«Firmata»"):
        await actions.drop(first, by=counsellor)
    await builders.signed_synthesis(person_id, counsellor, A1=(4, 4))
    assert await levels_of([person_id]) == {person_id: {"A1": Level(4, 4)}}
    rows = await queries.signed_syntheses(person_id)
    assert [row.superseded_on is None for row in rows] == [True, False]


async def test_a_single_rater_signs_alone_and_it_is_said(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.signed_synthesis(person_id, counsellor)
    signed = await queries.synthesis_in_force(person_id)
    assert signed is not None
    assert (signed.raters, len(signed.signatures)) == (1, 1)


async def test_who_did_not_hand_in_a_sheet_does_not_sign(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    await builders.trained(counsellor, psychologist)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    await actions.fill(id, builders.rated(A1=(2, 2)), submit=True, by=psychologist)
    with clock.as_of(clock.now() + timedelta(days=31)):
        await actions.compare(id, by=counsellor)
        await actions.agree(id, {}, "Lavora con cura.", by=counsellor)
        with pytest.raises(Refused, match="Firma solo chi ha consegnato"):
            await actions.sign(id, by=counsellor)
        assert await actions.sign(id, by=psychologist) is True


async def test_a_closed_case_takes_no_assessment(cast: Cast) -> None:
    person_id, counsellor, psychologist = await _two(cast)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    await move(person_id, "withdraw", Given(reason="Cambia città."), said_by_person=True, by=counsellor)
    with pytest.raises(Refused):
        await actions.fill(id, builders.rated(A1=(2, 2)), by=psychologist)
