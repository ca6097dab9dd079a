"""A company as figures or as workers: the same numbers as the rules, and every wrong thing told at once."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import WORK_CONTRACT_LABELS, WorkContract
from portal.employers.obligations.documents.example import EXAMPLE
from portal.employers.obligations.documents.problems import WrongDocument
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_answer import QuotaAnswer, answer
from portal.employers.obligations.documents.quota_rules import figures_in, situation_in
from portal.employers.obligations.documents.reading import read
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.contributions import by_province
from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.thresholds import thresholds
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group

ON = date(2025, 12, 31)


def document(**changed: Any) -> dict[str, Any]:
    """A right document of one province, with fields changed or, when None, left out."""
    whole = {"on": "2025-12-31", "head_office": "MI", "provinces": [province()], **changed}
    return {name: value for name, value in whole.items() if value is not None}


def province(**changed: Any) -> dict[str, Any]:
    return {"province": "MI", "dependants": 100, **changed}


def worker(**changed: Any) -> dict[str, Any]:
    return {"province": "MI", "starts_on": "2020-01-01", **changed}


def asked(data: dict[str, Any]) -> QuotaAnswer:
    return answer(read(json.dumps(data).encode(), QuotaDocument), in_law())


def reasons(data: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(WrongDocument) as wrong:
        read(json.dumps(data).encode(), QuotaDocument)
    return {problem.path: problem.reason for problem in wrong.value.problems}


def test_the_worked_company_comes_out_as_computed_by_hand() -> None:
    found = answer(EXAMPLE, in_law())
    assert (found.art3.base, found.art3.quota, found.art3.in_force) == (141, 10, 9)
    assert (found.art18.base, found.art18.quota, found.art18.in_force) == (141, 1, 3)
    assert (found.art3.transitional, found.art3.scopertura) == (1, 0)
    assert read(msgspec.json.encode(EXAMPLE), QuotaDocument) == EXAMPLE


@pytest.mark.parametrize(
    ("dependants", "art3", "art18"),
    [
        (14, 0, 0), (15, 1, 0), (35, 1, 0), (36, 2, 0), (50, 2, 0), (51, 4, 1), (150, 10, 1), (151, 11, 2),
        (250, 17, 2), (251, 18, 3), (350, 24, 3), (364, 25, 4),
    ],
)  # fmt: skip
def test_the_boundaries_of_the_quotas(dependants: int, art3: int, art18: int) -> None:
    found = asked(document(provinces=[province(dependants=dependants)]))
    assert (found.art3.quota, found.art18.quota) == (art3, art18)


def test_provinces_add_up_to_the_nation() -> None:
    found = asked(
        document(
            head_office="BG",
            provinces=[
                province(province="MI", dependants=77),
                province(province="BG", dependants=49),
                province(province="TO", dependants=35),
            ],
        )
    )
    assert found.art3.quota == 11
    assert {one.province: one.art3.quota for one in found.provinces} == {"MI": 5, "BG": 4, "TO": 2}


def test_part_time_is_summed_over_the_nation_and_rounded_once() -> None:
    found = asked(
        document(
            provinces=[
                province(dependants=20, part_time=[{"people": 7, "hours": 20}, {"people": 4, "hours": 30}]),
                province(
                    province="BG",
                    dependants=10,
                    part_time=[{"people": 3, "hours": 18, "full_time_hours": 36}],
                ),
            ]
        )
    )
    assert found.art3.base == 30 - 6


def test_sector_exclusions_may_leave_one_base_alone() -> None:
    excluded = [{"group": "building_site", "people": 60, "applies_to": "art3"}]
    found = asked(document(provinces=[province(dependants=110, excluded=excluded)]))
    assert (found.art3.base, found.art18.base) == (50, 110)


def test_people_of_others_cover_without_being_dependants() -> None:
    found = asked(
        document(provinces=[province(agency_disabled={"full_time": 1}, framework_disabled={"full_time": 1})])
    )
    assert found.dependants == 100
    assert found.art3.in_force == 2


def test_the_rule_of_small_companies_counts_those_over_half_as_whole() -> None:
    rows = [{"people": 1, "hours": 10, "over_half": 1}]
    small = asked(document(provinces=[province(dependants=20, disabled={"part_time": rows})]))
    large = asked(document(provinces=[province(dependants=80, disabled={"part_time": rows})]))
    assert (small.art3.in_force, large.art3.in_force) == (1, 0)


def test_measures_lower_what_is_missing() -> None:
    measures = [{"province": "MI", "exempted": 2, "in_convention": 1, "suspension": {"people": 1, "of": 7}}]
    found = asked(document(measures=measures))
    assert found.art3.quota == 7
    assert (found.art3.suspended, found.art3.exempted, found.art3.in_convention) == (1, 2, 1)
    assert found.art3.scopertura == 3


# Workers

_CONTRACTS = st.sampled_from(
    [WorkContract.PERMANENT, WorkContract.APPRENTICESHIP, WorkContract.EXECUTIVE, WorkContract.HOME]
)
_WORKERS = st.lists(
    st.fixed_dictionaries(
        {
            "province": st.sampled_from(["MI", "BG"]),
            "contract": _CONTRACTS,
            "weekly_hours": st.sampled_from([8, 20, "22:30", 40]),
            "telework": st.booleans(),
            "kind": st.sampled_from(["none", "none", "none", "D1", "C1"]),
        }
    ),
    min_size=1,
    max_size=60,
)


def _row(drawn: dict[str, Any]) -> dict[str, Any]:
    row = worker(**{name: value for name, value in drawn.items() if name != "kind"})
    if drawn["kind"] == "D1":
        row |= {"category": "D1", "percentage": 70, "coverage_title": "K1"}
    elif drawn["kind"] == "C1":
        row |= {"category": "C1"}
    return row


def _facts(row: dict[str, Any]) -> WorkerFacts:
    """The same worker as the rules take one, written again by hand."""
    hours = row["weekly_hours"]
    category = row.get("category")
    return WorkerFacts(
        province=row["province"],
        starts_on=date(2020, 1, 1),
        contract=WorkContract(row["contract"]),
        weekly_hours=Fraction(45, 2) if hours == "22:30" else Fraction(hours),
        telework=row["telework"],
        **({} if category is None else _protected(category)),
    )


def _protected(category: str) -> dict[str, Any]:
    from portal.employers.companies.vocabulary import CoverageTitle, ProtectedCategory, Protection

    if category == "D1":
        return {
            "protection": Protection.ART1,
            "category": ProtectedCategory.D1,
            "percentage": 70,
            "coverage_title": CoverageTitle.TARGETED_HIRE,
        }
    return {"protection": Protection.ART18, "category": ProtectedCategory.C1}


@settings(max_examples=60, deadline=None)
@given(_WORKERS)
def test_workers_come_out_as_the_rules_count_them(drawn: list[dict[str, Any]]) -> None:
    rows = [_row(one) for one in drawn]
    found = asked(document(provinces=None, workers=rows))
    directly = position([_facts(row) for row in rows], "MI", in_law(), ON)
    assert (found.art3.base, found.art18.base) == (directly.base3, directly.base18)
    assert (found.art3.scopertura, found.art18.scopertura) == (directly.art3.gap, directly.art18.gap)
    assert found.steps == directly.steps


@settings(max_examples=60, deadline=None)
@given(_WORKERS)
def test_workers_and_the_figures_they_come_to_are_answered_alike(drawn: list[dict[str, Any]]) -> None:
    """Of full-time and part-time people without art. 18, whose figures can be written back as a document."""
    rows = [_row(one | {"kind": "none" if one["kind"] == "C1" else one["kind"]}) for one in drawn]
    figures = by_province([_facts(row) for row in rows], in_law(), ON)
    as_figures = [_written_back(code, one, rows) for code, one in figures.items()]
    mine, theirs = asked(document(provinces=as_figures)), asked(document(provinces=None, workers=rows))
    assert (mine.art3, mine.art18, mine.provinces) == (theirs.art3, theirs.art18, theirs.provinces)
    assert mine.steps == theirs.steps


def _written_back(code: str, figures: Figures, rows: list[dict[str, Any]]) -> dict[str, Any]:
    here = [row for row in rows if row["province"] == code]
    plain = {WorkContract.PERMANENT}
    ordinary = [
        row for row in here if "category" not in row and row["contract"] in plain and not row["telework"]
    ]
    disabled = [row for row in here if row.get("category") == "D1"]
    return {
        "province": code,
        "dependants": figures.dependants,
        "disabled": {
            "full_time": sum(1 for row in disabled if row["weekly_hours"] == 40),
            "part_time": [
                {"people": 1, "hours": row["weekly_hours"], "over_half": 1}
                for row in disabled
                if row["weekly_hours"] != 40
            ],
        },
        "telework": {"full_time": figures.telework},
        "excluded": [
            {"group": group.value, "people": people} for group, people in figures.excluded.items() if people
        ],
        "part_time": [
            {"people": 1, "hours": row["weekly_hours"]} for row in ordinary if row["weekly_hours"] != 40
        ],
    }


def test_every_contract_may_be_written() -> None:
    assert set(WORK_CONTRACT_LABELS) == set(WorkContract)
    for contract in WorkContract:
        ends = (
            {"ends_on": "2026-03-31"}
            if contract in ("fixed_term", "seasonal", "seasonal_agricultural")
            else {}
        )
        found = asked(document(provinces=None, workers=[worker(contract=contract.value, **ends)]))
        assert found.dependants in (0, 1)


def test_figures_hold_every_field_of_the_rules() -> None:
    full = province(
        dependants=200,
        disabled={"full_time": 3, "part_time": [{"people": 2, "hours": 10, "over_half": 1}]},
        switchboard_operators={"full_time": 1},
        therapists={"full_time": 1},
        telework={"full_time": 2, "part_time": [{"people": 1, "hours": 20}]},
        excluded=[
            {"group": "executive", "people": 4},
            {"group": "underground", "people": 5, "applies_to": "art18"},
        ],
        part_time=[{"people": 3, "hours": 30}],
        intermittent=[{"people": 2, "hours": 10}],
        art18=3,
        art18_already_out=1,
        art18_since_2000=1,
        agency_disabled={"full_time": 1},
        receiving_body_disabled={"part_time": [{"people": 1, "hours": 10}]},
        framework_disabled={"full_time": 2},
    )
    sheet = read(json.dumps(document(provinces=[full])).encode(), QuotaDocument)
    assert sheet.provinces is not None
    figures = figures_in(sheet.provinces[0], thresholds(in_law(), ON))
    assert figures.disabled_heads == 3 + 2 + 1 + 1
    assert figures.covering_full == 3 + 1 + 1 + 1 + 2
    assert figures.covering_part == 2 * Fraction(1, 4) + Fraction(1, 4)
    assert figures.covering_part_small == 1 + Fraction(1, 4) + Fraction(1, 4)
    assert (figures.receiving_body, figures.framework) == (Fraction(1, 4), 2)
    assert (figures.agency, figures.telework) == (4, 3)
    assert figures.excluded == {Group.EXECUTIVE: 4}
    assert figures.art18_only is not None
    assert figures.art18_only.excluded == {Group.UNDERGROUND: 5}
    assert (figures.art18_for_base, figures.art18_in_force, figures.art18_since_2000) == (2, 3, 1)
    assert (figures.part_time_sum, figures.intermittent_sum) == (Fraction(9, 4), Fraction(1, 2))
    assert situation_in(sheet).head_office == "MI"


# Wrong documents


def test_figures_and_workers_in_one_document_are_refused() -> None:
    found = reasons(document(workers=[worker()]))
    assert found == {
        "/workers": "Scrivi i dati provinciali (provinces) oppure l’organico (workers), non entrambi."
    }
    assert list(reasons(document(provinces=None))) == [""]


def test_days_before_2018_are_refused_with_the_reason() -> None:
    assert "1 gennaio 2018" in reasons(document(on="2017-12-31"))["/on"]
    assert asked(document(on="2018-01-01")).art3.quota == 7


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"dependants": -1}, "/provinces/0/dependants"),
        ({"dependants": 1_000_000}, "/provinces/0/dependants"),
        ({"dependants": "100"}, "/provinces/0/dependants"),
        ({"province": "XX"}, "/provinces/0/province"),
        ({"province": "Milano"}, "/provinces/0/province"),
        ({"part_time": [{"people": 1, "hours": 41}]}, "/provinces/0/part_time/0/hours"),
        ({"part_time": [{"people": 1, "hours": 40}]}, "/provinces/0/part_time/0/hours"),
        ({"part_time": [{"people": 0, "hours": 20}]}, "/provinces/0/part_time/0/people"),
        ({"intermittent": [{"people": 1, "hours": 41}]}, "/provinces/0/intermittent/0/hours"),
        ({"excluded": [{"group": "part_time", "people": 1}]}, "/provinces/0/excluded/0/group"),
        (
            {"excluded": [{"group": "executive", "people": 1}, {"group": "executive", "people": 2}]},
            "/provinces/0/excluded/1/group",
        ),
        ({"excluded": [{"group": "executive", "people": 101}]}, "/provinces/0/dependants"),
        ({"disabled": {"full_time": 60}, "telework": {"full_time": 41}}, "/provinces/0/dependants"),
        (
            {"disabled": {"part_time": [{"people": 1, "hours": 20, "over_half": 2}]}},
            "/provinces/0/disabled/part_time/0/over_half",
        ),
        ({"art18": 101}, "/provinces/0/art18"),
        ({"art18": 1, "art18_since_2000": 2}, "/provinces/0/art18_since_2000"),
        ({"art18": 1, "art18_already_out": 2}, "/provinces/0/art18_already_out"),
        ({"art_18": 1}, "/provinces/0/art_18"),
    ],
)
def test_wrong_figures_are_refused_where_they_stand(wrong: dict[str, Any], path: str) -> None:
    assert list(reasons(document(provinces=[province(**wrong)]))) == [path]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"weekly_hours": 45}, "/workers/0/weekly_hours"),
        ({"weekly_hours": 39, "full_time_hours": 38}, "/workers/0/weekly_hours"),
        ({"category": "C1", "percentage": 60}, "/workers/0/percentage"),
        ({"category": "D1", "percentage": 45}, "/workers/0/percentage"),
        ({"category": "D1", "percentage": 101}, "/workers/0/percentage"),
        ({"category": "C1", "coverage_title": "K1"}, "/workers/0/coverage_title"),
        ({"contract": "fixed_term"}, "/workers/0/ends_on"),
        ({"ends_on": "2019-12-31"}, "/workers/0/ends_on"),
        ({"province": "ROMA"}, "/workers/0/province"),
        ({"seasonal_days": 10}, "/workers/0/seasonal_days"),
        ({"exclusion_scope": "art3"}, "/workers/0/exclusion_scope"),
        ({"exclusion_ends_on": "2026-01-01"}, "/workers/0/exclusion_ends_on"),
        ({"starts_on": "2100-01-01"}, "/workers/0/starts_on"),
        ({"name": "X"}, "/workers/0/name"),
    ],
)
def test_wrong_workers_are_refused_where_they_stand(wrong: dict[str, Any], path: str) -> None:
    assert path in reasons(document(provinces=None, workers=[worker(**wrong)]))


def test_a_percentage_for_art_18_is_told_though_the_row_has_other_faults() -> None:
    row = worker(starts_on="ieri", category="C1", percentage=60, weekly_hours=50)
    found = reasons(document(provinces=None, workers=[row, worker(province="QQ")]))
    assert set(found) == {
        "/workers/0/starts_on",
        "/workers/0/percentage",
        "/workers/0/weekly_hours",
        "/workers/1/province",
    }


def test_periods_of_one_worker_may_not_overlap() -> None:
    rows = [
        worker(code="7", ends_on="2024-06-30"),
        worker(code="7", starts_on="2024-07-01", weekly_hours=20),
        worker(code="8"),
        worker(code="7", starts_on="2025-01-01"),
        worker(),
        worker(),
    ]
    assert list(reasons(document(provinces=None, workers=rows))) == ["/workers/3/starts_on"]


def test_a_province_is_written_once() -> None:
    found = reasons(document(provinces=[province(), province(province="BG"), province()]))
    assert found == {"/provinces/2/province": "La provincia di Milano (MI) c’è già: scrivila una volta sola."}


def compensation(kind: str, places: int = 1, subject: str = "art3") -> list[dict[str, Any]]:
    return [{"subject": subject, "kind": kind, "places": places}]


def test_an_esonero_and_a_surplus_in_one_province_are_refused() -> None:
    measures = [
        {"province": "MI", "exempted": 1, "compensations": compensation("excess")},
        {"province": "BG", "compensations": compensation("reduction")},
    ]
    assert list(reasons(document(measures=measures))) == ["/measures/0/compensations/0/kind"]


def test_compensations_must_balance_but_within_a_group() -> None:
    measures = [
        {"province": "MI", "compensations": compensation("excess", 2)},
        {"province": "BG", "compensations": compensation("reduction")},
    ]
    assert list(reasons(document(measures=measures))) == ["/measures"]
    assert asked(document(measures=measures, employer="private_in_group")).art3.compensated == -1


def test_public_employers_compensate_within_a_region() -> None:
    measures = [
        {"province": "MI", "compensations": compensation("excess")},
        {"province": "TO", "compensations": compensation("reduction")},
    ]
    assert "nella stessa regione" in reasons(document(measures=measures, employer="public"))["/measures"]
    measures[1]["province"] = "BG"
    assert asked(document(measures=measures, employer="public")).art3.compensated == 0


def test_a_base_below_zero_is_refused_by_the_rule() -> None:
    """All are excluded, and the art. 18 workers leave once more: no single field shows it."""
    from portal.employers.obligations.documents.answers import answers
    from portal.employers.obligations.documents.reading import read_many

    excluded = [{"group": "executive", "people": 100}]
    batch = read_many(
        json.dumps([document(), document(provinces=[province(excluded=excluded, art18=3)])]).encode(),
        QuotaDocument,
    )
    with pytest.raises(WrongDocument) as wrong:
        answers(batch, lambda one: answer(one, in_law()))
    (problem,) = wrong.value.problems
    assert problem.path == "/1"
    assert "negativa" in problem.reason
