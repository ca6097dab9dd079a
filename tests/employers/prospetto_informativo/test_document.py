"""What the prospetto says of a company: quadro 2 from the workforce, quadro 3 from the position."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import msgspec
import pytest

from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Exclusion,
    ExclusionScope,
    ProtectedCategory,
    WorkContract,
)
from portal.employers.measures.rules.written import Commitment, Written, WrittenConvenzione, WrittenMeasure
from portal.employers.measures.vocabulary import ConvenzioneKind, ConvenzioneState, MeasureKind, MeasureState
from portal.employers.obligations.vocabulary import CompanyClass, Group, Subject
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, PostSheet
from portal.employers.prospetto_informativo.rules.building import build
from portal.employers.prospetto_informativo.rules.document import Document, HoursRow, Province, Staff
from portal.employers.prospetto_informativo.rules.hours import clock_hours
from portal.employers.prospetto_informativo.rules.people import qualification
from portal.employers.prospetto_informativo.rules.posts import shortened
from portal.kernel.refusals import Refused
from tests.employers.prospetto_informativo.made import (
    EMPLOYER,
    ON,
    VACANCY,
    art18,
    document,
    draft,
    material,
    vacancy,
)
from tests.employers.rules.workforce import (
    LAW,
    employee,
    part_time,
    staff,
    with_contract,
)


def _of(made: Document, province: str = "MI") -> Province:
    return next(one for one in made.provinces if one.province == province)


@pytest.mark.parametrize(
    ("hours", "written"),
    [("40", "40:00"), ("38.5", "38:30"), ("36.25", "36:15"), ("0.01", "00:01"), ("20.33", "20:20")],
)
def test_hours_are_written_to_the_minute(hours: str, written: str) -> None:
    assert clock_hours(Fraction(hours)) == written


def test_the_summary_is_the_position() -> None:
    made = document()
    assert made.workers == 60
    assert made.company_class is CompanyClass.A
    assert (made.totals.base3, made.totals.quota3, made.totals.in_force3, made.totals.gap3) == (58, 4, 2, 2)
    assert (made.totals.base18, made.totals.quota18, made.totals.gap18) == (58, 1, 1)
    assert sum(one.quota3 for one in made.province_totals) == made.totals.quota3
    assert sum(one.base3 for one in made.province_totals) == made.totals.base3
    assert sum(one.workers for one in made.provinces) == made.workers


def test_a_surplus_is_written_as_zero() -> None:
    made = document(reserved=[(draft(f"R{n:03d}", tax_code=None), "MI") for n in range(6)], others=staff(40))
    assert made.totals.in_force3 > made.totals.quota3
    assert made.totals.gap3 == 0


def test_every_group_of_the_module_has_its_place() -> None:
    made = document(
        others=[
            *staff(50),
            part_time(20),
            part_time(20),
            part_time(30),
            employee(telework=True),
            employee(telework=True, weekly_hours=Fraction(20)),
            *with_contract(WorkContract.EXECUTIVE, 3),
            *with_contract(WorkContract.APPRENTICESHIP, 2),
            *with_contract(WorkContract.INTERMITTENT, semester_hours=Fraction(520)),
            *with_contract(WorkContract.NOT_SUBORDINATE, 4),
        ]
    )
    here = _of(made)
    assert here.workers == 50 + 3 + 2 + 3 + 2 + 1 + 1  # the last is the person hired through the law
    assert here.part_time == (HoursRow(2, "40:00", "20:00"), HoursRow(1, "40:00", "30:00"))
    assert here.telework == Staff(1, (HoursRow(1, "40:00", "20:00"),))
    assert {row.group: row.heads for row in here.excluded} == {Group.EXECUTIVE: 3, Group.APPRENTICE: 2}
    assert here.intermittent == (HoursRow(1, "40:00", "20:00"),)
    assert here.disabled == Staff(1)


def test_those_who_cover_stand_where_their_title_says() -> None:
    made = document(
        reserved=[
            (draft("R1"), "MI"),
            (draft("R2", weekly_hours=Decimal(20)), "MI"),
            (draft("R3", coverage_title=CoverageTitle.SPECIAL_LIST), "MI"),
            (draft("R4", coverage_title=CoverageTitle.SPECIAL_LIST_THERAPIST), "MI"),
            (
                draft("R5", contract=WorkContract.AGENCY, coverage_title=CoverageTitle.AGENCY_TWELVE_MONTHS),
                "MI",
            ),
            (
                draft(
                    "R6", contract=WorkContract.RECEIVING_BODY, coverage_title=CoverageTitle.RECEIVING_BODY
                ),
                "MI",
            ),
            (art18(), "MI"),
        ]
    )
    here = _of(made)
    assert here.disabled == Staff(1, (HoursRow(1, "40:00", "20:00"),))
    assert (here.switchboard, here.therapists) == (Staff(1), Staff(1))
    assert (here.agency, here.receiving_body) == (Staff(1), Staff(1))
    assert (here.protected, here.protected_since_2000) == (1, 0)
    assert len(here.people) == 7
    assert here.workers == 45 + 5  # of the seven, two are not employees


def test_a_worker_who_does_not_cover_is_not_listed() -> None:
    below = draft("R9", coverage_title=CoverageTitle.DISABLED_BEFORE_HIRE)
    below = replace(below, details=ProtectionDetails(ProtectedCategory.D1, 50))
    gone = draft("R8", ends_on=date(2025, 12, 30))
    made = document(reserved=[(below, "MI"), (gone, "MI")])
    assert made.people() == []
    assert made.totals.in_force3 == 0


def test_art_18_in_force_since_the_law_began_is_told_apart() -> None:
    made = document(
        reserved=[
            (art18(starts_on=date(2000, 1, 17)), "MI"),
            (art18("C2", starts_on=date(2000, 1, 18)), "MI"),
        ]
    )
    assert (_of(made).protected, _of(made).protected_since_2000) == (2, 1)


def test_an_exclusion_by_sector_says_which_base_it_leaves() -> None:
    made = document(
        others=[
            *staff(50),
            employee(exclusion=Exclusion.BUILDING_SITE, exclusion_scope=ExclusionScope.BOTH),
            employee(exclusion=Exclusion.BUILDING_SITE, exclusion_scope=ExclusionScope.ART3),
        ]
    )
    assert [(row.group, row.scope, row.heads) for row in _of(made).excluded] == [
        (Group.BUILDING_SITE, ExclusionScope.ART3, 1),
        (Group.BUILDING_SITE, ExclusionScope.BOTH, 1),
    ]
    assert made.totals.base18 - made.totals.base3 == 1


def test_the_code_of_an_excluded_category_is_the_company_s_answer() -> None:
    made = document(
        others=[*staff(50), *with_contract(WorkContract.EXECUTIVE)],
        answers=_with_codes({"excluded:executive": "0101"}),
    )
    assert _of(made).excluded[0].code == "0101"


def _with_codes(codes: dict[str, str]) -> EmployerSheet:
    return msgspec.structs.replace(EMPLOYER, codes=codes)


def test_a_person_is_what_the_tax_code_and_the_row_say() -> None:
    person = document().people()[-1]
    assert (person.sex, person.born_on, person.birthplace) == ("F", date(1985, 8, 1), "F205")
    assert (person.percentage, person.subject, person.channel, person.hire_kind) == (67, "D", "NO", "A")
    assert (person.full_time_hours, person.own_hours) == ("40:00", "00:00")


def test_art_18_has_no_percentage() -> None:
    person = document(reserved=[(art18(), "MI")]).people()[0]
    assert (person.subject, person.percentage) == ("C", None)


@pytest.mark.parametrize(
    ("code", "written"), [("4.1.1.2.0", "4.1.1.2.0.0"), ("4.1.1.2.0.12", "4.1.1.2.0.12"), ("", "")]
)
def test_a_qualification_has_six_levels(code: str, written: str) -> None:
    assert qualification(code) == written


def test_posts_are_the_open_vacancies_of_a_quota() -> None:
    post = _of(document()).posts[0]
    assert (post.places, post.subject, post.comune_code) == (2, "D", "F205")
    assert post.task == "Preparare gli ordini; Registrare le merci"
    assert (post.barriers, post.night_shifts, post.public_transport) == (False, False, True)


def test_a_vacancy_left_out_is_not_a_post() -> None:
    made = document(posts={VACANCY: PostSheet(declared=False)})
    assert _of(made).posts == ()


def test_a_post_brings_its_province() -> None:
    made = document(vacancies=[vacancy(province="BG")])
    assert _of(made, "BG").workers == 0
    assert len(_of(made, "BG").posts) == 1


def test_long_tasks_are_cut_at_a_word() -> None:
    cut = shortened("Controllare " * 30)
    assert len(cut) <= 200
    assert cut.endswith("Controllare…")


def _measure(kind: MeasureKind, **facts: object) -> WrittenMeasure:
    usual: dict[str, object] = {
        "id": UUID(int=9),
        "kind": kind,
        "state": MeasureState.IN_FORCE,
        "starts_on": date(2025, 1, 1),
        "province": "MI",
        "units": 1,
    }
    return WrittenMeasure(**{**usual, **facts})  # type: ignore[arg-type]


def test_an_esonero_lowers_the_gap_and_is_listed() -> None:
    esonero = _measure(
        MeasureKind.ESONERO_PARZIALE,
        percentage=Decimal(60),
        decided_on=date(2025, 1, 1),
        act_ref="Det. 12/2025",
        ends_on=date(2026, 12, 31),
    )
    made = document(written=Written((esonero,)))
    assert made.totals.exempted == 1
    assert made.totals.gap3 == 1
    assert [(row.granted, row.units, row.percentage) for row in _of(made).esoneri] == [(True, 1, 60)]


def test_a_request_is_listed_and_lowers_nothing() -> None:
    made = document(written=Written((_measure(MeasureKind.ESONERO_PARZIALE, state=MeasureState.REQUESTED),)))
    assert made.totals.exempted == 0
    assert _of(made).esoneri[0].granted is False


def test_a_compensation_stands_in_both_provinces() -> None:
    moved = _measure(
        MeasureKind.COMPENSAZIONE_TERRITORIALE, other_province="LC", subject=Subject.ART3, units=1
    )
    made = document(written=Written((moved,)))
    assert [(one.province, one.kind, one.units) for one in _of(made).compensations] == [("LC", "E", 1)]
    assert [(one.province, one.kind, one.units) for one in _of(made, "LC").compensations] == [("MI", "R", 1)]


def test_a_suspension_under_way_is_said() -> None:
    stop = _measure(MeasureKind.SOSPENSIONE, cause="cigs", workers=23, of_workers=46, units=0)
    made = document(written=Written((stop,)))
    assert made.totals.suspended
    assert [one.suspended for one in made.province_totals] == [False, True]
    assert [(row.cause, row.workers) for row in _of(made).suspensions] == [("cigs", 23)]


def test_a_collective_dismissal_suspends_everywhere() -> None:
    stop = _measure(
        MeasureKind.SOSPENSIONE, cause="collective_dismissal", province=None, ends_on=date(2026, 3, 31)
    )
    made = document(written=Written((stop,)))
    assert made.collective_dismissal
    assert made.collective_dismissal_ends_on == date(2026, 3, 31)
    assert all(one.suspended for one in made.province_totals)


def test_a_convention_in_force_is_listed_with_its_people() -> None:
    agreement = WrittenConvenzione(
        id=UUID(int=3),
        kind=ConvenzioneKind.PROGRAMME,
        state=ConvenzioneState.IN_FORCE,
        province="LC",
        requested_on=date(2025, 1, 2),
        starts_on=date(2025, 2, 1),
        ends_on=date(2027, 1, 31),
        signed_on=date(2025, 2, 1),
        act_ref="Conv. 7/2025",
        commitments=(
            Commitment(UUID(int=4), date(2026, 6, 30), 1),
            Commitment(UUID(int=5), date(2027, 1, 31), 1),
        ),
    )
    made = document(written=Written((), (agreement,)))
    assert [(row.people, row.granted, row.signed_on) for row in _of(made, "LC").agreements] == [
        (2, True, date(2025, 2, 1))
    ]


def test_days_before_the_rule_of_today_are_refused() -> None:
    with pytest.raises(Refused, match="2018"):
        build(material(), 2017, "01", LAW)


def test_the_picture_is_of_the_last_day_of_the_year() -> None:
    assert document().reference_on == ON
    late = document(others=[*staff(45), *staff(5, "LC"), employee(starts_on=date(2026, 1, 1))])
    assert late.workers == 52
