"""Measures as they are written: what the law refuses, what the count makes of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.employers.companies.actions import workforce
from portal.employers.companies.actions.profile import add_site
from portal.employers.measures.actions import measures as acts
from portal.employers.measures.actions.judging import ManyRefused
from portal.employers.measures.queries.written import written
from portal.employers.measures.rules.drafts import Act, Grant, MeasureDraft, Period
from portal.employers.measures.vocabulary import MeasureState
from portal.employers.obligations.actions.recount import recount
from portal.employers.obligations.queries.standing import standing
from portal.employers.obligations.rules.esonero import EsoneroSector
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.employers.measures import drafts

pytestmark = [pytest.mark.usefixtures("db_rollback")]

IN_SPRING = date(2026, 4, 15)


async def administrator(staff: int = 0) -> Viewer:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    if staff:
        await builders.workers(staff, viewer)
    return viewer


async def record(draft: MeasureDraft, by: Viewer) -> object:
    return await acts.record_measure(draft, id=new_id(), by=by)


async def refused(draft: MeasureDraft, by: Viewer) -> dict[str | None, str]:
    with pytest.raises(ManyRefused) as caught:
        await record(draft, by)
    return dict(caught.value.problems)


async def gap(by: Viewer, on: date = IN_SPRING) -> int:
    assert by.organisation_id is not None
    return (await standing(by.organisation_id, on)).position.art3.gap


# --- esonero parziale ------------------------------------------------------------------------------------------


async def test_an_esonero_granted_lowers_the_gap_on_its_days_only() -> None:
    by = await administrator(64)  # quota 4
    await record(drafts.esonero_parziale(), by)
    assert [await gap(by, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 12, 31))] == [
        4,
        2,
        2,
    ]
    assert await gap(by, date(2027, 1, 1)) == 4


async def test_a_request_lowers_nothing_until_it_is_granted() -> None:
    by = await administrator(64)
    id = await acts.record_measure(drafts.esonero_parziale(act=None), id=new_id(), by=by)
    assert await gap(by) == 4
    given = Grant(drafts.ACT, Period(date(2026, 4, 1), date(2026, 6, 30)), Decimal(30), 1)
    await acts.grant_measure(id, given, version=1, by=by)
    assert [await gap(by, day) for day in (date(2026, 3, 31), IN_SPRING, date(2026, 7, 1))] == [4, 3, 4]


@pytest.mark.parametrize(
    ("staff", "percentage", "sector", "units", "allowed"),
    [
        (35, 60, EsoneroSector.ORDINARY, 1, False),  # quota 1: none
        (36, 60, EsoneroSector.ORDINARY, 1, True),  # quota 2: one
        (36, 60, EsoneroSector.ORDINARY, 2, False),
        (128, 60, EsoneroSector.ORDINARY, 5, True),  # quota 9: 5,4
        (128, 60, EsoneroSector.ORDINARY, 6, False),
        (128, 61, EsoneroSector.ORDINARY, 5, False),
        (128, 80, EsoneroSector.SECURITY, 7, True),  # 7,2
        (128, 80, EsoneroSector.SECURITY, 8, False),
        (128, 81, EsoneroSector.PRIVATE_TRANSPORT, 1, False),
    ],
)
async def test_the_maximum_of_an_esonero(
    staff: int, percentage: int, sector: EsoneroSector, units: int, allowed: bool
) -> None:
    by = await administrator(staff)
    draft = drafts.esonero_parziale(percentage=Decimal(percentage), sector=sector, units=units)
    if allowed:
        await record(draft, by)
    else:
        assert await refused(draft, by)


async def test_everything_wrong_is_said_at_once() -> None:
    by = await administrator(36)
    problems = await refused(drafts.esonero_parziale(percentage=Decimal(70), units=9), by)
    assert set(problems) == {"percentage", "units"}
    assert "60 %" in problems["percentage"]
    assert "al massimo 1 unità" in problems["units"]


async def test_days_that_cannot_be_are_refused() -> None:
    by = await administrator(64)
    backwards = drafts.esonero_parziale(period=Period(date(2026, 5, 1), date(2026, 4, 30)))
    assert "ends_on" in await refused(backwards, by)
    tomorrow = drafts.esonero_parziale(requested_on=clock.today() + timedelta(days=1))
    assert "requested_on" in await refused(tomorrow, by)
    before = drafts.esonero_parziale(act=Act(date(2026, 1, 1), "Prot. 1"))
    assert "decided_on" in await refused(before, by)
    endless = drafts.esonero_parziale(period=Period(date(2026, 3, 1), None))
    assert "ends_on" in await refused(endless, by)


async def test_two_esoneri_may_not_share_a_day_in_one_province() -> None:
    by = await administrator(128)
    await record(drafts.esonero_parziale(), by)
    last = drafts.esonero_parziale(period=Period(date(2026, 12, 31), date(2027, 6, 30)))
    assert "dal 1 marzo 2026 al 31 dicembre 2026" in (await refused(last, by))["starts_on"]
    after = replace(last, period=Period(date(2027, 1, 1), date(2027, 6, 30)))
    await record(after, by)


async def test_the_database_refuses_an_overlap_that_the_rules_did_not_see() -> None:
    by = await administrator(128)
    await record(drafts.esonero_parziale(), by)
    with pytest.raises(Exception, match="measure_no_overlap"):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO measure (id, company, kind, state, province, grounds, percentage, units, requested_on,"
                " starts_on, cause, version) SELECT gen_random_uuid(), company, kind, 'requested', province, grounds,"
                " percentage, units, requested_on, starts_on, cause, 1 FROM measure"
            )


# --- 60 per mille ----------------------------------------------------------------------------------------------


async def test_self_certified_units_cover_what_the_risky_work_adds_to_the_quota() -> None:
    by = await administrator(64)  # quota 4; without 30 of them 34, quota 1; cap 60 % of 4: 2
    await record(drafts.self_certification(units=2), by)
    assert await gap(by) == 2
    assert "units" in await refused(
        drafts.self_certification(units=3, period=Period(date(2027, 1, 1), None)), by
    )


async def test_the_premium_and_the_workers_must_be_there() -> None:
    by = await administrator(64)
    problems = await refused(drafts.self_certification(premium_permille=Decimal("59.99"), workers=65), by)
    assert set(problems) == {"premium_permille", "workers"}
    assert "60 per mille" in problems["premium_permille"]


async def test_the_two_esoneri_add_up_to_the_general_maximum() -> None:
    by = await administrator(64)
    await record(drafts.esonero_parziale(units=2), by)
    assert "Insieme all’esonero parziale" in (await refused(drafts.self_certification(units=1), by))["units"]


# --- suspension ------------------------------------------------------------------------------------------------


async def test_a_suspension_lowers_the_quota_in_proportion_and_only_there() -> None:
    by = await administrator(93)  # quota 7 (6.51)
    await record(drafts.suspension(suspended=40, out_of=90), by)
    assert await gap(by) == 4  # 7 × 50/90 = 3,89
    assert await gap(by, date(2027, 1, 1)) == 7


@pytest.mark.parametrize("cause", [SuspensionCause.CIGO, SuspensionCause.CIG_ORDINARY])
async def test_ordinary_causes_suspend_nothing_and_are_not_recorded(cause: SuspensionCause) -> None:
    by = await administrator(64)
    assert "non sospende l’obbligo" in (await refused(drafts.suspension(cause=cause), by))["cause"]


async def test_a_suspension_says_where_and_how_many() -> None:
    by = await administrator(64)
    assert set(await refused(drafts.suspension(province=None, suspended=None, out_of=None), by)) == {
        "province", "workers", "of_workers",
    }  # fmt: skip
    assert "workers" in await refused(drafts.suspension(suspended=91), by)
    everywhere = drafts.suspension(cause=SuspensionCause.COLLECTIVE_DISMISSAL)
    assert "lascia vuota la provincia" in (await refused(everywhere, by))["province"]


async def test_a_collective_dismissal_suspends_all_of_it() -> None:
    by = await administrator(64)
    draft = drafts.suspension(
        cause=SuspensionCause.COLLECTIVE_DISMISSAL, province=None, suspended=None, out_of=None
    )
    await record(draft, by)
    assert (await gap(by), await gap(by, date(2027, 1, 1))) == (0, 4)


# --- compensation ----------------------------------------------------------------------------------------------


async def two_provinces() -> Viewer:
    """Lecco owes two and has none; Milano owes one and has three."""
    by = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    milano = await add_site(id=new_id(), name="Milano", comune_code=builders.MILANO, by=by)
    await builders.workers(30, by, prefix="L")
    await builders.workers(21, by, site_id=milano, prefix="M")
    for number in range(3):
        row = builders.reserved_draft(milano, f"R{number}")
        await workforce.add_worker(row, id=new_id(), by=by)
    return by


async def test_a_surplus_covers_another_province_when_it_is_declared() -> None:
    by = await two_provinces()
    assert by.organisation_id is not None
    await record(drafts.compensation(), by)
    there = (await standing(by.organisation_id, IN_SPRING)).position
    places = {one.province: one for one in there.provinces}
    assert (places["MI"].compensated3, places["LC"].compensated3) == (-1, 1)


async def test_more_than_the_surplus_or_than_the_gap_is_refused() -> None:
    by = await two_provinces()
    problems = await refused(drafts.compensation(units=9), by)
    assert "l’eccedenza è di" in problems["units"] or "mancano" in problems["units"]


async def test_an_esonero_and_a_surplus_may_not_stand_in_one_province() -> None:
    by = await two_provinces()
    await record(drafts.compensation(), by)
    problems = await refused(drafts.esonero_parziale(province="MI", units=1), by)
    assert "esonero ed eccedenza" in problems["province"]


async def test_a_surplus_may_not_be_given_where_there_is_an_esonero() -> None:
    by = await two_provinces()
    assert by.organisation_id is not None
    await db.execute(
        "INSERT INTO measure (id, company, kind, state, province, grounds, cause, percentage, units, requested_on,"
        " starts_on, ends_on, decided_on, act_ref, version) VALUES ($1, $2, 'esonero_parziale', 'in_force', 'MI',"
        " ARRAY['danger'], 'ordinary', 60, 1, $3, $3, $4, $3, 'Prot. 7', 1)",
        new_id(), by.organisation_id, date(2026, 1, 7), date(2026, 12, 31),
    )  # fmt: skip
    assert "c’è un esonero" in (await refused(drafts.compensation(), by))["province"]


async def test_a_compensation_needs_its_two_ends_or_a_company_of_the_group() -> None:
    by = await two_provinces()
    assert "other_province" in await refused(drafts.compensation(reduced=None), by)
    both = drafts.compensation(group_tax_code="00743110157")
    assert "una sola provincia" in (await refused(both, by))["province"]
    alone = drafts.compensation(reduced=None, group_tax_code="00743110157")
    assert "in un gruppo" in (await refused(alone, by))["province"]


# --- gradualità ------------------------------------------------------------------------------------------------


async def test_gradual_places_are_not_due_yet() -> None:
    by = await administrator(64)
    await record(drafts.gradual(units=3), by)
    assert await gap(by) == 1
    assert "al massimo" in (
        await refused(drafts.gradual(units=5, period=Period(date(2027, 1, 1), None),
                                     act=Act(date(2026, 1, 1), "Delibera 4")), by)
    )["units"]  # fmt: skip


# --- states ----------------------------------------------------------------------------------------------------


async def test_a_measure_is_closed_earlier_cancelled_or_refused() -> None:
    by = await administrator(64)
    assert by.organisation_id is not None
    id = await acts.record_measure(drafts.esonero_parziale(), id=new_id(), by=by)
    with pytest.raises(Refused, match="solo anticipare"):
        await acts.close_measure(id, ends_on=date(2027, 1, 31), version=None, by=by)
    await acts.close_measure(id, ends_on=date(2026, 4, 30), version=1, by=by)
    assert (await gap(by, date(2026, 4, 30)), await gap(by, date(2026, 5, 1))) == (2, 4)
    with pytest.raises(Refused, match="un’altra persona"):
        await acts.close_measure(id, ends_on=date(2026, 4, 1), version=1, by=by)
    await acts.cancel_measure(id, by=by)
    assert await gap(by, date(2026, 4, 30)) == 4
    with pytest.raises(Refused, match="Annullata"):
        await acts.cancel_measure(id, by=by)
    asked = await acts.record_measure(drafts.esonero_parziale(act=None), id=new_id(), by=by)
    await acts.refuse_measure(asked, decided_on=date(2026, 4, 1), act_ref="Prot. 9", version=None, by=by)
    states = [one.state for one in (await written(by.organisation_id)).measures]
    assert sorted(states) == [MeasureState.CANCELLED, MeasureState.REFUSED]


async def test_asked_twice_with_one_id_it_is_written_once() -> None:
    by = await administrator(64)
    assert by.organisation_id is not None
    id = new_id()
    for _ in range(2):
        assert await acts.record_measure(drafts.esonero_parziale(), id=id, by=by) == id
    assert len((await written(by.organisation_id)).measures) == 1


async def test_a_stranger_finds_no_measure() -> None:
    by = await administrator(64)
    id = await acts.record_measure(drafts.esonero_parziale(), id=new_id(), by=by)
    other = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    with pytest.raises(NotThere):
        await acts.cancel_measure(id, by=other)


async def test_the_kept_figures_follow_and_know_the_next_change() -> None:
    by = await administrator(64)
    assert by.organisation_id is not None
    await jobs.drain()
    await record(drafts.esonero_parziale(), by)
    await jobs.drain()
    kept = "SELECT gap3, next_change_on FROM coverage_count WHERE company = $1"
    row = await db.fetchrow(kept, by.organisation_id)
    assert row is not None
    assert row["gap3"] == 2
    await recount(by.organisation_id, date(2026, 12, 30))
    row = await db.fetchrow(kept, by.organisation_id)
    assert row is not None
    assert row["next_change_on"] == date(2027, 1, 1)


async def test_the_figures_by_province_follow_too() -> None:
    by = await two_provinces()
    assert by.organisation_id is not None
    await record(drafts.compensation(), by)
    await jobs.drain()
    rows = await db.fetch(
        "SELECT province, real3 FROM coverage_province WHERE company = $1", by.organisation_id
    )
    before = {one.province: one for one in (await standing(by.organisation_id, IN_SPRING)).position.provinces}
    assert {row["province"]: row["real3"] for row in rows} == {
        "LC": before["LC"].real3 - 1,
        "MI": before["MI"].real3 + 1,
    }


async def test_what_a_company_wrote_is_read_in_one_query() -> None:
    by = await administrator(64)
    assert by.organisation_id is not None
    await record(drafts.esonero_parziale(), by)
    await record(drafts.gradual(), by)
    with db.counted_queries() as queries:
        found = await written(by.organisation_id)
    assert len(queries) == 1
    one = found.measures[0]
    assert (one.percentage, one.grounds, one.act_ref) == (Decimal("60.00"), ("fatigue",), "Prot. 118/2026")
