"""A plan that ended with a hire: the company confirms it and its coverage changes, or says it did not happen."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from portal.employers import public as employers
from portal.employers.companies.actions import hires
from portal.employers.companies.actions.hires import Confirmation
from portal.employers.companies.queries.hires import hire_proposal, waiting_hires
from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import (
    HireProposalState,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.told import told

pytestmark = [pytest.mark.usefixtures("db_rollback")]
FIRST_DAY = date(2026, 9, 1)


async def proposed(viewer: Viewer, plan_id: UUID | None = None, protection: str | None = "art3") -> UUID:
    assert viewer.organisation_id is not None
    return await employers.propose_hire(
        company_id=viewer.organisation_id,
        plan_id=plan_id or new_id(),
        name="Elio Sardi",
        starts_on=FIRST_DAY,
        weekly_hours=24,
        full_time_hours=40,
        protection=protection,
        by=SYSTEM,
    )


def confirmation(site_id: UUID, **other: object) -> Confirmation:
    values: dict[str, object] = {
        "code": "N001",
        "site_id": site_id,
        "starts_on": FIRST_DAY,
        "contract": WorkContract.PERMANENT,
        "weekly_hours": Decimal(24),
        "full_time_hours": Decimal(40),
        "protection": Protection.ART1,
        "details": ProtectionDetails(ProtectedCategory.D1, 67),
    }
    return Confirmation(**{**values, **other})  # type: ignore[arg-type]


async def owner() -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, await builders.head_office(viewer.organisation_id)


async def test_a_plan_proposes_one_hire_however_often_it_ends() -> None:
    viewer, _ = await owner()
    plan_id = new_id()
    assert await proposed(viewer, plan_id) == await proposed(viewer, plan_id)
    assert viewer.organisation_id is not None
    [waiting] = await waiting_hires(viewer.organisation_id)
    assert waiting.name == "Elio Sardi"


async def test_the_administrators_are_told_without_a_name() -> None:
    viewer, _ = await owner()
    await proposed(viewer)
    (words,) = await told(viewer, Kind.HIRE_PROPOSED)
    assert "Sardi" not in words


async def test_a_confirmed_hire_changes_the_coverage() -> None:
    viewer, site = await owner()
    assert viewer.organisation_id is not None
    await builders.workers(36, viewer)
    today = clock.today()
    assert (await employers.coverage(viewer.organisation_id, today)).covered3 == 0
    proposal_id = await proposed(viewer)
    assert (await employers.coverage(viewer.organisation_id, today)).covered3 == 0
    worker_id = await hires.confirm_hire(proposal_id, confirmation(site), by=viewer)
    after = await employers.coverage(viewer.organisation_id, today)
    assert (after.covered3, after.gap3) == (1, 1)
    found = await hire_proposal(proposal_id, viewer.organisation_id)
    assert (found.state, found.worker_id) == (HireProposalState.CONFIRMED, worker_id)
    await jobs.drain()
    counted = (await employers.counted([viewer.organisation_id]))[viewer.organisation_id]
    assert (counted.in_force3, counted.gap3) == (1, 1)


async def test_a_hire_is_confirmed_once() -> None:
    viewer, site = await owner()
    proposal_id = await proposed(viewer)
    await hires.confirm_hire(proposal_id, confirmation(site), by=viewer)
    with pytest.raises(Refused, match="«Confermata»"):
        await hires.confirm_hire(proposal_id, confirmation(site, code="N002"), by=viewer)
    with pytest.raises(Refused, match="«Confermata»"):
        await hires.decline_hire(proposal_id, by=viewer)


async def test_a_hire_that_did_not_happen_makes_no_row() -> None:
    viewer, _ = await owner()
    assert viewer.organisation_id is not None
    proposal_id = await proposed(viewer)
    await hires.decline_hire(proposal_id, by=viewer)
    assert (await hire_proposal(proposal_id, viewer.organisation_id)).state is HireProposalState.DECLINED
    assert await db.fetchval("SELECT count(*) FROM worker WHERE company = $1", viewer.organisation_id) == 0


async def test_a_quota_without_its_category_is_completed_first() -> None:
    viewer, site = await owner()
    proposal_id = await proposed(viewer)
    with pytest.raises(Refused, match="categoria"):
        await hires.confirm_hire(proposal_id, confirmation(site, details=None), by=viewer)


async def test_a_hire_outside_the_quota_needs_no_category() -> None:
    viewer, site = await owner()
    proposal_id = await proposed(viewer, protection=None)
    await hires.confirm_hire(
        proposal_id, confirmation(site, protection=Protection.NONE, details=None), by=viewer
    )


async def test_recruiters_and_strangers_do_not_confirm() -> None:
    people = Cast()
    viewer = await people.owner(Role.COMPANY_ADMINISTRATOR)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    stranger = await people.outsider(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    proposal_id = await proposed(viewer)
    with pytest.raises(Refused, match="Non spetta a te"):
        await hires.confirm_hire(proposal_id, confirmation(site), by=recruiter)
    with pytest.raises(NotThere):
        await hires.confirm_hire(proposal_id, confirmation(site), by=stranger)
    with pytest.raises(NotThere):
        await hires.decline_hire(proposal_id, by=stranger)
