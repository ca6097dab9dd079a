"""What the pages and the print of the two forms receive."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.candidates.assessment.review_forms import queries
from portal.candidates.assessment.review_forms.queries import ReviewFormRow
from portal.candidates.assessment.review_forms.vocabulary import (
    FORM_LABELS,
    FORM_STATE_LABELS,
    SECTION_LABELS,
    SETTING_LABELS,
    FormKind,
    FormState,
)
from portal.candidates.people import queries as file
from portal.candidates.people.reading import OpenFile
from portal.foundation.web.italian import date_it
from portal.kernel.refusals import NotThere
from portal.reference import skills


@dataclass(frozen=True, slots=True)
class Line:
    href: str
    title: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ListPage:
    file: OpenFile
    lines: list[Line]

    @property
    def url(self) -> str:
        return f"{self.file.url}/reviews"


def _days(row: ReviewFormRow) -> str:
    words = f"{row.author}, {date_it(row.written_on)}"
    if row.discussed_on is not None:
        words += f". Discusso {date_it(row.discussed_on, 'il')}"
    return words if row.closed_on is None else f"{words}. Concluso {date_it(row.closed_on, 'il')}"


async def list_page(opened: OpenFile) -> ListPage:
    return ListPage(
        opened,
        [
            Line(
                f"{opened.url}/reviews/{row.id}",
                f"{FORM_LABELS[row.kind]}, versione {row.number}",
                FORM_STATE_LABELS[row.state],
                _days(row),
            )
            for row in await queries.review_forms(opened.person_id)
        ],
    )


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    label: str
    words: str

    @property
    def field(self) -> str:
        return f"section_{self.number}"


@dataclass(frozen=True, slots=True)
class OnePage:
    file: OpenFile
    id: UUID
    title: str
    state: str
    note: str
    setting: str
    sections: list[Section]
    may_write: bool
    may_discuss: bool
    may_close: bool
    may_add_skills: bool

    @property
    def url(self) -> str:
        return f"{self.file.url}/reviews/{self.id}"


def sections_of(row: ReviewFormRow) -> list[Section]:
    return [
        Section(number, label, words)
        for number, (label, words) in enumerate(
            zip(SECTION_LABELS[row.kind], row.sections, strict=True), start=1
        )
    ]


async def one_row(opened: OpenFile, form_id: UUID) -> ReviewFormRow:
    row = await queries.review_form(form_id, opened.person_id)
    if row is None:
        raise NotThere
    return row


def one_page(opened: OpenFile, row: ReviewFormRow) -> OnePage:
    return OnePage(
        opened,
        row.id,
        f"{FORM_LABELS[row.kind]}, versione {row.number}",
        FORM_STATE_LABELS[row.state],
        _days(row),
        SETTING_LABELS[row.setting],
        sections_of(row),
        row.state in (FormState.DRAFT, FormState.DISCUSSED),
        row.state is FormState.DRAFT and row.written > 0,
        row.state is FormState.DISCUSSED,
        row.state is not FormState.DRAFT and row.kind is FormKind.SKILLS_BALANCE,
    )


async def new_skill_groups(person_id: UUID) -> list[tuple[str, list[tuple[str, str]]]]:
    """Families with those of their skills that the file does not have yet."""
    known = set(await file.skill_codes(person_id))
    found = []
    for family in skills.families():
        rows = [(one.code, one.name) for one in skills.of_family(family.code) if one.code not in known]
        if rows:
            found.append((family.name.capitalize(), rows))
    return found


def printed(name: str, service: str, row: ReviewFormRow, left_out: Collection[int]) -> dict[str, Any]:
    """``left_out``: numbers of the sections that she asks not to print; the paper does not say which."""
    return {
        "title": FORM_LABELS[row.kind],
        "name": name,
        "service": service,
        "facts": [
            ["Scritto da", f"{row.author}, {date_it(row.written_on, 'il')}"],
            ["Come", SETTING_LABELS[row.setting]],
            ["Discusso con la persona", date_it(row.discussed_on)],
            ["Versione", str(row.number)],
        ],
        "sections": [
            {"title": one.label, "words": one.words.strip()}
            for one in sections_of(row)
            if one.number not in left_out and one.words.strip()
        ],
    }
