"""The document of `portal sanction` (§5.4)."""

from typing import Any

import pytest

from portal.employers.obligations.documents.sanction import SanctionDocument, answer
from portal.employers.obligations.parameters import in_law
from tests.employers.documents.asked import answered, refused


def ask(**document: Any) -> Any:
    return answered(document, SanctionDocument, lambda one: answer(one, in_law()))


def wrong(**document: Any) -> dict[str, str]:
    return refused(document, SanctionDocument, lambda one: answer(one, in_law()))


def test_two_places_for_thirty_working_days() -> None:
    """§5.4."""
    found = ask(kind="uncovered_places", places=2, working_days=30, on="2026-03-02")
    assert (found["amount"], found["with_diffida"], found["days"]) == ("11763.00", "2940.75", 30)
    assert found["input"]["places"] == 2


def test_places_since_a_day() -> None:
    found = ask(kind="uncovered_places", places=2, uncovered_since="2026-03-10", until="2026-05-12")
    assert (found["due_on"], found["days"], found["amount"]) == ("2026-05-09", 2, "784.20")
    assert found["spells"] == [
        {"from": "2026-05-10", "to": "2026-05-12", "days": 2, "per_day": "196.05", "amount": "784.20"}
    ]


def test_the_week_and_the_saint_count() -> None:
    december = {
        "kind": "uncovered_places",
        "places": 1,
        "uncovered_since": "2026-10-01",
        "until": "2026-12-12",
    }
    assert ask(**december)["days"] == 8
    assert ask(**december, week=6)["days"] == 10
    assert ask(**december, province="MI")["days"] == 7
    assert ask(**december, contractual_days=["2026-12-09"])["days"] == 7


def test_a_prospetto_twelve_days_late() -> None:
    """§5.4."""
    found = ask(kind="late_prospetto", due_on="2026-01-31", sent_on="2026-02-12")
    assert (found["amount"], found["with_diffida"], found["reduced"]) == ("1110.67", "277.67", "370.22")


def test_a_prospetto_in_time_costs_nothing() -> None:
    found = ask(kind="late_prospetto", due_on="2026-01-31", sent_on="2026-01-31")
    assert (found["amount"], found["days"], found["spells"]) == ("0.00", 0, [])


def test_within_sixty_days_nothing_is_due() -> None:
    found = ask(kind="uncovered_places", places=3, uncovered_since="2026-03-10", until="2026-05-09")
    assert (found["amount"], found["days"]) == ("0.00", 0)


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ({"kind": "uncovered_places"}, {"/places", "/uncovered_since", "/until"}),
        ({"kind": "uncovered_places", "places": 1, "working_days": 3}, {"/on"}),
        ({"kind": "late_prospetto"}, {"/due_on", "/sent_on"}),
        (
            {"kind": "late_prospetto", "due_on": "2026-01-31", "sent_on": "2026-02-01", "places": 1},
            {"/places"},
        ),
        (
            {
                "kind": "uncovered_places",
                "places": 1,
                "working_days": 3,
                "on": "2026-03-02",
                "until": "2026-03-02",
            },
            {"/working_days"},
        ),
        (
            {
                "kind": "uncovered_places",
                "places": -1,
                "uncovered_since": "2010-12-31",
                "until": "2026-03-02",
            },
            {"/places", "/uncovered_since"},
        ),
        (
            {"kind": "uncovered_places", "places": 1, "uncovered_since": "2026-03-02", "until": "2026-03-01"},
            {"/until"},
        ),
        ({"kind": "fine", "employer": "public"}, {"/kind", "/employer"}),
    ],
)
def test_what_is_wrong_is_told_at_once(document: dict[str, Any], paths: set[str]) -> None:
    assert set(wrong(**document)) == paths


def test_public_administrations_have_officials_who_answer() -> None:
    reasons = wrong(kind="late_prospetto", due_on="2026-01-31", sent_on="2026-02-12", employer="public")
    assert "funzionario" in reasons["/employer"]
