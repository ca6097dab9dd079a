"""The employability grade: a suggestion from three factors, a judgement that alone counts."""

from collections.abc import AsyncIterator
from fractions import Fraction

import pytest
import pytest_asyncio

from portal.candidates.assessment import grading
from portal.candidates.assessment.grade import PRODUCTIVE, Cuts, Grade, mean, of_factor, shown, suggested
from portal.candidates.assessment.rules import Level
from portal.foundation import clock
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

CUTS = Cuts(Fraction(3, 2), Fraction(11, 4))
HIGH = {"A1": (4, 4), "A2": (4, 4), "A3": (4, 4), "C1": (4, 4), "A4": (3, 3), "B1": (3, 3)}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest.mark.parametrize(
    ("productive", "relation", "wellbeing", "expected"),
    [
        ("3.00", "2.00", 3, Grade.MEDIUM),
        ("3.00", "3.00", 1, Grade.MEDIUM),
        ("2.00", "3.50", 1, Grade.LOW),
        ("1.00", "3.00", 1, Grade.LOW),
        ("2.75", "2.75", 2, Grade.HIGH),
        ("1.50", "1.49", 4, Grade.LOW),
    ],
)
def test_the_suggestion_follows_the_table(
    productive: str, relation: str, wellbeing: int, expected: Grade
) -> None:
    assert suggested(Fraction(productive), Fraction(relation), wellbeing, CUTS) is expected


def test_factors_are_cut_at_one_and_a_half_and_two_and_three_quarters() -> None:
    found = [of_factor(Fraction(one), CUTS) for one in ("1.49", "1.5", "2.74", "2.75")]
    assert found == [Grade.LOW, Grade.MEDIUM, Grade.MEDIUM, Grade.HIGH]
    assert grading.cuts(clock.today()) == CUTS


def test_unassessed_dimensions_are_left_out_and_under_half_suggest_nothing() -> None:
    three = {"A1": Level(2, 2), "A2": Level(3, 3), "A3": Level(None, None), "C1": Level(4, 4)}
    assert mean(three, PRODUCTIVE) == 3
    assert mean({"A1": Level(2, 2), "A2": Level(3, 3)}, PRODUCTIVE) is None
    assert suggested(None, Fraction(3), 4, CUTS) is None
    assert [shown(Fraction(one)) for one in ("8/3", "1/8", "3")] == ["2.67", "0.13", "3.00"]


async def test_another_judgement_wants_a_reason_and_only_the_judged_counts(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    with pytest.raises(Refused, match="sintesi firmata"):
        await grading.judge(id=new_id(), person_id=person_id, wellbeing=3, judged=Grade.HIGH, by=counsellor)
    await builders.signed_synthesis(person_id, counsellor, **HIGH)
    with pytest.raises(Refused, match="diverso da quello proposto"):
        await grading.judge(id=new_id(), person_id=person_id, wellbeing=3, judged=Grade.LOW, by=counsellor)
    await grading.judge(id=new_id(), person_id=person_id, wellbeing=3, judged=Grade.HIGH, by=counsellor)
    await grading.judge(
        id=new_id(), person_id=person_id, wellbeing=3, judged=Grade.LOW, reason="Vuole ripartire piano.", by=counsellor
    )  # fmt: skip
    found = await grading.judgements(person_id)
    assert [(one.judged, one.superseded_on is None) for one in found] == [
        (Grade.LOW, True),
        (Grade.HIGH, False),
    ]
    assert found[0].figures.suggested is Grade.HIGH
    assert found[0].figures.productive == "4.00"


async def test_only_who_writes_levels_judges(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.signed_synthesis(person_id, counsellor, **HIGH)
    strangers = [
        await cast.teammate(Role.JOB_COUNSELLOR),
        await cast.outsider(Role.JOB_COUNSELLOR),
        await builders.rater(counsellor, Role.COORDINATOR),
    ]
    for stranger in strangers:
        with pytest.raises(NotThere):
            await grading.judge(id=new_id(), person_id=person_id, wellbeing=3, judged=Grade.HIGH, by=stranger)


async def test_the_page_shows_the_suggestion_for_each_answer_and_keeps_the_judgement(
    web: Browser, cast: Cast
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    assert "si giudica su una sintesi firmata" in await web.get(f"/people/{person_id}/grade")
    await builders.signed_synthesis(person_id, counsellor, **HIGH)
    page = await web.get(f"/people/{person_id}/grade")
    assert faults(page.html) == []
    assert "Sotto 1,50 bassa, sotto 2,75 media, poi alta." in page
    assert "Capacità produttiva 4,00 Alta" in page
    page = await web.press("/grade", {"wellbeing": "1", "judged": "high"})
    assert page.status == 422
    assert "Il tuo giudizio è diverso da quello proposto: scrivi il motivo." in page
    page = await web.press("/grade", {"judged": "medium"})
    assert "Giudizio registrato." in page
    assert "Giudizio: media. Proposta: media." in page
    assert faults(page.html) == []
    await web.sign_in_as((await cast.teammate(Role.JOB_COUNSELLOR)).account_id, counsellor.organisation_id)
    assert (await web.get(f"/people/{person_id}/grade")).status == 404
