"""The document of `portal esonero` (§5.1, §5.2, §5.3)."""

from typing import Any

import pytest

from portal.employers.obligations.documents.esonero import EsoneroDocument, answer
from portal.employers.obligations.parameters import in_law
from tests.employers.documents.asked import answered, refused

MARCH: dict[str, Any] = {"from": "2026-03-01", "to": "2026-03-31"}


def ask(*situations: dict[str, Any], **more: Any) -> Any:
    document = {**MARCH, "situations": list(situations), **more}
    return answered(document, EsoneroDocument, lambda one: answer(one, in_law()))


def wrong(*situations: dict[str, Any], **more: Any) -> dict[str, str]:
    document = {**MARCH, "situations": list(situations), **more}
    return refused(document, EsoneroDocument, lambda one: answer(one, in_law()))


NINE = {"quota": 9, "in_force": 5, "percentage": 60}


def test_march_2026_of_a_quota_of_nine() -> None:
    """§5.1: 3,450.48 euro for four units over 22 days."""
    found = ask(NINE)
    [spell] = found["spells"]
    assert (spell["exempted"], spell["working_days"], spell["amount"]) == (4, 22, "3450.48")
    assert found["amount"] == "3450.48"
    assert found["input"] == {**MARCH, "situations": [NINE]}
    assert all(
        {"rule", "label", "article", "operands", "result", "evidence"} <= set(step) for step in spell["steps"]
    )


@pytest.mark.parametrize(
    ("situation", "exempted", "uncovered"),
    [
        ({**NINE, "in_force": 1}, 5, 3),
        ({**NINE, "quota": 2, "in_force": 0}, 1, 1),
        ({**NINE, "quota": 1, "in_force": 0}, 0, 1),
        ({**NINE, "in_convention": 2}, 2, 0),
        ({**NINE, "compensation": {"kind": "reduction", "places": 3}}, 1, 0),
        ({**NINE, "suspension": {"cause": "cigs", "people": 30, "of": 90}}, 1, 0),
        ({**NINE, "suspension": {"cause": "solidarity", "percentage": 50}}, 0, 0),
        ({**NINE, "suspension": {"cause": "cigo", "percentage": 50}}, 4, 0),
        ({**NINE, "suspension": {"cause": "collective_dismissal"}}, 0, 0),
        ({**NINE, "status": "refused"}, 0, 4),
        ({**NINE, "in_force": 1, "sixty_permille": {"base3": 128, "workers": 40, "units": 2}}, 3, 3),
    ],
)
def test_each_situation_has_its_units(situation: dict[str, Any], exempted: int, uncovered: int) -> None:
    [spell] = ask(situation)["spells"]
    assert (spell["exempted"], spell["uncovered"]) == (exempted, uncovered)


def test_a_change_splits_the_period_and_years_are_told_apart() -> None:
    found = ask(
        NINE,
        {**NINE, "in_force": 4, "from": "2026-12-16"},
        **{"from": "2025-12-01", "to": "2026-12-31"},
    )
    assert [(one["from"], one["to"], one["exempted"]) for one in found["spells"]] == [
        ("2025-12-01", "2025-12-31", 4),
        ("2026-01-01", "2026-12-15", 4),
        ("2026-12-16", "2026-12-31", 5),
    ]
    assert [one["year"] for one in found["years"]] == [2025, 2026]


def test_eighty_per_cent_for_security() -> None:
    [spell] = ask({**NINE, "in_force": 0, "percentage": 80}, sector="security")["spells"]
    assert spell["exempted"] == 7


def test_everything_wrong_is_told_at_once() -> None:
    found = wrong(
        {**NINE, "in_force": -1, "compensation": {"kind": "excess", "places": 1}},
        {**NINE, "percentage": 75},
        {**NINE, "from": "2026-03-10", "sixty_permille": {"base3": 128, "workers": 40, "units": 4}},
        {**NINE, "from": "2026-03-10", "suspension": {"cause": "cigs", "people": 9, "of": 3}},
        {**NINE, "from": "2026-05-10", "suspension": {"cause": "cigs"}},
        employer="public",
        province="XX",
        municipality="F205",
    )
    assert set(found) == {
        "/situations/0/in_force",
        "/situations/0/compensation/kind",
        "/situations/1/from",
        "/situations/1/percentage",
        "/situations/2/sixty_permille/units",
        "/situations/3/from",
        "/situations/3/suspension/people",
        "/situations/4/from",
        "/situations/4/suspension",
        "/employer",
        "/province",
        "/municipality",
    }


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"from": "2017-12-31"}, "/from"),
        ({"to": "2026-02-28"}, "/to"),
        ({"to": "2026-02-30"}, "/to"),
        ({"to": "2100-01-01"}, "/to"),
        ({"week": 7}, "/week"),
        ({"patron_saint": "13-01"}, "/patron_saint"),
        ({"contractual_days": ["2026-03-02", "2026-03-02"]}, "/contractual_days/1"),
        ({"situations": []}, "/situations"),
        ({"situations": [{**NINE, "from": "2026-03-02"}]}, "/situations/0/from"),
        ({"situations": [{**NINE, "percentage": 0}]}, "/situations/0/percentage"),
        ({"situations": [{**NINE, "percentage": "1e-99999"}]}, "/situations/0/percentage"),
        (
            {"situations": [{**NINE, "sixty_permille": {"base3": 3, "workers": 4}}]},
            "/situations/0/sixty_permille/workers",
        ),
    ],
)
def test_what_does_not_stand_is_refused_where_it_is(document: dict[str, Any], path: str) -> None:
    assert path in wrong(NINE, **document)


def test_days_before_2018_are_refused_with_the_reason() -> None:
    assert "2018" in wrong(NINE, **{"from": "2017-12-31"})["/from"]
