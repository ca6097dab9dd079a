"""What anybody reads of a vacancy its company makes public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from portal.employers.vacancies.pages.requirements import pay_words, requirements_words, starts_words
from portal.employers.vacancies.posting import job_posting, valid_through
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.queries.lists import PublicRow
from portal.employers.vacancies.rules import hours_words, slots_words
from portal.employers.vacancies.vocabulary import (
    RESERVED_LABELS,
    VACANCY_CONTRACT_LABELS,
    Reserved,
    VacancyContract,
)
from portal.foundation.addresses import absolute
from portal.foundation.web.pagination import Pages
from portal.reference import accommodations, municipalities, skills

_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@dataclass(frozen=True, slots=True)
class JobLine:
    id: UUID
    title: str
    company: str
    details: Sequence[tuple[str, str]]
    since: datetime


@dataclass(frozen=True, slots=True)
class JobsPage:
    rows: Sequence[JobLine]
    pages: Pages


def jobs_page(found: Sequence[PublicRow], shown: Pages) -> JobsPage:
    return JobsPage(
        [
            JobLine(
                row.id,
                row.title,
                row.company_name,
                [
                    ("it-map-marker", municipalities.by_code(row.comune_code).label),
                    ("it-clock", f"{hours_words(row.weekly_hours_min, row.weekly_hours_max)} alla settimana"),
                    ("it-file", VACANCY_CONTRACT_LABELS[VacancyContract(row.contract)]),
                ],
                row.published_at,
            )
            for row in found
        ],
        shown,
    )


@dataclass(frozen=True, slots=True)
class JobPage:
    """``posting``: schema.org/JobPosting as JSON, with nothing in it that could end the element it stands in."""

    title: str
    company: str
    facts: Sequence[tuple[str, str]]
    tasks: Sequence[str]
    skills: Sequence[str]
    offers: Sequence[str]
    until: date | None
    posting: str
    made_up: bool


def job_page(vacancy: VacancyDetail) -> JobPage:
    place = (
        municipalities.by_code(vacancy.comune_code).label if vacancy.comune_code else vacancy.site_name or ""
    )
    contract = VACANCY_CONTRACT_LABELS[VacancyContract(vacancy.contract)] if vacancy.contract else "–"
    hours = hours_words(vacancy.weekly_hours_min, vacancy.weekly_hours_max)
    said = [
        ("Dove", place + (", anche da remoto" if vacancy.remote else "")),
        ("Professione", vacancy.profession_title or "–"),
        ("Contratto", contract),
        ("Orario", f"{hours} alla settimana, {slots_words(vacancy.slots).lower()}"),
        ("Paga", pay_words(vacancy)),
        ("Inizio", starts_words(vacancy.starts_from, vacancy.starts_by)),
        ("Posti", str(vacancy.places_left)),
        ("A chi si rivolge", RESERVED_LABELS[Reserved(vacancy.reserved or Reserved.NONE)]),
        *requirements_words(vacancy),
    ]
    return JobPage(
        vacancy.title or "",
        vacancy.company_name,
        [(label, words) for label, words in said if words != "–"],
        vacancy.tasks,
        [skills.label(code) for code in vacancy.skills],
        [accommodations.name(code) for code in vacancy.offers],
        valid_through(vacancy),
        msgspec.json.encode(job_posting(vacancy, absolute(f"/jobs/{vacancy.id}")))
        .decode()
        .translate(_ESCAPES),
        vacancy.sintetico,
    )
