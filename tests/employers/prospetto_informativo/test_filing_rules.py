"""Which communication may be made, when it counts as sent, what changed since the one before."""

from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest

from portal.employers.prospetto_informativo.rules.differences import differences
from portal.employers.prospetto_informativo.rules.filing import (
    Communication,
    filing_problems,
    in_force,
    opening_problem,
)
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind, ProspettoInformativoState
from tests.employers.prospetto_informativo.made import document, draft
from tests.employers.rules.workforce import staff

K, S = CommunicationKind, ProspettoInformativoState
TODAY = date(2026, 11, 22)
CODE = "1234567890ABCDEF"
FIRST = Communication(UUID(int=1), K.PROSPETTO, S.FILED, None)
CORRECTED = Communication(UUID(int=2), K.CORRECTION, S.FILED, FIRST.id)
ANNULLED = Communication(UUID(int=3), K.ANNULMENT, S.FILED, CORRECTED.id)
AGAIN = Communication(UUID(int=4), K.PROSPETTO, S.FILED, None)
DRAFT = Communication(UUID(int=5), K.CORRECTION, S.DRAFT, FIRST.id)


@pytest.mark.parametrize(
    ("there", "live"),
    [
        ([], None),
        ([FIRST], FIRST),
        ([FIRST, DRAFT], FIRST),
        ([FIRST, CORRECTED], CORRECTED),
        ([FIRST, CORRECTED, ANNULLED], None),
        ([FIRST, CORRECTED, ANNULLED, AGAIN], AGAIN),
    ],
)
def test_the_last_of_the_chain_holds(there: list[Communication], live: Communication | None) -> None:
    assert in_force(there) is live


@pytest.mark.parametrize(
    ("year", "there", "kind", "words"),
    [
        (2025, [], K.PROSPETTO, None),
        (2026, [], K.PROSPETTO, None),
        (2027, [], K.PROSPETTO, "troppo lontano"),
        (2017, [], K.PROSPETTO, "2018"),
        (2025, [FIRST], K.PROSPETTO, "già inviato"),
        (2025, [FIRST], K.CORRECTION, None),
        (2025, [FIRST], K.ANNULMENT, None),
        (2025, [FIRST, DRAFT], K.ANNULMENT, "continua quello"),
        (2025, [], K.CORRECTION, "non c’è un prospetto inviato"),
        (2025, [FIRST, CORRECTED, ANNULLED], K.CORRECTION, "non c’è un prospetto inviato"),
        (2025, [FIRST, CORRECTED, ANNULLED], K.PROSPETTO, None),
    ],
)
def test_each_communication_has_its_time(
    year: int, there: list[Communication], kind: CommunicationKind, words: str | None
) -> None:
    found = opening_problem(year, there, kind, TODAY)
    assert found is None if words is None else found is not None and words in found


@pytest.mark.parametrize(
    ("year", "sent_on", "field"),
    [
        (2025, date(2026, 1, 1), None),
        (2025, date(2026, 1, 31), None),
        (2025, TODAY, None),
        (2025, TODAY + timedelta(days=1), "sent_on"),
        (2025, date(2025, 12, 31), "sent_on"),
        (2026, TODAY, "sent_on"),
        (2023, date(2026, 1, 20), "sent_on"),
    ],
)
def test_the_picture_is_of_the_year_before_the_sending(year: int, sent_on: date, field: str | None) -> None:
    found = filing_problems(year, sent_on, CODE, "12345678", TODAY)
    assert [name for name, _ in found] == ([field] if field else [])


@pytest.mark.parametrize(
    ("code", "protocol", "fields"),
    [
        (CODE, None, []),
        ("123", None, ["code"]),
        (CODE + "0", "1", ["code", "protocol"]),
        (CODE, "123456789", ["protocol"]),
    ],
)
def test_the_receipt_has_codes_of_a_length(code: str, protocol: str | None, fields: list[str]) -> None:
    found = filing_problems(2025, date(2026, 1, 20), code, protocol, TODAY)
    assert [name for name, _ in found] == fields


def test_nothing_changed_between_two_alike() -> None:
    found = differences(document(), document())
    assert found.nothing
    assert not found.duty_changed


def test_what_changed_is_named() -> None:
    before = document()
    now = document(
        reserved=[
            (draft("R001", profession_code="4.1.1.1.0"), "MI"),
            (draft("R003", tax_code="VRDGNN70B12E507A"), "MI"),
        ],
        others=[*staff(60), *staff(13, "LC")],
    )
    found = differences(before, now)
    figures = {row.label: (row.before, row.now, row.change) for row in found.figures}
    assert figures["Lavoratori in tutta Italia"] == (60, 75, 15)
    assert figures["Quota art. 3"] == (4, 5, 1)
    assert (len(found.came), len(found.went), len(found.changed)) == (1, 1, 1)
    assert found.duty_changed
    assert any(row.label == "Milano, quota" for row in found.provinces)


def test_people_alone_do_not_change_the_duty() -> None:
    before = document()
    other = document(
        reserved=[
            (draft(profession_code="4.1.1.1.0"), "MI"),
            (draft("R002", tax_code="NRIPLA90E45F205P"), "LC"),
        ]
    )
    found = differences(before, other)
    assert found.changed == ("Bianchi Elena",)
    assert not found.nothing
    assert not found.duty_changed


def test_a_province_that_is_gone_is_said() -> None:
    before = document()
    now = msgspec.structs.replace(before, province_totals=before.province_totals[1:])
    gone = [row for row in differences(before, now).provinces if row.now is None]
    assert {row.label.split(",")[0] for row in gone} == {"Lecco"}
