"""The start gate by the rule packs: each blocked start names the rule and what to do."""

from datetime import timedelta
from fractions import Fraction

import pytest

from portal.foundation import clock, db
from portal.foundation.figure_acts import NewFigure
from portal.foundation.ids import new_id
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.tutoring.actions import preparing, running, signing
from portal.tutoring.actions.preparing import Followed
from portal.tutoring.packs import actions as figures
from portal.tutoring.packs.vocabulary import Category, ForbiddenCase
from portal.tutoring.pages.gate import start_blocks
from portal.tutoring.queries.detail import detail_for_service
from portal.tutoring.vocabulary import DocumentKind, PlanKind, PlanState
from tests import cast
from tests.matching import builders as proposals
from tests.matching.builders import Stage
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")
TODAY = clock.today()


async def blocks(course: Course) -> list[str]:
    return await start_blocks(await detail_for_service(course.plan_id, course.counsellor), course.counsellor)


async def test_a_plan_that_misses_everything_lists_every_reason() -> None:
    course = await builders.to_sign(await builders.drafted(trained=False))
    found = await blocks(course)
    for words in ("Mancano le firme", "Mancano documenti validi", "cinque moduli", "dichiarato"):
        assert any(words in one for one in found), (words, found)
    ready = await builders.ready()
    assert await blocks(ready) == []


async def test_what_the_host_declares_keeps_it_from_starting_and_a_correction_lets_it_go() -> None:
    course = await builders.to_sign()
    await builders.documents(course)
    await builders.declared(course, ForbiddenCase.COLLECTIVE_DISMISSAL)
    await builders.signed(course)
    assert await builders.state_of(course) is PlanState.TO_SIGN
    with pytest.raises(Refused, match=r"licenziamento collettivo.*Regola: .*Linee guida"):
        await signing.make_ready(course.plan_id, by=course.counsellor)
    await builders.declared(course)
    assert await builders.state_of(course) is PlanState.READY


async def test_a_hire_asks_for_no_declaration() -> None:
    course = await builders.drafted(contract="permanent", reserved="none")
    with pytest.raises(Refused, match="non serve"):
        await builders.declared(course)
    assert await builders.state_of(await builders.ready(course)) is PlanState.READY


async def ordinary(now: Stage | None = None, **changes: object) -> Course:
    """A tirocinio of somebody for whom the rules make no exception."""
    course = await builders.drafted(now=now, contract="tirocinio", reserved="none")
    followed = Followed(category=Category.GENERAL)
    return await builders.ready(course, followed=followed, **changes)


async def test_a_second_ordinary_one_at_a_small_host_does_not_start() -> None:
    first = await ordinary()
    with clock.as_of(clock.now() - timedelta(days=39)):
        await running.start(first.plan_id, by=first.counsellor)
    person = await proposals.proposable(first.counsellor)
    vacancy = await proposals.employers.published_vacancy(
        first.recruiter, contract="tirocinio", reserved="none"
    )
    stage = first.stage
    second = await builders.drafted(
        now=Stage(stage.people, stage.counsellor, person, stage.recruiter, vacancy)
    )
    await builders.to_sign(second, followed=Followed(category=Category.GENERAL))
    await builders.documents(second)
    await builders.signed(second)
    found = [one for one in await blocks(second) if "dipendenti a tempo indeterminato" in one]
    assert found, await blocks(second)
    assert "il massimo è 1" in found[0]
    assert "Regola: prima fascia" in found[0]


async def test_a_communication_of_the_same_day_is_late() -> None:
    course = await builders.to_sign(starts_on=TODAY, ends_on=TODAY + timedelta(days=90))
    await builders.declared(course)
    await builders.document(course, DocumentKind.INSURANCE)
    await signing.record_document(
        course.plan_id, DocumentKind.COMMUNICATION, reference="1", recorded_on=TODAY, by=course.counsellor
    )
    await builders.signed(course)
    assert any("il giorno prima dell’inizio" in one for one in await blocks(course))
    assert await builders.state_of(course) is PlanState.TO_SIGN


async def test_a_communication_of_a_tis_has_its_code() -> None:
    course = await builders.to_sign()
    with pytest.raises(Refused, match="16631") as refused:
        await signing.record_document(
            course.plan_id, DocumentKind.COMMUNICATION, reference="1", recorded_on=TODAY, category_code="01",
            by=course.counsellor,
        )  # fmt: skip
    assert refused.value.field == "category_code"
    await builders.document(course, DocumentKind.COMMUNICATION)
    assert await db.fetchval("SELECT category_code FROM plan_document") == "09"


async def test_too_long_is_refused_where_it_is_written_with_the_act() -> None:
    course = await builders.drafted()
    with pytest.raises(Refused, match=r"Accordo 7/CSR|DGR 5451") as refused:
        await builders.prepared(course, ends_on=TODAY + timedelta(days=800))
    assert refused.value.field == "ends_on"


