"""What a row of the workforce may say: L. 68/1999 art. 1, art. 18; days and hours that make sense."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from portal.employers.companies.identity import Born, born
from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.rules import (
    PersonDetails,
    ProtectionDetails,
    WorkerDraft,
    end_problem,
    worker_problems,
)
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Exclusion,
    ExclusionScope,
    ProtectedCategory,
    Protection,
    Sex,
    WorkContract,
)

TODAY = date(2026, 11, 23)
ANNA = "BSSNNA75D41F205P"
PLAIN = WorkerDraft("1", uuid4(), date(2020, 1, 7), WorkContract.PERMANENT, Decimal(40), Decimal(40))
_P, _D = Protection, ProtectionDetails
_C = ProtectedCategory


def _reserved(details: ProtectionDetails | None, protection: Protection = _P.ART1) -> WorkerDraft:
    return replace(PLAIN, protection=protection, details=details)


CASES = [
    # row, field that is wrong (None: nothing), article
    (PLAIN, None, ""),
    (_reserved(_D(_C.D1, 46)), None, "art. 1 c. 1 lett. a: over 45"),
    (_reserved(_D(_C.D1, 45)), "percentage", "art. 1 c. 1 lett. a"),
    (_reserved(_D(_C.D1)), "percentage", "art. 1 c. 1 lett. a"),
    (_reserved(_D(_C.D1, 101)), "percentage", "0–100"),
    (_reserved(_D(_C.D1B)), None, "L. 222/1984: the award itself is the title"),
    (_reserved(_D(_C.D2, 34)), None, "art. 1 c. 1 lett. b: over 33"),
    (_reserved(_D(_C.D2, 33)), "percentage", "art. 1 c. 1 lett. b"),
    (_reserved(_D(_C.D3N)), None, "art. 1 c. 1 lett. c: a status"),
    (_reserved(_D(_C.D4, war_category=8)), None, "art. 1 c. 1 lett. d: first to eighth"),
    (_reserved(_D(_C.D4, war_category=9)), "war_category", "art. 1 c. 1 lett. d"),
    (_reserved(_D(_C.D4)), "war_category", "art. 1 c. 1 lett. d"),
    (_reserved(_D(_C.D1, 60, war_category=3)), "war_category", "only for D4"),
    (_reserved(_D(_C.C1), _P.ART18), None, "art. 18 c. 2"),
    (_reserved(_D(_C.C1, 60), _P.ART18), "percentage", "art. 18 has no percentage"),
    (_reserved(_D(_C.C1)), "category", "a category of the other quota"),
    (_reserved(None), "category", "a quota without a category"),
    (replace(PLAIN, details=_D(_C.D1, 60)), "protection", "a category without a quota"),
    (replace(PLAIN, coverage_title=CoverageTitle.TARGETED_HIRE), "coverage_title", "a title without a quota"),
    (
        replace(_reserved(_D(_C.C1), _P.ART18), coverage_title=CoverageTitle.TARGETED_HIRE),
        "coverage_title",
        "titles are of art. 3",
    ),
    (
        replace(_reserved(_D(_C.D1, 60)), coverage_title=CoverageTitle.AGENCY_TWELVE_MONTHS),
        "coverage_title",
        "DLgs 81/2015 art. 34: only for agency workers",
    ),
    (
        replace(
            _reserved(_D(_C.D1, 60)), contract=WorkContract.AGENCY, coverage_title=CoverageTitle.TARGETED_HIRE
        ),
        "coverage_title",
        "DLgs 81/2015 art. 34",
    ),
    (replace(PLAIN, ends_on=date(2019, 12, 31)), "ends_on", "ends before it starts"),
    (replace(PLAIN, contract=WorkContract.FIXED_TERM), "ends_on", "a fixed term has an end"),
    (replace(PLAIN, starts_on=date(1949, 1, 1)), "starts_on", "the year is wrong"),
    (replace(PLAIN, starts_on=date(2028, 1, 1)), "starts_on", "too far ahead"),
    (replace(PLAIN, weekly_hours=Decimal(41)), "weekly_hours", "above full time"),
    (replace(PLAIN, weekly_hours=Decimal(0)), "weekly_hours", "no hours"),
    (replace(PLAIN, full_time_hours=Decimal(60)), "full_time_hours", "more than 48"),
    (replace(PLAIN, seasonal_days=100), "seasonal_days", "days of a season only for seasonal workers"),
    (
        replace(PLAIN, semester_hours=Decimal(300)),
        "semester_hours",
        "DLgs 81/2015 art. 18: intermittent only",
    ),
    (replace(PLAIN, contract=WorkContract.INTERMITTENT, semester_hours=Decimal(300)), None, ""),
    (replace(PLAIN, contract=WorkContract.INTERMITTENT, semester_hours=Decimal(-1)), "semester_hours", ""),
    (replace(PLAIN, extra_hours=Decimal(1)), "extra_hours", "nothing is above full time"),
    (replace(PLAIN, weekly_hours=Decimal(20), extra_hours=Decimal(20)), None, ""),
    (replace(PLAIN, contract_starts_on=date(2020, 1, 8)), "contract_starts_on", "the whole holds its part"),
    (replace(PLAIN, contract_ends_on=date(2020, 1, 6)), "contract_ends_on", "the whole holds its part"),
    (replace(PLAIN, telework=True, agile_work=True), "agile_work", "DLgs 80/2015 art. 23; interpello 3/2021"),
    (replace(PLAIN, exclusion_scope=ExclusionScope.ART3), "exclusion_scope", "art. 5 c. 2 only"),
    (
        replace(PLAIN, exclusion=Exclusion.BUILDING_SITE, exclusion_scope=ExclusionScope.ART3),
        None,
        "art. 5 c. 2",
    ),
    (replace(PLAIN, exclusion_ends_on=date(2026, 1, 1)), "exclusion_ends_on", "no exclusion to end"),
    (
        replace(PLAIN, exclusion=Exclusion.CONTRACTOR_CHANGE, exclusion_ends_on=date(2019, 1, 1)),
        "exclusion_ends_on",
        "INL note 1046/2020: for the duration of the contract",
    ),
    (
        replace(_reserved(_D(_C.D1, 60)), contract=WorkContract.RECEIVING_BODY),
        "coverage_title",
        "art. 12-bis; DLgs 276/2003 art. 14",
    ),
    (
        replace(
            _reserved(_D(_C.D1, 60)),
            contract=WorkContract.RECEIVING_BODY,
            coverage_title=CoverageTitle.RECEIVING_BODY,
        ),
        None,
        "art. 12-bis",
    ),
    (
        replace(
            _reserved(_D(_C.D1, 60, covers_since=date(2023, 1, 1))),
            coverage_title=CoverageTitle.BECAME_UNABLE,
        ),
        None,
        "art. 4 c. 4",
    ),
    (
        replace(
            _reserved(_D(_C.D1, 60, covers_since=date(2023, 1, 1))),
            coverage_title=CoverageTitle.TARGETED_HIRE,
        ),
        "covers_since",
        "only in service",
    ),
    (
        replace(
            _reserved(_D(_C.D1, 60, covers_since=date(2019, 1, 1))),
            coverage_title=CoverageTitle.BECAME_UNABLE,
        ),
        "covers_since",
        "not before the row",
    ),
    (replace(_reserved(_D(_C.D1, 60, breach=True))), "breach", "art. 4 c. 4"),
    (replace(PLAIN, tax_code="BSSNNA75D41F205X"), "tax_code", "the check letter is wrong"),
    (replace(PLAIN, person=PersonDetails("Bassi")), "first_name", "the prospetto asks for both"),
    (
        replace(PLAIN, tax_code=ANNA, person=PersonDetails(born_on=date(1975, 4, 2))),
        "born_on",
        "not of the code",
    ),
    (replace(PLAIN, tax_code=ANNA, person=PersonDetails(born_on=date(1975, 4, 1))), None, ""),
    (replace(PLAIN, tax_code=ANNA, person=PersonDetails(sex=Sex.MALE)), "sex", "not of the code"),
    (replace(PLAIN, person=PersonDetails(born_on=date(2020, 4, 1))), "born_on", "a child"),
]


@pytest.mark.parametrize(("row", "field", "article"), CASES)
def test_a_row_is_refused_where_it_is_wrong(row: WorkerDraft, field: str | None, article: str) -> None:
    problems = worker_problems(row, protected_persons(), TODAY)
    assert [problem.field for problem in problems] == ([field] if field else []), article


def test_all_problems_come_at_once() -> None:
    row = replace(
        PLAIN,
        ends_on=date(2019, 1, 1),
        weekly_hours=Decimal(50),
        protection=_P.ART1,
    )
    assert {one.field for one in worker_problems(row, protected_persons(), TODAY)} == {
        "ends_on",
        "weekly_hours",
        "category",
    }


def test_no_sentence_repeats_a_percentage() -> None:
    [problem] = worker_problems(_reserved(_D(_C.D1, 12)), protected_persons(), TODAY)
    assert "12" not in problem.sentence


@pytest.mark.parametrize(
    ("ends_on", "fine"),
    [
        (date(2020, 1, 7), True),
        (date(2020, 1, 6), False),
        (date(2027, 11, 1), True),
        (date(2028, 1, 1), False),
    ],
)
def test_a_relationship_ends_after_it_began_and_not_in_years(ends_on: date, fine: bool) -> None:
    assert (end_problem(PLAIN.starts_on, ends_on, TODAY) is None) is fine


@pytest.mark.parametrize(
    ("tax_code", "person", "told"),
    [
        (ANNA, None, Born(Sex.FEMALE, date(1975, 4, 1), "F205")),
        ("SRDLEI80A01E507O", None, Born(Sex.MALE, date(1980, 1, 1), "E507")),
        ("SRDLEI80A01Z000H", None, Born(Sex.MALE, date(1980, 1, 1), None)),
        (ANNA, PersonDetails(born_in="Z129"), Born(Sex.FEMALE, date(1975, 4, 1), "Z129")),
        (None, None, Born(None, None, None)),
    ],
)
def test_a_tax_code_tells_sex_day_and_place_of_birth_unless_they_are_written(
    tax_code: str | None, person: PersonDetails | None, told: Born
) -> None:
    assert born(tax_code, person, TODAY) == told
