"""The prospetto put together: workforce, measures, vacancies, answers and the position they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.rules.situations import situation_on
from portal.employers.measures.rules.written import Written
from portal.employers.obligations.rules.contributions import day_rules
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, PostSheet, ProvinceSheet
from portal.employers.prospetto_informativo.rules.document import Document, Person, Province
from portal.employers.prospetto_informativo.rules.measured import (
    collective_dismissal_on,
    provinces_measured,
    transformation_on,
    with_measures,
)
from portal.employers.prospetto_informativo.rules.people import is_listed, person_of
from portal.employers.prospetto_informativo.rules.posts import OpenVacancy, posts_of
from portal.employers.prospetto_informativo.rules.staff import provinces_of
from portal.employers.prospetto_informativo.rules.summary import province_totals_of, totals_of
from portal.kernel.parameters import Parameters
from portal.reference import unipi


@dataclass(frozen=True, slots=True)
class Material:
    """All that a prospetto is made of. ``reserved`` are the opened rows of those of a reserved quota."""

    tax_code: str
    name: str
    head_office_comune: str
    employer: Situation
    workers: Sequence[WorkerFacts]
    reserved: Sequence[tuple[WorkerDraft, WorkerFacts]]
    written: Written
    vacancies: Sequence[OpenVacancy]
    answers: EmployerSheet
    provinces: Mapping[str, ProvinceSheet]
    posts: Mapping[UUID, PostSheet]


def build(material: Material, year: int, kind: str, parameters: Parameters) -> Document:
    """Raises Refused for a year before 2018 or a workforce that makes no sense (a negative base)."""
    on = date(year, 12, 31)
    situation = situation_on(material.employer, material.written, on)
    there = position(material.workers, situation, parameters, on)
    dismissal = collective_dismissal_on(material.written, on)
    stopped = situation.collective_dismissal
    return Document(
        year=year,
        kind=kind,
        tax_code=material.tax_code,
        name=material.name,
        employer=material.employer.employer,
        head_office_comune=material.head_office_comune,
        answers=material.answers,
        workers=there.dependants,
        company_class=there.company_class,
        provinces=tuple(_provinces(material, on, parameters)),
        totals=totals_of(there, collective_dismissal=stopped),
        province_totals=province_totals_of(there, collective_dismissal=stopped),
        transformation=transformation_on(material.written, on),
        collective_dismissal=stopped,
        collective_dismissal_ends_on=dismissal.ends_on if dismissal else None,
    )


def _provinces(material: Material, on: date, parameters: Parameters) -> list[Province]:
    day = day_rules(parameters, on, material.employer)
    people: dict[str, list[Person]] = {}
    for draft, facts in material.reserved:
        if is_listed(facts, day):
            people.setdefault(facts.province, []).append(
                person_of(draft, facts, material.employer.employer, day)
            )
    also = {
        material.employer.head_office,
        *provinces_measured(material.written, on),
        *(one.province for one in material.vacancies if material.posts.get(one.id, PostSheet()).declared),
    }
    counted = provinces_of(material.workers, day, material.answers, dict(material.provinces), also)
    return [
        msgspec.structs.replace(
            with_measures(sheet, material.written, on, material.answers),
            people=tuple(people.get(province, ())),
            posts=posts_of(
                material.vacancies, material.posts, _channel(material.employer.employer), province
            ),
        )
        for province, sheet in counted.items()
    ]


def _channel(employer: EmployerKind) -> str:
    return unipi.NUMERICAL if employer is EmployerKind.PUBLIC else unipi.NOMINATIVE
