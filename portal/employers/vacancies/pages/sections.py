"""The sections of a vacancy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import missing
from portal.employers.vacancies.vocabulary import (
    DAYS,
    LEVELS,
    PARTS_OF_DAY,
    SECTION_LABELS,
    Reserved,
    Section,
    VacancyState,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.reference import dimensions

SECTION_PATHS: dict[Section, str] = {
    Section.PLACE: "place",
    Section.TASKS: "tasks",
    Section.DEMANDS: "demands",
    Section.CONDITIONS: "conditions",
    Section.REVIEW: "review",
}


@dataclass(frozen=True, slots=True)
class Task:
    label: str
    href: str | None
    state: str


def tasks(vacancy: VacancyDetail, wrong: Section | None = None) -> list[Task]:
    """The sections: what is answered, to correct, still to do; the last waits for the others."""
    lacking = missing(vacancy.content)
    rows = []
    for section in (Section.PLACE, Section.TASKS, Section.DEMANDS, Section.CONDITIONS):
        state = "wrong" if section is wrong else ("done" if section not in lacking else "todo")
        rows.append(Task(SECTION_LABELS[section], f"/vacancies/{vacancy.id}/{SECTION_PATHS[section]}", state))
    if vacancy.reserved in (Reserved.ART3, Reserved.ART18):
        # It never keeps a vacancy from going out: the prospetto is sent once a year.
        state = "done" if vacancy.post_said else "todo"
        rows.append(Task("Dati per il prospetto", f"/vacancies/{vacancy.id}/prospetto", state))
    ready = not lacking and wrong is None
    rows.append(
        Task(
            SECTION_LABELS[Section.REVIEW],
            f"/vacancies/{vacancy.id}/review" if ready else None,
            "blocked" if not ready else "todo" if vacancy.state is VacancyState.DRAFT else "done",
        )
    )
    return rows


@dataclass(frozen=True, slots=True)
class SlotRow:
    day: str
    cells: list[tuple[str, str, bool]]
    """value, words, ticked"""


def slot_table(chosen: list[str]) -> list[SlotRow]:
    return [
        SlotRow(
            name,
            [(f"{day}-{part}", f"{name} {words}", f"{day}-{part}" in chosen) for part, words in PARTS_OF_DAY],
        )
        for day, name in DAYS
    ]


@dataclass(frozen=True, slots=True)
class SectionPage:
    id: UUID
    title: str
    heading: str
    section: str
    saved: str
    tasks: list[Task]
    draft: bool
    slots: list[SlotRow]
    parts: list[str]
    questions: list[tuple[str, str, str, str]]
    """code, group, name, question for the company"""
    levels: list[tuple[str, str]]
    next_url: str


def section_page(
    vacancy: VacancyDetail, section: Section, chosen_slots: list[str], *, wrong: bool = False
) -> SectionPage:
    order = list(Section)
    following = order[order.index(section) + 1]
    return SectionPage(
        vacancy.id,
        vacancy.title or "Nuovo annuncio",
        SECTION_LABELS[section],
        SECTION_PATHS[section],
        _saved(vacancy.saved_at),
        tasks(vacancy, section if wrong else None),
        vacancy.state is VacancyState.DRAFT,
        slot_table(chosen_slots) if section is Section.TASKS else [],
        [words for _, words in PARTS_OF_DAY],
        [(one.code, one.group, one.name, one.question_for_company) for one in dimensions.entries()]
        if section is Section.DEMANDS
        else [],
        [(str(level), words) for level, words in LEVELS] if section is Section.DEMANDS else [],
        f"/vacancies/{vacancy.id}/{SECTION_PATHS[following]}",
    )


def _saved(moment: datetime) -> str:
    local = clock.in_rome(moment)
    day = "" if local.date() == clock.today() else f" {date_it(local.date(), 'del')}"
    return f"Bozza salvata alle {local.hour}:{local.minute:02d}{day}. Puoi uscire e riprendere quando vuoi."
