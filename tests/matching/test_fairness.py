"""The fairness of the shortlists: what is kept out changes nothing; at night groups are compared, small ones not."""

from dataclasses import fields
from fractions import Fraction
from uuid import UUID

import pytest

from portal.accounts import public as accounts
from portal.accounts.vocabulary import TerritoryKind
from portal.candidates.fairness import actions as attributes
from portal.candidates.fairness.queries import Attributes
from portal.candidates.fairness.tally import FEWEST, Attribute, tally
from portal.candidates.fairness.vocabulary import Citizenship, DisabilityMacroType, Sex
from portal.candidates.public import fairness_tally
from portal.employers import public as employers
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, Viewer
from portal.matching import fairness
from portal.matching.actions import auditing
from portal.matching.fairness import Group
from portal.matching.inputs import packed
from portal.matching.queries import exposure
from portal.matching.queries import fairness as found
from portal.matching.queries.rows import people_rows
from portal.matching.ranking import result_for
from portal.matching.suitability.sides import PersonSide, VacancySide
from portal.matching.vocabulary import ProposalState
from tests import cast
from tests.matching import builders
from tests.matching.test_pages import as_

REGION = "03"
KEPT_OUT = (
    "sex",
    "birth",
    "citizenship",
    "family",
    "diagnosis",
    "category",
    "disability",
    "percentage",
    "name",
)


def group(name: str, top: int, considered: int = 100, people: int | None = 20) -> Group:
    return Group("sex", name, name, people, considered, top, (0,) * 12)


def test_under_four_fifths_of_the_best_group_a_review_is_due() -> None:
    lines = fairness.report([group("a", 50), group("b", 40), group("c", 39)])
    assert [line.alert for line in lines] == [False, False, True]
    assert [line.ratio for line in lines] == [10_000, 8_000, 7_800]
    assert [line.share for line in lines] == [5_000, 4_000, 3_900]
    assert Fraction(4, 5) == fairness.FOUR_FIFTHS


def test_a_group_under_ten_people_has_no_figures_and_is_compared_with_nobody() -> None:
    lines = fairness.report([group("a", 50), Group("sex", "b", "b")])
    assert lines[1].people is lines[1].share is lines[1].ratio is lines[1].excluded is None
    assert lines[0].ratio is None
    assert not any(line.alert for line in lines)


def test_with_nobody_in_a_top_ten_there_is_nothing_to_compare() -> None:
    assert [line.ratio for line in fairness.report([group("a", 0), group("b", 0)])] == [None, None]


@pytest.mark.parametrize("side", [PersonSide, VacancySide])
def test_no_side_has_a_place_for_what_fairness_keeps_out(side: type) -> None:
    names = {one.name for one in fields(side)}
    assert not {name for name in names for word in KEPT_OUT if word in name}


@pytest.mark.usefixtures("db_rollback")
async def test_changing_every_excluded_attribute_leaves_every_byte_as_it_was() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    vacancy = await employers.vacancy(now.vacancy_id)
    assert vacancy is not None
    before = await result_for(now.person_id, vacancy)
    (row,) = await people_rows([now.person_id])
    for sex, citizenship, disability in (
        (Sex.MALE, Citizenship.NON_EU, DisabilityMacroType.SENSORY),
        (Sex.FEMALE, Citizenship.EU, DisabilityMacroType.PSYCHIC),
    ):
        await attributes.record(now.person_id, Attributes(sex, citizenship, disability), by=now.counsellor)
        await db.execute(
            "UPDATE person SET first_name = $2, birth_sealed = NULL, tax_code_sealed = NULL WHERE id = $1",
            now.person_id,
            sex.value,
        )
        await jobs.drain()
        assert await result_for(now.person_id, vacancy) == before
        (after,) = await people_rows([now.person_id])
        assert packed(after.side) == packed(row.side)


async def crowd(now: builders.Stage, size: int, sex: Sex) -> list[UUID]:
    ids = []
    for _ in range(size):
        id = await builders.proposable(now.counsellor)
        await attributes.record(id, Attributes(sex), by=now.counsellor)
        ids.append(id)
    return ids


@pytest.mark.usefixtures("db_rollback")
async def test_numbers_are_summed_by_group_and_small_groups_are_silent() -> None:
    now = await builders.stage()
    women, men = await crowd(now, FEWEST, Sex.FEMALE), await crowd(now, FEWEST - 1, Sex.MALE)
    told = await fairness_tally({id: (1, place) for place, id in enumerate([*women, *men])})
    sums = {one.group: (one.people, one.sums) for one in told if one.attribute is Attribute.SEX}
    assert sums == {"female": (10, (10, 45)), "male": (None, None)}
    assert not any(one.attribute == "citizenship" for one in told)
    assert tally is fairness_tally


