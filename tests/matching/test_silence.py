"""Silence is reminded, escalated, closed: each step once, with its real date, whatever stood still."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
import time_machine

from portal.accounts import public as accounts
from portal.foundation import clock, db
from portal.foundation.clock import ROME
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import answering, asking, interviewing, leading, silence
from portal.matching.actions.interviewing import Meeting
from portal.matching.actions.reading import read_for_company
from portal.matching.vocabulary import ProposalState, RefusalReason
from tests.matching import builders
from tests.matching.builders import Stage
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


def on_day(days: int) -> time_machine.travel:
    """Seven in the morning, so many days from today."""
    moment = datetime.combine(clock.today() + timedelta(days=days), time(7, 0), tzinfo=ROME)
    return time_machine.travel(moment, tick=True)


async def address(viewer: Viewer) -> str:
    person = await accounts.account(viewer.account_id)
    assert person is not None
    return person.email


async def letters_to(viewer: Viewer) -> list[str]:
    """Words about silence and where they lead, oldest first."""
    return await told(viewer, Kind.PROPOSAL_SILENCE)


async def taken(proposal_id: UUID) -> list[tuple[str, date]]:
    rows = await db.fetch(
        "SELECT step, due_on FROM proposal_reminder WHERE proposal = $1 ORDER BY due_on", proposal_id
    )
    return [(row["step"], row["due_on"]) for row in rows]


async def with_everybody() -> tuple[Stage, UUID, Viewer, Viewer]:
    """A proposal that was sent; a colleague of the reader; the coordinator."""
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    coordinator = await builders.coordinator_of(now)
    id, _ = await builders.sent(now)
    return now, id, colleague, coordinator


async def test_on_the_third_day_only_the_reader_hears() -> None:
    now, id, colleague, coordinator = await with_everybody()
    with on_day(2):
        assert await silence.sweep() == 0
    with on_day(3):
        assert await silence.sweep() == 1
        (text,) = await letters_to(now.recruiter)
        assert f"/proposals/{id}" in text
        assert await letters_to(now.counsellor) == []
        assert await letters_to(colleague) == []
        assert await letters_to(coordinator) == []


async def test_on_the_seventh_day_a_colleague_the_counsellor_and_the_coordinator_hear_too() -> None:
    now, id, colleague, coordinator = await with_everybody()
    for day in (3, 7):
        with on_day(day):
            await silence.sweep()
    assert len(await letters_to(now.recruiter)) == 2
    for viewer in (now.counsellor, coordinator):
        (text,) = await letters_to(viewer)
        assert f"/proposals/{id}" in text
    (text,) = await letters_to(colleague)
    assert "/proposals/" not in text, "a colleague who is not named cannot open it"
    assert "chi è indicato come lettore" in text
    assert now.recruiter.name not in text, "names stay out of what may be mailed"


async def test_it_is_closed_on_the_sixtieth_day_with_a_notice_a_week_before() -> None:
    now, id, _, _ = await with_everybody()
    for day in (3, 7, 53):
        with on_day(day):
            await silence.sweep()
    assert await builders.state_of(id) is ProposalState.SENT
    with on_day(60):
        await silence.sweep()
        assert await builders.state_of(id) is ProposalState.EXPIRED
        texts = await letters_to(now.recruiter)
    assert "si chiude da sola" in texts[2]
    assert "si è chiusa senza risposta" in texts[3]
    standing = await db.fetchval("SELECT count(*) FROM disclosure_consent WHERE closed_at IS NULL")
    assert standing == 0
    assert await db.fetchval("SELECT count(*) FROM case_commitment") == 0


async def test_after_three_days_of_standstill_every_step_still_comes_once_with_its_real_date() -> None:
    now, id, _, _ = await with_everybody()
    sent_on = clock.today()
    with on_day(8):
        assert await silence.sweep() == 2
        assert await silence.sweep() == 0
        expected = [
            ("first_reminder", sent_on + timedelta(days=3)),
            ("second_reminder", sent_on + timedelta(days=7)),
        ]
        assert await taken(id) == expected
        assert len(await letters_to(now.recruiter)) == 2


async def test_after_a_standstill_longer_than_the_clock_everything_comes_once_and_it_is_closed() -> None:
    now, id, colleague, coordinator = await with_everybody()
    sent_on = clock.today()
    with on_day(75):
        assert await silence.sweep() == 4
        assert await silence.sweep() == 0
        assert [due for _, due in await taken(id)] == [sent_on + timedelta(days=n) for n in (3, 7, 53, 60)]
        assert await builders.state_of(id) is ProposalState.EXPIRED
        assert len(await letters_to(now.recruiter)) == 4
        assert len(await letters_to(now.counsellor)) == 3
        assert len(await letters_to(coordinator)) == len(await letters_to(colleague)) == 1


@pytest.mark.parametrize("sent_on", [date(2027, 3, 26), date(2027, 10, 29)])
async def test_a_change_of_the_hour_neither_adds_nor_takes_a_day(sent_on: date) -> None:
    now, third = await builders.stage(), sent_on + timedelta(days=3)
    with time_machine.travel(datetime.combine(sent_on, time(23, 30), tzinfo=ROME), tick=False):
        id, _ = await builders.sent(now)
    with time_machine.travel(
        datetime.combine(third - timedelta(days=1), time(23, 59), tzinfo=ROME), tick=False
    ):
        assert await silence.sweep() == 0
    with time_machine.travel(datetime.combine(third, time(0, 1), tzinfo=ROME), tick=False):
        assert await silence.sweep() == 1
        assert await taken(id) == [("first_reminder", third)]


async def test_both_sides_hear_of_the_closing_whoever_was_silent() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    meeting = Meeting([clock.now() + timedelta(days=10)], "Qui")
    await interviewing.ask_interview(id, meeting=meeting, note=None, by=now.recruiter)
    with on_day(60):
        await silence.sweep()
        assert await builders.state_of(id) is ProposalState.EXPIRED
        for viewer in (now.recruiter, now.counsellor):
            assert "si è chiusa senza risposta" in (await letters_to(viewer))[-1]


async def test_the_sweep_may_run_again_and_again() -> None:
    now, id, _, _ = await with_everybody()
    with on_day(3):
        assert [await silence.sweep() for _ in range(3)] == [1, 0, 0]
        assert len(await taken(id)) == 1
        assert len(await letters_to(now.recruiter)) == 1


async def test_reading_is_no_answer() -> None:
    now, id, _, _ = await with_everybody()
    with on_day(2):
        await read_for_company(id, by=now.recruiter)
    with on_day(3):
        assert await silence.sweep() == 1


async def test_an_answer_ends_the_wait() -> None:
    now, id, _, _ = await with_everybody()
    await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    with on_day(60):
        assert await silence.sweep() == 0
        assert await builders.state_of(id) is ProposalState.REFUSED


async def test_after_the_interview_the_wait_begins_on_its_day() -> None:
    now, id, _, _ = await with_everybody()
    meeting = Meeting([clock.now() + timedelta(days=10)], "Qui")
    await interviewing.ask_interview(id, meeting=meeting, note=None, by=now.recruiter)
    date_id = await db.fetchval("SELECT id FROM interview_date WHERE proposal = $1", id)
    await interviewing.choose_date(id, date_id=date_id, needs=(), by=now.counsellor)
    with on_day(12):
        assert await silence.sweep() == 0
    with on_day(13):
        assert await silence.sweep() == 1


async def test_sent_again_after_a_refusal_it_is_reminded_again() -> None:
    now, id, _, _ = await with_everybody()
    with on_day(3):
        await silence.sweep()
        await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
        await leading.reopen(id, by=now.counsellor)
        token = builders.token_of(await asking.put_to_person(id, reader_ids=None, by=now.counsellor))
        await builders.consent.agree(token, builders.ALL)
        await leading.send(id, by=now.counsellor)
    with on_day(6):
        assert await silence.sweep() == 1
    assert [step for step, _ in await taken(id)] == ["first_reminder", "first_reminder"]


async def test_a_person_who_does_not_answer_is_told_to_her_counsellor_and_never_to_a_company() -> None:
    now = await builders.stage()
    coordinator = await builders.coordinator_of(now)
    id, _ = await builders.asked(now)
    for day in (3, 7):
        with on_day(day):
            await silence.sweep()
    assert len(await letters_to(now.counsellor)) == 2
    assert len(await letters_to(coordinator)) == 1
    assert await letters_to(now.recruiter) == []
    with on_day(60):
        await silence.sweep()
        assert await builders.state_of(id) is ProposalState.EXPIRED
    assert await letters_to(now.recruiter) == []


async def test_a_draft_waits_for_nobody() -> None:
    now = await builders.stage()
    await builders.drafted(now)
    with on_day(90):
        assert await silence.sweep() == 0


async def test_more_proposals_than_one_batch_are_all_reminded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = await builders.stage(places=3)
    monkeypatch.setattr(silence, "BATCH", 2)
    ids = [(await builders.sent(now))[0]]
    for _ in range(2):
        person = await builders.proposable(now.counsellor)
        ids.append((await builders.sent(now, person_id=person))[0])
    with on_day(3):
        assert await silence.sweep() == 3
        for id in ids:
            assert len(await taken(id)) == 1


async def test_days_are_those_of_italy() -> None:
    now = await builders.stage()
    # half past midnight in Italy is still the day before in UTC
    with time_machine.travel(datetime(2026, 12, 2, 0, 30, tzinfo=ROME), tick=False):
        id, _ = await builders.sent(now)
        assert (await builders.row_of(id))["waiting_since"] == date(2026, 12, 2)
    with time_machine.travel(datetime(2026, 12, 4, 23, 59, tzinfo=ROME), tick=False):
        assert await silence.sweep() == 0
    with time_machine.travel(datetime(2026, 12, 5, 0, 1, tzinfo=ROME), tick=False):
        assert await silence.sweep() == 1
