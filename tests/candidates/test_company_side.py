"""What companies and the slices above ask of cards: codes, searches, counts, limits, ticked groups."""

from datetime import timedelta
from uuid import UUID

import pytest

from portal.candidates import public as candidates
from portal.candidates.people import actions as people_actions
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import company
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.codes import card_code, card_of, spoken
from portal.candidates.profiles.company import find
from portal.foundation import clock, db
from portal.foundation.ids import new_id, opaque_id
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import SYSTEM
from portal.reference import skills
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, OFFICE, OFFICE_SKILLS
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")


async def _visible() -> frozenset[UUID]:
    return frozenset(await candidates.visible_ids())


# --- codes ---------------------------------------------------------------------------------------------------


async def test_a_code_opens_the_card_for_its_company_in_its_epoch_only() -> None:
    card, ours, theirs, today = opaque_id(), new_id(), new_id(), clock.today()
    code = card_code(card, ours, today)
    assert card_of(code, ours, today) == card
    assert card_of(code, theirs, today) is None
    assert card_of(code, ours, today + timedelta(days=28)) is None
    assert card_code(card, theirs, today) != code
    assert card.hex not in code
    assert len(code) == 43
    assert spoken(code) != spoken(card_code(card, theirs, today))


@pytest.mark.parametrize("code", ["", "x", "ciao", "è", "A" * 43, "A" * 200, "../../people", "%00"])
async def test_a_made_up_code_opens_nothing(code: str) -> None:
    assert card_of(code, new_id(), clock.today()) is None


async def test_changing_one_character_of_a_code_opens_nothing() -> None:
    card, company_id, today = opaque_id(), new_id(), clock.today()
    code = card_code(card, company_id, today)
    for place in range(42):
        other = "B" if code[place] == "A" else "A"
        assert card_of(code[:place] + other + code[place + 1 :], company_id, today) is None


# --- what companies ask --------------------------------------------------------------------------------------


async def test_a_company_finds_cards_by_fields_and_by_words() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    ours = await people.organisation(OrganisationKind.COMPANY)
    await builders.crowd(counsellor, 10, profession=OFFICE, skills=OFFICE_SKILLS)
    await builders.crowd(counsellor, 12)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    everybody = await find(Wanted(), ours, limit=25, offset=0)
    assert (everybody.total, everybody.count.words) == (22, "22 profili")
    # each finer value implies its coarser ones, so a company may narrow by any of them
    assert everybody.facets["profession"] == {
        "ufficio_e_tecnici": 10, "4": 10, "4.1": 10, "operativi": 12, "8": 12, "8.1": 12,
    }  # fmt: skip
    assert everybody.facets["area"] == {"03": 22, "LC": 22}
    assert everybody.facets["working_time"] == {"part": 22}
    narrowed = await find(Wanted(chosen={"families": ("F02",)}), ours, limit=25, offset=0)
    assert {card.carried for card in narrowed.cards} == {("F02",)}
    assert narrowed.total == 12
    finer = await find(Wanted(chosen={"profession": ("operativi", "8.1", "4")}), ours, limit=25, offset=0)
    assert finer.total == 22
    by_skill = await find(Wanted(words="ricevimento merci"), ours, limit=25, offset=0)
    assert {card.skills for card in by_skill.cards} == {("K017",)}
    other = await find(Wanted(words="carrello elevatore"), ours, limit=25, offset=0)
    assert other.total == 0, "they show another skill of the family, not the family alone"
    nobody = await find(Wanted(words="astronauta"), ours, limit=25, offset=0)
    assert (nobody.total, nobody.count.words) == (0, "nessun profilo")


async def test_a_late_index_hides_and_never_reveals() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    ours = await people.organisation(OrganisationKind.COMPANY)
    await builders.released(counsellor, 6)
    ids = await _visible()
    gone = next(iter(ids))
    await db.execute("DELETE FROM card WHERE id = $1", gone)
    found = await find(Wanted(), ours, limit=25, offset=0)
    assert {card.id for card in found.cards} == ids - {gone}
    await db.execute("UPDATE card SET families = '{}', skills = '{}'")
    assert (await find(Wanted(chosen={"families": ("F02",)}), ours, limit=25, offset=0)).cards == []


async def test_two_companies_read_the_same_cards_in_their_own_order() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    ours = await people.organisation(OrganisationKind.COMPANY)
    theirs = await people.organisation(OrganisationKind.COMPANY, "theirs")
    await builders.released(counsellor, 12)
    wanted = Wanted(words="magazzino")
    one = [card.id for card in (await find(wanted, ours, limit=25, offset=0)).cards]
    other = [card.id for card in (await find(wanted, theirs, limit=25, offset=0)).cards]
    assert set(one) == set(other)
    assert one != other
    assert one == [card.id for card in (await find(wanted, ours, limit=25, offset=0)).cards]


