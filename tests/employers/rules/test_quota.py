"""Quota di riserva: L. 68/1999 art. 3 c. 1, art. 18 c. 2; halves stay down, art. 4 c. 2."""

from datetime import date

import pytest

from portal.employers.obligations.rules.quota_di_riserva import (
    company_class,
    quota_art3,
    quota_art18,
    units_art3,
    units_art18,
)
from portal.employers.obligations.vocabulary import CompanyClass
from tests.employers.rules.workforce import LAW, TODAY

ART3 = [
    # base, quota, article
    (0, 0, "art. 3 c. 1"),
    (14, 0, "art. 3 c. 1: under the first threshold"),
    (15, 1, "art. 3 c. 1 lett. c"),
    (35, 1, "art. 3 c. 1 lett. c"),
    (36, 2, "art. 3 c. 1 lett. b"),
    (50, 2, "art. 3 c. 1 lett. b"),
    (51, 4, "art. 3 c. 1 lett. a: 3.57"),
    (57, 4, "3.99"),
    (64, 4, "4.48"),
    (65, 5, "4.55"),
    (107, 7, "7.49"),
    (136, 10, "9.52"),
    (150, 10, "art. 4 c. 2: 10.50 stays down"),
    (151, 11, "10.57"),
    (250, 17, "art. 4 c. 2: 17.50 stays down"),
    (350, 24, "24.50"),
    (364, 25, "25.48"),
]

ART18 = [
    (50, 0, "art. 18 c. 2"),
    (51, 1, "art. 18 c. 2, last part"),
    (150, 1, "art. 18 c. 2, last part"),
    (151, 2, "1.51"),
    (250, 2, "art. 4 c. 2: 2.50 stays down"),
    (251, 3, "2.51"),
]


@pytest.mark.parametrize(("base", "quota", "article"), ART3)
def test_the_quota_of_art_3_follows_the_class_of_the_company(base: int, quota: int, article: str) -> None:
    assert units_art3(base, LAW, TODAY) == quota, article
    assert quota_art3(base, LAW, TODAY).units == quota, article


@pytest.mark.parametrize(("base", "quota", "article"), ART18)
def test_the_quota_of_art_18_is_one_up_to_150_then_one_per_cent(base: int, quota: int, article: str) -> None:
    assert units_art18(base, LAW, TODAY) == quota, article
    assert quota_art18(base, LAW, TODAY).units == quota, article


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (14, CompanyClass.NONE),
        (15, CompanyClass.C),
        (35, CompanyClass.C),
        (36, CompanyClass.B),
        (50, CompanyClass.B),
        (51, CompanyClass.A),
    ],
)
def test_the_class_of_the_prospetto_changes_at_15_36_and_51(base: int, expected: CompanyClass) -> None:
    assert company_class(base, LAW, TODAY) is expected


def test_every_quota_names_its_article_and_shows_the_product() -> None:
    step = quota_art3(128, LAW, TODAY).step
    assert step.article == "L. 68/1999 art. 3 c. 1 lett. a; art. 4 c. 2"
    assert dict(step.operands)["base"] == 128
    assert float(dict(step.operands)["prodotto"]) == 8.96
    assert step.result == 9


def test_the_first_day_of_todays_figures_is_in_the_parameters() -> None:
    assert LAW.row("quota.art3.gt50_pct", TODAY).valid_from == date(2000, 1, 17)
