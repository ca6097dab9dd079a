"""What a vacancy asks beyond its tasks, what the job is like and what it pays [D]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from portal.demo.chance import Chance
from portal.employers.vacancies.actions.drafting import PlaceAnswers
from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.queries.detail import Demand, Language
from portal.employers.vacancies.vocabulary import HIRES, PayPeriod, VacancyContract
from portal.reference.accommodations import Axis
from portal.reference.job_tags import JobTag

_TAGS: dict[JobTag, tuple[str, int]] = {
    JobTag.NOISE: ("G1", 3), JobTag.PUBLIC: ("B2", 3), JobTag.HEIGHTS: ("G4", 3), JobTag.DUST: ("G3", 3),
    JobTag.HEAT_OR_COLD: ("G2", 3), JobTag.CROWD: ("G5", 3), JobTag.PACE: ("A4", 3), JobTag.ALONE: ("C1", 4),
}  # fmt: skip
"""Traits of a job follow from what it demands."""
_CERTIFICATES = {"5": ("HACCP",), "7": ("SIC-A",), "8": ("SIC-M", "MUL"), "6": ("SIC-M", "TRA")}
_PAY_AN_HOUR = {"2": 15, "3": 13, "4": 11, "5": 10, "6": 10, "7": 11, "8": 10}
_WEEKS_A_MONTH = Decimal(52) / 12


def drawn(chance: Chance, profession_code: str, demands: Mapping[str, Demand]) -> Requirements:
    digit = profession_code[0]
    asked = chance.some(_CERTIFICATES.get(digit, ()), 1, 1) if chance.happens(0.12) else ()
    tags = [tag for tag, (dimension, least) in _TAGS.items() if demands[dimension].level >= least]
    return Requirements(
        experience_required=chance.happens(0.25),
        licences=("B",) if chance.happens(0.10) else (),
        certificates=asked,
        certificates_given=asked if chance.happens(0.6) else (),
        education_code="USG" if digit in "23" and chance.happens(0.10) else None,
        languages=(Language("en", 3, chance.happens(0.4)),)
        if digit in "234" and chance.happens(0.10)
        else (),
        tags=tuple(tag.value for tag in JobTag if tag in tags),
        axes=chance.some([axis.value for axis in Axis], 1, 3),
    )


def placed(chance: Chance, place: PlaceAnswers, profession_code: str, hours: int) -> PlaceAnswers:
    """First day, last day where the contract has one, and pay."""
    if place.starts_by is None or place.contract is None:
        return place
    permanent = place.contract == VacancyContract.PERMANENT
    least = Decimal(_PAY_AN_HOUR[profession_code[0]]) * hours * _WEEKS_A_MONTH
    pay = (
        (least / 10).quantize(Decimal(1)) * 10
        if place.contract in {one.value for one in HIRES}
        else Decimal(500)
    )
    told = chance.happens(0.8)
    return replace(
        place,
        starts_from=place.starts_by - timedelta(days=20),
        ends_on=None if permanent else place.starts_by + chance.days(180, 365),
        pay_min=pay if told else None,
        pay_max=pay + 150 if told and chance.happens(0.5) else None,
        pay_period=PayPeriod.MONTH.value if told else None,
    )
