"""Reminders of assessments and of the operators' training: once for each object and step, to whom they concern."""

from datetime import timedelta

import asyncpg
import pytest

from portal.candidates.assessment import actions, reminding
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.sheets import Rated
from portal.candidates.assessment.vocabulary import Basis, Occasion
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.network import reminding as trainings
from portal.network.actions import record_training
from portal.network.vocabulary import Topic
from tests.candidates import builders
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")


async def _told(kind: str = "assessment_due") -> list[tuple[object, str, str]]:
    rows = await db.fetch(
        "SELECT account_id, step, words FROM notification WHERE kind = $1 ORDER BY created_at, id", kind
    )
    return [(row["account_id"], row["step"], row["words"]) for row in rows]


async def test_raters_hear_a_week_before_the_close_and_at_it_then_the_holder() -> None:
    cast = Cast()
    counsellor, psychologist = await cast.owner(Role.JOB_COUNSELLOR), await cast.owner(Role.PSYCHOLOGIST)
    person_id, today = await builders.in_development(counsellor), clock.today()
    id = await actions.ask(
        id=new_id(), person_id=person_id, occasion=Occasion.INTERMEDIATE,
        raters=[counsellor.account_id, psychologist.account_id], close_by=today + timedelta(days=10), by=counsellor,
    )  # fmt: skip
    assert await reminding.remind_of_sheets() == 0
    assert await reminding.remind_of_sheets(today + timedelta(days=3)) == 2
    assert await reminding.remind_of_sheets(today + timedelta(days=4)) == 0
    sheet = {"A1": Rated(Level(2, 2), Basis.INTERVIEW)}
    await actions.fill(id, sheet, submit=True, by=counsellor)
    assert await reminding.remind_of_sheets(today + timedelta(days=10)) == 2
    assert await reminding.remind_of_sheets(today + timedelta(days=30)) == 0
    last = (await _told())[-2:]
    assert {(account, step) for account, step, _ in last} == {
        (psychologist.account_id, "on_day"), (counsellor.account_id, "sheets_over"),
    }  # fmt: skip
    assert all("Nives" not in words for _, _, words in await _told())
    assert "Manca una scheda." in last[-1][2] + last[-2][2]


async def test_another_assessment_is_proposed_after_a_year_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.signed_synthesis(person_id, counsellor)
    year = clock.today() + timedelta(days=366)
    assert await reminding.propose_again() == 0
    assert await reminding.propose_again(year) == 1
    assert await reminding.propose_again(year + timedelta(days=5)) == 0
    await actions.ask(
        id=new_id(), person_id=person_id, occasion=Occasion.CHANGE, raters=[counsellor.account_id],
        close_by=clock.today() + timedelta(days=5), by=counsellor,
    )  # fmt: skip
    await db.execute("DELETE FROM notification")
    assert await reminding.propose_again(year) == 0, "one is under way"


async def test_and_after_a_plan_of_hers() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id, plan_id = await builders.in_development(counsellor), new_id()
    assert await reminding.propose_after_plan(person_id, plan_id) == 1
    assert await reminding.propose_after_plan(person_id, plan_id) == 0
    ((account, _, words),) = await _told()
    assert account == counsellor.account_id
    assert "Un percorso di una persona che segui è finito" in words


async def test_a_training_that_ends_is_told_to_its_owner_and_to_the_coordinator() -> None:
    cast = Cast()
    counsellor, coordinator = await cast.owner(Role.JOB_COUNSELLOR), await cast.owner(Role.COORDINATOR)
    today = clock.today()
    ends = today + timedelta(days=80)
    await record_training(
        id=new_id(), member=counsellor.account_id, topic=Topic.METHOD, hours=16,
        completed_on=today - timedelta(days=900), valid_until=ends, by=coordinator,
    )  # fmt: skip
    assert await trainings.remind() == 2
    assert await trainings.remind() == 0
    assert await trainings.remind(ends - timedelta(days=30)) == 2
    told = await _told("training_ending")
    assert {account for account, _, _ in told} == {counsellor.account_id, coordinator.account_id}
    assert all("Senza, non si firma una valutazione." in words for _, _, words in told)
    await record_training(
        id=new_id(),
        member=counsellor.account_id,
        topic=Topic.METHOD,
        hours=16,
        completed_on=today,
        by=coordinator,
    )
    assert await trainings.remind(ends) == 0, "a newer one counts"


@pytest.mark.parametrize(
    "change",
    [
        "topic = 'dancing'",
        "hours = 0",
        "valid_until = completed_on - 1",
        "completed_on = recorded_at::date + 2",
    ],
)
async def test_the_database_bounds_a_training(change: str) -> None:
    cast = Cast()
    coordinator = await cast.owner(Role.COORDINATOR)
    await record_training(
        id=new_id(),
        member=coordinator.account_id,
        topic=Topic.ICF,
        hours=8,
        completed_on=clock.today(),
        by=coordinator,
    )
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.unit_of_work():
            await db.execute(f"UPDATE operator_training SET {change}")