async def test_with_the_attestation_of_the_service_a_tis_may_be_longer() -> None:
    course = await builders.drafted()
    await signing.record_document(
        course.plan_id,
        DocumentKind.SERVICE_ATTESTATION,
        reference="ASL 12",
        recorded_on=TODAY,
        by=course.counsellor,
    )
    await builders.prepared(course, ends_on=TODAY + timedelta(days=800))
    assert await builders.value(course, "ends_on") == TODAY + timedelta(days=800)


async def test_the_least_indemnity_is_written_where_nobody_wrote_one() -> None:
    course = await builders.drafted(contract="tirocinio", reserved="none")
    await builders.prepared(course)
    least = await builders.value(course, "indemnity")
    assert least >= 300
    with pytest.raises(Refused, match="sotto il minimo") as refused:
        await builders.prepared(course, indemnity=least - 1)
    assert refused.value.field == "indemnity"


async def test_a_tirocinio_of_a_convention_follows_art_11_and_a_hire_stays_a_hire() -> None:
    course = await builders.drafted(contract="tirocinio", reserved="none")
    await builders.prepared(course, followed=Followed(kind=PlanKind.ART11))
    assert await builders.value(course, "kind") == PlanKind.ART11.value
    hire = await builders.drafted(contract="permanent", reserved="none")
    with pytest.raises(Refused, match="il tipo non si cambia"):
        await builders.prepared(hire, followed=Followed(kind=PlanKind.TIS))


async def test_more_hours_than_the_contract_are_refused() -> None:
    course = await builders.drafted()
    await db.execute("UPDATE company SET full_time_hours = 38 WHERE id = $1", course.stage.company_id)
    with pytest.raises(Refused, match="contratto") as refused:
        await builders.prepared(course, weekly_hours=39)
    assert refused.value.field == "weekly_hours"


async def test_rules_of_another_region_hold_only_for_the_head_office_and_once_told() -> None:
    course = await builders.drafted(contract="tirocinio", reserved="none")
    place = await builders.value(course, "rules_region")
    other = "12" if place != "12" else "03"
    with pytest.raises(Refused, match="Le regole scelte non sono quelle") as refused:
        await builders.prepared(course, followed=Followed(region=other, region_told_on=TODAY))
    assert refused.value.field == "region"
    site = await db.fetchval(
        "SELECT id FROM company_site WHERE company = $1 AND head_office", course.stage.company_id
    )
    id = new_id()
    await db.execute("UPDATE company_site SET head_office = false WHERE id = $1", site)
    province, comune = ("RM", "058091") if other == "12" else ("MI", "015146")
    await db.execute(
        "INSERT INTO company_site (id, company, name, comune_code, province, head_office)"
        " VALUES ($1, $2, 'Sede legale', $3, $4, true)",
        id,
        course.stage.company_id,
        comune,
        province,
    )
    await db.execute("UPDATE vacancy SET site = $1 WHERE id = $2", site, course.stage.vacancy_id)
    with pytest.raises(Refused, match="informata"):
        await builders.prepared(course, followed=Followed(region=other))
    await builders.prepared(course, followed=Followed(region=other, region_told_on=TODAY), indemnity=900)
    assert await builders.value(course, "rules_region") == other


async def test_a_figure_a_coordinator_entered_holds_at_once() -> None:
    course = await builders.drafted()
    by = await cast.someone(course.counsellor.organisation_id, Role.COORDINATOR)
    figure = NewFigure(
        "duration.max_months:IT:tis:disabled",
        Fraction(3),
        TODAY - timedelta(days=60),
        None,
        "DGR di prova",
        Evidence.ONE_SOURCE,
    )
    id = new_id()
    await figures.enter(figure, id=id, by=by)
    category = Followed(category=Category.DISABLED)
    with pytest.raises(Refused, match=r"Dura più di 3 mesi.*DGR di prova"):
        await builders.prepared(course, followed=category)
    await figures.withdraw(id, reason="Era di prova.", id=new_id(), by=by)
    await builders.prepared(course, followed=category)


async def test_a_plan_already_prepared_is_checked_again_at_the_start() -> None:
    course = await builders.ready()
    by = await cast.someone(course.counsellor.organisation_id, Role.COORDINATOR)
    figure = NewFigure(
        "duration.max_months:IT:tis:any",
        Fraction(2),
        TODAY - timedelta(days=60),
        None,
        "Accordo nuovo",
        Evidence.ONE_SOURCE,
    )
    region = await builders.value(course, "rules_region")
    await figures.enter(figure, id=new_id(), by=by)
    if region == "03":
        lombard = NewFigure(
            "duration.max_months:03:tis:any",
            Fraction(2),
            TODAY - timedelta(days=60),
            None,
            "Accordo nuovo",
            Evidence.ONE_SOURCE,
        )
        await figures.enter(lombard, id=new_id(), by=by)
    with pytest.raises(Refused, match="Accordo nuovo"):
        await running.start(course.plan_id, by=course.counsellor)
    await preparing.redraft(course.plan_id, by=course.counsellor)
    assert await builders.state_of(course) is PlanState.DRAFTED
