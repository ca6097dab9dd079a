"""Conventions: caps by date, programme of hires, alerts, ends."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from portal.accounts import public as accounts
from portal.employers.companies.actions import company_accounts, workforce
from portal.employers.measures import jobs as measures_jobs
from portal.employers.measures.actions import conventions as acts
from portal.employers.measures.actions import measures
from portal.employers.measures.actions.judging import ManyRefused
from portal.employers.measures.queries import conventions
from portal.employers.measures.queries.written import written
from portal.employers.measures.rules.agreements import Body, ConvenzioneDraft, Orders
from portal.employers.measures.rules.drafts import Act, Period
from portal.employers.measures.vocabulary import (
    CONVENZIONE_LABELS,
    BodyKind,
    ConvenzioneKind,
    ConvenzioneState,
)
from portal.employers.obligations.queries.standing import standing
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
from portal.foundation import clock, db, jobs, mail
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.employers.measures import drafts

pytestmark = [pytest.mark.usefixtures("db_rollback")]

FIRST = date(2026, 3, 1)
JUNE, NEXT_JUNE = date(2026, 6, 30), date(2027, 6, 30)


async def administrator(staff: int = 64) -> Viewer:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    if staff:
        await builders.workers(staff, viewer)
    return viewer


async def record(draft: ConvenzioneDraft, by: Viewer) -> UUID:
    return await acts.record_convenzione(draft, id=new_id(), by=by)


async def refused(draft: ConvenzioneDraft, by: Viewer) -> dict[str | None, str]:
    with pytest.raises(ManyRefused) as caught:
        await record(draft, by)
    return dict(caught.value.problems)


async def gap(by: Viewer, on: date) -> int:
    assert by.organisation_id is not None
    return (await standing(by.organisation_id, on)).position.art3.gap


async def hired(by: Viewer, code: str, starts_on: date, ends_on: date | None = None) -> UUID:
    assert by.organisation_id is not None
    site = await builders.head_office(by.organisation_id)
    row = builders.reserved_draft(site, code, starts_on=starts_on, ends_on=ends_on)
    return await workforce.add_worker(row, id=new_id(), by=by)


# --- programme -------------------------------------------------------------------------------------------------


async def test_places_in_convention_are_not_uncovered_while_its_dates_are_kept() -> None:
    by = await administrator()  # quota 4
    await record(drafts.programme((1, JUNE), (2, NEXT_JUNE)), by)
    days = (date(2026, 2, 28), FIRST, JUNE, date(2026, 7, 1))
    assert [await gap(by, day) for day in days] == [4, 1, 1, 4]


async def test_people_hired_for_it_keep_it_alive() -> None:
    by = await administrator()
    id = await record(drafts.programme((1, JUNE), (2, NEXT_JUNE)), by)
    worker = await hired(by, "C1", date(2026, 6, 1))
    assert await gap(by, date(2026, 7, 1)) == 3, "hired, and not yet said to be for the convention"
    await acts.fulfil_with(id, [worker], version=None, by=by)
    assert await gap(by, date(2026, 7, 1)) == 1
    assert await gap(by, date(2027, 7, 1)) == 3


async def test_only_people_of_the_reserved_quota_hired_in_its_days_count_and_for_one_convention() -> None:
    by = await administrator(128)  # quota 9
    assert by.organisation_id is not None
    id = await record(drafts.programme((1, JUNE)), by)
    before = await hired(by, "C0", date(2026, 2, 1))
    there = await hired(by, "C1", date(2026, 6, 1))
    found = await conventions.candidates(id, by.organisation_id, FIRST, date(2028, 2, 29))
    assert [one.worker_id for one in found] == [there]
    with pytest.raises(Refused, match="non può contare"):
        await acts.fulfil_with(id, [before], version=None, by=by)
    await acts.fulfil_with(id, [there], version=None, by=by)
    second = await record(drafts.programme((1, NEXT_JUNE)), by)
    with pytest.raises(Refused, match="non può contare"):
        await acts.fulfil_with(second, [there], version=None, by=by)
    await acts.fulfil_with(id, [], version=None, by=by)
    await acts.fulfil_with(second, [there], version=None, by=by)


async def test_a_request_changes_nothing_until_it_is_signed() -> None:
    by = await administrator()
    id = await record(drafts.programme((1, NEXT_JUNE), act=None), by)
    assert await gap(by, FIRST) == 4
    period = Period(date(2026, 4, 1), date(2028, 2, 29))
    await acts.sign_convenzione(id, act=drafts.ACT, period=period, version=1, by=by)
    assert (await gap(by, FIRST), await gap(by, date(2026, 4, 1))) == (4, 3)


async def test_all_that_is_wrong_with_a_programme_is_said_at_once() -> None:
    by = await administrator()
    problems = await refused(
        drafts.programme((9, date(2029, 1, 1)), requested_on=clock.today() + timedelta(days=1)), by
    )
    assert set(problems) == {"requested_on", "decided_on", "planned"}
    assert "planned" in await refused(drafts.programme(), by)
    twice = drafts.programme((1, JUNE), (1, JUNE))
    assert "stessa data" in (await refused(twice, by))["planned"]


async def test_integration_says_what_it_provides() -> None:
    by = await administrator()
    draft = drafts.programme((1, JUNE), kind=ConvenzioneKind.INTEGRATION)
    assert "terms" in await refused(draft, by)
    await record(
        replace(draft, terms="Magazzino, affiancamento nei primi mesi, verifica ogni trimestre."), by
    )


async def test_commitments_to_come_may_change_and_those_past_may_not() -> None:
    by = await administrator()
    id = await record(drafts.programme((1, JUNE), (1, NEXT_JUNE)), by)
    moved = (TimedHires(JUNE, 1), TimedHires(date(2027, 9, 30), 2))
    await acts.plan_convenzione(id, moved, version=1, by=by)
    assert by.organisation_id is not None
    found = await conventions.convenzione(id, by.organisation_id)
    assert [(one.people, one.due_on) for one in found.commitments] == [(1, JUNE), (2, date(2027, 9, 30))]
    with pytest.raises(ManyRefused, match="già scaduti"):
        await acts.plan_convenzione(id, (TimedHires(NEXT_JUNE, 2),), version=None, by=by)
    with pytest.raises(ManyRefused, match="prevede 10"):
        await acts.plan_convenzione(id, (TimedHires(JUNE, 1), TimedHires(NEXT_JUNE, 9)), version=None, by=by)


# --- caps by date ----------------------------------------------------------------------------------------------

COOPERATIVE = Body("Cooperativa Sentiero", BodyKind.SOCIAL_COOPERATIVE_B)


def through_body(kind: ConvenzioneKind, people: int, signed_on: date, **facts: object) -> ConvenzioneDraft:
    draft = drafts.programme(
        (people, signed_on + timedelta(days=30)),
        kind=kind,
        requested_on=signed_on,
        period=Period(signed_on, date(signed_on.year + 4, 12, 31)),
        body=COOPERATIVE,
        act=Act(signed_on, "Conv. 3"),
    )
    return replace(draft, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signed_on", "people", "allowed"),
    [
        (date(2025, 12, 30), 1, True),  # 10 % of 9
        (date(2025, 12, 30), 2, False),
        (date(2025, 12, 31), 5, True),  # 60 % of 9: 5,4
        (date(2025, 12, 31), 6, False),
    ],
)
async def test_the_cap_of_article_12_bis_changes_on_31_december_2025(
    signed_on: date, people: int, allowed: bool
) -> None:
    by = await administrator(128)
    draft = through_body(ConvenzioneKind.ART12_BIS, people, signed_on)
    if allowed:
        await record(draft, by)
    else:
        assert "al massimo" in (await refused(draft, by))["planned"]


async def test_conventions_of_one_article_share_its_cap() -> None:
    by = await administrator(128)
    signed_on = date(2026, 2, 2)
    await record(through_body(ConvenzioneKind.ART12_BIS, 4, signed_on), by)
    problems = await refused(through_body(ConvenzioneKind.ART12_BIS, 2, signed_on), by)
    assert "altre convenzioni ne coprono già 4" in problems["planned"]


async def test_article_12_bis_is_for_larger_companies_and_lasts() -> None:
    by = await administrator(50)
    assert "planned" in await refused(through_body(ConvenzioneKind.ART12_BIS, 1, date(2026, 2, 2)), by)
    large = await administrator(64)
    short = through_body(
        ConvenzioneKind.ART12_BIS, 1, date(2026, 2, 2), period=Period(date(2026, 2, 2), date(2026, 12, 31))
    )
    assert "ends_on" in await refused(short, large)


async def test_the_receiving_bodies_of_before_are_fewer() -> None:
    by = await administrator(128)
    benefit = Body("Officina Benefit", BodyKind.BENEFIT_COMPANY)
    assert "body_kind" in await refused(
        through_body(ConvenzioneKind.ART12_BIS, 1, date(2025, 6, 2), body=benefit), by
    )
    await record(through_body(ConvenzioneKind.ART12_BIS, 1, date(2026, 2, 2), body=benefit), by)


async def test_article_12_is_short_and_for_few() -> None:
    by = await administrator(50)
    year = Period(date(2026, 2, 2), date(2027, 2, 1))
    one = through_body(ConvenzioneKind.ART12, 1, date(2026, 2, 2), period=year)
    assert "planned" in await refused(replace(one, planned=(TimedHires(JUNE, 2),)), by)
    assert "ends_on" in await refused(replace(one, period=Period(date(2026, 2, 2), date(2028, 2, 2))), by)
    await record(one, by)


async def test_article_12_is_not_repeated_for_one_person() -> None:
    """The same staff number or tax code, in another contract of hers."""
    by = await administrator(128)
    body = Body("Coop Arcobaleno", BodyKind.SOCIAL_COOPERATIVE_B)
    first, second = [
        await record(
            drafts.programme(
                (1, ends_on), kind=ConvenzioneKind.ART12, period=Period(starts_on, ends_on), body=body
            ),
            by,
        )
        for starts_on, ends_on in ((FIRST, date(2026, 8, 31)), (date(2026, 9, 1), date(2027, 2, 28)))
    ]
    once = await hired(by, "R1", FIRST, date(2026, 8, 31))
    again = await hired(by, "R1", date(2026, 9, 1))
    other = await hired(by, "R2", date(2026, 9, 1))
    await acts.fulfil_with(first, [once], version=None, by=by)
    with pytest.raises(Refused, match="non si può ripetere per la stessa persona"):
        await acts.fulfil_with(second, [again], version=None, by=by)
    await acts.fulfil_with(second, [other], version=None, by=by)


async def test_who_receives_the_orders_rests_sealed() -> None:
    """It may be a professional with a disability (art. 12): nothing readable lies in the table or leaves in a list."""
    by = await administrator(128)
    assert by.organisation_id is not None
    body = Body("Anna Bassi", BodyKind.PROFESSIONAL, "BSSNNA75D41F205X")
    year = Period(date(2026, 2, 2), date(2027, 2, 1))
    id = await record(through_body(ConvenzioneKind.ART12, 1, date(2026, 2, 2), body=body, period=year), by)
    row = await db.fetchrow("SELECT convenzione::text AS all, body_sealed FROM convenzione WHERE id = $1", id)
    assert row is not None
    assert "Bassi" not in row["all"]
    assert b"Bassi" not in row["body_sealed"]
    [listed] = (await written(by.organisation_id)).conventions
    assert (listed.body_name, listed.body_tax_code) == (None, None)
    found = await conventions.convenzione(id, by.organisation_id)
    assert (found.body_name, found.body_tax_code) == (body.name, body.tax_code)


async def test_orders_of_article_14_cover_places_within_the_framework() -> None:
    by = await administrator(128)
    assert by.organisation_id is not None
    orders = Orders(Decimal(60_000), Decimal(20_000), Decimal(25))
    draft = through_body(ConvenzioneKind.ART14, 2, date(2026, 2, 2), orders=orders)
    id = await record(draft, by)
    assert (await conventions.convenzione(id, by.organisation_id)).units == 2  # 25 % of 9: 2,25
    other = await administrator(128)
    assert "planned" in await refused(replace(draft, planned=(TimedHires(JUNE, 3),)), other)
    assert "orders_value" in await refused(replace(draft, orders=None), other)


# --- alerts ----------------------------------------------------------------------------------------------------


async def soon(by: Viewer, days: int) -> UUID:
    """A convention signed a while ago with one commitment, so many days from today."""
    today = clock.today()
    began = today - timedelta(days=200)
    return await record(
        drafts.programme(
            (1, today + timedelta(days=days)),
            requested_on=began,
            period=Period(began, today + timedelta(days=400)),
            act=Act(began, "Conv. 5"),
        ),
        by,
    )


async def letters_to(viewer: Viewer) -> list[str]:
    person = await accounts.account(viewer.account_id)
    assert person is not None
    return [letter.text for letter in await mail.kept_for(person.email)]


async def sweep() -> None:
    await measures_jobs.convention_promises.run()
    await jobs.drain()


async def said(name: str) -> int:
    return int(await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = $1", name))


async def followed_company() -> tuple[Viewer, Viewer, Viewer]:
    """The administrator, a recruiter of the same company, and the counsellor who follows it."""
    people = Cast()
    by = await people.owner(Role.COMPANY_ADMINISTRATOR)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    coordinator = await people.owner(Role.COORDINATOR)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    assert by.organisation_id is not None
    assert by.organisation_id == recruiter.organisation_id
    await builders.workers(64, by)
    await company_accounts.assign(by.organisation_id, holder_id=counsellor.account_id, by=coordinator)
    await jobs.drain()
    return by, recruiter, counsellor


async def test_a_missed_commitment_is_told_once_to_the_company_and_to_who_follows_it() -> None:
    by, recruiter, counsellor = await followed_company()
    await soon(by, -1)
    for _ in range(2):
        await sweep()
    for reader in (by, recruiter, counsellor):
        assert sum("manca 1 persona" in text for text in await letters_to(reader)) == 1, reader.roles
    assert await said("ConvenzioneCommitmentMissed") == 1


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ConvenzioneKind.PROGRAMME, "I posti del programma contano di nuovo come scoperti."),
        (ConvenzioneKind.ART12_BIS, "Finché non lavorano, i loro posti restano scoperti."),
        (ConvenzioneKind.ART14, "Finché non lavorano, i loro posti restano scoperti."),
    ],
)
async def test_the_letter_of_a_missed_commitment_says_what_follows(kind: ConvenzioneKind, words: str) -> None:
    by, _, counsellor = await followed_company()
    began = clock.today() - timedelta(days=200)
    facts: dict[str, Any] = {} if kind is ConvenzioneKind.PROGRAMME else {"body": COOPERATIVE}
    if kind is ConvenzioneKind.ART14:
        facts["orders"] = Orders(Decimal(60_000), Decimal(20_000))
    draft = drafts.programme(
        (1, clock.today() - timedelta(days=1)),
        kind=kind,
        requested_on=began,
        period=Period(began, began + timedelta(days=4 * 366)),
        act=Act(began, "Conv. 9"),
        **facts,
    )
    await record(draft, by)
    await sweep()
    for reader in (by, counsellor):
        [letter] = [text for text in await letters_to(reader) if "manca 1 persona" in text]
        assert words in " ".join(letter.split())
        assert CONVENZIONE_LABELS[kind] in " ".join(letter.split())


async def test_before_its_day_a_commitment_waits_for_the_digest() -> None:
    by, _, counsellor = await followed_company()
    await soon(by, 29)
    await sweep()
    assert await said("ConvenzioneCommitmentNear") == 1
    waiting = (
        "SELECT count(*) FROM notification WHERE account_id = $1 AND words LIKE '%serve ancora 1 persona%'"
    )
    for reader in (by, counsellor):
        assert await db.fetchval(waiting, reader.account_id) == 1
        assert not any("serve ancora" in text for text in await letters_to(reader))


async def test_nobody_is_told_of_what_is_far_or_kept() -> None:
    by, _, _ = await followed_company()
    await soon(by, 31)
    id = await soon(by, -1)
    worker = await hired(by, "C1", clock.today() - timedelta(days=20))
    await acts.fulfil_with(id, [worker], version=None, by=by)
    await sweep()
    assert await said("ConvenzioneCommitmentNear") == await said("ConvenzioneCommitmentMissed") == 0


async def test_the_day_a_commitment_is_missed_the_company_is_counted_again() -> None:
    by, _, _ = await followed_company()
    assert by.organisation_id is not None
    await soon(by, 0)
    await jobs.drain()
    row = await db.fetchrow(
        "SELECT gap3, next_change_on FROM coverage_count WHERE company = $1", by.organisation_id
    )
    assert row is not None
    assert (row["gap3"], row["next_change_on"]) == (3, clock.today() + timedelta(days=1))


async def test_what_ends_soon_is_told_at_thirty_days_and_at_seven() -> None:
    by, _, counsellor = await followed_company()
    today = clock.today()
    period = Period(today - timedelta(days=40), today + timedelta(days=30))
    esonero = drafts.esonero_parziale(
        period=period, requested_on=today - timedelta(days=60), act=Act(today - timedelta(days=41), "Prot. 2")
    )
    id = await measures.record_measure(esonero, id=new_id(), by=by)
    waiting = "SELECT count(*) FROM notification WHERE account_id = $1 AND object_id = $2"
    for _ in range(2):
        await measures_jobs.measures_ending.run()
    for reader in (by, counsellor):
        assert await db.fetchval(waiting, reader.account_id, id) == 1
    await measures.close_measure(id, ends_on=today + timedelta(days=7), version=None, by=by)
    await measures_jobs.measures_ending.run()
    assert await db.fetchval(waiting, by.account_id, id) == 2
    await measures.cancel_measure(id, by=by)
    await db.execute("DELETE FROM notification")
    await measures_jobs.measures_ending.run()
    assert await db.fetchval(waiting, by.account_id, id) == 0


# --- ends ------------------------------------------------------------------------------------------------------


async def test_a_convention_ends_concluded_revoked_refused_or_withdrawn() -> None:
    by = await administrator(128)
    assert by.organisation_id is not None
    plan = drafts.programme((2, NEXT_JUNE))
    kept, broken = await record(plan, by), await record(plan, by)
    asked = [await record(replace(plan, act=None, planned=(TimedHires(NEXT_JUNE, 1),)), by) for _ in range(2)]
    with pytest.raises(Refused, match="fra l’inizio"):
        await acts.conclude_convenzione(kept, ended_on=date(2026, 2, 1), by=by)
    await acts.conclude_convenzione(kept, ended_on=date(2026, 9, 30), by=by)
    await acts.revoke_convenzione(broken, ended_on=date(2026, 10, 31), by=by)
    await acts.refuse_convenzione(asked[0], by=by)
    await acts.withdraw_convenzione(asked[1], by=by)
    states = [(await conventions.convenzione(id, by.organisation_id)).state for id in (kept, broken, *asked)]
    assert states == [
        ConvenzioneState.CONCLUDED,
        ConvenzioneState.REVOKED,
        ConvenzioneState.REFUSED,
        ConvenzioneState.WITHDRAWN,
    ]
    days = (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1))
    assert [await gap(by, day) for day in days] == [5, 7, 7, 9]
    with pytest.raises(Refused, match="Conclusa"):
        await acts.plan_convenzione(kept, plan.planned, version=None, by=by)


async def test_a_stranger_finds_no_convention() -> None:
    by = await administrator()
    id = await record(drafts.programme((1, JUNE)), by)
    other = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    with pytest.raises(NotThere):
        await acts.revoke_convenzione(id, ended_on=date(2026, 4, 1), by=other)
