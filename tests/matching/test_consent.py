"""The person's side: a single-use link, her answer, and how she takes it back."""

from datetime import timedelta

import pytest
import time_machine

from portal.foundation import clock, crypto, db, jobs, mail
from portal.kernel.refusals import NotThere, Refused
from portal.matching.actions import answering, asking, consent, leading
from portal.matching.actions.asking import LINK_GONE, proposal_of_link
from portal.matching.notice import NOTICE_VERSION, notice_hash
from portal.matching.vocabulary import Group, LinkKind, ProposalState
from tests.matching import builders
from tests.matching.builders import ALL, token_of
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


async def consents(proposal_id: object) -> list[dict[str, object]]:
    rows = await db.fetch(
        "SELECT * FROM disclosure_consent WHERE proposal = $1 ORDER BY given_at", proposal_id
    )
    return [dict(row) for row in rows]


async def test_the_link_goes_to_her_address_and_only_its_hash_is_kept_in_clear() -> None:
    now = await builders.stage()
    email = await db.fetchval("SELECT email FROM person WHERE id = $1", now.person_id)
    _, token = await builders.asked(now)
    await jobs.drain()
    (letter,) = [one for one in await mail.kept_for(email) if one.kind == "consent_request"]
    assert f"/consent/{token}" in letter.text
    row = await db.fetchrow("SELECT * FROM consent_link")
    assert row is not None
    assert row["token_hash"] == crypto.token_hash(token)
    assert token.encode() not in bytes(row["token_sealed"])


async def test_a_person_without_an_address_gets_the_link_from_her_counsellor() -> None:
    now = await builders.stage()
    await db.execute("UPDATE person SET email = NULL WHERE id = $1", now.person_id)
    _, token = await builders.asked(now)
    await jobs.drain()
    assert [one for one in await mail.recent() if one.kind == "consent_request"] == []
    assert await proposal_of_link(token, LinkKind.ANSWER)


async def test_her_yes_is_recorded_with_all_that_the_record_needs() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now, groups=[Group.CONTACTS, Group.CV])
    (record,) = await consents(id)
    assert record["groups"] == ["contacts", "cv"]
    assert (record["person"], record["company"], record["vacancy"]) == (
        now.person_id,
        now.company_id,
        now.vacancy_id,
    )
    assert record["notice_version"] == NOTICE_VERSION
    assert record["notice_hash"] == notice_hash()
    assert record["channel"] == "link"
    assert record["collected_by"] == now.counsellor.account_id
    assert record["expires_at"] - record["given_at"] == timedelta(days=60)  # type: ignore[operator]
    assert await builders.state_of(id) is ProposalState.AGREED


async def test_a_yes_without_contacts_is_asked_again() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    with pytest.raises(Refused, match="nome, telefono ed e-mail"):
        await consent.agree(token, [Group.CV])
    assert await builders.state_of(id) is ProposalState.PUT_TO_PERSON
    assert await consent.agree(token, [Group.CONTACTS])


async def test_a_link_works_once() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    await consent.agree(token, ALL)
    for again in (consent.agree(token, ALL), consent.decline(token), consent.ask_to_talk(token)):
        with pytest.raises(Refused) as refused:
            await again
        assert refused.value.sentence == LINK_GONE


async def test_a_link_is_good_for_fourteen_days() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    with time_machine.travel(clock.now() + timedelta(days=14, seconds=1), tick=False):
        with pytest.raises(NotThere):
            await proposal_of_link(token, LinkKind.ANSWER)
        with pytest.raises(Refused):
            await consent.agree(token, ALL)


async def test_a_new_link_makes_the_old_one_open_nothing() -> None:
    now = await builders.stage()
    id, old = await builders.asked(now)
    new = token_of(await asking.renew_link(id, by=now.counsellor))
    with pytest.raises(NotThere):
        await proposal_of_link(old, LinkKind.ANSWER)
    assert await proposal_of_link(new, LinkKind.ANSWER) == id


async def test_a_link_of_one_kind_does_not_open_the_other() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    with pytest.raises(Refused):
        await consent.take_back(token)


