"""Workstations as their company sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.employers.vacancies.pages.sections import SlotRow, slot_table
from portal.employers.vacancies.pages.show import Button
from portal.employers.vacancies.rules import axes_of, hours_words, slots_words
from portal.employers.vacancies.vocabulary import AXIS_OFFERS, LEVELS, PARTS_OF_DAY
from portal.employers.workstations.queries.detail import WorkstationDetail
from portal.employers.workstations.queries.lists import WorkstationRow
from portal.employers.workstations.rules import check_is_due, free_from
from portal.employers.workstations.transitions import EDITABLE, WORKSTATION, Facts
from portal.employers.workstations.vocabulary import (
    CHECK_DAYS,
    WORKSTATION_STATE_LABELS,
    WORKSTATION_STATE_TAGS,
)
from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages
from portal.kernel.viewer import Viewer
from portal.reference import accommodations, dimensions
from portal.reference.accommodations import Axis


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    name: str
    note: str
    seats: str
    free: str
    vacancies: str
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class WorkstationList:
    rows: Sequence[Row]
    pages: Pages
    with_retired: bool


def row(found: WorkstationRow, today: date) -> Row:
    due = check_is_due(found.checked_on, today)
    return Row(
        f"/workstations/{found.id}",
        found.name,
        f"{found.profession_title}, {found.site_name}" + (". Da confermare" if due else ""),
        f"{found.running(today)} su {found.seats}",
        free_words(found.free_from(today), today),
        str(found.vacancies) if found.vacancies else "–",
        WORKSTATION_STATE_LABELS[found.state],
        WORKSTATION_STATE_TAGS[found.state],
    )


def free_words(day: date, today: date) -> str:
    return "Ora" if day <= today else date_it(day, "dal").capitalize()


@dataclass(frozen=True, slots=True)
class ContentPage:
    """``id`` None: a new one."""

    id: UUID | None
    title: str
    action: str
    slots: Sequence[SlotRow]
    parts: Sequence[str]


def content_page(place: WorkstationDetail | None, chosen: list[str]) -> ContentPage:
    return ContentPage(
        place.id if place else None,
        place.name if place else "Nuova postazione",
        f"/workstations/{place.id}/content" if place else "/workstations",
        slot_table(chosen),
        [words for _, words in PARTS_OF_DAY],
    )


@dataclass(frozen=True, slots=True)
class DemandsPage:
    id: UUID
    name: str
    questions: Sequence[tuple[str, str, str, str]]
    """code, group, name, question for the company"""
    levels: Sequence[tuple[str, str]]


def demands_page(place: WorkstationDetail) -> DemandsPage:
    return DemandsPage(
        place.id,
        place.name,
        [(one.code, one.group, one.name, one.question_for_company) for one in dimensions.entries()],
        [(str(level), words) for level, words in LEVELS],
    )


@dataclass(frozen=True, slots=True)
class WorkstationPage:
    id: UUID
    name: str
    lead: str
    state: str
    tag: str
    facts: Sequence[tuple[str, str]]
    tasks: Sequence[str]
    demands: Sequence[tuple[str, str]]
    unanswered: int
    offers: Sequence[str]
    vacancies: Sequence[tuple[str, str]]
    check_words: str
    check_due: bool
    editable: bool
    active: bool
    buttons: Sequence[Button]
    blocked: str | None


_PATHS = {
    "pause": ("pause", "outline-primary"),
    "resume": ("resumption", "primary"),
    "retire": ("retirement", "danger"),
    "check": ("check", "primary"),
}


def workstation_page(
    place: WorkstationDetail, vacancies: Sequence[tuple[UUID, str]], viewer: Viewer, today: date
) -> WorkstationPage:
    facts = Facts(place.running(today))
    due = check_is_due(place.checked_on, today)
    offered = WORKSTATION.available(place.state, viewer.roles)
    refused = [WORKSTATION.refusal(one.name, place.state, viewer.roles, facts) for one in offered]
    return WorkstationPage(
        place.id,
        place.name,
        f"{place.profession_title}, {place.site_name}",
        WORKSTATION_STATE_LABELS[place.state],
        WORKSTATION_STATE_TAGS[place.state],
        what(place, today),
        place.tasks,
        asked(place),
        len(dimensions.entries()) - len(place.demands),
        [accommodations.name(code) for code in place.offers],
        [(title, f"/vacancies/{id}") for id, title in vacancies],
        f"Confermata {date_it(place.checked_on, 'il')}. "
        f"Ti chiederemo se è ancora così {date_it(place.checked_on + timedelta(days=CHECK_DAYS), 'il')}.",
        due,
        place.state in EDITABLE,
        place.is_active,
        [
            Button(one.label, f"/workstations/{place.id}/{_PATHS[one.name][0]}", _PATHS[one.name][1])
            for one, refusal in zip(offered, refused, strict=True)
            if refusal is None and (one.name != "check" or due)
        ],
        next((sentence for sentence in refused if sentence is not None), None),
    )


def what(place: WorkstationDetail, today: date) -> list[tuple[str, str]]:
    hours = hours_words(place.weekly_hours_min, place.weekly_hours_max)
    axes = [AXIS_OFFERS[Axis(axis)].partition(":")[0] for axis in axes_of(place.axes, place.offers)]
    return [
        ("Sede", place.site_name),
        ("Orario", f"{hours}, {slots_words(place.slots).lower()}"),
        ("Persone insieme", plural(place.seats, "persona", "persone")),
        ("Percorsi in corso", str(place.running(today))),
        ("Posto libero", free_words(free_from(place.stays, place.seats, today), today)),
        ("Si può adattare", ", ".join(axes) or "–"),
    ]


def asked(place: WorkstationDetail) -> list[tuple[str, str]]:
    """Dimensions with some demand, in words."""
    levels = dict(LEVELS)
    return [
        (dimensions.name(code), levels[one.level] + (", si può cambiare" if one.adjustable else ""))
        for code, one in place.demands.items()
        if one.level
    ]
