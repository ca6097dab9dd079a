"""Cards over HTTP: the company's search and card, the counsellor's «Pubblica profilo», and nobody else."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import company
from portal.employers.companies.actions import verification
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, OFFICE, OFFICE_SKILLS, WAREHOUSE
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@asynccontextmanager
async def as_(viewer: Viewer) -> AsyncIterator[Browser]:
    async with browser() as one:
        await one.sign_in_as(viewer.account_id, viewer.organisation_id)
        yield one


def codes(html: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="/profiles/([\w-]{43})"', html)))


async def _market(people: Cast) -> Viewer:
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    await builders.crowd(counsellor, 10, profession=OFFICE, skills=OFFICE_SKILLS)
    await builders.crowd(counsellor, 10)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    return await people.owner(Role.COMPANY_RECRUITER)


async def test_a_company_searches_narrows_and_opens_a_card() -> None:
    recruiter = await _market(Cast())
    async with as_(recruiter) as one:
        page = await one.get("/profiles")
        assert page.status == 200
        assert "20 profili trovati" in page
        assert "Chiedi un contatto" in page
        assert len(codes(page.html)) == 20
        narrowed = await one.get("/profiles?q=magazzino&family=F02&area=03")
        assert "10 profili trovati" in narrowed
        assert "Togli il filtro Magazzino e logistica" in narrowed
        card = await one.get(f"/profiles/{codes(narrowed.html)[0]}")
        assert card.status == 200
        assert "Operativi" in card
        assert "Lombardia" in card
        assert "/contact-requests/new" in card.html


async def test_htmx_gets_the_results_and_the_count_out_of_band() -> None:
    recruiter = await _market(Cast())
    async with as_(recruiter) as one:
        piece = await one.get("/profiles?family=F02", fragment=True)
        assert "<html" not in piece.html
        assert 'id="conteggio" hx-swap-oob="innerHTML"' in piece.html
        assert len(codes(piece.html)) == 10
        assert piece.response.headers["vary"].lower().find("hx-request") >= 0
        assert piece.response.headers["cache-control"] == "no-store"
        whole = await one.get("/profiles?family=F02")
        assert "hx-swap-oob" not in whole.html
        assert whole.html.count('id="conteggio"') == 1


async def test_a_search_without_answer_says_so_in_the_words_of_the_guide() -> None:
    recruiter = await _market(Cast())
    async with as_(recruiter) as one:
        page = await one.get("/profiles?q=astronauta")
        assert "Nessun profilo trovato" in page
        assert "Nessun profilo con questi filtri. Togli un filtro o chiedi all’operatore." in page


ODD = (
    "family=F99&profession=boss&area=99&skill=K105&licence=z&working_time=&age=1",
    "q=" + "x" * 5000,
    "page=0",
    "page=-3",
    "page=99999999",
    "group=",
    "q=%22unclosed",
    "q=-&q=--",
)


async def test_whatever_stands_in_the_address_the_search_answers() -> None:
    recruiter = await _market(Cast())
    async with as_(recruiter) as one:
        for query in ODD:
            assert (await one.get(f"/profiles?{query}")).status == 200, query
        assert (await one.get("/profiles?q=%00")).status == 400, "no word holds a zero byte"


async def test_values_under_k_are_not_listed_and_their_number_is_not_said() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 6)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    async with as_(recruiter) as one:
        page = await one.get("/profiles")
        assert 'value="F02"' in page.html
        assert 'value="F01"' not in page.html
        assert 'value="ufficio_e_tecnici"' not in page.html
        assert 'value="operativi"' not in page.html


async def test_unknown_withdrawn_foreign_and_old_codes_get_one_answer() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    found = await builders.released(counsellor, 7)
    ours, theirs = await people.owner(Role.COMPANY_RECRUITER), await people.outsider(Role.COMPANY_RECRUITER)
    async with as_(theirs) as other:
        foreign = codes((await other.get("/profiles")).html)[0]
    async with as_(ours) as one:
        before = codes((await one.get("/profiles")).html)
        await profiles.withdraw(found[0], by=counsellor)
        after = codes((await one.get("/profiles")).html)
        (withdrawn,) = set(before) - set(after)
        answers = [await one.get(f"/profiles/{code}") for code in (withdrawn, foreign, "A" * 43, "no")]
        assert [answer.status for answer in answers] == [404] * 4

        # What differs between any two answers: the token of the form, the code of the request, the session's end.
        assert (
            len({re.sub(r"[0-9a-f]{8,}[0-9a-f-]*|\d{4}-\d\d-\d\dT[^\"]*", "", one.html) for one in answers})
            == 1
        )


async def test_a_company_that_is_not_verified_sees_no_card() -> None:
    people = Cast()
    recruiter = await _market(people)
    async with as_(recruiter) as one:
        code = codes((await one.get("/profiles")).html)[0]
        await db.execute(
            "UPDATE organisation SET verified_on = NULL, verified_by = NULL WHERE id = $1",
            recruiter.organisation_id,
        )
        page = await one.get("/profiles")
        assert "I profili sono per le aziende verificate." in page
        assert codes(page.html) == []
        assert (await one.get(f"/profiles/{code}")).status == 404


async def test_a_suspended_company_sees_no_card_any_more() -> None:
    people = Cast()
    recruiter = await _market(people)
    assert recruiter.organisation_id is not None
    async with as_(recruiter) as one:
        code = codes((await one.get("/profiles")).html)[0]
        coordinator = await people.owner(Role.COORDINATOR)
        await verification.suspend(recruiter.organisation_id, reason="Dati da chiarire.", by=coordinator)
        assert codes((await one.get("/profiles")).html) == []
        assert (await one.get(f"/profiles/{code}")).status == 404


async def test_at_the_limit_of_the_day_a_company_reads_why(monkeypatch: pytest.MonkeyPatch) -> None:
    recruiter = await _market(Cast())
    monkeypatch.setattr(company, "figure", lambda _key, _on: 5)
    async with as_(recruiter) as one:
        page = await one.get("/profiles")
        assert len(codes(page.html)) == 5
        assert "ha visto tutti i profili possibili per oggi" in page


async def test_the_search_costs_at_most_six_queries_whatever_it_finds() -> None:
    people = Cast()
    recruiter = await _market(people)
    assert recruiter.organisation_id is not None
    counts = []
    for limit in (1, 13):
        with db.counted_queries() as queries:
            await company.may_see_cards(recruiter.organisation_id)
            await company.find(
                company.Wanted(words="magazzino"), recruiter.organisation_id, limit=limit, offset=0
            )
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


NOT_FOR = [role for role in Role if role not in (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)]


@pytest.mark.parametrize("role", NOT_FOR)
async def test_no_other_role_searches_cards(role: Role) -> None:
    async with as_(await Cast().owner(role)) as one:
        assert (await one.get("/profiles")).status == 403
        assert (await one.get("/profiles/" + "A" * 43)).status == 403


async def test_nobody_signed_out_searches_cards() -> None:
    async with browser() as one:
        answer = await one.get("/profiles", follow=False)
        assert answer.status == 303
        assert answer.location.startswith("/sign-in")


# --- the counsellor ------------------------------------------------------------------------------------------


async def _ready(counsellor: Viewer) -> UUID:
    from portal.candidates.people.vocabulary import ConsentKind

    person_id = await builders.in_development(counsellor)
    await builders.consent(person_id, ConsentKind.PROFILE, counsellor)
    return person_id


async def test_a_counsellor_prepares_sees_the_card_and_publishes() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 10)
    person_id = await _ready(counsellor)
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{person_id}/profile")
        assert page.status == 200
        assert "Che cosa non si vede mai" in page
        page = await one.press("/profile", {"profession": WAREHOUSE})
        assert "Come la vede l’azienda" in page
        assert "Magazzino, consegne, pulizie e custodia" in page
        assert "Magazzino e logistica" in page
        page = await one.press("/profile/publication")
        assert "Entra nella prossima uscita di Lombardia" in page
        await profiles.release(LOMBARDIA, by=SYSTEM)
        page = await one.get(f"/people/{person_id}/profile")
        assert "Pubblicato dal" in page
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    async with as_(recruiter) as other:
        assert "11 profili trovati" in await other.get("/profiles")


async def test_every_hidden_field_has_its_reason() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 10)
    person_id = await builders.waiting_profile(counsellor, profession=OFFICE, skills=("K001", "K017"))
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{person_id}/profile")
        assert "Professione non indicata" in page
        assert "Non si vede. Nella stessa area meno di 5 persone hanno questa professione." in page
        assert "Servono 5 profili nella regione con queste competenze, ora è 1." in page


async def test_a_single_skill_that_shows_as_its_family_says_why() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 10)
    person_id = await builders.waiting_profile(counsellor, skills=("K017", "K020"))
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{person_id}/profile")
        assert "Si vede solo «magazzino e logistica». Servono 5 profili" in page


async def test_what_is_missing_is_said_before_publishing() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase("decision", counsellor)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=counsellor)
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{person_id}/profile")
        assert "Il caso è in «Decisione»" in page
        assert "Manca il consenso della persona alla pubblicazione" in page
        assert "i profili pronti nella regione sono 1, ne servono 5" in page
        refused = await one.post(f"/people/{person_id}/profile/publication")
        assert refused.status == 409
        assert "ammesso e in «Sviluppo»" in refused


async def test_a_withdrawal_has_its_own_page_and_acts_at_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    (person_id, *_others) = await builders.released(counsellor, 6)
    async with as_(counsellor) as one:
        await one.get(f"/people/{person_id}/profile/withdrawal")
        page = await one.press("/profile/withdrawal", {"asked_by_person": "1"})
        assert "Ritirato per scelta della persona" in page
        again = await one.post(f"/people/{person_id}/profile/withdrawal")
        assert again.status == 404


async def test_a_colleague_a_stranger_and_a_coordinator_find_no_profile_page() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.waiting_profile(counsellor)
    for other, status in (
        (await people.teammate(Role.JOB_COUNSELLOR), 404),
        (await people.outsider(Role.JOB_COUNSELLOR), 404),
        (await people.owner(Role.COORDINATOR), 403),
        (await people.owner(Role.COMPANY_RECRUITER), 403),
    ):
        async with as_(other) as one:
            assert (await one.get(f"/people/{person_id}/profile")).status == status
            assert (await one.post(f"/people/{person_id}/profile/publication")).status == status
            assert (await one.post(f"/people/{person_id}/profile/withdrawal")).status == status
