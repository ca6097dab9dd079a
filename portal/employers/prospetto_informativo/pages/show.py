"""One prospetto: its task list while it is a draft, its summary once it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.prospetto_informativo.exports import words
from portal.employers.prospetto_informativo.exports.words import ProvinceWords, Row, Table
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.rules.differences import Differences
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.problems import Problem
from portal.employers.prospetto_informativo.vocabulary import (
    COMMUNICATION_LABELS,
    SECTION_LABELS,
    CommunicationKind,
    Section,
)
from portal.foundation.ids import new_id
from portal.foundation.web.italian import date_it


@dataclass(frozen=True, slots=True)
class Task:
    """As the task list draws it: ``state`` is done, wrong, todo or blocked."""

    label: str
    href: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of one prospetto knows."""

    id: UUID
    title: str
    name: str
    kind: str
    year: int
    draft: bool
    annulment: bool
    sent_on: date | None
    code: str | None
    protocol: str | None
    previous_code: str | None

    @property
    def href(self) -> str:
        return f"/prospetti/{self.id}"

    def crumbs(self, *steps: str) -> list[tuple[str, str | None]]:
        own = self.href if steps else None
        return [
            ("Panoramica", "/"),
            ("Obblighi", "/obligations"),
            ("Prospetto", "/prospetti"),
            (f"Al 31 dicembre {self.year}", own),
            *((step, None) for step in steps),
        ]


@dataclass(frozen=True, slots=True)
class ShowPage:
    head: Head
    facts: list[tuple[str, object, str | None]]
    tasks: list[Task]
    errors: int
    warnings: int
    refusal: str | None
    """Why nothing can be counted, when the workforce makes no sense."""
    may_file: bool
    not_before: date | None
    """Drafts of this year wait for its last day."""
    once: UUID
    may_correct: bool
    earlier: tuple[int, UUID] | None
    """Year and id of the one before, to compare with."""


@dataclass(frozen=True, slots=True)
class CheckPage:
    head: Head
    problems: list[tuple[str, list[Problem], str | None]]
    """By section, with the page where it is put right."""
    company: tuple[Row, ...]
    contact: tuple[Row, ...]
    provinces: list[ProvinceWords]
    totals: Table
    province_totals: Table

    @property
    def blocked(self) -> bool:
        return any(problem.blocks for _, rows, _ in self.problems for problem in rows)


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    head: Head
    before: str
    found: Differences


def head(one: Filed, name: str) -> Head:
    return Head(
        one.id,
        f"{COMMUNICATION_LABELS[one.kind]} {date_it(date(one.year, 12, 31), 'al')}",
        name,
        COMMUNICATION_LABELS[one.kind],
        one.year,
        one.draft,
        one.kind is CommunicationKind.ANNULMENT,
        one.sent_on,
        one.communication_code,
        one.protocol,
        one.previous_code,
    )


def section_href(id: UUID, section: Section) -> str:
    return {
        Section.EMPLOYER: f"/prospetti/{id}/company",
        Section.PROVINCES: f"/prospetti/{id}/provinces",
        Section.CODES: f"/prospetti/{id}/codes",
        Section.WORKFORCE: "/workforce",
        Section.PROTECTED: "/workforce?reserved=1",
        Section.POSTS: f"/prospetti/{id}/posts",
        Section.MEASURES: "/measures",
    }[section]


def tasks(id: UUID, problems: Sequence[Problem], untouched: set[Section], *, counted: bool) -> list[Task]:
    """``untouched``: sections nobody saved yet. Without a count only the answers can be given."""
    found = []
    for section in Section:
        errors = [one for one in problems if one.section is section and one.blocks]
        state = "done"
        if not counted and section not in (Section.EMPLOYER, Section.WORKFORCE):
            state = "blocked"
        elif errors:
            state = "todo" if section in untouched else "wrong"
        elif not counted and section is Section.WORKFORCE:
            state = "wrong"
        href = None if state == "blocked" else section_href(id, section)
        found.append(Task(SECTION_LABELS[section], href, state))
    return found


def show_page(
    one: Filed,
    name: str,
    document: Document | None,
    problems: Sequence[Problem],
    untouched: set[Section],
    *,
    refusal: str | None,
    today: date,
    may_correct: bool,
    earlier: Filed | None,
) -> ShowPage:
    errors = sum(problem.blocks for problem in problems)
    last_day = date(one.year, 12, 31)
    annulment = one.kind is CommunicationKind.ANNULMENT
    waiting = one.draft and today <= last_day
    return ShowPage(
        head(one, name),
        [] if document is None else _facts(document),
        tasks(one.id, problems, untouched, counted=document is not None)
        if one.draft and not annulment
        else [],
        errors,
        len(problems) - errors,
        refusal,
        one.draft and not waiting and document is not None and (annulment or not errors),
        last_day if waiting else None,
        new_id(),
        may_correct,
        None if earlier is None else (earlier.year, earlier.id),
    )


def _facts(document: Document) -> list[tuple[str, object, str | None]]:
    there = document.totals
    return [
        ("Lavoratori", document.workers, None),
        ("Base di computo", there.base3, f"{there.base18} per l’art. 18"),
        ("Quota", there.quota3, f"{there.quota18} per l’art. 18"),
        ("In forza", there.in_force3, f"{there.in_force18} per l’art. 18"),
        ("Esoneri", there.exempted, None),
        ("Posti scoperti", there.gap3, f"{there.gap18} per l’art. 18"),
    ]


def check_page(one: Filed, name: str, document: Document, problems: Sequence[Problem]) -> CheckPage:
    by_section = [
        (
            SECTION_LABELS[section],
            [problem for problem in problems if problem.section is section],
            section_href(one.id, section) if one.draft else None,
        )
        for section in Section
    ]
    return CheckPage(
        head(one, name),
        [row for row in by_section if row[1]],
        words.company(document),
        words.contact(document),
        [words.province(there) for there in document.provinces],
        words.totals(document),
        words.province_totals(document),
    )
