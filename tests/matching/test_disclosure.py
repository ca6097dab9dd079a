"""Who a person is opens to the named users of one company, as ticked, while her consent stands; readings are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from portal.accounts import public as accounts
from portal.accounts.actions.notices import send_digests
from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.foundation import audit, clock, db, jobs, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.matching.actions import answering, asking, consent, leading, messages
from portal.matching.actions.reading import read_for_company
from portal.matching.queries import lists
from portal.matching.queries.parts import identity_views
from portal.matching.vocabulary import Group, ProposalState, RefusalReason
from portal.privacy.queries.seen import seen
from tests import cast
from tests.matching import builders
from tests.matching.test_pages import as_
from tests.privacy.builders import enter
from tests.told import told
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def test_before_it_is_sent_nobody_of_the_company_finds_what_a_counsellor_prepares() -> None:
    now = await builders.stage()
    for id in (
        await builders.drafted(now),
        (await builders.agreed(now, vacancy_id=await new_vacancy(now)))[0],
    ):
        with pytest.raises(NotThere):
            await read_for_company(id, by=now.recruiter)
    count = await lists.count_for_company(now.recruiter, only_open=True)
    assert (count.named, count.unnamed) == (0, 0)


async def new_vacancy(now: builders.Stage) -> object:
    return await builders.employers.published_vacancy(now.recruiter, title="Altro annuncio")


async def test_a_named_user_reads_what_was_ticked_and_no_more() -> None:
    now = await builders.stage()
    await builders.with_conditions(now)
    id, _ = await builders.sent(now, groups=[Group.CONTACTS, Group.ACCOMMODATIONS])
    read = await read_for_company(id, by=now.recruiter)
    assert set(read.disclosed) == {Group.CONTACTS, Group.ACCOMMODATIONS}
    assert any("Nives" in value for _, value in read.disclosed[Group.CONTACTS])
    assert read.detail.state is ProposalState.OPENED


async def test_every_reading_is_kept_for_the_person_and_in_the_audit_log() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now, groups=[Group.CONTACTS])
    for _ in range(3):
        await read_for_company(id, by=now.recruiter)
    assert await db.fetchval("SELECT count(*) FROM identity_view WHERE proposal = $1", id) == 3
    (day,) = await identity_views(id)
    assert (day.account_id, day.times) == (now.recruiter.account_id, 3), "one line a reader and day"
    entries = await audit.entries_about(id, what=["IdentityRead"])
    assert len(entries) == 3
    assert entries[0].account_id == now.recruiter.account_id
    assert entries[0].data["groups"] == ["contacts"]


async def test_she_reads_in_her_own_area_who_read_her_a_line_for_each_reader_and_day() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now, readers=[now.recruiter, colleague])
    code = (await builders.row_of(id))["code"]
    for viewer in (now.recruiter, now.recruiter, colleague):
        await read_for_company(id, by=viewer)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        await read_for_company(id, by=now.recruiter)
        lines = (await seen(now.person_id)).identity_by_day
        today = clock.today()
        yesterday = today - timedelta(days=1)
        assert {(one.who, one.on, one.times) for one in lines} == {
            (now.recruiter.name, today, 1),
            (now.recruiter.name, yesterday, 2),
            (colleague.name, yesterday, 1),
        }
        async with browser() as hers:
            await enter(hers, now.person_id, now.counsellor)
            page = await hers.get("/my-area/readers")
            for words in (
                now.recruiter.name,
                colleague.name,
                f"Proposta {code}",
                now.recruiter.organisation_name,
            ):
                assert words in page
            assert "/my-area/proposals" in page.html


async def test_a_colleague_who_is_not_named_finds_nothing_but_a_count() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    administrator = await cast.someone(now.company_id, Role.COMPANY_ADMINISTRATOR)
    id, _ = await builders.sent(now)
    for viewer in (colleague, administrator):
        with pytest.raises(NotThere):
            await read_for_company(id, by=viewer)
        count = await lists.count_for_company(viewer, only_open=True)
        assert (count.named, count.unnamed) == (0, 1)
        assert await lists.list_for_company(viewer, only_open=True, limit=25, offset=0) == []
    assert await identity_views(id) == []


async def test_a_colleague_who_is_not_named_cannot_answer_either() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now)
    with pytest.raises(NotThere):
        await answering.accept(id, by=colleague)
    with pytest.raises(NotThere):
        await answering.refuse(id, reason=RefusalReason.TASKS, note=None, by=colleague)


async def test_another_company_finds_nothing() -> None:
    now = await builders.stage()
    stranger = await now.people.outsider(Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now)
    with pytest.raises(NotThere):
        await read_for_company(id, by=stranger)
    count = await lists.count_for_company(stranger, only_open=False)
    assert (count.named, count.unnamed) == (0, 0)


async def test_the_counsellor_of_another_service_and_a_colleague_cannot_lead() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    for viewer in (
        await now.people.outsider(Role.JOB_COUNSELLOR),
        await now.people.teammate(Role.JOB_COUNSELLOR),
    ):
        with pytest.raises(NotThere):
            await leading.send(id, by=viewer)
        with pytest.raises(NotThere):
            await leading.withdraw(id, note=None, asked_by_person=True, by=viewer)
        with pytest.raises(NotThere):
            await asking.ask_renewal(id, by=viewer)


async def test_read_again_after_she_takes_it_back_the_identity_is_gone() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    assert (await read_for_company(id, by=now.recruiter)).disclosed
    await consent.take_back(back)
    read = await read_for_company(id, by=now.recruiter)
    assert read.disclosed == {}
    assert read.messages == []
    assert len(await identity_views(id)) == 1


async def test_an_expired_consent_closes_the_view() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await db.execute(
        "UPDATE disclosure_consent SET given_at = given_at - interval '61 days',"
        " expires_at = expires_at - interval '61 days'"
    )
    assert (await read_for_company(id, by=now.recruiter)).disclosed == {}
    assert await identity_views(id) == []


async def test_an_expired_consent_closes_all_that_comes_from_her_file_and_not_the_messages() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now, words="Lavora bene la mattina")
    await messages.write(id, id=new_id(), text="Quando ci vediamo?", by=now.recruiter)
    assert (await read_for_company(id, by=now.recruiter)).detail.service_words
    with time_machine.travel(clock.now() + timedelta(days=60, minutes=1), tick=False):
        read = await read_for_company(id, by=now.recruiter)
        assert (read.disclosed, read.detail.terms, read.detail.service_words) == ({}, None, None)
        assert len(read.messages) == 1
        async with as_(now.recruiter) as one:
            page = await one.get(f"/proposals/{id}")
            assert "Il consenso della persona non è più valido" in page
            for words in ("Nives", "mattina", "Compatibilità"):
                assert words not in page
        token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
        await consent.agree(token, [Group.CONTACTS])
        assert (await read_for_company(id, by=now.recruiter)).detail.service_words


async def test_taken_back_after_acceptance_the_proposal_tells_nothing_more_and_the_plan_goes_on() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now, words="Lavora bene la mattina")
    await answering.accept(id, by=now.recruiter)
    await messages.write(id, id=new_id(), text="Quando comincia?", by=now.recruiter)
    await jobs.drain()
    assert (await read_for_company(id, by=now.recruiter)).disclosed
    await consent.take_back(back)
    read = await read_for_company(id, by=now.recruiter)
    assert (read.disclosed, read.messages) == ({}, [])
    assert (read.detail.terms, read.detail.service_words) == (None, None)
    assert await db.fetchval("SELECT count(*) FROM plan WHERE proposal = $1", id) == 1
    async with as_(now.recruiter) as one:
        page = await one.get(f"/proposals/{id}")
        assert "La persona ha ritirato il consenso" in page
        assert "Nives" not in page.html
    assert any("ha ritirato il consenso" in words for words in await told(now.counsellor))


@pytest.mark.parametrize("kind", [ConsentKind.PROPOSALS, ConsentKind.SERVICE])
async def test_a_consent_of_her_file_taken_back_hides_her_at_once_before_any_job_runs(
    kind: ConsentKind,
) -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    assert (await read_for_company(id, by=now.recruiter)).disclosed
    await consents.revoke(now.person_id, kind, how=CollectedHow.PAPER, by=now.counsellor)
    read = await read_for_company(id, by=now.recruiter)
    assert (read.disclosed, read.detail.terms) == ({}, None)
    assert len(await identity_views(id)) == 1


async def test_the_named_user_hears_in_the_portal_too_that_a_consent_was_taken_back_and_by_one_mail() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await jobs.drain()
    await notifications.read_all(now.recruiter.account_id, now.company_id)
    await consent.take_back(back)
    words = await told(now.recruiter, Kind.PROPOSAL_NEWS)
    assert "Cancella i dati che hai copiato o stampato." in words[-1]
    await send_digests()
    await jobs.drain()
    account = await accounts.account(now.recruiter.account_id)
    assert account is not None
    assert [one.kind for one in await mail.kept_for(account.email)] == ["consent_taken_back"]
    assert id


async def test_whoever_acts_in_the_place_of_a_named_user_reads_nobody() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    stand_in = replace(now.recruiter, impersonator_id=new_id())
    read = await read_for_company(id, by=stand_in)
    assert (read.disclosed, read.detail.terms, read.detail.service_words) == ({}, None, None)
    assert await identity_views(id) == []
    await answering.accept(id, by=now.recruiter)
    assert (await read_for_company(id, by=stand_in)).disclosed == {}


async def test_who_leaves_the_company_reads_nothing_though_the_proposal_names_her() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    async with as_(now.recruiter) as one:
        assert "Nives" in await one.get(f"/proposals/{id}")
        await db.execute(
            "UPDATE membership SET ends_on = $2 WHERE account = $1", now.recruiter.account_id, clock.today()
        )
        page = await one.get(f"/proposals/{id}")
        assert "Nives" not in page.html


async def test_a_refused_proposal_shows_nobody_any_more() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    assert (await read_for_company(id, by=now.recruiter)).disclosed == {}
    row = await db.fetchrow("SELECT revoked_at, closed_at FROM disclosure_consent")
    assert row is not None
    assert row["revoked_at"] is None, "she did not take it back"
    assert row["closed_at"] is not None


async def test_reopened_and_not_yet_sent_again_it_stays_closed() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    await leading.reopen(id, by=now.counsellor)
    token = builders.token_of(await asking.put_to_person(id, reader_ids=None, by=now.counsellor))
    await consent.agree(token, builders.ALL)
    assert (await read_for_company(id, by=now.recruiter)).disclosed == {}
    await leading.send(id, by=now.counsellor)
    assert (await read_for_company(id, by=now.recruiter)).disclosed


async def test_moved_to_another_vacancy_the_consent_of_the_first_opens_nothing() -> None:
    now = await builders.stage()
    other = await new_vacancy(now)
    id = await builders.opened(now)
    await leading.transfer(id, vacancy_id=other, by=now.counsellor)  # type: ignore[arg-type]
    assert (await read_for_company(id, by=now.recruiter)).disclosed == {}
    assert await builders.state_of(id) is ProposalState.DRAFTED


async def test_a_reader_taken_off_the_list_reads_nothing_more() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now, readers=[now.recruiter, colleague])
    await read_for_company(id, by=colleague)
    await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    await leading.reopen(id, by=now.counsellor)
    await asking.put_to_person(id, reader_ids=[now.recruiter.account_id], by=now.counsellor)
    with pytest.raises(NotThere):
        await read_for_company(id, by=colleague)


async def test_words_about_the_person_are_sealed_in_the_database() -> None:
    now = await builders.stage()
    id = await builders.opened(now, words="Lavora bene la mattina")
    await answering.refuse(id, reason=RefusalReason.TASKS, note="Troppo rumore in reparto", by=now.recruiter)
    kept = await db.fetchval("SELECT row_to_json(p)::text FROM proposal p WHERE id = $1", id)
    steps = await db.fetchval("SELECT string_agg(row_to_json(s)::text, '') FROM proposal_step s")
    assert "mattina" not in kept
    assert "rumore" not in steps
