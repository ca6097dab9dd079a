"""The document of `portal incentive` (§9.1)."""

from typing import Any

import pytest

from portal.employers.obligations.documents.incentive import IncentiveDocument, answer
from portal.employers.obligations.parameters import in_law
from tests.employers.documents.asked import answered, refused

HIRE: dict[str, Any] = {
    "hired_on": "2026-03-02",
    "contract": "permanent",
    "percentage": 80,
    "yearly_pay": 26000,
}


def ask(**document: Any) -> Any:
    return answered({**HIRE, **document}, IncentiveDocument, lambda one: answer(one, in_law()))


def wrong(**document: Any) -> dict[str, str]:
    return refused({**HIRE, **document}, IncentiveDocument, lambda one: answer(one, in_law()))


@pytest.mark.parametrize(
    ("document", "percentage", "months", "amount"),
    [
        ({}, 70, 36, "54600.00"),
        ({"percentage": 67}, 35, 36, "27300.00"),
        ({"percentage": 46, "mental": True}, 70, 60, "91000.00"),
        ({"yearly_pay": None, "monthly_pay": "2166.67"}, 70, 36, "54600.08"),
        (
            {"percentage": 46, "mental": True, "contract": "fixed_term", "ends_on": "2027-09-01"},
            70,
            18,
            "27300.00",
        ),
        ({"percentage": None, "war_category": 6}, 35, 36, "27300.00"),
    ],
)
def test_the_incentive_of_a_hire(document: dict[str, Any], percentage: int, months: int, amount: str) -> None:
    found = ask(**document)
    assert (found["percentage"], found["months"], found["amount"]) == (percentage, months, amount)
    assert found["due"] is True


def test_a_part_of_a_month_is_an_exact_fraction() -> None:
    found = ask(percentage=50, mental=True, contract="fixed_term", ends_on="2027-03-16")
    assert found["months"] == "387/31"


def test_nothing_due_has_its_reason() -> None:
    found = ask(percentage=60)
    assert (found["due"], found["amount"]) == (False, "0.00")
    assert "67 %" in found["reason"]


def test_the_terms_of_a_request() -> None:
    found = ask(asked_on="2026-03-02", answered_on="2026-03-05")
    assert [one["due_on"] for one in found["deadlines"]] == ["2026-03-07", "2026-03-12", "2026-03-19"]
    assert found["deadlines"][1]["rule"] == "7 giorni dalla risposta di INPS"


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ({"hired_on": "2015-12-31"}, {"/hired_on"}),
        ({"percentage": 101, "war_category": 9}, {"/percentage", "/war_category"}),
        ({"percentage": None}, {"/percentage"}),
        ({"war_category": 3}, {"/war_category"}),
        ({"percentage": None, "war_category": 3, "mental": True}, {"/mental"}),
        ({"monthly_pay": 2000}, {"/monthly_pay"}),
        ({"yearly_pay": None}, {"/yearly_pay"}),
        ({"yearly_pay": 26000.555}, {"/yearly_pay"}),
        ({"yearly_pay": -1}, {"/yearly_pay"}),
        ({"yearly_pay": "molti"}, {"/yearly_pay"}),
        ({"ends_on": "2027-03-02"}, {"/ends_on"}),
        ({"contract": "fixed_term"}, {"/ends_on"}),
        ({"contract": "fixed_term", "ends_on": "2026-03-01"}, {"/ends_on"}),
        ({"answered_on": "2026-03-05"}, {"/asked_on"}),
        ({"asked_on": "2026-03-06", "answered_on": "2026-03-05"}, {"/answered_on"}),
        ({"contract": "agency", "mental": "si", "pay": 1}, {"/contract", "/mental", "/pay"}),
    ],
)
def test_what_is_wrong_is_told_at_once(document: dict[str, Any], paths: set[str]) -> None:
    assert set(wrong(**document)) == paths
