"""Documents and meals are for the rules of the region to ask: what is missing is said with the act that asks for it."""

from datetime import date, time
from fractions import Fraction

import pytest

from portal.foundation.figure_acts import NewFigure
from portal.foundation.ids import new_id
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.tutoring.actions import signing
from portal.tutoring.packs import actions as figures
from portal.tutoring.packs import rules
from portal.tutoring.packs.delivered import delivered
from portal.tutoring.packs.rules import Pack, Scope
from portal.tutoring.packs.vocabulary import Category, RuleKind
from portal.tutoring.pages.gate import start_blocks
from portal.tutoring.papers import queries as papers
from portal.tutoring.queries.detail import detail_for_service
from portal.tutoring.vocabulary import DocumentKind, PaperKind, PlanState
from tests import cast
from tests.tutoring import builders
from tests.tutoring.builders import Course

DAY = date(2026, 11, 23)
LOMBARDIA, LIGURIA, MARCHE = "03", "07", "11"
DB = pytest.mark.usefixtures("db_rollback")


def pack(region: str, kind: RuleKind = RuleKind.EXTRACURRICULAR) -> Pack:
    return Pack(delivered(), Scope(region, kind, Category.GENERAL), DAY)


@pytest.mark.parametrize(
    ("region", "kind", "document", "act"),
    [
        (LIGURIA, RuleKind.EXTRACURRICULAR, "insurance", "Linee guida 25-05-2017"),
        (LIGURIA, RuleKind.EXTRACURRICULAR, "communication", "L. 296/2006"),
        (MARCHE, RuleKind.TIS, "insurance", "Marche DGR 593/2018"),
        (MARCHE, RuleKind.TIS, "convenzione", "Marche DGR 593/2018"),
        (MARCHE, RuleKind.EXTRACURRICULAR, "insurance", "Linee guida 25-05-2017"),
    ],
)
def test_a_missing_document_is_said_with_the_act_that_asks_for_it(
    region: str, kind: RuleKind, document: str, act: str
) -> None:
    found = rules.missing_papers(pack(region, kind), [(document, "Assicurazione INAIL")])
    assert found is not None
    assert act in found.sentence
    assert "assicurazione INAIL" in found.sentence
    assert "Regola: " in found.sentence
    assert "«Documenti»" in found.way_out
    assert rules.missing_papers(pack(region, kind), []) is None


@pytest.mark.parametrize(
    ("region", "hours", "meals", "due"),
    [
        (LOMBARDIA, Fraction(5), False, False),
        (LOMBARDIA, Fraction(11, 2), False, True),
        (LOMBARDIA, Fraction(8), True, False),
        (LOMBARDIA, None, False, False),
        (LIGURIA, Fraction(8), False, False),
    ],
)
def test_beyond_five_hours_lombardia_asks_for_the_meal(
    region: str, hours: Fraction | None, meals: bool, due: bool
) -> None:
    found = rules.meal(pack(region), hours, meals)
    assert (found is not None) is due
    if found is not None:
        assert "DGR 7763" in found.sentence
        assert "il pasto" in found.sentence


async def blocks(course: Course) -> list[str]:
    return await start_blocks(await detail_for_service(course.plan_id, course.counsellor), course.counsellor)


@DB
async def test_a_blocked_start_names_the_rules_that_ask_for_its_documents() -> None:
    course = await builders.to_sign()
    found = next(one for one in await blocks(course) if "Mancano documenti" in one)
    assert "Linee guida 25-05-2017" in found
    assert "L. 296/2006" in found
    assert "Registrali" in found


@DB
async def test_a_region_that_asks_for_no_communication_lets_it_start_without() -> None:
    course = await builders.to_sign()
    by = await cast.someone(course.counsellor.organisation_id or new_id(), Role.COORDINATOR)
    region = await builders.value(course, "rules_region")
    figure = NewFigure(
        f"document.communication:{region}:tis:any", Fraction(0), date(2026, 1, 1), None, "DGR di prova",
        Evidence.ONE_SOURCE,
    )  # fmt: skip
    await figures.enter(figure, id=new_id(), by=by)
    await builders.document(course, DocumentKind.INSURANCE)
    await builders.declared(course)
    await builders.signed(course)
    assert await blocks(course) == []
    assert await builders.state_of(course) is PlanState.READY


@DB
async def test_a_long_day_without_a_meal_is_refused_where_it_is_written() -> None:
    course = await builders.drafted(contract="tirocinio", reserved="none")
    assert await builders.value(course, "rules_region") == LOMBARDIA
    with pytest.raises(Refused, match="DGR 7763") as refused:
        await builders.prepared(course, day_starts_at=time(8), day_ends_at=time(14))
    assert refused.value.field == "meals"
    await builders.prepared(course, day_starts_at=time(8), day_ends_at=time(14), meals=True)


@DB
async def test_the_promoter_signs_a_tis_as_the_service_in_charge_where_no_other_is_named() -> None:
    inclusion, ordinary = (
        await builders.to_sign(),
        await builders.to_sign(await builders.drafted(contract="tirocinio", reserved="none")),
    )
    said = (await papers.drawn(inclusion.plan_id, PaperKind.PROGETTO)).content["parties"]
    assert said["service_in_charge"] == said["service"]
    other = (await papers.drawn(ordinary.plan_id, PaperKind.PROGETTO)).content["parties"]
    assert other["service_in_charge"] is None
    await signing.sign_for_service(inclusion.plan_id, by=inclusion.counsellor)
