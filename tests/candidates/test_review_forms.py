"""Skills balance and evaluation of potential: written with the person, discussed, closed, versioned, printed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.candidates.assessment.review_forms import actions, queries
from portal.candidates.assessment.review_forms.vocabulary import FormKind, FormState, Setting
from portal.candidates.people import queries as people
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.printed import text_of
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")
SIX = (
    "Ha fatto il magazziniere.",
    "Cura l’orto.",
    "Ordine e pazienza.",
    "Compiti chiari.",
    "Magazzino.",
    "Un corso.",
)


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def test_a_balance_is_written_discussed_closed_and_printed_without_a_part(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    url = f"/people/{person_id}/reviews"
    assert url in (await web.get(f"/people/{person_id}/assessment")).html
    page = await web.get(url)
    assert faults(page.html) == []
    page = await web.press("/reviews", {"kind": "skills_balance", "setting": "individual"})
    assert "La mia storia di studio e lavoro" in page
    assert "Aggiungi alle competenze" not in page
    assert faults(page.html) == []
    (row,) = await queries.review_forms(person_id)
    one = f"{url}/{row.id}"
    page = await web.press(one, {f"section_{at}": words for at, words in enumerate(SIX, start=1)})
    assert "Salvato." in page
    assert "Discusso il" in page
    page = await web.press("/discussion", {"discussed_on": f"{clock.today() + timedelta(days=1):%d/%m/%Y}"})
    assert page.status == 422
    page = await web.press("/discussion", {"discussed_on": f"{clock.today():%d/%m/%Y}"})
    assert "Discusso con la persona" in page
    page = await web.get(f"{one}/skills")
    assert faults(page.html) == []
    page = await web.press("/skills", {"skills": ["K027", "K017"]})
    assert "1 competenza aggiunta alla scheda." in page
    assert "K027" in await people.skill_codes(person_id)
    page = await web.press("/closing")
    assert "Concluso." in page
    assert faults(page.html) == []
    kept = await db.fetchval("SELECT sections_sealed FROM review_form")
    assert b"magazziniere" not in kept

    printed = (await web.get(f"{one}/print.pdf?leave=2&leave=9&leave=x")).response
    assert printed.headers["content-type"].startswith("application/pdf")
    words = text_of(printed.content)
    assert "Ordine e pazienza." in words
    assert "orto" not in words
    assert "Esperienze fuori dal lavoro" not in words


async def test_a_closed_one_is_replaced_by_its_next_version_when_that_is_closed() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    kind = FormKind.POTENTIAL_EVALUATION

    async def whole() -> None:
        id = new_id()
        await actions.begin(id=id, person_id=person_id, kind=kind, by=counsellor)
        with pytest.raises(Refused, match="C’è già una versione in preparazione"):
            await actions.begin(id=new_id(), person_id=person_id, kind=kind, by=counsellor)
        await actions.write(id, person_id, SIX, setting=Setting.GROUP, by=counsellor)
        with pytest.raises(Refused):
            await actions.close(id, person_id, by=counsellor)
        await actions.discuss(id, person_id, by=counsellor)
        await actions.close(id, person_id, by=counsellor)
        with pytest.raises(Refused):
            await actions.write(id, person_id, SIX, setting=Setting.GROUP, by=counsellor)

    await whole()
    await whole()
    rows = await queries.review_forms(person_id)
    assert [(row.number, row.state) for row in rows] == [(2, FormState.CLOSED), (1, FormState.REPLACED)]
    assert rows[0].sections == SIX


async def test_what_is_written_after_the_talk_is_discussed_again_and_an_empty_one_never() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id, id = await builders.in_development(counsellor), new_id()
    await actions.begin(id=id, person_id=person_id, kind=FormKind.SKILLS_BALANCE, by=counsellor)
    with pytest.raises(Refused, match="Scrivi almeno una parte"):
        await actions.discuss(id, person_id, by=counsellor)
    await actions.write(id, person_id, SIX, setting=Setting.INDIVIDUAL, by=counsellor)
    with pytest.raises(Refused, match="Prima discuti"):
        await actions.add_skills(id, person_id, ["K027"], by=counsellor)
    await actions.discuss(id, person_id, by=counsellor)
    await actions.write(id, person_id, SIX, setting=Setting.INDIVIDUAL, by=counsellor)
    (row,) = await queries.review_forms(person_id)
    assert (row.state, row.discussed_on) == (FormState.DRAFT, None)
    with pytest.raises(Refused):
        await actions.write(id, person_id, SIX, setting=Setting.INDIVIDUAL, version=1, by=counsellor)


async def test_nobody_without_the_ground_opens_or_writes_it(web: Browser) -> None:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id, other_id, id = (
        await builders.in_development(counsellor),
        await builders.person(counsellor),
        new_id(),
    )
    await actions.begin(id=id, person_id=person_id, kind=FormKind.SKILLS_BALANCE, by=counsellor)
    for other in (await cast.teammate(Role.JOB_COUNSELLOR), await cast.outsider(Role.PSYCHOLOGIST)):
        with pytest.raises(NotThere):
            await actions.write(id, person_id, SIX, setting=Setting.INDIVIDUAL, by=other)
        await web.sign_in_as(other.account_id, other.organisation_id)
        for tail in ("", f"/{id}", f"/{id}/print.pdf", f"/{id}/skills"):
            assert (await web.get(f"/people/{person_id}/reviews{tail}")).status == 404, tail
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    assert (await web.get(f"/people/{other_id}/reviews/{id}")).status == 404
