"""What a company is told when few answer, when nobody does, and when the search server is away."""

from uuid import UUID

import pytest

from portal.candidates.profiles import company
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import db, search
from portal.foundation.search import FallbackEngine, PostgresEngine
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.candidates.search.market import Market, card_ids, change_cards, market
from tests.candidates.test_profile_pages import as_, codes
from tests.web import application

pytestmark = pytest.mark.usefixtures("db_rollback")

BASIN = "LC:Centro per l’impiego di Merate"


async def _rare(number: int = 3, skill: str = "K023") -> Market:
    """A market in which so many warehouse cards show a skill of their own."""
    found = await market()
    warehouse = [one for one in await card_ids() if "F02" in (await _card(one)).carried]
    await change_cards(warehouse[:number], skills=[skill], families=[])
    return found


async def _card(card_id: UUID) -> Shown:
    card = await company.visible(card_id)
    assert card is not None
    return card


@pytest.mark.parametrize("wanted", [Wanted("carrello elevatore"), Wanted(chosen={"skills": ("K023",)})])
async def test_under_k_the_number_is_not_said_and_the_list_goes_on_with_cards_near(wanted: Wanted) -> None:
    found = await company.find(wanted, (await _rare()).company_id, limit=20, offset=0)
    exact = [card for card in found.cards if "K023" in card.skills]
    assert (found.count.exact, found.few) == (None, True)
    assert len(exact) == 3
    assert found.cards[:3] == exact, "who answers stands first"
    assert found.near == len(found.cards) - 3
    assert len(found.cards) == found.total == 12, "cards of the same family follow"
    assert {card.carried for card in found.cards} == {("F02",)}
    assert all(number >= 5 for values in found.facets.values() for number in values.values())


async def test_near_cards_keep_the_fields_that_were_asked_for() -> None:
    rare = await _rare()
    ids = await card_ids()
    part = [one for one in ids if "F02" in (await _card(one)).carried][4:9]
    await change_cards(part, licence="b")
    wanted = Wanted("carrello elevatore", {"licence": ("no",)})
    found = await company.find(wanted, rare.company_id, limit=20, offset=0)
    assert found.few
    assert {card.code(CardField.LICENCE) for card in found.cards} == {"no"}
    assert len(found.cards) == 7


async def test_whichever_page_is_asked_for_few_cards_have_one() -> None:
    rare = await _rare()
    first = await company.find(Wanted("carrello elevatore"), rare.company_id, limit=20, offset=0)
    later = await company.find(Wanted("carrello elevatore"), rare.company_id, limit=20, offset=60)
    assert later == first


async def test_some_of_several_words_are_near_too() -> None:
    rare = await _rare()
    await change_cards((await card_ids())[:1], skills=["K023"])
    found = await company.find(Wanted("carrello elevatore scaffale"), rare.company_id, limit=20, offset=0)
    assert not found.few or found.near


async def test_the_page_says_less_than_k_and_that_near_ones_follow() -> None:
    rare = await _rare()
    async with as_(rare.recruiter) as one:
        page = await one.get("/profiles?q=carrello+elevatore")
        assert "Meno di 5 profili trovati" in page
        assert "I profili che rispondono sono meno di 5. Dopo di loro vedi profili vicini" in page
        assert len(codes(page.html)) == 12


async def test_nobody_is_explained_with_searches_that_would_find_somebody() -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        page = await one.get("/profiles?q=astronauta&family=F02")
        assert "Nessun profilo trovato" in page
        assert "Nessun profilo con questi filtri. Togli un filtro o chiedi all’operatore." in page
        assert "Senza «astronauta» : 12 profili" in page
        assert 'href="/profiles?family=F02"' in page.html
        page = await one.get("/profiles?licence=b&family=F02&area=LC")
        assert "Senza il filtro Patente : 12 profili" in page
        assert "Senza il filtro Area" not in page, "it would find nobody either"


