"""The person and others press at once, on connections of their own: her word counts once, and hides at its commit."""

import asyncio

import pytest

from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.matching.actions import answering, asking, consent, leading, messages
from portal.matching.actions.own_area import take_back_own
from portal.matching.actions.reading import read_for_company
from portal.matching.vocabulary import Group, ProposalState
from tests.matching import builders
from tests.matching.test_races import left, refusals, together

pytestmark = pytest.mark.usefixtures("fresh_database")

STANDING = "SELECT count(*) FROM disclosure_consent WHERE revoked_at IS NULL AND closed_at IS NULL"


async def test_she_says_yes_twice_at_once_with_other_ticks_and_one_counts_whole() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    few, many = [Group.CONTACTS], [Group.CONTACTS, Group.CV]
    results = await together(consent.agree(token, few), consent.agree(token, many))
    assert len(refusals(results)) == 1
    assert await builders.state_of(id) is ProposalState.AGREED
    assert await db.fetchval("SELECT count(*) FROM disclosure_consent") == 1
    groups = await db.fetchval("SELECT groups FROM disclosure_consent")
    assert groups == ["contacts"] if isinstance(results[0], str) else groups == ["contacts", "cv"]
    backs = await db.fetchval("SELECT count(*) FROM consent_link WHERE kind = 'withdrawal'")
    assert backs == 1, "one receipt"


async def test_a_consent_renewed_twice_at_once_stands_once() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
    results = await together(*(consent.agree(token, [Group.CONTACTS]) for _ in range(3)))
    assert len(refusals(results)) == 2
    assert await db.fetchval(STANDING) == 1
    assert await db.fetchval("SELECT count(*) FROM disclosure_consent") == 2


async def test_she_wants_to_talk_on_one_telephone_and_agrees_on_another() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    results = await together(consent.ask_to_talk(token), consent.agree(token, [Group.CONTACTS]))
    assert not isinstance(results[1], Refused), "talking decides nothing"
    assert await builders.state_of(id) is ProposalState.AGREED


async def test_a_new_link_is_made_while_she_answers_the_old_one() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    results = await together(consent.agree(token, [Group.CONTACTS]), asking.renew_link(id, by=now.counsellor))
    state = await builders.state_of(id)
    agreed = not isinstance(results[0], Refused)
    assert state is (ProposalState.AGREED if agreed else ProposalState.PUT_TO_PERSON)
    good = (
        "SELECT count(*) FROM consent_link WHERE kind = 'answer' AND used_at IS NULL AND expires_at > now()"
    )
    assert await db.fetchval(good) == (0 if agreed else 1)


async def test_she_takes_it_back_in_her_area_and_by_the_link_at_once() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await together(take_back_own(id, now.person_id), consent.take_back(back))
    assert await builders.state_of(id) is ProposalState.WITHDRAWN
    assert await db.fetchval("SELECT count(*) FROM proposal_step WHERE move = 'take_back'") == 1
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kind = 'consent_taken_back'") == 1


@pytest.mark.parametrize("way", ["link", "area", "file"])
async def test_she_takes_it_back_by_any_way_while_the_company_accepts(way: str) -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    takes = {
        "link": lambda: consent.take_back(back),
        "area": lambda: take_back_own(id, now.person_id),
        "file": lambda: consents.revoke(
            now.person_id, ConsentKind.PROPOSALS, how=CollectedHow.PAPER, by=now.counsellor
        ),
    }[way]
    results = await together(answering.accept(id, by=now.recruiter), takes())
    await jobs.drain()
    state = await builders.state_of(id)
    assert state in {ProposalState.ACCEPTED, ProposalState.WITHDRAWN}
    taken = state is ProposalState.ACCEPTED
    assert bool(refusals(results)) is not taken, "who came second was told, and nothing is half done"
    assert await left(now.vacancy_id) == (0 if taken else 1)
    assert await db.fetchval("SELECT count(*) FROM plan") == (1 if taken else 0)
    if way != "file":
        assert (await read_for_company(id, by=now.recruiter)).disclosed == {}


async def test_two_users_accept_while_she_takes_it_back_and_the_place_is_filled_at_most_once() -> None:
    now = await builders.stage(places=1)
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, back = await builders.sent(now, readers=[now.recruiter, colleague])
    results = await together(
        answering.accept(id, by=now.recruiter), answering.accept(id, by=colleague), consent.take_back(back)
    )
    state = await builders.state_of(id)
    assert len(refusals(results)) == (1 if state is ProposalState.ACCEPTED else 2)
    assert await left(now.vacancy_id) == (0 if state is ProposalState.ACCEPTED else 1)
    assert await db.fetchval("SELECT count(*) FROM proposal_step WHERE move = 'accept'") <= 1


async def test_the_last_place_is_taken_while_another_is_put_to_its_person() -> None:
    now = await builders.stage(places=1)
    other = await builders.proposable(now.counsellor)
    first = await builders.opened(now)
    second = await builders.drafted(now, person_id=other)
    await together(
        answering.accept(first, by=now.recruiter),
        asking.put_to_person(second, reader_ids=None, by=now.counsellor),
    )
    assert await builders.state_of(first) is ProposalState.ACCEPTED
    assert await left(now.vacancy_id) == 0
    if await builders.state_of(second) is ProposalState.PUT_TO_PERSON:
        token = builders.token_of(await asking.renew_link(second, by=now.counsellor))
        await consent.agree(token, [Group.CONTACTS])
        with pytest.raises(Refused, match=r"non è più aperto|non ha più posti"):
            await leading.send(second, by=now.counsellor)


async def test_who_polls_while_she_takes_it_back_never_reads_her_after_the_commit() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    over = asyncio.Event()
    late: list[bool] = []

    async def polls() -> int:
        times = 0
        while not over.is_set() or times < 3:
            committed = over.is_set()
            read = await read_for_company(id, by=now.recruiter)
            if committed:
                late.append(bool(read.disclosed))
            times += 1
            await asyncio.sleep(0)
        return times

    async def takes_back() -> None:
        await asyncio.sleep(0.05)
        await consent.take_back(back)
        over.set()

    await asyncio.gather(polls(), polls(), takes_back())
    revoked_at = await db.fetchval("SELECT revoked_at FROM disclosure_consent")
    assert not any(late)
    seen_after = await db.fetchval("SELECT count(*) FROM identity_view WHERE at > $1", revoked_at)
    assert seen_after == 0, "no reading is dated after her word"
    assert await db.fetchval("SELECT count(*) FROM identity_view") > 0, "before it she was read"


async def test_a_message_written_while_she_takes_it_back_is_there_before_or_refused() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    results = await together(
        messages.write(id, id=new_id(), text="Quando ci vediamo?", by=now.recruiter), consent.take_back(back)
    )
    kept = await db.fetchval("SELECT count(*) FROM proposal_message")
    assert kept == (0 if refusals(results) else 1)
    assert (await read_for_company(id, by=now.recruiter)).messages == []


async def test_a_message_pressed_twice_at_once_is_one() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    one = new_id()
    await together(*(messages.write(id, id=one, text="Quando?", by=now.recruiter) for _ in range(3)))
    assert await db.fetchval("SELECT count(*) FROM proposal_message") == 1
