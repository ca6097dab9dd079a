"""Comuni are found as people type them, stand where they are, and stay readable after they cease."""

from datetime import date

import pytest

from portal.reference import municipalities, provinces
from portal.reference.municipalities import Municipality


def _one(typed: str) -> Municipality:
    return municipalities.find(typed)[0]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("roma", "Roma (RM)"),
        ("Roma (RM)", "Roma (RM)"),
        ("FORLI", "Forlì (FC)"),
        ("forlì", "Forlì (FC)"),
        ("l'aquila", "L'Aquila (AQ)"),
        ("L’Aquila", "L'Aquila (AQ)"),
        ("aquila", "L'Aquila (AQ)"),
        ("reggio emilia", "Reggio nell'Emilia (RE)"),
        ("Reggio nell'E", "Reggio nell'Emilia (RE)"),
        ("bozen", "Bolzano (BZ)"),
        ("sesto s", "Sesto San Giovanni (MI)"),
        ("stelvio", "Stelvio (BZ)"),
        ("re", "Re (VB)"),
        ("castro bg", "Castro (BG)"),
        ("castro le", "Castro (LE)"),
    ],
)
def test_a_comune_is_found_by_the_beginning_of_its_name(typed: str, label: str) -> None:
    assert _one(typed).label == label


def test_a_word_inside_a_name_is_found_after_the_names_that_begin_with_it() -> None:
    names = [municipality.name for municipality in municipalities.find("terme", limit=50)]
    begin = [name.startswith("Terme") for name in names]
    assert begin == sorted(begin, reverse=True)
    assert "Terme Vigliatore" in names
    assert "Abano Terme" in names


def test_nothing_typed_finds_nothing_and_the_limit_holds() -> None:
    assert municipalities.find(" ' ") == ()
    assert municipalities.find("qqq") == ()
    assert len(municipalities.find("san", limit=7)) == 7


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        ("milano", "roma", 477),
        ("torino", "palermo", 904),
        ("lecco", "como", 25),
        ("bari", "lecce", 140),
        ("cagliari", "sassari", 173),
    ],
)
def test_distances_are_those_of_the_map(a: str, b: str, kilometres: float) -> None:
    assert municipalities.distance_km(_one(a), _one(b)) == pytest.approx(kilometres, rel=0.03)


def test_a_distance_is_the_same_both_ways_and_none_from_itself() -> None:
    assert municipalities.distance_km(_one("lodi"), _one("lodi")) == 0
    there = municipalities.distance_km(_one("lodi"), _one("crema"))
    assert there == pytest.approx(municipalities.distance_km(_one("crema"), _one("lodi")))


def test_every_comune_is_in_italy_and_in_a_province_that_exists() -> None:
    for municipality in municipalities.register():
        assert 35.4 < municipality.lat < 47.1
        assert 6.6 < municipality.lon < 18.6
        assert municipality.weight > 0
        assert municipality.province in provinces.register()


@pytest.mark.parametrize(
    ("province", "capital", "comuni", "farthest"),
    [("LC", "lecco", 84, 45), ("MI", "milano", 133, 50), ("LE", "lecce", 96, 65), ("BZ", "bolzano", 116, 85)],
)
def test_the_comuni_of_a_province_lie_around_its_capital(
    province: str, capital: str, comuni: int, farthest: float
) -> None:
    found = municipalities.of_province(province)
    assert len(found) == comuni
    assert max(municipalities.distance_km(_one(capital), municipality) for municipality in found) < farthest


def test_every_province_has_comuni_and_a_region() -> None:
    found = [
        municipality for each in provinces.entries() for municipality in municipalities.of_province(each.code)
    ]
    assert len(found) == len(municipalities.entries())
    assert municipalities.by_code("F205").region == "03"


def test_names_are_written_as_in_italian() -> None:
    assert municipalities.name("A944") == "Bologna"
    assert _one("sant'angelo le fratte").name == "Sant'Angelo Le Fratte"
    assert _one("bagno a ripoli").name == "Bagno a Ripoli"
    assert _one("barberino di mugello").name == "Barberino di Mugello"


def test_a_ceased_comune_is_still_read_by_code_but_no_longer_offered() -> None:
    ceased = municipalities.by_code("C056")
    assert (ceased.name, ceased.province, ceased.until) == ("Castegnero", "VI", date(2026, 2, 20))
    assert ceased not in municipalities.find("castegnero")
    assert [municipality.name for municipality in municipalities.find("castegnero")] == ["Castegnero Nanto"]