@pytest.mark.usefixtures("db_rollback")
async def test_the_night_counts_exclusions_tops_and_shows_and_opens_one_review() -> None:
    now = await _two_groups()
    await auditing.audit()
    (audit,) = await found.latest([REGION])
    women, men = (next(one for one in audit.lines if one.group == group) for group in ("female", "male"))
    # women accept the contract, men do not
    assert (women.people, men.people) == (10, 10)
    assert (women.share, men.share) == (10_000, 0)
    assert men.alert
    assert men.excluded is not None
    assert men.excluded[10] == 10_000
    (review,) = [one for one in await found.reviews([REGION]) if one.attribute == "sex"]
    assert (review.group, review.closed_on) == ("male", None)
    assert await db.fetchval("SELECT count(*) FROM match_shown WHERE vacancy = $1", now.vacancy_id) == 10
    await auditing.audit()
    assert len(await found.reviews([REGION])) == len({one.id for one in await found.reviews([REGION])})
    assert await db.fetchval("SELECT count(*) FROM fairness_audit") == 1


async def _two_groups() -> builders.Stage:
    now = await builders.stage(reserved="none")
    for id in await crowd(now, 10, Sex.FEMALE):
        await builders.fits(now, id)
    for id in await crowd(now, 10, Sex.MALE):
        await builders.fits(now, id, contracts=("tis",))
    return now


async def coordinator_there() -> Viewer:
    """Of a service that answers for Lombardia."""
    territory_id = new_id()
    await accounts.create_territory(
        id=territory_id,
        name="Lecco",
        kind=TerritoryKind.AMBITO,
        region_code=REGION,
        comuni=["E507"],
        by=OPERATOR_COMMAND,
    )
    service = await cast.organisation(OrganisationKind.PLACEMENT_SERVICE, territory_ids=[territory_id])
    return await cast.someone(service, Role.COORDINATOR)


@pytest.mark.usefixtures("db_rollback")
async def test_a_coordinator_reads_groups_without_names_and_closes_the_review() -> None:
    now = await _two_groups()
    await crowd(now, 1, Sex.OTHER)
    await jobs.drain()
    coordinator = await coordinator_there()
    async with as_(coordinator) as one:
        assert "Nessun calcolo ancora" in await one.get("/matching/fairness")
        await auditing.audit()
        page = await one.get("/matching/fairness")
        for words in ("Lombardia", "Donna", "Uomo", "Da verificare", "Sesso: Uomo", "meno di 10"):
            assert words in page
        assert "Nives" not in page
        (review,) = [one for one in await found.reviews([REGION]) if one.attribute == "sex"]
        await one.get(f"/matching/fairness/reviews/{review.id}")
        page = await one.press(f"/matching/fairness/reviews/{review.id}", {"outcome": ""})
        assert page.status == 422
        page = await one.press(
            f"/matching/fairness/reviews/{review.id}",
            {"outcome": "Il contratto esclude: si parla con l’azienda."},
        )
        assert "Verifica chiusa" in page
        assert "Il contratto esclude: si parla con l’azienda." in page
    with pytest.raises(Refused, match="già chiusa"):
        await auditing.close_review(review.id, outcome="x", by=coordinator)
    assert now.person_id


@pytest.mark.usefixtures("db_rollback")
async def test_others_neither_read_nor_close() -> None:
    now = await _two_groups()
    await auditing.audit()
    (review, *_) = await found.reviews([REGION])
    stranger = await now.people.owner(Role.COORDINATOR)
    with pytest.raises(NotThere):
        await auditing.close_review(review.id, outcome="x", by=stranger)
    async with as_(stranger) as one:
        page = await one.get("/matching/fairness")
        assert page.status == 200
        assert "Da verificare" not in page
        assert (await one.get(f"/matching/fairness/reviews/{review.id}")).status == 404
    for viewer in (now.counsellor, now.recruiter):
        async with as_(viewer) as one:
            assert (await one.get("/matching/fairness")).status == 403


@pytest.mark.usefixtures("db_rollback")
async def test_an_answer_of_a_company_ends_the_exposure() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    await db.execute(
        "INSERT INTO match_shown (person, vacancy, first_on) VALUES ($1, $2, $3)",
        now.person_id,
        now.vacancy_id,
        clock.today(),
    )
    assert await exposure.unanswered([now.person_id]) == {now.person_id: 1}
    await builders.accepted(now)
    assert await db.fetchval("SELECT state FROM proposal") == ProposalState.ACCEPTED
    assert await exposure.unanswered([now.person_id]) == {}
