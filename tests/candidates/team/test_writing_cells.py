"""Three parts of services.md §1 are written on pages of their own: ICF on an own sheet, papers on disability by their
kind, proposals by the proposals. Each cell of theirs is tried with a form filled in, and what it leaves is counted.
"""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from portal.candidates.assessment import sheets
from portal.candidates.people.file_access import Cell, Column, Part, cell
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.team.making import OF_LEAD, OF_OTHERS, Shared
from tests.matching import builders as proposals
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

COLUMNS = tuple(column for column in Column if column is not Column.PERSON)
PDF = b"%PDF-1.4\n%%EOF\n"
CLOSED_DOOR = {403, 404}


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _viewer(now: Shared, column: Column) -> Viewer:
    """Consortia and tutors are in no team: their cells speak of a request and of a plan."""
    if column is Column.COUNSELLOR:
        return now.counsellor
    outside = {
        Column.COORDINATOR: Role.COORDINATOR,
        Column.CONSORTIUM: Role.CONSORTIUM_MANAGER,
        Column.TUTOR: Role.IN_COMPANY_TUTOR,
    }
    if column in outside:
        return await now.people.owner(outside[column])
    assert column in OF_LEAD or column in OF_OTHERS
    return await now.join(column)


async def _stage() -> tuple[proposals.Stage, Shared]:
    stage = await proposals.stage()
    return stage, Shared(stage.people, stage.counsellor, stage.person_id)


async def _assessment(now: Shared, viewer: Viewer) -> UUID:
    """Where she may be asked to rate, she is; the holder always is."""
    others = () if viewer is now.counsellor else (viewer,)
    try:
        return await builders.assessment_of(now.person_id, now.counsellor, *others)
    except (Refused, NotThere):
        return await builders.assessment_of(now.person_id, now.counsellor)


async def _rated_codes(assessment_id: UUID, viewer: Viewer) -> list[str]:
    sheet = await sheets.own_sheet(assessment_id, viewer)
    return [] if sheet is None else [one.code for one in sheet.icf]


@pytest.mark.parametrize("column", COLUMNS)
async def test_icf_and_health_detail_is_written_by_whom_the_cell_says(web: Browser, column: Column) -> None:
    _, now = await _stage()
    viewer = await _viewer(now, column)
    assessment_id = await _assessment(now, viewer)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    rating = {"code": "b130", "capacity": "2", "performance": "1"}
    page = await web.post(f"/assessments/{assessment_id}/icf", rating, follow=False)
    writes = cell(Part.HEALTH, column) is Cell.WRITE
    assert (page.status == 303) is writes, page.status
    assert writes or page.status in CLOSED_DOOR
    assert await _rated_codes(assessment_id, viewer) == (["b130"] if writes else [])


@pytest.mark.parametrize("column", COLUMNS)
async def test_a_paper_on_disability_is_added_by_whom_the_cell_says(web: Browser, column: Column) -> None:
    _, now = await _stage()
    viewer = await _viewer(now, column)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    page = await web.post(
        f"/people/{now.person_id}/documents",
        {"kind": "invalidity_report", "once": str(new_id())},
        files={"file": ("verbale.pdf", PDF, "application/pdf")},
        follow=False,
    )
    # of a file a consortium and a tutor have nothing: their own rows are of a request and of a plan
    writes = cell(Part.DISABILITY_DOCUMENTS, column).writes_own
    assert (page.status == 303) is writes, page.status
    assert writes or page.status in CLOSED_DOOR | {422}
    assert await db.fetchval("SELECT count(*) FROM document WHERE kind = 'invalidity_report'") == int(writes)


@pytest.mark.parametrize("column", COLUMNS)
async def test_a_proposal_is_made_by_whom_the_cell_says(web: Browser, column: Column) -> None:
    stage, now = await _stage()
    viewer = await _viewer(now, column)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    typed = {
        "person": str(now.person_id),
        "vacancy": str(stage.vacancy_id),
        "readers": str(stage.recruiter.account_id),
        "once": str(new_id()),
    }
    page = await web.post("/proposals", typed, follow=False)
    writes = cell(Part.PROPOSALS, column) is Cell.WRITE
    assert (page.status == 303) is writes, page.status
    assert writes or page.status in CLOSED_DOOR
    assert await db.fetchval("SELECT count(*) FROM proposal") == int(writes)


@pytest.mark.parametrize("role", list(Role))
async def test_a_stranger_of_each_role_writes_none_of_them(web: Browser, role: Role) -> None:
    stage, now = await _stage()
    assessment_id = await builders.assessment_of(now.person_id, now.counsellor)
    stranger = await now.people.outsider(role)
    await web.sign_in_as(stranger.account_id, stranger.organisation_id)
    rating = {"code": "b130", "capacity": "2", "performance": "1"}
    assert (await web.post(f"/assessments/{assessment_id}/icf", rating, follow=False)).status in CLOSED_DOOR
    page = await web.post(
        f"/people/{now.person_id}/documents",
        {"kind": "invalidity_report", "once": str(uuid4())},
        files={"file": ("verbale.pdf", PDF, "application/pdf")},
        follow=False,
    )
    assert page.status in CLOSED_DOOR
    typed = {
        "person": str(now.person_id),
        "vacancy": str(stage.vacancy_id),
        "readers": str(stage.recruiter.account_id),
        "once": str(new_id()),
    }
    # another service's counsellor has a form, in which this person cannot be chosen
    assert (await web.post("/proposals", typed, follow=False)).status in CLOSED_DOOR | {422}
    assert await db.fetchval("SELECT count(*) FROM proposal") == 0
    assert await db.fetchval("SELECT count(*) FROM document") == 0
