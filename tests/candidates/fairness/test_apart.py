"""Fairness attributes: told or withheld, sealed, and out of reach of whatever scores or shows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from portal.candidates.fairness import actions, queries
from portal.candidates.fairness.queries import Attributes
from portal.candidates.fairness.vocabulary import Citizenship, DisabilityMacroType, Sex
from portal.candidates.people import actions as people
from portal.candidates.people import queries as file
from portal.candidates.people.ranking import person_side
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

TOLD = Attributes(Sex.FEMALE, Citizenship.NON_EU, DisabilityMacroType.PSYCHIC)


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


def test_the_table_is_named_only_where_it_is_kept() -> None:
    portal = Path(__file__).parents[3] / "portal"
    allowed = {"fairness", "piccolo_migrations", "demo"}
    hers = [
        "candidates/personal_data.py",
        "privacy/queries/records.py",
    ]  # what is kept, and her own export of it
    named = [
        path.relative_to(portal)
        for path in portal.rglob("*.py")
        if "fairness_attributes" in path.read_text() and not allowed & set(path.relative_to(portal).parts)
    ]
    assert sorted(str(path) for path in named) == hers


@pytest.mark.usefixtures("db_rollback")
async def test_they_are_sealed_and_change_nothing_of_what_scores(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    before = await person_side(person_id)
    await actions.record(person_id, TOLD, by=counsellor)
    assert await person_side(person_id) == before
    assert await queries.attributes_of([person_id]) == {person_id: TOLD}
    kept = await db.fetchval("SELECT attributes_sealed FROM fairness_attributes")
    assert b"psychic" not in kept
    await actions.record(person_id, Attributes(), by=counsellor)
    assert await queries.attributes_of([person_id]) == {person_id: Attributes()}


@pytest.mark.usefixtures("db_rollback")
async def test_only_who_holds_the_case_writes_them(cast: Cast, web: Browser) -> None:
    counsellor, coordinator = await cast.owner(Role.JOB_COUNSELLOR), await cast.teammate(Role.COORDINATOR)
    person_id = await builders.person(counsellor)
    for other in (
        await cast.teammate(Role.JOB_COUNSELLOR),
        await cast.outsider(Role.JOB_COUNSELLOR),
        coordinator,
    ):
        with pytest.raises(NotThere):
            await actions.record(person_id, TOLD, by=other)
    await web.sign_in_as(coordinator.account_id, coordinator.organisation_id)
    assert (await web.get(f"/people/{person_id}/data/fairness")).status in (403, 404)


@pytest.mark.usefixtures("db_rollback")
async def test_her_counsellor_writes_them_on_their_own_page(cast: Cast, web: Browser) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/people/{person_id}/data/fairness")
    assert faults(page.html) == []
    page = await web.press("/data/fairness", {"sex": "female", "citizenship": "", "disability": "sensory"})
    assert "Dati per l’equità salvati." in page
    assert "Sensoriale" not in page
    found = await queries.attributes_of([person_id])
    assert found == {person_id: Attributes(Sex.FEMALE, None, DisabilityMacroType.SENSORY)}


@pytest.mark.usefixtures("db_rollback")
async def test_languages_and_preferences_are_kept_and_read_by_the_comparison(
    cast: Cast, web: Browser
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/people/{person_id}/data/languages")
    assert faults(page.html) == []
    page = await web.press("/data/languages", {"language_1": "it", "level_1": ""})
    assert "Scegli il livello di questa lingua." in page
    page = await web.press("/data/languages", {"language_1": "it", "level_1": "4"})
    assert "Lingue salvate." in page
    assert "B2" in page
    await web.get(f"/people/{person_id}/data/availability")
    typed = {"hours_min": "20", "hours_max": "30", "slots": ["mon-morning"], "travel_modes": ["car"],
             "max_minutes": "40", "contracts": ["permanent"], "avoided_tags": ["noise"]}  # fmt: skip
    page = await web.press("/data/availability", typed | {"preferred_slots": ["tue-morning"]})
    assert page.status == 422
    assert "Preferisce un momento in cui non può lavorare." in page
    page = await web.press(
        "/data/availability",
        typed | {"preferred_slots": ["mon-morning"], "preferred_contracts": ["permanent"]},
    )
    assert "Preferisce evitare rumore" in page
    side = await person_side(person_id)
    assert side is not None
    assert (side.preferred_slots, side.preferred_contracts) == (("mon-morning",), ("permanent",))
    assert (side.avoided_tags, side.languages) == (("noise",), (("it", 4),))
    await web.get(f"/people/{person_id}/data/conditions")
    await web.press("/data/conditions", {"axes": ["tempi", "reti"]})
    row = await file.person(person_id)
    assert row is not None
    assert row.axes == ("tempi", "reti")
    assert b"tempi" not in await db.fetchval("SELECT axes_sealed FROM person WHERE id = $1", person_id)


@pytest.mark.usefixtures("db_rollback")
async def test_a_language_above_the_framework_is_refused_by_the_database(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    with pytest.raises(Exception, match="person_language_level"):
        await people.set_languages(person_id, {"it": 7}, by=counsellor)
