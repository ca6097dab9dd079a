"""The interview: days proposed by the company, one chosen with the person, how it went."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
import time_machine
from icalendar import Calendar

from portal.foundation import clock, db, jobs
from portal.foundation.clock import ROME
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.matching.actions import answering, consent, interviewing, leading, silence
from portal.matching.actions.forgetting import forget_words
from portal.matching.actions.interviewing import Meeting
from portal.matching.calendar_file import calendar_file
from portal.matching.interviews import DateState, InterviewNeed, InterviewOutcome
from portal.matching.pages.company import company_proposal
from portal.matching.queries.interviews import Day, days_of
from portal.matching.queries.of_person import of_person
from portal.matching.vocabulary import Group, ProposalState, RefusalReason
from tests.journeys.faults_of_a_page import faults
from tests.matching import builders
from tests.matching.builders import Stage
from tests.told import told
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")

NEEDS = (InterviewNeed.QUESTIONS_BEFORE, InterviewNeed.STEP_FREE)


def in_days(*days: int) -> tuple[datetime, ...]:
    return tuple(clock.now() + timedelta(days=each) for each in days)


async def asked(now: Stage, id: UUID, *days: int) -> list[Day]:
    await interviewing.ask_interview(
        id, meeting=Meeting(in_days(*days), "Via Resinelli 4"), note=None, by=now.recruiter
    )
    return [day for day in await days_of(id) if day.is_proposed]


async def fixed(now: Stage, id: UUID, *days: int, needs: tuple[InterviewNeed, ...] = ()) -> Day:
    first = (await asked(now, id, *days))[0]
    await interviewing.choose_date(id, date_id=first.id, needs=needs, by=now.counsellor)
    return next(day for day in await days_of(id) if day.is_chosen)


async def test_while_days_wait_for_the_person_it_is_the_services_turn() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await asked(now, id, 3, 5, 6)
    row = await builders.row_of(id)
    assert row["state"] == ProposalState.INTERVIEW
    assert (row["interview_at"], row["answer_due_on"]) == (None, None)
    assert row["waiting_since"] == clock.today()
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        assert await silence.sweep() == 1
    assert len(await told(now.counsellor, Kind.PROPOSAL_SILENCE)) == 1
    assert await told(now.recruiter, Kind.PROPOSAL_SILENCE) == []


async def test_the_day_that_is_chosen_drops_the_others_and_the_wait_begins_on_it() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    day = await fixed(now, id, 3, 5)
    row = await builders.row_of(id)
    assert row["interview_at"] == day.starts_at
    assert row["waiting_since"] == clock.in_rome(day.starts_at).date()
    assert row["answer_due_on"] == row["waiting_since"] + timedelta(days=7)
    states = await db.fetch("SELECT state FROM interview_date WHERE proposal = $1 ORDER BY starts_at", id)
    assert [one["state"] for one in states] == [DateState.CHOSEN, DateState.DROPPED]
    with pytest.raises(Refused, match="Non ci sono date da scegliere"):
        await interviewing.choose_date(id, date_id=day.id, needs=(), by=now.counsellor)


async def test_new_days_take_the_place_of_those_before() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    old = await fixed(now, id, 3)
    (new,) = await asked(now, id, 8)
    with pytest.raises(Refused, match="non è più fra quelle proposte"):
        await interviewing.choose_date(id, date_id=old.id, needs=(), by=now.counsellor)
    await interviewing.choose_date(id, date_id=new.id, needs=(), by=now.counsellor)
    assert (await builders.row_of(id))["interview_at"] == new.starts_at


async def test_a_day_that_has_passed_or_stands_there_twice_is_refused_on_its_field() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    late, soon = in_days(-1)[0], in_days(2)[0]
    for moments, field, words in (
        ((late,), "day", "già passata"),
        ((soon, late), "day_2", "già passata"),
        ((soon, soon), "day_2", "Hai già proposto"),
        ((*in_days(1, 2, 3, 4),), "day_3", "al massimo 3"),
    ):
        with pytest.raises(Refused, match=words) as refused:
            await interviewing.ask_interview(id, meeting=Meeting(moments, "Qui"), note=None, by=now.recruiter)
        assert refused.value.field == field
    assert await builders.state_of(id) is ProposalState.OPENED
    assert await days_of(id) == []


async def test_a_day_that_passed_while_it_waited_is_not_chosen() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    first, _ = await asked(now, id, 1, 9)
    with (
        time_machine.travel(clock.now() + timedelta(days=2), tick=True),
        pytest.raises(Refused, match="già passata"),
    ):
        await interviewing.choose_date(id, date_id=first.id, needs=(), by=now.counsellor)


async def test_none_of_the_days_suits_her_and_the_company_proposes_others() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await asked(now, id, 2)
    await interviewing.turn_dates_down(id, note="Lavora fino a venerdì.", by=now.counsellor)
    row = await builders.row_of(id)
    assert row["state"] == ProposalState.INTERVIEW
    assert row["answer_due_on"] is not None
    assert await days_of(id) == []
    await jobs.drain()
    assert any("servono altre date" in words for words in await told(now.recruiter, Kind.PROPOSAL_NEWS))
    assert [day.state for day in await asked(now, id, 5)] == [DateState.PROPOSED]


async def test_what_makes_it_accessible_reaches_the_company_only_beside_what_she_shows() -> None:
    now = await builders.stage()
    await builders.with_conditions(now)
    id, back = await builders.sent(now)
    await fixed(now, id, 3, needs=NEEDS)
    page = await company_proposal(id, now.recruiter)
    assert page.interview is not None
    assert list(page.interview.needs) == [
        "Le domande scritte, inviate prima",
        "Un ingresso e una stanza senza gradini",
    ]
    sealed = await db.fetchval("SELECT needs_sealed FROM interview_date WHERE state = 'chosen'")
    assert b"step_free" not in sealed
    await consent.take_back(back)
    page = await company_proposal(id, now.recruiter)
    assert page.interview is None


async def test_needs_of_who_does_not_show_the_conditions_that_help_her_are_not_told() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now, groups=[Group.CONTACTS])
    first = (await asked(now, id, 3))[0]
    with pytest.raises(Refused, match="non mostra le condizioni che aiutano") as refused:
        await interviewing.choose_date(id, date_id=first.id, needs=NEEDS, by=now.counsellor)
    assert refused.value.field == "needs"
    assert (await builders.row_of(id))["interview_at"] is None
    await interviewing.choose_date(id, date_id=first.id, needs=(), by=now.counsellor)


async def test_how_it_went_is_written_once_by_either_side_after_its_day() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await fixed(now, id, 1)
    with pytest.raises(Refused, match="Nessun colloquio aspetta un esito"):
        await interviewing.record_interview(id, outcome=InterviewOutcome.HELD, by=now.recruiter)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        await interviewing.record_interview(id, outcome=InterviewOutcome.HELD, by=now.recruiter)
        with pytest.raises(Refused, match="Nessun colloquio aspetta un esito"):
            await interviewing.record_interview(id, outcome=InterviewOutcome.POSTPONED, by=now.counsellor)
        (day,) = await days_of(id)
        assert day.outcome is InterviewOutcome.HELD
        await jobs.drain()
        assert any("com’è andato" in words for words in await told(now.counsellor, Kind.PROPOSAL_NEWS))
        await answering.accept(id, by=now.recruiter)


async def test_an_interview_that_was_not_held_leaves_the_company_to_propose_other_days() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await fixed(now, id, 1)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        await interviewing.record_interview(id, outcome=InterviewOutcome.PERSON_ABSENT, by=now.counsellor)
        row = await builders.row_of(id)
        assert row["interview_at"] is None
        assert row["waiting_since"] == clock.today()
        assert len(await asked(now, id, 4)) == 1


async def test_without_a_consent_in_force_no_day_is_fixed() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    first = (await asked(now, id, 70))[0]
    with (
        time_machine.travel(clock.now() + timedelta(days=61), tick=True),
        pytest.raises(Refused, match="consenso della persona non è più valido"),
    ):
        await interviewing.choose_date(id, date_id=first.id, needs=(), by=now.counsellor)


async def test_strangers_find_no_interview() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    first = (await asked(now, id, 3))[0]
    stranger = await now.people.teammate(builders.Role.JOB_COUNSELLOR)
    with pytest.raises(NotThere):
        await interviewing.choose_date(id, date_id=first.id, needs=(), by=stranger)
    with pytest.raises(NotThere):
        await interviewing.record_interview(id, outcome=InterviewOutcome.HELD, by=stranger)


async def test_reopened_it_has_no_day_any_more() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await fixed(now, id, 3, needs=())
    await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    await leading.reopen(id, by=now.counsellor)
    assert await days_of(id) == []


async def test_a_year_after_its_end_nothing_of_the_interview_is_left() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await fixed(now, id, 3)
    await leading.withdraw(id, note=None, asked_by_person=True, by=now.counsellor)
    assert (await forget_words(clock.now() + timedelta(days=1)))["interview_date"] == 1


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2026, 10, 24), 8), (date(2026, 10, 26), 9)])
def test_the_calendar_file_keeps_the_hour_of_italy_and_names_nobody(day: date, utc_hour: int) -> None:
    starts_at = datetime.combine(day, time(10), tzinfo=ROME)
    one = Day(UUID(int=7), starts_at, starts_at, 45, "Via Resinelli 4", DateState.CHOSEN, NEEDS, None)
    link = "https://incontro.example/proposals/1"
    content = calendar_file(one, code="P-101", link=link, now=starts_at)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(ROME).hour == 10
    assert event.decoded("dtstart").utctimetuple().tm_hour == utc_hour
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=45)
    assert str(event["summary"]) == "Colloquio, proposta P-101"
    assert str(event["uid"]) == f"{UUID(int=7)}@incontro"
    assert b"gradini" not in content
    assert calendar_file(one, code="P-101", link=link, now=starts_at) == content


async def test_the_interview_over_its_pages() -> None:
    now = await builders.stage()
    await builders.with_conditions(now)
    id = await builders.opened(now)
    first, second = (f"{clock.today() + timedelta(days=days):%d/%m/%Y}" for days in (3, 4))
    async with browser() as company:
        await company.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
        await company.get(f"/proposals/{id}/answer?kind=interview")
        wrong = await company.press(
            "/interview",
            {
                "day": first,
                "at": "9:30",
                "day_2": second,
                "place": "Via Resinelli 4",
                "note": "È una persona invalida?",
            },
        )
        assert wrong.status == 422
        assert faults(wrong.html) == []
        assert "Scrivi anche l’ora, come 8:30." in wrong
        assert "Togli salute, disabilità e ausili" in wrong
        page = await company.press("/interview", {"at_2": "11", "note": ""})
        assert "Date proposte" in page
        assert (await company.get(f"/proposals/{id}/interview.ics")).status == 404
    async with browser() as service:
        await service.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
        page = await service.get(f"/proposals/{id}")
        assert "Fissa la data del colloquio" in page
        page = await service.get(f"/proposals/{id}/interview/date")
        assert "Che cosa rende accessibile il colloquio" in page
        assert faults(page.html) == []
        date_id = await db.fetchval("SELECT id FROM interview_date ORDER BY starts_at LIMIT 1")
        wrong = await service.press("/interview/date", {"date": str(date_id), "needs": ["step_free"]})
        assert wrong.status == 422
        assert "Spunta che la persona è d’accordo" in wrong
        page = await service.press("/interview/date", {"agreed": "1"})
        assert "Data fissata." in page
        assert "La proposta P-" in await service.get(f"/proposals/{id}/interview/date")
        assert "Ciao, il colloquio è" in await service.get(f"/proposals/{id}")
        (hers,) = await of_person(now.person_id)
        assert hers.interview_place == "Via Resinelli 4"
    async with browser() as company:
        await company.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
        page = await company.get(f"/proposals/{id}")
        assert "Un ingresso e una stanza senza gradini" in page
        assert "Aggiungi al calendario (.ics)" in page
        assert faults(page.html) == []
        found = await company.get(f"/proposals/{id}/interview.ics")
        assert found.response.headers["content-type"].startswith("text/calendar")
        with time_machine.travel(clock.now() + timedelta(days=5), tick=True):
            await company.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
            assert faults((await company.get(f"/proposals/{id}/interview/outcome")).html) == []
            assert (await company.press("/outcome", {})).status == 422
            page = await company.press("/outcome", {"outcome": "held"})
            assert "Esito del colloquio registrato." in page
            assert "Il colloquio c’è stato" in page