async def test_her_no_shows_nothing_to_anybody_and_frees_her_case() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    await consent.decline(token)
    assert await builders.state_of(id) is ProposalState.DECLINED
    assert await consents(id) == []
    assert await db.fetchval("SELECT count(*) FROM case_commitment") == 0


async def test_wanting_to_talk_leaves_the_link_good_and_is_told_once() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    await consent.ask_to_talk(token)
    await consent.ask_to_talk(token)
    steps = await db.fetchval("SELECT count(*) FROM proposal_step WHERE move = 'ask_to_talk'")
    assert steps == 1
    await consent.agree(token, ALL)
    assert await builders.state_of(id) is ProposalState.AGREED


async def test_when_the_proposal_was_withdrawn_her_link_opens_nothing() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    await leading.withdraw(id, note=None, asked_by_person=False, by=now.counsellor)
    with pytest.raises(Refused):
        await consent.agree(token, ALL)
    assert await consents(id) == []


async def test_she_gets_a_receipt_with_the_link_that_takes_it_back() -> None:
    now = await builders.stage()
    email = await db.fetchval("SELECT email FROM person WHERE id = $1", now.person_id)
    _, back = await builders.agreed(now)
    await jobs.drain()
    (letter,) = [one for one in await mail.kept_for(email) if one.kind == "consent_receipt"]
    assert f"/consent/{back}/withdrawal" in letter.text


async def test_taking_it_back_withdraws_what_is_open_and_asks_the_company_to_delete() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await jobs.drain()
    await consent.take_back(back)
    assert await builders.state_of(id) is ProposalState.WITHDRAWN
    (record,) = await consents(id)
    assert record["revoked_at"] is not None
    assert record["closed_at"] is None
    await jobs.drain()
    company = await builders.cast.accounts.account(now.recruiter.account_id)
    assert company is not None
    letters = await mail.kept_for(company.email)
    assert "consent_taken_back" in [one.kind for one in letters]
    assert not any("Nives" in one.text for one in letters)


async def test_before_it_is_sent_the_company_does_not_hear_that_a_consent_was_taken_back() -> None:
    now = await builders.stage()
    _, back = await builders.agreed(now)
    await consent.take_back(back)
    await jobs.drain()
    company = await builders.cast.accounts.account(now.recruiter.account_id)
    assert company is not None
    assert await mail.kept_for(company.email) == []
    assert await told(now.recruiter) == []


async def test_after_acceptance_it_closes_the_data_of_the_proposal_and_not_the_proposal() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await answering.accept(id, by=now.recruiter)
    await consent.take_back(back)
    assert await builders.state_of(id) is ProposalState.ACCEPTED
    (record,) = await consents(id)
    assert record["revoked_at"] is not None


async def test_an_expired_consent_blocks_the_answer_until_it_is_renewed() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    with time_machine.travel(clock.now() + timedelta(days=60, minutes=1), tick=True):
        with pytest.raises(Refused, match="non è più valido"):
            await answering.accept(id, by=now.recruiter)
        token = token_of(await asking.ask_renewal(id, by=now.counsellor))
        assert await builders.state_of(id) is ProposalState.SENT
        await consent.agree(token, [Group.CONTACTS])
        assert await builders.state_of(id) is ProposalState.SENT
        old, new = await consents(id)
        assert old["closed_at"] is not None
        assert new["groups"] == ["contacts"]
        await answering.accept(id, by=now.recruiter)


async def test_a_no_to_a_renewal_withdraws_the_proposal() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    token = token_of(await asking.ask_renewal(id, by=now.counsellor))
    await consent.decline(token)
    assert await builders.state_of(id) is ProposalState.WITHDRAWN
    (record,) = await consents(id)
    assert record["revoked_at"] is not None


async def test_a_renewal_makes_the_old_receipt_open_nothing() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    token = token_of(await asking.ask_renewal(id, by=now.counsellor))
    fresh = await consent.agree(token, [Group.CONTACTS])
    with pytest.raises(Refused):
        await consent.take_back(back)
    await consent.take_back(fresh)
    assert await builders.state_of(id) is ProposalState.WITHDRAWN
