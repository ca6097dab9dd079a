"""Workstations as the services look for them: with or without a vacancy, with their load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.workstations.pages.own import asked, free_words, what
from portal.employers.workstations.queries.detail import WorkstationDetail
from portal.employers.workstations.queries.lists import WorkstationRow
from portal.employers.workstations.rules import Load, check_is_due
from portal.employers.workstations.vocabulary import CLIMATE_LABELS
from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages
from portal.reference import accommodations, provinces


@dataclass(frozen=True, slots=True)
class Found:
    href: str
    name: str
    company: str
    details: Sequence[tuple[str, str]]
    load: str
    climate: str | None
    vacancies: str | None
    old: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    rows: Sequence[Found]
    pages: Pages
    filtered: int
    is_fragment: bool


def load_of(running: int, seats: int, tutors: tuple[int, int] | None) -> Load:
    free, all_of_them = tutors or (0, 0)
    return Load(running, seats, free, all_of_them)


def found(row: WorkstationRow, tutors: Mapping[UUID, tuple[int, int]], today: date) -> Found:
    load = load_of(row.running(today), row.seats, tutors.get(row.company_id))
    return Found(
        f"/workstation-search/{row.id}",
        row.name,
        row.company_name,
        [
            ("it-map-marker", f"{row.site_name} ({row.province})"),
            ("it-clock", f"Posto libero: {free_words(row.free_from(today), today).lower()}"),
        ],
        load.words,
        CLIMATE_LABELS[row.climate] if row.climate else None,
        plural(row.vacancies, "annuncio aperto", "annunci aperti") if row.vacancies else None,
        check_is_due(row.checked_on, today),
    )


@dataclass(frozen=True, slots=True)
class SeenPage:
    id: UUID
    company_id: UUID
    name: str
    company: str
    lead: str
    facts: Sequence[tuple[str, str]]
    tasks: Sequence[str]
    demands: Sequence[tuple[str, str]]
    offers: Sequence[str]
    load: str
    noted: str | None
    vacancies: Sequence[tuple[str, str | None]]
    checked: str
    climate: str | None
    load_note: str | None
    may_note: bool
    """The viewer follows the company."""


def seen_page(
    place: WorkstationDetail,
    vacancies: Sequence[tuple[UUID, str]],
    tutors: tuple[int, int] | None,
    today: date,
    *,
    may_match: bool,
    may_note: bool,
) -> SeenPage:
    noted = (
        f"Annotato {date_it(place.load_noted_on, 'il')} da {place.load_noted_by}"
        if place.load_noted_on
        else None
    )
    old = " Da allora nessuno l’ha riguardata." if check_is_due(place.checked_on, today) else ""
    return SeenPage(
        place.id,
        place.company_id,
        place.name,
        place.company_name,
        f"{place.profession_title}, {place.site_name}, {provinces.name(place.province)}",
        what(place, today),
        place.tasks,
        asked(place),
        [accommodations.name(code) for code in place.offers],
        load_of(place.running(today), place.seats, tutors).words,
        noted,
        [(title, f"/matching/vacancies/{id}" if may_match else None) for id, title in vacancies],
        f"L’azienda l’ha confermata {date_it(place.checked_on, 'il')}.{old}",
        CLIMATE_LABELS[place.climate] if place.climate else None,
        place.load_note,
        may_note,
    )
