"""The list of vacancies."""

from dataclasses import dataclass

from portal.employers.vacancies.queries.lists import VacancyRow
from portal.employers.vacancies.rules import hours_words
from portal.employers.vacancies.vocabulary import (
    VACANCY_STATE_LABELS,
    VACANCY_STATE_TAGS,
    VacancyState,
)
from portal.foundation.web.pagination import Pages


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    title: str
    note: str
    places: str
    state: str
    tag: str
    confirm: bool


@dataclass(frozen=True, slots=True)
class VacancyList:
    rows: list[Row]
    pages: Pages
    live_only: bool


def row(found: VacancyRow) -> Row:
    site = f"{found.site}, " if found.site else ""
    return Row(
        f"/vacancies/{found.id}",
        found.title or "Annuncio senza titolo",
        f"{site}{hours_words(found.weekly_hours_min, found.weekly_hours_max)}",
        f"{found.places_taken} su {found.places}" if found.places else "–",
        VACANCY_STATE_LABELS[found.state],
        VACANCY_STATE_TAGS[found.state],
        found.state in (VacancyState.STALE, VacancyState.UNPUBLISHED),
    )
