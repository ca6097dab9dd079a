"""Nothing starts before every signature and document is there, and the tutor is trained and free."""

from datetime import timedelta

import pytest

from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.tutoring.actions import preparing, running, signing, training
from portal.tutoring.modules import MODULES
from portal.tutoring.packs.delivered import company_tutor_max
from portal.tutoring.vocabulary import KINDS, DocumentKind, PlanKind, PlanState, Signer
from tests import cast
from tests.matching import builders as proposals
from tests.matching.builders import Stage
from tests.told import told
from tests.tutoring import builders

pytestmark = pytest.mark.usefixtures("db_rollback")

TUTOR_MAX = company_tutor_max(clock.today())


async def test_with_the_last_signature_it_is_ready_by_itself() -> None:
    course = await builders.to_sign()
    await builders.documents(course)
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    await signing.sign_for_service(course.plan_id, by=course.counsellor)
    assert await builders.state_of(course) is PlanState.TO_SIGN
    await builders.person_signs(course)
    assert await builders.state_of(course) is PlanState.READY


@pytest.mark.parametrize("missing", KINDS[PlanKind.TIS].documents)
async def test_without_any_one_document_it_neither_is_ready_nor_starts(missing: DocumentKind) -> None:
    course = await builders.to_sign()
    await builders.signed(course)
    await builders.declared(course)
    for kind in KINDS[PlanKind.TIS].documents:
        if kind is not missing:
            await builders.document(course, kind)
    assert await builders.state_of(course) is PlanState.TO_SIGN
    with pytest.raises(Refused, match="Mancano documenti validi"):
        await signing.make_ready(course.plan_id, by=course.counsellor)
    with pytest.raises(Refused):
        await running.start(course.plan_id, by=course.counsellor)
    await builders.document(course, missing)
    assert await builders.state_of(course) is PlanState.READY


async def test_a_document_that_expires_before_the_start_does_not_count() -> None:
    course = await builders.to_sign()
    await builders.signed(course)
    await builders.documents(course)
    assert await builders.state_of(course) is PlanState.READY
    await builders.document(course, DocumentKind.INSURANCE, valid_until=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="assicurazione INAIL"):
        await running.start(course.plan_id, by=course.counsellor)
    await builders.document(course, DocumentKind.INSURANCE, valid_until=clock.today() + timedelta(days=365))
    await running.start(course.plan_id, by=course.counsellor)
    assert await builders.state_of(course) is PlanState.RUNNING


async def test_an_untrained_tutor_holds_it_back_until_the_last_module() -> None:
    course = await builders.drafted(trained=False)
    await builders.to_sign(course)
    await builders.signed(course)
    await builders.documents(course)
    await builders.train(course.tutor, len(MODULES) - 1)
    await jobs.drain()
    assert await builders.state_of(course) is PlanState.TO_SIGN
    with pytest.raises(Refused, match="cinque moduli"):
        await signing.make_ready(course.plan_id, by=course.counsellor)
    await training.answer(MODULES[-1].key, MODULES[-1].best, by=course.tutor)
    await jobs.drain()
    assert await builders.state_of(course) is PlanState.READY


async def same_tutor(now: Stage, course: builders.Course) -> builders.Course:
    """Another plan at the same company, with the same tutor, ready to start."""
    person = await proposals.proposable(now.counsellor)
    vacancy = await proposals.employers.published_vacancy(now.recruiter, contract="tis", reserved="none")
    other = await builders.drafted(now=Stage(now.people, now.counsellor, person, now.recruiter, vacancy))
    return builders.Course(other.stage, other.plan_id, course.tutor)


async def test_a_tutor_keeps_three_plans_and_no_fourth() -> None:
    first = await builders.running_plan()
    for _ in range(TUTOR_MAX - 1):
        await builders.running_plan(await same_tutor(first.stage, first))
    fourth = await same_tutor(first.stage, first)
    await builders.to_sign(fourth)
    await builders.documents(fourth)
    await builders.signed(fourth)
    assert await builders.state_of(fourth) is PlanState.TO_SIGN
    with pytest.raises(Refused, match="il massimo è 3"):
        await signing.make_ready(fourth.plan_id, by=fourth.counsellor)


