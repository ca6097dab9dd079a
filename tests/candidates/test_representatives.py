"""Who signs beside a person: recorded with powers and act, asked at every agreement, in no company's reach."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.candidates.people import representatives
from portal.candidates.people.file_access import Column
from portal.candidates.people.representatives import Words
from portal.candidates.people.vocabulary import CollectedHow, RepresentativeKind
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.candidates.projects.vocabulary import ProjectState
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.candidates.team.making import Shared, shared
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

WORDS = Words("Ada Zanzibar", "Firma i contratti e il progetto.", "Decreto 118/2026 del 3 marzo 2026")
KIND = RepresentativeKind.AMMINISTRATORE_DI_SOSTEGNO


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _represented(phase: str = "acceptance") -> Shared:
    now = await shared(phase)
    await representatives.record(now.person_id, KIND, WORDS, starts_on=clock.today(), by=now.counsellor)
    return now


async def _to_agree(now: Shared) -> None:
    await projects.write(id=new_id(), person_id=now.person_id, content=builders.content(), by=now.counsellor)
    await agreeing.put_to_agreement(now.person_id, by=now.counsellor)


async def test_a_project_comes_into_force_with_both_and_neither_takes_the_place_of_the_other() -> None:
    now = await _represented()
    await _to_agree(now)
    after = await agreeing.agree_as_representative(now.person_id, how=CollectedHow.PAPER, by=now.counsellor)
    assert after is ProjectState.TO_AGREE, "she has not agreed yet"
    after = await agreeing.agree(now.person_id, how=CollectedHow.IN_PERSON, by=now.counsellor)
    assert after is ProjectState.IN_FORCE
    parties = await db.fetch("SELECT party FROM project_agreement ORDER BY party")
    assert [row["party"] for row in parties] == ["lead", "person", "representative"]


async def test_her_yes_alone_waits_for_who_signs_beside_her() -> None:
    now = await _represented()
    await _to_agree(now)
    after = await agreeing.agree(now.person_id, how=CollectedHow.IN_PERSON, by=now.counsellor)
    assert after is ProjectState.TO_AGREE


async def test_where_nobody_signs_with_her_nobody_is_asked() -> None:
    now = await shared("acceptance")
    await _to_agree(now)
    with pytest.raises(NotThere):
        await agreeing.agree_as_representative(now.person_id, how=CollectedHow.PAPER, by=now.counsellor)
    after = await agreeing.agree(now.person_id, how=CollectedHow.IN_PERSON, by=now.counsellor)
    assert after is ProjectState.IN_FORCE


async def test_words_are_sealed_one_stands_at_a_time_and_the_past_stays() -> None:
    now = await _represented()
    assert b"Zanzibar" not in await db.fetchval("SELECT words_sealed FROM legal_representative")
    other = Words("Bruno Sala", "Tutto.", "Sentenza 9/2026")
    await representatives.record(
        now.person_id, RepresentativeKind.TUTORE, other, starts_on=clock.today(), by=now.counsellor
    )
    found = await representatives.of_person(now.person_id)
    assert found is not None
    assert (found.kind, found.name) == (RepresentativeKind.TUTORE, "Bruno Sala")
    assert await db.fetchval("SELECT count(*) FROM legal_representative") == 2
    await representatives.end(now.person_id, by=now.counsellor)
    assert await representatives.of_person(now.person_id) is None


async def test_only_who_writes_her_contact_data_writes_it() -> None:
    now = await shared("acceptance")
    others = [
        await now.join(Column.EDUCATOR),
        await now.people.teammate(Role.JOB_COUNSELLOR),
        await now.people.outsider(Role.JOB_COUNSELLOR),
    ]
    for other in others:
        with pytest.raises(NotThere):
            await representatives.record(now.person_id, KIND, WORDS, starts_on=clock.today(), by=other)


async def test_it_is_written_read_and_ended_on_pages_and_asked_for_at_the_agreement(web: Browser) -> None:
    now = await shared("acceptance")
    url = f"/people/{now.person_id}"
    await web.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
    assert "Firma da sola." in await web.get(f"{url}/data")
    await web.get(f"{url}/data/representative")
    page = await web.press("/data/representative", {"name": "Ada Zanzibar"}, follow=False)
    assert page.status == 422
    for sentence in ("Scegli chi è.", "Scrivi che cosa può firmare", "Scrivi da quale atto viene."):
        assert sentence in page
    typed = {"kind": KIND.value, "name": WORDS.name, "powers": WORDS.powers, "act": WORDS.act}
    page = await web.press("/data/representative", typed)
    assert "Amministratore di sostegno" in page
    assert "Ada Zanzibar" in page
    await _to_agree(now)
    page = await web.get(f"{url}/project")
    assert "Chi rappresenta la persona" in page
    await web.get(f"{url}/project/representative-agreement")
    page = await web.press("/project/representative-agreement", {"how": "paper"})
    assert "Manca ancora un accordo." in page
    await web.get(f"{url}/data/representative")
    page = await web.press("/data/representative/removal")
    assert "Firma da sola." in page
