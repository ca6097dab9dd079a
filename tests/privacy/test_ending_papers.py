"""Papers of companies: ten years after they are over the company is told, and thirty days later they go."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from portal.employers.following.actions import adherence
from portal.employers.following.vocabulary import Commitment
from portal.employers.inclusion.actions import commitments
from portal.employers.measures.actions import conventions
from portal.employers.prospetto_informativo.actions import drafting, filing
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.foundation import clock, db, files
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.privacy.actions import ending_papers
from portal.privacy.rules import months_later
from tests.cast import Cast
from tests.employers.inclusion.test_commitments import commitment, loaded
from tests.employers.measures import drafts
from tests.employers.prospetto_informativo import company as prospetti
from tests.employers.test_following import drafted, followed, signature
from tests.told import told
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")

TEN_YEARS = 120
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    files.configure(tmp_path / "files")
    return tmp_path / "files"


def _stored(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


async def _prospetto() -> tuple[Viewer, UUID, date]:
    viewer = await prospetti.complete()
    return viewer, await prospetti.sent(viewer), prospetti.SENT_ON


async def _convention() -> tuple[Viewer, UUID, date]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    draft = drafts.programme((1, date(2026, 12, 31)))
    return viewer, await conventions.record_convenzione(draft, id=new_id(), by=viewer), draft.period.ends_on


async def _commitment() -> tuple[Viewer, UUID, date]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    await loaded(id, "verbale.pdf", PDF, viewer)
    await commitments.fulfil_commitment(id, done_on=clock.today(), by=viewer)
    return viewer, id, clock.today()


async def _letter() -> tuple[Viewer, UUID, date]:
    now = await followed()
    id = await drafted(now)
    await adherence.send(id, by=now.follower)
    await adherence.sign(id, signature(), by=now.administrator)
    await adherence.end(id, reason="L’azienda chiude la sede", by=now.follower)
    return now.administrator, id, clock.today()


Made = Callable[[], Awaitable[tuple[Viewer, UUID, date]]]


@pytest.mark.parametrize(
    ("made", "table", "word"),
    [
        (_prospetto, "prospetto_informativo", "1 prospetto"),
        (_convention, "convenzione", "1 convenzione"),
        (_commitment, "commitment", "1 impegno"),
        (_letter, "letter_of_adherence", "1 lettera di adesione"),
    ],
)
async def test_a_paper_is_told_of_a_month_before_and_goes_after_ten_years(
    made: Made, table: str, word: str, folder: Path
) -> None:
    viewer, id, over_on = await made()
    term = months_later(over_on, TEN_YEARS)
    assert await ending_papers.warn_and_forget(term - timedelta(days=31)) == (0, 0)
    assert await ending_papers.warn_and_forget(term - timedelta(days=30)) == (1, 0)
    assert await ending_papers.warn_and_forget(term - timedelta(days=29)) == (0, 0), "told once"
    (line,) = await told(viewer, Kind.PAPERS_DUE)
    assert word in line
    assert "sono passati dieci anni" in line
    assert await ending_papers.warn_and_forget(term - timedelta(days=1)) == (0, 0)
    assert await db.fetchval(f"SELECT count(*) FROM {table} WHERE id = $1", id) == 1
    assert await ending_papers.warn_and_forget(term) == (0, 1)
    assert await db.fetchval(f"SELECT count(*) FROM {table} WHERE id = $1", id) == 0
    assert await db.fetchval("SELECT count(*) FROM paper_notice") == 0
    assert await db.fetchval("SELECT rows FROM retention_run") >= 1
    assert _stored(folder) == 0, "its files went with it"
    assert await ending_papers.warn_and_forget(term + timedelta(days=1)) == (0, 0)


async def test_after_a_standstill_the_warning_still_comes_thirty_days_before() -> None:
    _, _, over_on = await _convention()
    late = months_later(over_on, TEN_YEARS) + timedelta(days=400)
    assert await ending_papers.warn_and_forget(late) == (1, 0)
    assert await ending_papers.warn_and_forget(late + timedelta(days=29)) == (0, 0)
    assert await ending_papers.warn_and_forget(late + timedelta(days=30)) == (0, 1)


async def test_a_prospetto_stays_as_long_as_its_last_correction_and_they_go_together() -> None:
    viewer, first, sent_on = await _prospetto()
    corrected_on = sent_on + timedelta(days=90)
    second = await drafting.begin(prospetti.YEAR, CommunicationKind.CORRECTION, id=new_id(), by=viewer)
    await filing.file(second, sent_on=corrected_on, code=prospetti.OTHER_CODE, protocol=None, by=viewer)
    term = months_later(sent_on, TEN_YEARS)
    assert await ending_papers.warn_and_forget(term) == (0, 0)
    term = months_later(corrected_on, TEN_YEARS)
    assert await ending_papers.warn_and_forget(term - timedelta(days=30)) == (2, 0)
    (line,) = await told(viewer, Kind.PAPERS_DUE)
    assert "2 prospetti" in line
    assert await ending_papers.warn_and_forget(term) == (0, 2)
    assert await db.fetchval("SELECT count(*) FROM prospetto_informativo") == 0
    assert first != second


async def test_the_time_after_a_commitment_that_goes_stays_and_follows_nothing() -> None:
    viewer, id, over_on = await _commitment()
    later = await commitments.record_commitment(commitment(title="La volta dopo"), id=new_id(), by=viewer)
    await db.execute("UPDATE commitment SET follows = $1 WHERE id = $2", id, later)
    term = months_later(over_on, TEN_YEARS)
    await ending_papers.warn_and_forget(term - timedelta(days=30))
    await ending_papers.warn_and_forget(term)
    rows = await db.fetch("SELECT id, follows FROM commitment")
    assert [(row["id"], row["follows"]) for row in rows] == [(later, None)]


async def test_a_paper_that_comes_to_life_again_is_spared_and_its_warning_forgotten() -> None:
    _, id, over_on = await _convention()
    term = months_later(over_on, TEN_YEARS)
    assert await ending_papers.warn_and_forget(term - timedelta(days=30)) == (1, 0)
    await db.execute("UPDATE convenzione SET ends_on = ends_on + 800 WHERE id = $1", id)
    assert await ending_papers.warn_and_forget(term) == (0, 0)
    assert await db.fetchval("SELECT count(*) FROM paper_notice") == 0
    assert await db.fetchval("SELECT count(*) FROM convenzione") == 1


async def test_a_signed_letter_without_a_last_day_has_no_term() -> None:
    now = await followed()
    id = await adherence.draft_letter(now.company_id, [Commitment.VISITS], id=new_id(), by=now.follower)
    await adherence.send(id, by=now.follower)
    await adherence.sign(id, signature(), by=now.administrator)
    assert await ending_papers.warn_and_forget(clock.today() + timedelta(days=9_000)) == (0, 0)


async def test_the_officer_reads_how_many_papers_go_and_when_and_not_whose() -> None:
    viewer, _, over_on = await _convention()
    await ending_papers.warn_and_forget(months_later(over_on, TEN_YEARS) - timedelta(days=30))
    officer = await Cast().owner(Role.DATA_PROTECTION_OFFICER)
    assert viewer.organisation_id is not None
    name = await db.fetchval("SELECT name FROM organisation WHERE id = $1", viewer.organisation_id)
    async with browser() as web:
        await web.sign_in_as(officer.account_id, officer.organisation_id)
        page = await web.get("/data-requests/retention")
    assert "1 documento" in page
    assert "Dieci anni dalla fine, con un avviso trenta giorni prima" in page
    assert "c.c. art. 2946" in page
    assert name not in page
