"""The document of `portal working-days` (§5.1)."""

from typing import Any

import pytest

from portal.employers.obligations.documents.working_days import WorkingDaysDocument, answer
from tests.employers.documents.asked import answered, refused


def ask(first: str, last: str, **document: Any) -> Any:
    return answered({"from": first, "to": last, **document}, WorkingDaysDocument, answer)


def test_march_2026() -> None:
    assert ask("2026-03-01", "2026-03-31")["working_days"] == 22
    assert ask("2026-03-01", "2026-03-31", week=6)["working_days"] == 26


def test_the_days_off_have_their_names() -> None:
    found = ask("2026-12-01", "2026-12-31", province="MI", contractual_days=["2026-12-24"])
    assert found["days_off"] == [
        {"on": "2026-12-07", "name": "Sant'Ambrogio"},
        {"on": "2026-12-08", "name": "Immacolata Concezione"},
        {"on": "2026-12-24", "name": "Giorno festivo del contratto"},
        {"on": "2026-12-25", "name": "Natale"},
    ]
    assert found["working_days"] == 19
    assert [step["result"] for step in found["steps"]] == [23, 21, 20, 19]


def test_the_saint_of_the_comune() -> None:
    assert ask("2026-06-24", "2026-06-24", province="MI", patron_saint="06-24")["working_days"] == 0
    assert ask("2026-12-07", "2026-12-07", province="MI", patron_saint="06-24")["working_days"] == 1


def test_an_array_and_its_answers_have_the_same_order() -> None:
    documents = [{"from": "2026-03-02", "to": f"2026-03-0{day}"} for day in (2, 3, 4)]
    assert [one["working_days"] for one in answered(documents, WorkingDaysDocument, answer)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ({}, {"/from", "/to"}),
        ({"from": "2026-03-02", "to": "2026-03-01"}, {"/to"}),
        ({"from": "1999-12-31", "to": "2100-01-01", "week": 4}, {"/from", "/to", "/week"}),
        ({"from": "2026-03-02", "to": 3, "province": "mi"}, {"/to", "/province"}),
        ({"from": "2026-03-02", "to": "2026-03-02", "patron_saint": "6-24"}, {"/patron_saint"}),
    ],
)
def test_what_is_wrong_is_told_at_once(document: dict[str, Any], paths: set[str]) -> None:
    assert set(refused(document, WorkingDaysDocument, answer)) == paths