async def test_the_daily_limit_is_exact_and_counts_distinct_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    ours = await people.organisation(OrganisationKind.COMPANY)
    theirs = await people.organisation(OrganisationKind.COMPANY, "theirs")
    await builders.released(counsellor, 8)
    monkeypatch.setattr(company, "figure", lambda _key, _on: 6)
    first = await find(Wanted(), ours, limit=5, offset=0)
    assert (len(first.cards), first.limit_reached) == (5, False)
    again = await find(Wanted(), ours, limit=5, offset=0)
    assert (len(again.cards), again.limit_reached) == (5, False)
    more = await find(Wanted(), ours, limit=25, offset=0)
    assert (len(more.cards), more.limit_reached) == (6, True)
    assert len((await find(Wanted(), theirs, limit=5, offset=0)).cards) == 5
    assert await db.fetchval("SELECT count(*) FROM card_view WHERE company = $1", ours) == 6


async def test_the_count_beside_a_vacancy_is_exact_from_k_on_only() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 10)
    assert (await candidates.count_cards(group="operativi", families=["F02"])).words == "10 profili"
    assert (await candidates.count_cards(group="operativi", families=[], area="03")).words == "10 profili"
    assert (
        await candidates.count_cards(group="operativi", families=["F02", "F11"])
    ).words == "nessun profilo"
    await db.execute("DELETE FROM card WHERE id IN (SELECT id FROM card LIMIT 6)")
    assert (await candidates.count_cards(group=None, families=[])).words == "meno di 5 profili"


async def test_only_a_verified_company_comes_from_a_card_to_its_person() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    ours = await people.organisation(OrganisationKind.COMPANY)
    found = await builders.released(counsellor, 10)
    card_id = next(iter(await _visible()))
    code = card_code(card_id, ours, clock.today())
    ref = await candidates.person_of_card(code, ours)
    assert ref is not None
    assert ref.card_id == card_id
    assert ref.person_id in found
    shown = await candidates.card_for_company(card_id, ours)
    assert shown is not None
    assert shown.facts[1:] == [
        ("Area", "Provincia di Lecco, Lombardia"),
        (
            "Professione",
            "Magazzino, consegne, pulizie e custodia, Professioni non qualificate, Operativi",
        ),
        ("Orario", "Tempo parziale"),
        ("Titolo di studio", "Non indicato"),
        ("Patente", "Senza patente B"),
        ("Esperienza", "Da 2 a 4 anni"),
    ]
    assert shown.skills == (skills.name("K017"), "Magazzino e logistica")
    await db.execute("UPDATE organisation SET verified_on = NULL, verified_by = NULL WHERE id = $1", ours)
    assert await candidates.person_of_card(code, ours) is None


# --- what matching asks --------------------------------------------------------------------------------------


async def test_a_person_is_proposed_in_phases_six_and_seven_with_her_consent_only() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("decision", counsellor)
    assert "«Decisione»" in str(await candidates.may_be_proposed(person_id, clock.today()))
    person_id = await builders.in_development(counsellor)
    assert "consenso" in str(await candidates.may_be_proposed(person_id, clock.today()))
    await builders.consent(person_id, ConsentKind.PROPOSALS, counsellor)
    assert await candidates.may_be_proposed(person_id, clock.today()) is None
    assert [one.person_id for one in await candidates.people_for_ranking(viewer=counsellor)] == [person_id]
    assert "scaduto" in str(await candidates.may_be_proposed(person_id, clock.today() + timedelta(days=800)))


async def test_only_ticked_groups_are_disclosed() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.eligible(person_id, counsellor)
    await people_actions.set_conditions(person_id, accommodations=["T2"], by=counsellor)
    assert set(await candidates.contact_groups(person_id, ["cv"])) == {"cv"}
    told = await candidates.contact_groups(person_id, ["contacts", "quota_category", "accommodations"])
    assert ("Telefono", "0341 000000") in told["contacts"]
    assert told["quota_category"] == [("Idoneità", "Riserva per persone con disabilità (art. 3)")]
    assert told["accommodations"] == [("Pause aggiuntive programmate", "azienda, senza costo")]
    assert await candidates.contact_groups(person_id, []) == {}
    assert await candidates.quota_protection(person_id) == "art1"