async def test_a_plan_that_was_ready_does_not_start_when_the_tutor_is_full_by_then() -> None:
    first = await builders.running_plan()
    waiting = await builders.ready(await same_tutor(first.stage, first))
    for _ in range(TUTOR_MAX - 1):
        await builders.running_plan(await same_tutor(first.stage, first))
    with pytest.raises(Refused, match="Scegli un altro tutor"):
        await running.start(waiting.plan_id, by=waiting.counsellor)
    assert await builders.state_of(waiting) is PlanState.READY


async def test_it_does_not_start_before_its_first_day() -> None:
    tomorrow = clock.today() + timedelta(days=1)
    course = await builders.ready(starts_on=tomorrow)
    with pytest.raises(Refused, match="potrai avviarlo da quel giorno"):
        await running.start(course.plan_id, by=course.counsellor)


async def test_reopened_and_sent_again_every_party_signs_anew() -> None:
    course = await builders.ready()
    await preparing.redraft(course.plan_id, by=course.counsellor)
    await builders.prepared(course, weekly_hours=16)
    await preparing.complete(course.plan_id, by=course.counsellor)
    with pytest.raises(Refused, match="Mancano le firme: la persona, l’azienda, il servizio"):
        await signing.make_ready(course.plan_id, by=course.counsellor)
    await builders.signed(course)
    assert await builders.state_of(course) is PlanState.READY


async def test_a_second_signature_of_the_same_party_is_refused() -> None:
    course = await builders.to_sign()
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    with pytest.raises(Refused, match="c’è già"):
        await signing.sign_for_company(course.plan_id, by=course.recruiter)
    assert await db.fetchval("SELECT count(*) FROM plan_signature") == 2


async def test_nobody_signs_what_is_not_at_signature() -> None:
    course = await builders.prepared()
    with pytest.raises(Refused, match="«In preparazione»"):
        await signing.sign_for_company(course.plan_id, by=course.recruiter)


async def test_only_the_users_named_in_the_proposal_sign_for_the_company() -> None:
    course = await builders.to_sign()
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    administrator = await cast.someone(course.stage.company_id, Role.COMPANY_ADMINISTRATOR)
    for viewer in (colleague, administrator, course.tutor, course.counsellor):
        with pytest.raises(NotThere):
            await signing.sign_for_company(course.plan_id, by=viewer)


async def test_only_who_follows_the_person_leads_the_plan() -> None:
    course = await builders.to_sign()
    strangers = (
        await course.stage.people.teammate(Role.JOB_COUNSELLOR),
        await course.stage.people.outsider(Role.JOB_COUNSELLOR),
        course.recruiter,
        course.tutor,
    )
    for viewer in strangers:
        for act in (
            signing.sign_for_service(course.plan_id, by=viewer),
            signing.record_paper(course.plan_id, Signer.PERSON, builders.SHEET, by=viewer),
            signing.make_ready(course.plan_id, by=viewer),
            preparing.redraft(course.plan_id, by=viewer),
            running.start(course.plan_id, by=viewer),
        ):
            with pytest.raises(NotThere):
                await act


async def test_a_document_of_another_kind_of_plan_is_refused() -> None:
    course = await builders.drafted(contract="permanent", reserved="none")
    with pytest.raises(Refused, match="non serve") as refused:
        await builders.document(course, DocumentKind.INSURANCE)
    assert refused.value.field == "kind"


async def test_a_document_of_tomorrow_is_refused() -> None:
    course = await builders.drafted()
    with pytest.raises(Refused) as refused:
        await signing.record_document(
            course.plan_id, DocumentKind.INSURANCE, reference="1", recorded_on=clock.today() + timedelta(days=1),
            by=course.counsellor,
        )  # fmt: skip
    assert refused.value.field == "recorded_on"


async def test_who_signs_and_who_begins_are_told() -> None:
    course = await builders.to_sign()
    news = await told(course.recruiter, Kind.PLAN_NEWS)
    assert len(news) == 1
    assert "firma" in news[0]
    await builders.documents(course)
    await builders.signed(course)
    await running.start(course.plan_id, by=course.counsellor)
    news = await told(course.tutor, Kind.PLAN_NEWS)
    assert any("cominciato" in text for text in news)
