"""Terms that run on a day, and the places of the quota by how they are met."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.employers.obligations.rules.agenda import agenda, obliged_since
from portal.employers.obligations.rules.deadlines import Deadline
from portal.employers.obligations.rules.meter import MetBy, met_by
from portal.employers.obligations.rules.scopertura import Scopertura
from portal.employers.obligations.rules.timeline import open_places, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from tests.employers.rules.workforce import LAW, TODAY, reserved, staff


def terms(workers: list[WorkerFacts], on: date = TODAY) -> list[Deadline]:
    spans = timeline(workers, LAW, on)
    return agenda(workers, spans, open_places(spans, on), LAW, on)


def kinds(found: list[Deadline]) -> list[str]:
    return [one.kind for one in found]


def test_a_company_without_duties_has_no_terms() -> None:
    assert terms(staff(14)) == []


def test_every_term_says_its_rule_its_first_day_and_its_article() -> None:
    for one in terms([*staff(15), replace(reserved(), ends_on=TODAY + timedelta(days=30))]):
        assert one.rule
        assert one.article
        assert one.starts_on <= one.due_on


def test_the_fifteenth_employee_starts_the_request_and_the_first_prospetto() -> None:
    newest = replace(staff(1)[0], starts_on=date(2026, 10, 1))
    found = terms([*staff(14), newest])
    assert kinds(found) == ["first_prospetto", "request", "prospetto"]
    assert [one.due_on for one in found] == [date(2026, 11, 30), date(2026, 11, 30), date(2027, 1, 31)]
    assert {one.starts_on for one in found[:2]} == {date(2026, 10, 1)}


def test_a_company_obliged_for_years_has_no_first_prospetto() -> None:
    assert "first_prospetto" not in kinds(terms(staff(15)))


def test_the_end_of_a_contract_that_covers_is_a_term_and_others_are_not() -> None:
    soon = TODAY + timedelta(days=40)
    found = terms([*staff(15), replace(reserved(), ends_on=soon), replace(staff(1)[0], ends_on=soon)])
    [end] = [one for one in found if one.kind == "contract_end"]
    assert (end.due_on, end.places) == (soon, 1)


def test_who_left_must_be_told_within_ten_days_and_then_no_more() -> None:
    left = replace(reserved(), ends_on=TODAY - timedelta(days=4))
    [told] = [one for one in terms([*staff(15), left]) if one.kind == "termination"]
    assert told.due_on == TODAY + timedelta(days=6)
    assert told.to_check
    long_ago = replace(reserved(), ends_on=TODAY - timedelta(days=11))
    assert "termination" not in kinds(terms([*staff(15), long_ago]))


def test_the_duty_is_as_old_as_its_last_beginning() -> None:
    gone = replace(staff(1)[0], ends_on=date(2026, 5, 31))
    back = replace(staff(1)[0], starts_on=date(2026, 9, 1))
    spans = timeline([*staff(14), gone, back], LAW, TODAY)
    assert obliged_since(spans, TODAY) == date(2026, 9, 1)
    assert obliged_since(spans, date(2026, 6, 15)) is None


@pytest.mark.parametrize(
    ("there", "parts"),
    [
        (Scopertura(Subject.ART3, 9, 6, gap=3), MetBy(6, 0, 0, 3)),
        (Scopertura(Subject.ART3, 9, 6, in_convention=1, gap=2), MetBy(6, 1, 0, 2)),
        (Scopertura(Subject.ART3, 9, 5, exempted=4, gap=0), MetBy(5, 0, 4, 0)),
        (Scopertura(Subject.ART3, 2, 5, gap=0, surplus=3), MetBy(2, 0, 0, 0)),
        (Scopertura(Subject.ART3, 0, 0), MetBy(0, 0, 0, 0)),
        (Scopertura(Subject.ART3, 6, 2, suspended=2, gradual=1, gap=1), MetBy(2, 1, 2, 1)),
    ],
)
def test_the_places_of_the_meter_add_up_to_the_quota(there: Scopertura, parts: MetBy) -> None:
    found = met_by(there)
    assert found == parts
    assert found.in_force + found.planned + found.relieved + found.uncovered == there.quota
