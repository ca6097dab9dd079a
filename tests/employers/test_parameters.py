"""Dated figures entered by coordinators: nothing rewritten, every company counted again, what changed written down."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import asyncpg
import pytest

from portal.employers import public as employers
from portal.employers.obligations.actions import parameter_recount
from portal.employers.obligations.actions.parameters import NewFigure, end, enter, withdraw
from portal.employers.obligations.parameter_names import NAMES
from portal.employers.obligations.parameters import acts, in_force, in_law, known_at
from portal.employers.obligations.queries import parameters as queries
from portal.employers.obligations.queries.parameters import Effect
from portal.employers.obligations.queries.standing import standing
from portal.foundation import audit, clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]

TODAY = clock.today()
CONTRIBUTION = "esonero.contributo_day"
FIFTEEN = "quota.art3.class_c_from"


def figure(key: str = CONTRIBUTION, value: str = "42.50", **other: object) -> NewFigure:
    usual: dict[str, object] = {
        "valid_from": TODAY,
        "valid_to": None,
        "source": "DM 12 del 02-11-2026",
        "evidence": Evidence.TWO_SOURCES,
    }
    return NewFigure(key, Fraction(value), **{**usual, **other})  # type: ignore[arg-type]


async def coordinator() -> Viewer:
    return await Cast().owner(Role.COORDINATOR)


async def company(staff: int) -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    await builders.workers(staff, viewer)
    await jobs.drain()
    return viewer, viewer.organisation_id


def test_every_figure_has_its_name_and_no_name_is_left_over() -> None:
    assert {row.key for row in in_law()} == set(NAMES)


async def test_an_entered_figure_holds_from_its_day_and_keeps_its_source() -> None:
    by = await coordinator()
    await enter(figure(), id=new_id(), by=by)
    law = await in_force()
    row = law.row(CONTRIBUTION, TODAY)
    assert (row.value, row.source) == (Fraction(85, 2), "DM 12 del 02-11-2026")
    assert law.value(CONTRIBUTION, TODAY - timedelta(days=1)) == in_law().value(
        CONTRIBUTION, TODAY - timedelta(days=1)
    )


async def test_asked_twice_with_one_id_it_is_entered_once_and_audited() -> None:
    by, id = await coordinator(), new_id()
    for _ in range(2):
        await enter(figure(), id=id, by=by)
    assert len([act for act in await acts() if act.figure_id == id]) == 1
    assert [entry.what for entry in await audit.entries_about(id)] == ["ParameterChanged"]


@pytest.mark.parametrize(
    ("other", "fine"),
    [
        ({"valid_from": TODAY - timedelta(days=9), "valid_to": TODAY - timedelta(days=1)}, True),
        ({"valid_from": TODAY - timedelta(days=9), "valid_to": TODAY}, False),
        ({"valid_from": TODAY + timedelta(days=10)}, False),
        ({"valid_from": TODAY + timedelta(days=31)}, True),
        ({"key": "esonero60.contributo_day"}, True),
    ],
)
async def test_two_entered_figures_of_one_key_never_overlap(other: dict[str, object], fine: bool) -> None:
    by = await coordinator()
    await enter(figure(valid_to=TODAY + timedelta(days=30)), id=new_id(), by=by)
    if fine:
        await enter(figure(**other), id=new_id(), by=by)  # type: ignore[arg-type]
        return
    with pytest.raises(Refused, match="C’è già un valore inserito") as refusal:
        await enter(figure(**other), id=new_id(), by=by)  # type: ignore[arg-type]
    assert refusal.value.field == "valid_from"


async def test_an_open_figure_is_ended_once_and_another_may_follow() -> None:
    by, id = await coordinator(), new_id()
    await enter(figure(), id=id, by=by)
    with pytest.raises(Refused, match="prima scrivi fino a quando vale"):
        await enter(figure(valid_from=TODAY + timedelta(days=60)), id=new_id(), by=by)
    with pytest.raises(Refused, match="viene prima"):
        await end(id, last_day=TODAY - timedelta(days=1), id=new_id(), by=by)
    await end(id, last_day=TODAY + timedelta(days=59), id=new_id(), by=by)
    with pytest.raises(Refused, match="finisce già"):
        await end(id, last_day=TODAY + timedelta(days=3), id=new_id(), by=by)
    await enter(figure(value="50", valid_from=TODAY + timedelta(days=60)), id=new_id(), by=by)
    law = await in_force()
    assert law.value(CONTRIBUTION, TODAY + timedelta(days=59)) == Fraction(85, 2)
    assert law.value(CONTRIBUTION, TODAY + timedelta(days=60)) == 50


async def test_a_withdrawn_figure_holds_on_no_day_and_stays_on_record() -> None:
    by, id = await coordinator(), new_id()
    await enter(figure(), id=id, by=by)
    with pytest.raises(Refused, match="perché"):
        await withdraw(id, reason=" ", id=new_id(), by=by)
    await withdraw(id, reason="Importo letto male.", id=new_id(), by=by)
    assert (await in_force()).value(CONTRIBUTION, TODAY) == in_law().value(CONTRIBUTION, TODAY)
    assert [row.reason for row in await queries.acts_on([id])] == ["Importo letto male.", None]
    with pytest.raises(Refused, match="già ritirato"):
        await withdraw(id, reason="Di nuovo.", id=new_id(), by=by)
    await enter(figure(), id=new_id(), by=by)


async def test_the_figures_of_any_moment_can_be_read_again() -> None:
    by, id = await coordinator(), new_id()
    await enter(figure(), id=id, by=by)
    first = (await acts())[-1].number
    await withdraw(id, reason="Importo letto male.", id=new_id(), by=by)
    assert known_at(await acts(), first).value(CONTRIBUTION, TODAY) == Fraction(85, 2)
    assert known_at(await acts(), first - 1).value(CONTRIBUTION, TODAY) == in_law().value(CONTRIBUTION, TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " a "}, "source"),
        ({"key": "request_deadline_days", "value": "1/2"}, "amount"),
        ({"key": "quota.art3.gt50_pct", "value": "7"}, "amount"),
        ({"valid_from": date(1999, 1, 1)}, "valid_from"),
        ({"valid_to": TODAY - timedelta(days=1)}, "valid_from"),
    ],
)
async def test_a_figure_that_makes_no_sense_is_refused_on_its_field(
    wrong: dict[str, object], field: str
) -> None:
    by = await coordinator()
    with pytest.raises(Refused) as refusal:
        await enter(figure(**wrong), id=new_id(), by=by)  # type: ignore[arg-type]
    assert refusal.value.field == field


async def test_a_key_that_no_rule_asks_is_not_there() -> None:
    by = await coordinator()
    with pytest.raises(NotThere):
        await enter(figure(key="quota.art3.invented"), id=new_id(), by=by)
    with pytest.raises(NotThere):
        await end(new_id(), last_day=TODAY, id=new_id(), by=by)


@pytest.mark.parametrize("statement", ["UPDATE parameter_act SET value = '1'", "DELETE FROM parameter_act"])
async def test_the_database_refuses_to_rewrite_an_act(statement: str) -> None:
    await enter(figure(), id=new_id(), by=await coordinator())
    with pytest.raises(asyncpg.PostgresError, match="only grows"):
        async with db.unit_of_work():
            await db.execute(statement)


# --- counted again ---------------------------------------------------------------------------------------------


async def effects(company_id: UUID) -> dict[str, Effect]:
    recount_id = await db.fetchval("SELECT id FROM parameter_recount ORDER BY act DESC LIMIT 1")
    rows = await queries.effects(recount_id, None, limit=10_000, offset=0)
    return {row.figure: row for row in rows if row.company_id == company_id}


async def test_a_change_counts_every_company_again_and_says_what_changed() -> None:
    _, company_id = await company(14)
    assert (await employers.counted([company_id]))[company_id].quota3 == 0
    await enter(figure(FIFTEEN, "14"), id=new_id(), by=await coordinator())
    await jobs.drain()
    assert (await employers.counted([company_id]))[company_id].quota3 == 1
    found = await effects(company_id)
    assert (found["quota3"].was, found["quota3"].now) == ("0", "1")
    assert (found["gap3"].was, found["gap3"].now) == ("0", "1")
    assert found["cost"].was == "0,00 €"
    assert "base3" not in found


async def test_a_change_of_the_contribution_changes_the_cost_alone() -> None:
    _, company_id = await company(15)
    await enter(figure(), id=new_id(), by=await coordinator())
    await jobs.drain()
    assert set(await effects(company_id)) == {"cost"}


async def test_a_company_that_a_change_does_not_touch_is_counted_and_not_listed() -> None:
    _, company_id = await company(3)
    await enter(figure(FIFTEEN, "14"), id=new_id(), by=await coordinator())
    await jobs.drain()
    assert await effects(company_id) == {}
    row = await db.fetchrow("SELECT companies, changed, finished_at FROM parameter_recount")
    assert row["finished_at"] is not None
    assert row["companies"] >= 1
    assert row["changed"] == 0


async def test_a_recount_goes_on_batch_by_batch_and_ends_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameter_recount, "BATCH", 2)
    for _ in range(3):
        await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    companies = await db.fetchval("SELECT count(*) FROM company")
    await enter(figure(), id=new_id(), by=await coordinator())
    await jobs.drain()
    row = await db.fetchrow("SELECT id, act, companies, finished_at FROM parameter_recount")
    assert (row["companies"], row["finished_at"] is not None) == (companies, True)
    await parameter_recount.start(row["act"])
    await parameter_recount.go_on(row["id"])
    assert await db.fetchval("SELECT companies FROM parameter_recount") == companies


async def test_a_figure_of_the_future_is_compared_on_its_day_and_counted_when_it_comes() -> None:
    _, company_id = await company(14)
    coming = TODAY + timedelta(days=10)
    await enter(figure(FIFTEEN, "14", valid_from=coming), id=new_id(), by=await coordinator())
    await jobs.drain()
    assert (await employers.counted([company_id]))[company_id].quota3 == 0
    assert (await effects(company_id))["quota3"].now == "1"
    assert await db.fetchval("SELECT counted_on FROM parameter_recount") == coming
    assert (await standing(company_id, TODAY)).next_change_on == coming
    assert (await standing(company_id, coming)).position.art3.quota == 1


async def test_the_past_of_a_company_follows_the_figures_of_each_day() -> None:
    _, company_id = await company(14)
    first = TODAY - timedelta(days=100)
    await enter(figure(FIFTEEN, "14", valid_from=first), id=new_id(), by=await coordinator())
    now = await standing(company_id, TODAY)
    assert [place.since for place in now.places] == [first]


async def test_companies_are_told_when_their_duties_changed_and_only_then() -> None:
    viewer, _ = await company(14)
    told = "SELECT words FROM notification WHERE kind = 'duties_changed' AND account_id = $1"
    await enter(figure(), id=new_id(), by=await coordinator())
    await jobs.drain()
    assert await db.fetch(told, viewer.account_id) == []
    await enter(figure(FIFTEEN, "14"), id=new_id(), by=await coordinator())
    await jobs.drain()
    [row] = await db.fetch(told, viewer.account_id)
    assert "posti scoperti (art. 3) da 0 a 1" in row["words"]
