"""The eligibility recorded, read, replaced and ended; what matching, proposals and hires read of it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest
import pytest_asyncio

from portal.candidates import public as candidates
from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.eligibility import actions, queries, reminding
from portal.candidates.eligibility.rules import Claim
from portal.candidates.eligibility.vocabulary import EndWhy, Proof
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")
PDF = b"%PDF-1.7\nverbale\n%%EOF"


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _paper(
    person_id: object, by: Viewer, kind: DocumentKind = DocumentKind.INVALIDITY_REPORT
) -> object:
    return await documents.add(id=new_id(), person_id=person_id, paper=Paper(kind, "verbale.pdf", PDF), by=by)  # type: ignore[arg-type]


async def test_a_counsellor_records_it_with_its_paper_and_sees_it_in_the_file(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    paper = await _paper(person_id, counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    url = f"/people/{person_id}/data/quota"
    page = await web.get(url)
    assert "Verbale di invalidità: verbale.pdf" in page
    assert faults(page.html) == []
    day = clock.today() - timedelta(days=20)
    typed = {
        "art3": "D1", "percentage": "45", "proof": "invalidity_report", "proof_on": f"{day:%d/%m/%Y}",
        "document": str(paper), "valid_from": f"{day:%d/%m/%Y}",
        "review_on": f"{clock.today() + timedelta(days=60):%d/%m/%Y}",
    }  # fmt: skip
    page = await web.press("/quota", typed)
    assert page.status == 422
    assert "45 % non basta: la legge chiede più del 45 %, cioè almeno 46 %." in page
    page = await web.press("/quota", {"percentage": "67"})
    assert "Idoneità alla riserva registrata." in page
    assert "Invalidi civili" in page
    assert "67 %" in page
    assert f"/people/{person_id}/documents/{paper}" in page.html
    assert "Fino a una tua decisione resta valida." in page
    assert faults(page.html) == []
    assert "Riserva per persone con disabilità (art. 3)" in await web.get(f"/people/{person_id}/data")
    assert await candidates.quota_protection(person_id) == "art1"
    kept = await db.fetchval("SELECT facts_sealed FROM quota_eligibility")
    assert b"D1" not in kept
    with pytest.raises(Refused, match="prova l’idoneità"):
        await documents.remove(paper, person_id, by=counsellor)  # type: ignore[arg-type]

    await web.get(f"{url}/ending")
    page = await web.press("/quota/ending", {"why": "reviewed"})
    assert "Idoneità finita." in page
    assert "Una revisione l’ha tolta".lower() in page.html.lower()
    assert await candidates.quota_protection(person_id) is None
    assert (await web.get(f"{url}/ending")).status == 404


async def test_a_new_one_replaces_the_old_and_pressed_twice_it_is_recorded_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await builders.eligible(person_id, counsellor)
    day = clock.today()
    claim, id = Claim(None, "C1", None, Proof.TITLE, day, day), new_id()
    for _ in range(2):
        await actions.record(id=id, person_id=person_id, claim=claim, by=counsellor)
    now, before = await queries.eligibilities(person_id)
    assert (now.claim, now.ended_on) == (claim, None)
    assert before.ended_why is EndWhy.REPLACED
    assert await candidates.quota_protection(person_id) == "art18"
    with pytest.raises(asyncpg.UniqueViolationError):
        async with db.unit_of_work():
            await db.execute(
                "UPDATE quota_eligibility SET ended_on = NULL, ended_why = NULL, ended_by = NULL"
            )


async def test_the_paper_is_of_this_file_and_of_that_kind() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id, other_id = await builders.person(counsellor), await builders.person(counsellor)
    day = clock.today()
    claim = Claim("D1", None, 60, Proof.INVALIDITY_REPORT, day, day)
    of_another = await _paper(other_id, counsellor)
    letter = await _paper(person_id, counsellor, DocumentKind.LETTER)
    for paper, sentence in ((of_another, "fra quelli della scheda"), (letter, "non è di quel tipo")):
        with pytest.raises(Refused, match=sentence):
            await actions.record(
                id=new_id(), person_id=person_id, claim=claim, document_id=paper, by=counsellor
            )  # type: ignore[arg-type]
    assert await queries.eligibilities(person_id) == []


async def test_nobody_else_writes_or_ends_it(web: Browser) -> None:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await builders.eligible(person_id, counsellor)
    for other in (await cast.teammate(Role.JOB_COUNSELLOR), await cast.outsider(Role.JOB_COUNSELLOR)):
        with pytest.raises(NotThere):
            await builders.eligible(person_id, other)
        with pytest.raises(NotThere):
            await actions.end(person_id, why=EndWhy.MISTAKE, by=other)
        await web.sign_in_as(other.account_id, other.organisation_id)
        assert (await web.get(f"/people/{person_id}/data/quota")).status == 404


async def test_its_holder_is_reminded_and_nothing_ends_by_itself() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    due = clock.today() + timedelta(days=80)
    await builders.eligible(person_id, counsellor, review_on=due)
    assert await reminding.remind() == 1
    assert await reminding.remind() == 0
    assert await reminding.remind(due - timedelta(days=30)) == 1
    assert await reminding.remind(due + timedelta(days=400)) == 1
    told = await db.fetch(
        "SELECT words FROM notification WHERE kind = 'quota_review' ORDER BY created_at, id"
    )
    assert "Resta valida finché non decidi." in told[-1]["words"]
    assert await candidates.quota_protection(person_id) == "art1"
