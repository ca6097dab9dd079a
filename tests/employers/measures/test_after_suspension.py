"""The end of a suspension: sixty days from its last day, for the places that it uncovers again (§6.2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.employers.measures.rules.reopened import after_suspensions
from portal.employers.measures.rules.situations import situations
from portal.employers.measures.rules.written import Written, WrittenMeasure
from portal.employers.measures.vocabulary import MeasureKind, MeasureState
from portal.employers.obligations.actions.recount import recount
from portal.employers.obligations.queries.standing import standing
from portal.employers.obligations.rules.avviamento import Channel, channels
from portal.employers.obligations.rules.cost_of_inaction import cost_of_inaction
from portal.employers.obligations.rules.deadlines import due_on_of, request_deadlines
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.employers.obligations.rules.timeline import OpenPlace, open_places, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.employers.reminders import actions as reminding
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.reference import holidays_it
from tests.employers import builders
from tests.employers.measures import drafts
from tests.employers.measures.test_measures import administrator, record
from tests.employers.measures.test_situations import measure
from tests.employers.reminders.test_ladders import at, words_for
from tests.employers.rules.workforce import LAW, reserved, staff
from tests.web import browser

STOPPED, LAST = date(2026, 3, 2), date(2026, 5, 31)
BACK, DUE = date(2026, 6, 1), date(2026, 7, 30)
JULY = date(2026, 7, 1)
HERE = Situation("MI")


def suspension(workers: int = 36, **facts: object) -> WrittenMeasure:
    usual: dict[str, object] = {
        "province": "MI", "starts_on": STOPPED, "ends_on": LAST, "cause": SuspensionCause.CIGS.value,
        "workers": workers, "of_workers": 36, "units": 0,
    }  # fmt: skip
    return measure(MeasureKind.SOSPENSIONE, **{**usual, **facts})


def opened(workers: list[WorkerFacts], *measures: WrittenMeasure, on: date = JULY) -> list[OpenPlace]:
    written = Written(measures)
    spans = timeline(workers, LAW, on, situations(HERE, written, on))
    return after_suspensions(open_places(spans, on), HERE, written, workers, LAW)


def told(places: list[OpenPlace]) -> list[tuple[date, date]]:
    """When each place opened and until when it is asked for."""
    return [(one.since, due_on_of(one, LAW)) for one in places]


def test_places_that_a_suspension_hid_are_asked_for_within_sixty_days_of_its_last_day() -> None:
    places = opened(staff(36), suspension())  # two places due
    assert told(places) == [(BACK, DUE)] * 2
    assert [one.suspended_until for one in places] == [LAST] * 2
    (term,) = request_deadlines(places, LAW)
    assert (term.kind, term.starts_on, term.due_on, term.places) == ("after_suspension", LAST, DUE, 2)


def test_a_place_that_opens_that_day_for_another_reason_has_the_sixty_days_of_art_9() -> None:
    leaving = reserved(province="MI", ends_on=LAST)
    places = opened([*staff(36), leaving], suspension())
    assert told(places) == [(BACK, DUE), (BACK, DUE + timedelta(days=1))]
    assert [(one.kind, one.places) for one in request_deadlines(places, LAW)] == [
        ("after_suspension", 1),
        ("request", 1),
    ]


def test_a_place_that_was_never_suspended_keeps_its_day() -> None:
    places = opened(staff(36), suspension(18))  # half the work: one place of two
    assert [one.suspended_until for one in places] == [None, LAST]
    assert places[0].since < STOPPED


@pytest.mark.parametrize(
    "one",
    [
        suspension(state=MeasureState.REQUESTED),
        suspension(state=MeasureState.CANCELLED),
        suspension(cause=SuspensionCause.CIGS.value, province="LC"),
    ],
)
def test_a_suspension_that_hid_nothing_moves_no_term(one: WrittenMeasure) -> None:
    assert [place.suspended_until for place in opened(staff(36), one)] == [None, None]


def test_a_collective_dismissal_hides_every_place() -> None:
    dismissal = suspension(
        province=None, cause=SuspensionCause.COLLECTIVE_DISMISSAL.value, workers=None, of_workers=None
    )
    assert told(opened(staff(64), dismissal))[:4] == [(BACK, DUE)] * 4


def test_two_suspensions_in_a_row_end_once() -> None:
    second = suspension(starts_on=BACK, ends_on=JULY - timedelta(days=1))
    places = opened(staff(36), suspension(), second, on=JULY + timedelta(days=9))
    assert told(places) == [(JULY, date(2026, 8, 29))] * 2


def test_a_suspension_that_ended_before_the_rule_of_today_moves_nothing() -> None:
    old = suspension(starts_on=date(2017, 10, 2), ends_on=date(2017, 12, 31))
    assert [one.suspended_until for one in opened(staff(36), old)] == [None, None]


def test_the_sanction_and_the_channels_follow_the_term() -> None:
    places = opened(staff(36), suspension())
    lines = cost_of_inaction(places, DUE + timedelta(days=1), LAW, holidays_it.of_year).lines
    assert [(line.due_on, line.days) for line in lines] == [(DUE, 1)] * 2  # Friday 31 July
    assert Channel.GRADUATORIA not in channels(HERE.employer, due_on_of(places[0], LAW), DUE)
    assert Channel.GRADUATORIA in channels(HERE.employer, due_on_of(places[0], LAW), DUE + timedelta(days=1))


def test_art_18_is_not_suspended() -> None:
    places = opened(staff(64), suspension(36, of_workers=36))
    assert [one.suspended_until for one in places if one.subject is Subject.ART18] == [None]


@pytest.mark.usefixtures("db_rollback")
async def test_pages_and_reminders_speak_of_one_term() -> None:
    by = await administrator()
    assert by.organisation_id is not None
    today = clock.today()
    ended = today - timedelta(days=30)
    await builders.workers(36, by, starts_on=today - timedelta(days=200))
    draft = drafts.suspension(
        suspended=36,
        out_of=36,
        requested_on=today - timedelta(days=100),
        period=replace(drafts.SPRING, starts_on=today - timedelta(days=90), ends_on=ended),
        act=replace(drafts.ACT, decided_on=today - timedelta(days=95)),
    )
    await record(draft, by)
    due = ended + timedelta(days=60)
    terms = (await standing(by.organisation_id, today)).deadlines
    assert [(one.kind, one.due_on, one.places) for one in terms if "prospetto" not in one.kind] == [
        ("after_suspension", due, 2)
    ]
    await recount(by.organisation_id)
    with at(today):
        await reminding.remind_requests()
    assert any(date_it(due, "il") in words for words in await words_for(by))
    async with browser() as user:
        await user.sign_in_as(by.account_id, by.organisation_id)
        page = await user.get("/obligations")
        assert "Richiesta dopo la sospensione" in page
        assert date_it(due + timedelta(days=1)) not in page
        assert "60 giorni dalla fine della sospensione" in await user.get("/obligations/deadlines")
