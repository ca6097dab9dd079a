"""Channels of hire, refusals, dismissals; the statement of art. 17 (§8.1, §8.3)."""

from dataclasses import replace
from datetime import date

import pytest

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.avviamento import (
    CHANNEL_WORDS,
    Channel,
    channels,
    dismissal_voidable,
    struck_off_until,
)
from portal.employers.obligations.rules.ottemperanza import OttemperanzaFacts, ottemperanza
from tests.employers.rules.workforce import LAW

SINCE, DUE = date(2026, 3, 10), date(2026, 5, 9)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 10), (Channel.NOMINATIVA, Channel.CONVENZIONE)),
        (date(2026, 5, 9), (Channel.NOMINATIVA, Channel.CONVENZIONE)),
        (date(2026, 5, 10), (Channel.GRADUATORIA,)),
    ],
)
def test_after_sixty_days_the_office_chooses(on: date, expected: tuple[Channel, ...]) -> None:
    assert channels(EmployerKind.PRIVATE, DUE, on) == expected
    assert channels(EmployerKind.PUBLIC_ECONOMIC, DUE, on) == expected


def test_a_public_employer_names_a_person_only_inside_a_convention() -> None:
    found = channels(EmployerKind.PUBLIC, DUE, date(2026, 9, 1))
    assert Channel.NOMINATIVA not in found
    assert found[0] is Channel.NUMERICA


def test_every_channel_has_words_and_an_article() -> None:
    assert set(CHANNEL_WORDS) == set(Channel)
    assert all(words.article and words.note.endswith(".") for words in CHANNEL_WORDS.values())


@pytest.mark.parametrize(
    ("refusals", "until"), [(0, None), (1, None), (2, date(2026, 9, 9)), (3, date(2026, 9, 9))]
)
def test_two_refusals_without_a_reason_strike_off_for_six_months(refusals: int, until: date | None) -> None:
    assert struck_off_until(refusals, SINCE, LAW) == until


@pytest.mark.parametrize(("left", "voidable"), [(8, True), (9, False), (10, False)])
def test_a_dismissal_that_uncovers_the_quota_is_voidable(left: int, voidable: bool) -> None:
    assert dismissal_voidable(9, left) is voidable


COVERED = OttemperanzaFacts(0, 0, None)


def test_who_covers_everything_may_declare() -> None:
    assert ottemperanza(COVERED, SINCE).in_order


@pytest.mark.parametrize(
    ("facts", "on", "right"),
    [
        (OttemperanzaFacts(1, 0, DUE), date(2026, 5, 9), True),
        (OttemperanzaFacts(1, 0, DUE), date(2026, 5, 10), False),
        (OttemperanzaFacts(1, 1, DUE, requested=2), date(2026, 5, 10), True),
        (OttemperanzaFacts(1, 1, DUE, requested=1), date(2026, 5, 10), False),
        (replace(COVERED, prospetto_filed=False), SINCE, False),
        (replace(COVERED, prospetto_filed=False, prospetto_due=False), SINCE, True),
        (replace(COVERED, programme_respected=False), SINCE, False),
    ],
)
def test_what_stands_in_the_way_is_told(facts: OttemperanzaFacts, on: date, right: bool) -> None:
    found = ottemperanza(facts, on)
    assert found.in_order is right
    assert bool(found.reasons) is not right


def test_a_place_uncovered_while_the_term_runs_is_told_with_its_last_day() -> None:
    found = ottemperanza(OttemperanzaFacts(1, 0, DUE), date(2026, 5, 1))
    assert found.in_order
    assert "Resta 1 posto scoperto" in found.conditions[0]
    assert "fino al 9 maggio 2026" in found.conditions[0]
    assert ottemperanza(OttemperanzaFacts(2, 0, DUE, requested=2), SINCE).conditions == ()
    late = ottemperanza(OttemperanzaFacts(1, 0, DUE), date(2026, 5, 10))
    assert (late.in_order, late.conditions) == (False, ())