async def test_words_of_health_are_answered_with_what_cards_do_not_tell() -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        page = await one.get("/profiles?q=categorie+protette")
        assert "Nessun profilo trovato" in page
        assert "I profili non dicono nulla di salute, invalidità o categoria." in page
        assert "I profili non dicono nulla" not in await one.get("/profiles?q=astronauta")


async def test_widened_results_say_so() -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        page = await one.get("/profiles?q=magazzino+astronauta")
        assert "Nessun profilo ha tutte le parole: questi ne hanno alcune." in page
        assert len(codes(page.html)) == 12


@pytest.fixture
def server_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FallbackEngine(MeilisearchEngine("http://127.0.0.1:1", None), PostgresEngine())
    application()  # which says once per process which engine answers
    monkeypatch.setattr(search, "_engine", engine)


async def test_without_its_server_the_page_answers_and_says_that_nothing_is_lost(
    server_is_away: None,
) -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        page = await one.get("/profiles?q=magazzino&working_time=part")
        assert "12 profili trovati" in page
        assert (
            "Il motore di ricerca è in pausa e risponde quello di riserva. Non si perde nessun profilo."
            in page
        )
        piece = await one.get("/profiles?q=magazzino", fragment=True)
        assert "risponde quello di riserva" in piece


async def test_with_its_engine_the_page_says_nothing_of_engines() -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        assert "risponde quello di riserva" not in await one.get("/profiles?q=magazzino")


# --- facets ---------------------------------------------------------------------------------------------------


async def test_a_piece_carries_the_facets_and_places_of_the_new_results() -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        piece = await one.get("/profiles?q=magazzino", fragment=True)
        assert '<div id="voci" hx-swap-oob="innerMorph">' in piece.html
        assert '<select id="campo-area" hx-swap-oob="innerMorph">' in piece.html
        assert 'id="scelta-family-F02"' in piece.html
        assert 'id="scelta-family-F01"' not in piece.html, "nobody of the office answers any more"
        whole = await one.get("/profiles?q=magazzino")
        assert whole.html.count('id="voci"') == whole.html.count('id="campo-area"') == 1


async def test_every_field_of_the_cards_may_be_narrowed_by() -> None:
    found = await market()
    ids = await card_ids()
    shown = {"area": BASIN, "education": "diploma", "experience": "10_plus", "age": "55_plus"}
    await change_cards(ids[:10], **shown, reserved_quota="eligible")
    await db.execute("UPDATE scope SET shows_age = true, shows_reserved_quota = true")
    async with as_(found.recruiter) as one:
        page = await one.get("/profiles")
        for parameter, code in (
            ("profession", "operativi"), ("profession", "8"), ("profession", "8.1"), ("family", "F02"),
            ("skill", "K017"), ("working_time", "part"), ("education", "media"), ("education", "diploma"),
            ("licence", "no"), ("experience", "5_plus"), ("experience", "10_plus"), ("age", "50_plus"),
            ("age", "55_plus"), ("reserved_quota", "eligible"),
        ):  # fmt: skip
            assert f'name="{parameter}" value="{code}"' in page.html, (parameter, code)
        for code in ("03", "LC", BASIN):
            assert f'value="{code}"' in page.html, code
        basin = await one.get("/profiles", fragment=False)
        assert "Centro per l’impiego di Merate (10)" in basin
        narrowed = await one.get(f"/profiles?area={BASIN}")
        assert "10 profili trovati" in narrowed
        assert "Togli il filtro Centro per l’impiego di Merate" in narrowed
        assert "22 profili trovati" in await one.get("/profiles?area=LC")


async def test_a_page_of_cards_costs_no_more_queries_for_more_cards() -> None:
    found = await market()
    async with as_(found.recruiter) as one:
        await one.get("/profiles")
        with db.counted_queries() as few:
            await one.get("/profiles?family=F01")
        with db.counted_queries() as many:
            await one.get("/profiles")
    assert len(many) <= len(few) + 1
