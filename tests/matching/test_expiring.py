"""Consents about to end are told in time; wanting to talk keeps every clock fair."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.matching import public
from portal.matching.actions import asking, consent, expiring, leading, silence
from portal.matching.actions.asking import proposal_of_link
from portal.matching.jobs import SWEEPS
from portal.matching.vocabulary import Group, LinkKind, ProposalState
from tests.matching import builders
from tests.matching.builders import Stage
from tests.matching.test_pages import as_
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


async def reminded(now: Stage) -> list[str]:
    return await told(now.counsellor, Kind.CONSENT_ENDING)


def day(number: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=number, minutes=5), tick=False)


async def test_a_week_before_it_ends_and_when_it_has_ended_the_counsellor_hears_once() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    code = (await builders.row_of(id))["code"]
    with day(52):
        assert await expiring.remind() == 0
    with day(53):
        assert [await expiring.remind(), await expiring.remind()] == [1, 0]
        (words,) = await reminded(now)
        assert f"Il consenso della proposta {code} finisce" in words
        assert f"/proposals/{id}" in words
    with day(60):
        assert [await expiring.remind(), await expiring.remind()] == [1, 0]
        assert "è finito" in (await reminded(now))[-1]


async def test_after_days_of_rest_only_the_end_is_told() -> None:
    now = await builders.stage()
    await builders.sent(now)
    with day(64):
        await expiring.remind()
        (words,) = await reminded(now)
        assert "è finito" in words


async def test_of_a_proposal_that_is_over_nobody_hears() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await leading.withdraw(id, note=None, asked_by_person=False, by=now.counsellor)
    with day(59):
        assert await expiring.remind() == 0


async def test_a_renewed_consent_has_its_own_week() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    with day(55):
        await expiring.remind()
        token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
        await consent.agree(token, [Group.CONTACTS])
    with day(58):
        assert await expiring.remind() == 0
    with day(109):
        assert await expiring.remind() == 1


async def test_the_sweep_stands_among_those_that_run_every_day() -> None:
    assert "matching.consents" in {one.name for one in SWEEPS}


async def test_the_page_of_the_day_lists_it_until_it_is_renewed() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)

    async def waiting() -> list[tuple[UUID, str]]:
        found = await public.waiting_for_counsellor(now.counsellor, [now.person_id])
        return [(one.id, one.state_label) for one in found]

    assert await waiting() == []
    with day(54):
        assert await waiting() == [(id, "Consenso in scadenza")]
    with day(61):
        assert await waiting() == [(id, "Consenso finito, chiedi di rinnovarlo")]
        async with as_(now.counsellor) as one:
            assert "L’azienda non vede più chi è la persona" in await one.get(f"/proposals/{id}")
        token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
        await consent.agree(token, [Group.CONTACTS])
        assert await waiting() == []


# --- «Vorrei parlarne» -----------------------------------------------------------------------------------------


async def test_her_wish_to_talk_begins_the_wait_anew_and_lengthens_the_link() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    with day(6):
        await silence.sweep()
        await consent.ask_to_talk(token)
        row = await builders.row_of(id)
        assert row["waiting_since"] == clock.today()
        assert row["state"] == ProposalState.PUT_TO_PERSON
        assert await db.fetchval("SELECT count(*) FROM disclosure_consent") == 0
        before = len(await told(now.counsellor, Kind.PROPOSAL_SILENCE))
    with day(8):
        await silence.sweep()
        assert len(await told(now.counsellor, Kind.PROPOSAL_SILENCE)) == before, "two days after her word"
    with day(9):
        await silence.sweep()
        assert len(await told(now.counsellor, Kind.PROPOSAL_SILENCE)) == before + 1
    with day(19):
        assert await proposal_of_link(token, LinkKind.ANSWER) == id, "fourteen days from her word"
    with day(61):
        await silence.sweep()
        assert await builders.state_of(id) is ProposalState.PUT_TO_PERSON, "closed at sixty from her word"


async def test_said_again_it_lengthens_nothing_and_is_told_once() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    await consent.ask_to_talk(token)
    await jobs.drain()
    until = await db.fetchval("SELECT expires_at FROM consent_link")
    with day(5):
        await consent.ask_to_talk(token)
        assert await db.fetchval("SELECT expires_at FROM consent_link") == until
        assert (await builders.row_of(id))["waiting_since"] < clock.today()
    words = [one for one in await told(now.counsellor, Kind.PROPOSAL_NEWS) if "vorrebbe parlarne" in one]
    assert len(words) == 1


async def test_asked_to_renew_her_wish_to_talk_moves_no_clock_of_the_company() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    before = await builders.row_of(id)
    with day(5):
        token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
        await consent.ask_to_talk(token)
        after = await builders.row_of(id)
    for column in ("waiting_since", "answer_due_on", "state"):
        assert after[column] == before[column], column
