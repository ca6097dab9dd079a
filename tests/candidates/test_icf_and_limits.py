"""ICF ratings suggest levels for the rater to confirm; medical limits come from a doctor or a named document."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.candidates.assessment import actions, icf, sheets
from portal.candidates.assessment.icf import IcfRating, Sign
from portal.candidates.assessment.icf_pages import icf_lines
from portal.candidates.assessment.limits import record_report, strictest
from portal.candidates.assessment.rules import Level
from portal.candidates.public import levels_of
from portal.foundation import clock
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


def test_levels_start_from_the_worst_qualifier_of_linked_codes() -> None:
    found = icf.suggested([IcfRating("d155", 1, 0), IcfRating("b144", 3, 1)])
    assert found["A1"] == Level(1, 3)


def test_not_specified_and_not_applicable_suggest_nothing() -> None:
    assert icf.suggested([IcfRating("d155", 8, 1)]) == {}
    assert icf.suggested([IcfRating("d155", 2, 9)])["A1"] == Level(2, 2)
    assert icf.suggested([IcfRating("d155", 0, 4)])["A1"] == Level(4, 4)


def test_environmental_factors_enter_no_level_and_come_in_order() -> None:
    factor = IcfRating("e310", sign=Sign.FACILITATOR, degree=3)
    barrier = IcfRating("e110", sign=Sign.BARRIER, degree=2)
    assert icf.suggested([factor, barrier]) == {}
    assert icf.environmental_codes()[:4] == ["e310", "e330", "e580", "e590"]
    lines = icf_lines([barrier, IcfRating("d155", 1), factor], environmental_only=True)
    assert [line.code for line in lines] == ["e310", "e110"]


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        (IcfRating("e310", capacity=1), "non ha capacità"),
        (IcfRating("e310", sign=Sign.BARRIER), "e quanto"),
        (IcfRating("d155"), "capacità o la performance"),
        (IcfRating("d155", 1, sign=Sign.BARRIER, degree=1), "solo per i fattori ambientali"),
    ],
)
def test_a_wrong_rating_says_why(rating: IcfRating, words: str) -> None:
    assert words in (icf.problem(rating) or "")


def test_the_stricter_of_two_limits_holds() -> None:
    assert strictest([{"E1": 3, "E2": 1}, {"E1": 2}]) == {"E1": 2, "E2": 1}


async def test_only_the_health_service_writes_limits_on_a_sheet(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    id = await builders.assessment_of(await builders.in_development(counsellor), counsellor)
    limited = {"E1": sheets.Rated(Level(3, 3, 2), sheets.Basis.DOCUMENT)}
    with pytest.raises(Refused, match="lo scrive l’operatore sanitario"):
        await actions.fill(id, limited, by=counsellor)


async def test_limits_of_the_report_reach_the_signed_synthesis(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    psychologist = await builders.rater(counsellor)
    await builders.trained(counsellor, psychologist)
    id = await builders.assessment_of(person_id, counsellor, psychologist)
    today = clock.today()
    with pytest.raises(NotThere):
        await record_report(id, document="Relazione 12", dated=today, limits={"E1": 2}, by=psychologist)
    with pytest.raises(Refused, match="Indica il documento"):
        await record_report(id, document="", dated=today, limits={"E1": 2}, by=counsellor)
    await record_report(id, document="Relazione 12", dated=today, limits={"E1": 2, "E2": 1}, by=counsellor)
    for rater in (counsellor, psychologist):
        await actions.fill(id, builders.rated(E1=(3, 3)), submit=True, by=rater)
    await actions.compare(id, by=counsellor)
    with pytest.raises(Refused, match="prima del confronto"):
        await record_report(id, document="Altra", dated=today, limits={"E1": 4}, by=counsellor)
    await actions.agree(id, {}, "Lavora con cura.", by=counsellor)
    await actions.sign(id, by=psychologist)
    await actions.sign(id, by=counsellor)
    found = (await levels_of([person_id]))[person_id]
    assert found == {"E1": Level(3, 3, 2), "E2": Level(None, None, 1)}


async def test_an_educator_writes_no_icf_and_reads_environmental_factors_only(
    web: Browser, cast: Cast
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    educator = await builders.rater(counsellor, Role.EDUCATOR)
    id = await builders.assessment_of(await builders.in_development(counsellor), counsellor, educator)
    with pytest.raises(NotThere):
        await actions.rate_icf(id, [IcfRating("d155", 1)], by=educator)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/assessments/{id}/icf")
    assert faults(page.html) == []
    page = await web.press("/icf", {"code": "e310", "capacity": "1"})
    assert page.status == 422
    assert "Un fattore ambientale non ha capacità" in page
    await web.press("/icf", {"code": "e310", "capacity": "", "sign": "facilitator", "degree": "3"})
    await web.press("/icf", {"code": "d155", "capacity": "2"})
    page = await web.press("/icf", {"code": "b144", "capacity": "1"})
    assert "Codice b144 salvato." in page
    page = await web.press("/icf/removal", {"code": "b144"})
    assert "Codice b144 tolto." in page
    page = await web.get(f"/assessments/{id}/sheet")
    assert 'list="livelli" value="2"' in page.html
    await actions.fill(id, builders.rated(A1=(2, 2)), submit=True, by=counsellor)
    with pytest.raises(Refused, match="già consegnato"):
        await actions.rate_icf(id, [], by=counsellor)
    await actions.fill(id, builders.rated(A1=(2, 2)), submit=True, by=educator)
    await actions.compare(id, by=counsellor)
    page = await web.get(f"/assessments/{id}")
    assert "d155" in page
    assert faults(page.html) == []
    await web.sign_in_as(educator.account_id, educator.organisation_id)
    page = await web.get(f"/assessments/{id}")
    assert "e310" in page
    assert "d155" not in page
    assert (await web.get(f"/assessments/{id}/icf")).status == 404
    assert (await web.get(f"/assessments/{id}/limits")).status == 404


async def test_the_holder_writes_the_limits_of_the_report_on_a_page(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    id = await builders.assessment_of(await builders.in_development(counsellor), counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/assessments/{id}/limits")
    assert faults(page.html) == []
    page = await web.press("/limits", {"limit_E1": "2"})
    assert "Indica il documento da cui vengono i limiti." in page
    page = await web.press("/limits", {"document": "Relazione conclusiva 12"})
    assert "Limiti medici da: Relazione conclusiva 12" in page
