"""Why this match: the score, its properties, its words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.matching.suitability import (
    BAND_LABELS,
    Band,
    PersonSide,
    VacancySide,
    common_parts,
    explain,
    job_side_reasons,
    judge,
)

CODES = st.sampled_from(["4.1.1.1.0", "4.1.1.2.0", "4.1.2.1.0", "4.3.1.1.0", "8.1.3.2.0", "5.1.2.2.0"])
SKILLS = st.frozensets(st.sampled_from([f"K{n:03d}" for n in range(1, 13)]), max_size=8)
VACANCIES = st.builds(
    VacancySide, profession_code=st.none() | CODES, essential=SKILLS, trainable=SKILLS, optional=SKILLS
)
PEOPLE = st.builds(PersonSide, profession_codes=st.lists(CODES, max_size=4).map(tuple), skills=SKILLS)
ORDER = {Band.TO_WEIGH: 0, Band.GOOD: 1, Band.HIGH: 2}


@given(
    vacancy=VACANCIES,
    person=PEOPLE,
    kind=st.sampled_from(["essential", "trainable", "optional"]),
    data=st.data(),
)
def test_dropping_a_required_skill_never_lowers_score_or_band(
    vacancy: VacancySide, person: PersonSide, kind: str, data: st.DataObject
) -> None:
    asked = getattr(vacancy, kind)
    if not asked:
        return
    dropped = data.draw(st.sampled_from(sorted(asked)))
    before = judge(vacancy, person)
    after = judge(replace(vacancy, **{kind: asked - {dropped}}), person)
    assert after.score >= before.score
    assert ORDER[after.band] >= ORDER[before.band]


@given(vacancy=VACANCIES, person=PEOPLE)
def test_asking_for_no_profession_never_lowers_the_score(vacancy: VacancySide, person: PersonSide) -> None:
    assert judge(replace(vacancy, profession_code=None), person).score >= judge(vacancy, person).score


@given(vacancy=VACANCIES, person=PEOPLE, skill=st.sampled_from([f"K{n:03d}" for n in range(1, 13)]))
def test_one_skill_more_never_lowers_score_or_band(
    vacancy: VacancySide, person: PersonSide, skill: str
) -> None:
    before = judge(vacancy, person)
    after = judge(vacancy, replace(person, skills=person.skills | {skill}))
    assert after.score >= before.score
    assert ORDER[after.band] >= ORDER[before.band]


@given(vacancy=VACANCIES, person=PEOPLE, code=CODES)
def test_one_occupation_more_never_lowers_the_score(
    vacancy: VacancySide, person: PersonSide, code: str
) -> None:
    more = replace(person, profession_codes=(*person.profession_codes, code))
    assert judge(vacancy, more).score >= judge(vacancy, person).score


@given(vacancy=VACANCIES, person=PEOPLE)
def test_the_order_of_what_a_person_has_done_changes_nothing(
    vacancy: VacancySide, person: PersonSide
) -> None:
    turned = replace(person, profession_codes=tuple(reversed(person.profession_codes)))
    assert judge(vacancy, turned) == judge(vacancy, person)


@given(vacancy=VACANCIES, person=PEOPLE)
def test_a_score_is_between_0_and_100_with_one_decimal(vacancy: VacancySide, person: PersonSide) -> None:
    score = judge(vacancy, person).score
    assert 0 <= score <= 100
    assert score.as_tuple().exponent == -1


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("4.1.1.1.0", "4.1.1.1.0", 5),
        ("4.1.1.1.0", "4.1.1.2.0", 3),
        ("4.1.1.1.0", "4.1.2.1.0", 2),
        ("4.1.1.1.0", "4.3.1.1.0", 1),
        ("4.1.1.1.0", "8.1.3.2.0", 0),
        # «4.1» is the beginning of «4.1.1.1.0», not of «4.12»
        ("4.12", "4.1", 1),
    ],
)
def test_occupations_are_as_close_as_the_parts_they_share(one: str, other: str, shared: int) -> None:
    assert common_parts(one, other) == shared


def side(
    essential: str = "", trainable: str = "", optional: str = "", code: str | None = "4.1.1.1.0"
) -> VacancySide:
    return VacancySide(
        code, frozenset(essential.split()), frozenset(trainable.split()), frozenset(optional.split())
    )


def test_half_of_the_score_is_the_occupation_and_half_the_skills() -> None:
    person = PersonSide(("4.1.1.1.0",), frozenset({"K001"}))
    assert judge(side("K001"), person).score == Decimal("100.0")
    # one essential missing: 100 * (.5 * 1 + .5 * .75)
    assert judge(side("K001 K002"), person).score == Decimal("87.5")
    # one of each missing: .5 + .5 * (1 - .25 - .12 - .08)
    assert judge(side("K001 K002", "K003", "K004"), person).score == Decimal("77.5")
    # another occupation of the same group: .5 * .15 + .5
    assert judge(side("K001", code="4.3.1.1.0"), person).score == Decimal("57.5")


def test_nobody_who_lacks_something_essential_is_a_high_match() -> None:
    person = PersonSide(("4.1.1.1.0",), frozenset())
    terms = judge(side("K001"), person)
    assert terms.score == Decimal("87.5")
    assert terms.band is Band.GOOD


NAMES = {
    "K001": "Archiviare documenti",
    "K002": "Usare un foglio di calcolo",
    "K003": "INAIL: denunce",
    "K004": "Imballare",
    "K005": "Pulire",
}


def test_the_explanation_goes_from_what_fits_to_what_is_missing() -> None:
    person = PersonSide(("4.1.1.1.0",), frozenset({"K001", "K003"}))
    terms = judge(side("K001 K003", "K002", "K004"), person)
    assert explain(terms, NAMES.__getitem__) == [
        "La professione è quella che conosce o desidera.",
        "Competenze in comune: archiviare documenti e INAIL: denunce.",
        "Può imparare sul posto: usare un foglio di calcolo.",
        "Sarebbero utili: imballare.",
    ]


def test_more_than_three_shared_skills_are_counted() -> None:
    person = PersonSide((), frozenset(NAMES))
    words = explain(judge(side("K001 K002 K003 K004 K005", code=None), person), NAMES.__getitem__)
    assert words == [
        "Competenze in comune: archiviare documenti, usare un foglio di calcolo, INAIL: denunce e 2 in più."
    ]


def test_of_a_vacancy_without_profession_nothing_is_said_of_it() -> None:
    person = PersonSide(("8.1.3.2.0",), frozenset({"K001"}))
    terms = judge(side("K001", code=None), person)
    assert terms.common_parts is None
    assert terms.score == Decimal("100.0")
    assert not any("profession" in sentence for sentence in explain(terms, NAMES.__getitem__))


@given(vacancy=VACANCIES, person=PEOPLE)
def test_a_company_reads_conditions_of_the_job_and_never_a_deficit_or_a_number(
    vacancy: VacancySide, person: PersonSide
) -> None:
    words = " ".join(job_side_reasons(judge(vacancy, person), lambda code: f"Competenza {code}"))
    assert "Manca" not in words
    assert "diversa" not in words
    assert str(judge(vacancy, person).score) not in words


def test_every_band_has_its_word() -> None:
    assert set(BAND_LABELS) == set(Band)
