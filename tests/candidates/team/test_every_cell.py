"""The 210 cells of services.md §1, each asked through the pages; and one stranger for each role.

A cell is read at one address and, where it writes, changed at another by a form that is sent empty: 422 is a form
that may be filled in, 404 (or 403 for roles that no file ever opens to) is no form at all. Parts that have no table
yet answer 404 to everybody.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import pytest_asyncio

from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.people.file_access import CELLS, Cell, Column, Part, cell
from portal.candidates.profiles.own_file import own_file
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.team.making import OF_LEAD, OF_OTHERS, Shared, add_colleague, shared
from tests.matching import builders as proposals
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

NO_TABLE_YET = {
    Part.REFERRAL: "/referral",
    Part.LEGAL_NOTES: "/legal-notes",
    Part.PSYCHOLOGICAL_NOTES: "/psychological-notes",
    Part.MEDIATION_NOTES: "/mediation-notes",
}
READ = {
    Part.CONTACT: "",
    Part.CONSENTS: "/consents",
    Part.PROJECT: "/project",
    Part.LEVELS: "/assessment",
    Part.SKILLS: "/data",
    Part.ACTIVITIES: "/interviews",
    Part.DOCUMENTS: "/documents",
}
WRITE = {
    Part.CONTACT: "/data/contact",
    Part.CONSENTS: "/consents/service",
    Part.PROJECT: "/project/draft",
    Part.LEVELS: "/grade",
    Part.SKILLS: "/data/experiences",
    Part.ACTIVITIES: "/interviews",
    Part.DOCUMENTS: "/documents",
}
CLOSED_DOOR = {403, 404}
TEAM = (Column.COUNSELLOR, *OF_LEAD, *OF_OTHERS, Column.COORDINATOR)


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


class Told:
    """A case with everything in it: an assessment being agreed on, an open proposal, two papers."""

    def __init__(self, now: Shared, assessment_id: UUID, paper_id: UUID, report_id: UUID) -> None:
        self.now, self.assessment_id, self.paper_id, self.report_id = now, assessment_id, paper_id, report_id

    @property
    def url(self) -> str:
        return f"/people/{self.now.person_id}"


async def _told() -> Told:
    stage = await proposals.stage()
    now = Shared(stage.people, stage.counsellor, stage.person_id)
    await proposals.asked(stage)
    mine, hers = builders.rated(A1=(2, 3)), builders.rated(A1=(3, 3))
    colleague = await builders.rater(now.counsellor)
    assessment_id = await builders.compared(now.person_id, now.counsellor, colleague, mine, hers)
    papers = []
    for kind in (DocumentKind.CURRICULUM, DocumentKind.INVALIDITY_REPORT):
        paper = Paper(kind, f"{kind}.pdf", b"%PDF-1.4\n%%EOF\n")
        papers.append(
            await documents.add(id=new_id(), person_id=now.person_id, paper=paper, by=now.counsellor)
        )
    return Told(now, assessment_id, papers[0], papers[1])


async def _viewer(told: Told, column: Column) -> Viewer:
    if column is Column.COUNSELLOR:
        return told.now.counsellor
    if column is Column.COORDINATOR:
        return await told.now.people.owner(Role.COORDINATOR)
    if column is Column.CONSORTIUM:
        return await told.now.people.owner(Role.CONSORTIUM_MANAGER)
    if column is Column.TUTOR:
        return await told.now.people.owner(Role.IN_COMPANY_TUTOR)
    return await told.now.join(column)


async def _reads(web: Browser, told: Told, part: Part) -> bool:
    """Whether something of the part is opened to who is signed in."""
    if part is Part.HEALTH:
        return (await web.get(f"/assessments/{told.assessment_id}")).status == 200
    if part is Part.DISABILITY_DOCUMENTS:
        return (await web.get(f"{told.url}/documents/{told.report_id}")).status == 200
    if part is Part.PROPOSALS:
        return "Proposte e percorsi aperti" in await web.get(told.url)
    suffix = NO_TABLE_YET.get(part) or READ[part]
    return (await web.get(f"{told.url}{suffix}")).status == 200


async def _writes(web: Browser, told: Told, part: Part) -> bool:
    """Whether an empty form of the part is answered as a form."""
    suffix = NO_TABLE_YET.get(part) or WRITE[part]
    page = await web.post(f"{told.url}{suffix}", {"nothing": ""}, follow=False)
    assert page.status in CLOSED_DOOR | {422, 405}, (part, page.status)
    return page.status == 422


def _wanted(part: Part, column: Column) -> tuple[bool, bool]:
    """Whether the cell opens the reading address, and whether it opens the writing one."""
    found = cell(part, column)
    if part in NO_TABLE_YET:
        return False, False
    if part is Part.PROPOSALS:
        # an excerpt is states and days for the coordinator; of others it is their own plan, on the plan's pages
        return found.reads_all or column is Column.COORDINATOR, False
    if part is Part.DISABILITY_DOCUMENTS:
        return found.reads_all, found.writes_own
    if part is Part.HEALTH:
        return found.reads_something, found is Cell.WRITE
    writes = found.writes_own if part in (Part.ACTIVITIES, Part.DOCUMENTS) else found is Cell.WRITE
    return found.reads_something, writes


@pytest.mark.parametrize("column", TEAM)
async def test_each_cell_of_the_team_opens_what_it_says(web: Browser, column: Column) -> None:
    told = await _told()
    viewer = await _viewer(told, column)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    wrong = []
    for part in Part:
        reads, writes = _wanted(part, column)
        if await _reads(web, told, part) is not reads:
            wrong.append(f"{part} is {'not ' if reads else ''}read")
        if part in (Part.HEALTH, Part.DISABILITY_DOCUMENTS, Part.PROPOSALS):
            continue  # written on the rater's own sheet, as kinds of papers, by the proposals: their own tests
        if await _writes(web, told, part) is not writes:
            wrong.append(f"{part} is {'not ' if writes else ''}written")
    assert wrong == []


@pytest.mark.parametrize("column", [Column.CONSORTIUM, Column.TUTOR])
async def test_a_consortium_and_a_tutor_have_no_file_to_open(web: Browser, column: Column) -> None:
    """Their cells are of a request and of their own plan, which are other pages: of the file there is nothing."""
    told = await _told()
    viewer = await _viewer(told, column)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    wrong = []
    for part in Part:
        if await _reads(web, told, part):
            wrong.append(part)
        if part not in (Part.HEALTH, Part.DISABILITY_DOCUMENTS, Part.PROPOSALS) and await _writes(
            web, told, part
        ):
            wrong.append(part)
    assert wrong == []


async def test_the_person_reads_each_part_her_column_names() -> None:
    """In her own area; of reserved notes and of the referral there is nothing yet."""
    told = await _told()
    found = await own_file(told.now.person_id)
    assert found is not None
    there = {one.part for one in found.parts}
    wanted = {
        part for part in Part if cell(part, Column.PERSON).reads_something and part not in NO_TABLE_YET
    } - {Part.DISABILITY_DOCUMENTS}
    assert wanted <= there | {Part.DISABILITY_DOCUMENTS}


def test_every_cell_is_walked() -> None:
    walked = {
        (part, column) for part in Part for column in (*TEAM, Column.CONSORTIUM, Column.TUTOR, Column.PERSON)
    }
    assert walked == set(CELLS)
    assert len(walked) == 210


@pytest.mark.parametrize("role", list(Role))
async def test_a_stranger_of_each_role_finds_nothing(web: Browser, role: Role) -> None:
    """Somebody of the role elsewhere, and a colleague of the same service who is not in the team."""
    told = await _told()
    strangers = [await told.now.people.outsider(role)]
    if role not in (Role.JOB_COUNSELLOR, Role.COORDINATOR):
        strangers.append(await told.now.people.teammate(role))
    for stranger in strangers:
        await web.sign_in_as(stranger.account_id, stranger.organisation_id)
        for part in Part:
            assert not await _reads(web, told, part), part
            if part not in (Part.HEALTH, Part.DISABILITY_DOCUMENTS, Part.PROPOSALS):
                assert not await _writes(web, told, part), part


async def test_a_cell_holds_only_within_the_parts_that_are_shared(web: Browser) -> None:
    """Rule R1: a district social worker with whom she shares two parts reads those two."""
    told = await _told()
    some = (Part.CONTACT, Part.PROJECT)
    viewer = await told.now.join(Column.DISTRICT_SOCIAL_WORKER, some)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    read = {part for part in Part if await _reads(web, told, part)}
    assert read == set(some)


async def test_excerpts_are_what_the_rules_say(web: Browser) -> None:
    told = await _told()
    phone = await db.fetchval("SELECT phone FROM person WHERE id = $1", told.now.person_id)
    mail = await db.fetchval("SELECT email FROM person WHERE id = $1", told.now.person_id)
    last_name = await db.fetchval("SELECT last_name FROM person WHERE id = $1", told.now.person_id)
    coach = await told.now.join(Column.COACH)
    await web.sign_in_as(coach.account_id, coach.organisation_id)
    page = await web.get(told.url)
    assert phone in page
    assert last_name in page
    assert mail not in page
    assert "Lecco" not in page
    peer = await told.now.join(Column.PEER_SUPPORTER)
    await web.sign_in_as(peer.account_id, peer.organisation_id)
    page = await web.get(told.url)
    assert "Nives" in page
    for hidden in (phone, last_name, mail):
        assert hidden not in page
    coordinator = await told.now.people.owner(Role.COORDINATOR)
    await web.sign_in_as(coordinator.account_id, coordinator.organisation_id)
    page = await web.get(told.url)
    assert "Lecco" in page
    assert phone not in page
    assert mail not in page


async def test_an_own_row_is_read_by_its_author_and_by_who_reads_all(web: Browser) -> None:
    """A lawyer's interviews are O: she reads hers, not the counsellor's; the counsellor reads both."""
    told = await _told()
    lawyer = await told.now.join(Column.LAWYER)
    await web.sign_in_as(lawyer.account_id, lawyer.organisation_id)
    assert "Accoglienza" not in (await web.get(f"{told.url}/interviews")).text.split("Che cosa tocca")[0]
    await web.get(f"{told.url}/interviews/new")
    await web.press(
        "/interviews",
        {
            "kind": "legal", "minutes": "30", "mode": "in_person", "agreed": "Portare il contratto.",
            "next_step": "Leggerlo insieme.", "reserved_note": "Una cosa solo mia.",
        },
    )  # fmt: skip
    page = await web.get(f"{told.url}/interviews")
    assert "Portare il contratto." in page
    assert "Una cosa solo mia." in page
    assert "Ci rivediamo con i documenti." not in page
    await web.sign_in_as(told.now.counsellor.account_id, told.now.counsellor.organisation_id)
    page = await web.get(f"{told.url}/interviews")
    assert "Portare il contratto." in page
    assert "Una cosa solo mia." not in page


async def test_a_colleague_outside_the_team_has_no_column(web: Browser) -> None:
    """The same psychologist finds the file only once she is in the team."""
    told = await _told()
    assert told.now.counsellor.organisation_id is not None
    psychologist = await told.now.people.owner(Role.PSYCHOLOGIST)
    await web.sign_in_as(psychologist.account_id, psychologist.organisation_id)
    assert (await web.get(told.url)).status == 404
    await add_colleague(told.now, psychologist, Role.PSYCHOLOGIST)
    assert (await web.get(told.url)).status == 200


async def test_a_service_that_shares_nothing_yet_finds_nothing(web: Browser) -> None:
    now = await shared()
    other = await now.people.owner(Role.HEALTH_OPERATOR)
    await web.sign_in_as(other.account_id, other.organisation_id)
    assert (await web.get(f"/people/{now.person_id}")).status == 404
