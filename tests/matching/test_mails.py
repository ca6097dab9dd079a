"""Mail and notifications of a whole proposal: codes, days and what to do; nobody's name, nothing that was typed."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts.actions.notices import send_digests
from portal.foundation import clock, db, jobs, mail
from portal.foundation.ids import new_id
from portal.matching.actions import answering, asking, consent, expiring, leading, messages, silence
from portal.matching.actions.reading import read_for_company
from portal.matching.vocabulary import Group, RefusalReason
from tests.employers import builders as employers
from tests.matching import builders
from tests.matching.builders import Stage

pytestmark = pytest.mark.usefixtures("db_rollback")

TITLE = "Cucitrice di vele"
WORDS = ("Sorridente", "Armadietto", "Cortile", "Zoppicante")
"""Typed: a presentation, a message of each side, a note."""


async def lived(now: Stage) -> None:
    """All that tells somebody something: agreed, sent, talked over, reminded, renewed, refused, taken back, closed."""
    talked, token = await builders.asked(now, words=WORDS[0])
    await consent.ask_to_talk(token)
    await consent.decline(token)
    other = await employers.published_vacancy(now.recruiter, title=TITLE)
    refused, _ = await builders.sent(now, vacancy_id=other, words=WORDS[0])
    await read_for_company(refused, by=now.recruiter)
    await messages.write(refused, id=new_id(), text=WORDS[1], by=now.recruiter)
    await messages.write(refused, id=new_id(), text=WORDS[2], by=now.counsellor)
    await answering.refuse(refused, reason=RefusalReason.TASKS, note=WORDS[3], by=now.recruiter)
    await leading.reopen(refused, by=now.counsellor)
    again = builders.token_of(await asking.put_to_person(refused, reader_ids=None, by=now.counsellor))
    await consent.agree(again, [Group.CONTACTS])
    await leading.send(refused, by=now.counsellor)
    await jobs.drain()
    for days in (4, 8, 54, 60):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            await silence.sweep()
            await expiring.remind()
            await jobs.drain()
            await send_digests()
            await jobs.drain()
    third, back = await builders.sent(
        now, vacancy_id=await employers.published_vacancy(now.recruiter, title=TITLE)
    )
    await jobs.drain()
    await consent.take_back(back)
    await jobs.drain()
    await send_digests()
    await jobs.drain()
    assert talked != third


async def test_nobody_is_named_and_nothing_that_was_typed_is_repeated() -> None:
    now = await builders.stage()
    person = await db.fetchrow(
        "SELECT first_name, last_name, email, phone FROM person WHERE id = $1", now.person_id
    )
    assert person is not None
    await lived(now)
    told = [row["words"] for row in await db.fetch("SELECT words FROM notification")]
    sent = await mail.recent(500)
    assert len(told) > 12
    assert {"notices", "consent_request", "consent_receipt", "consent_taken_back"} <= {
        one.kind for one in sent
    }
    hers = [one for one in sent if one.to == person["email"]]
    theirs = [one for one in sent if one.to != person["email"]]
    marks = [*WORDS, TITLE, person["first_name"], person["last_name"], person["email"]]
    marks += [person["phone"]] if person["phone"] else []
    for mark in marks:
        assert not [words for words in told if mark.lower() in words.lower()], mark
        assert not [one.kind for one in theirs if mark.lower() in (one.subject + one.text).lower()], mark
    # hers go to an address others may read too: neither who she is nor which company asks
    for one in hers:
        for mark in (*marks[:-2], now.recruiter.organisation_name, now.recruiter.name):
            assert mark.lower() not in (one.subject + one.text).lower(), (one.kind, mark)


async def test_who_may_not_open_a_proposal_is_sent_to_the_list() -> None:
    """A link in a mail opens for whoever got it."""
    now = await builders.stage()
    await lived(now)
    rows = await db.fetch(
        "SELECT DISTINCT n.account_id, split_part(n.href, '/', 3) AS id FROM notification n"
        " WHERE n.href LIKE '/proposals/%' AND n.organisation_id = $1",
        now.company_id,
    )
    assert rows
    for row in rows:
        named = await db.fetchval(
            "SELECT count(*) FROM proposal_reader WHERE proposal = $1::uuid AND account = $2",
            row["id"],
            row["account_id"],
        )
        assert named == 1
