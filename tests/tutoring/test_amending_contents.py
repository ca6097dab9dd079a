"""Activities and measures of a plan that runs change by amendment: whom they concern signs, nobody else, never back."""

import pytest

from portal.foundation import clock, db
from portal.kernel.refusals import Refused
from portal.tutoring.actions import amending, contents, signing
from portal.tutoring.actions.amending import Changes
from portal.tutoring.papers import queries as papers
from portal.tutoring.papers.actions import missing_signatures
from portal.tutoring.queries import contents as queries
from portal.tutoring.vocabulary import MeasureState, PaperKind, Signer
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")
PERSON, COMPANY, SERVICE = Signer.PERSON, Signer.COMPANY, Signer.SERVICE


async def codes(course: Course) -> set[str]:
    return {one.code for one in await queries.measures(course.plan_id)}


async def amended(course: Course, **changes: tuple[str, ...]) -> None:
    await amending.propose(
        course.plan_id, Changes(**changes), reason="Lo chiede il lavoro.", by=course.counsellor
    )


async def test_other_activities_are_signed_by_all_and_hold_only_then() -> None:
    course = await builders.running_plan()
    before = await queries.activities(course.plan_id)
    await amended(course, activities=("Preparare gli ordini", "Controllare le bolle"))
    assert await missing_signatures(course.plan_id) == (PERSON, COMPANY, SERVICE)
    assert await queries.activities(course.plan_id) == before
    said = (await papers.drawn(course.plan_id, PaperKind.PROGETTO)).content
    assert said["activities"] == ["Preparare gli ordini", "Controllare le bolle"]
    first = (await papers.drawn(course.plan_id, PaperKind.PROGETTO, 1)).content
    assert first["activities"] == before
    await builders.signed(course)
    assert await queries.activities(course.plan_id) == ["Preparare gli ordini", "Controllare le bolle"]


async def test_other_measures_are_signed_by_person_and_company_alone() -> None:
    course = await builders.running_plan(await builders.drafted(offers=["M3", "T1"]))
    assert await codes(course) == {"M3", "T1"}
    await contents.ask_measure(course.plan_id, "T1", asked_on=clock.today(), by=course.counsellor)
    await amended(course, measures=("C1",))
    assert await missing_signatures(course.plan_id) == (PERSON, COMPANY)
    said = (await papers.drawn(course.plan_id, PaperKind.PROGETTO)).content
    assert len(said["measures"]) == 2, "what was asked for in writing stays"
    assert await codes(course) == {"M3", "T1"}
    await builders.person_signs(course)
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    assert await codes(course) == {"T1", "C1"}
    states = {one.code: one.state for one in await queries.measures(course.plan_id)}
    assert states == {"T1": MeasureState.ASKED, "C1": MeasureState.AGREED}
    dated = await db.fetchval(
        "SELECT bool_and(s.signed_at >= a.proposed_at) FROM plan_signature s JOIN plan_paper d ON d.id = s.paper"
        " JOIN plan_amendment a ON a.id = d.amendment"
    )
    assert dated, "nothing can be signed for a day before"


async def test_a_withdrawn_change_of_contents_changes_nothing() -> None:
    course = await builders.running_plan(await builders.drafted(offers=["M3", "T1"]))
    before = await queries.activities(course.plan_id), await codes(course)
    await amended(course, activities=("Altro",), measures=())
    await amending.withdraw(course.plan_id, by=course.counsellor)
    assert (await queries.activities(course.plan_id), await codes(course)) == before
    assert await missing_signatures(course.plan_id) == ()


async def test_the_same_contents_are_no_change() -> None:
    course = await builders.running_plan()
    now = tuple(await queries.activities(course.plan_id))
    with pytest.raises(Refused, match="Non cambia niente"):
        await amended(course, activities=now, measures=tuple(await codes(course)))
    with pytest.raises(Refused, match="al massimo 20"):
        await amended(course, activities=tuple(f"Attività {number}" for number in range(21)))


async def test_the_page_of_amendments_offers_what_the_plan_holds_now() -> None:
    course = await builders.running_plan()
    held = await queries.activities(course.plan_id)
    async with browser() as user:
        await user.sign_in_as(course.counsellor.account_id, course.counsellor.organisation_id)
        page = await user.get(f"/plans/{course.plan_id}/amendments")
        assert held[0] in page
        wrong = await user.press("/amendments/contents", {"activities": "Una sola"})
        assert wrong.status == 422
        assert "Scrivi perché si modifica il percorso." in wrong
        done = await user.press(
            "/amendments/contents", {"activities": "Una sola\nE un’altra", "reason": "Cambia il reparto."}
        )
        assert "Modifica proposta." in done
        assert "aspetta le firme" in await user.get(f"/plans/{course.plan_id}/amendments")
