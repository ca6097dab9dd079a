"""What the pages on which a company answers several proposals together receive. No person is named on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation.web.forms import Form, FormInput
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer
from portal.matching.actions.answering_several import ANSWER_LABELS, Line, Result
from portal.matching.late import refusal
from portal.matching.queries.lists import ListRow, named_rows, waiting_rows
from portal.matching.transitions import Facts, company_label
from portal.matching.vocabulary import REASON_LABELS, WITH_COMPANY, Actor, RefusalReason

MOST = 15
"""Proposals on one page."""


@dataclass(frozen=True, slots=True)
class Row:
    """``review``: the answer as it is read again before it is sent; ``late``: no answer is possible any more."""

    id: UUID
    key: str
    code: str
    title: str
    note: str
    due_on: date | None
    form: Form
    review: Sequence[tuple[str, str]]
    late: bool

    @property
    def answers(self) -> bool:
        return bool(self.form.values.get("answer"))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Where each stands on the page, and its sentence with the proposal's code."""
        return [
            (f"#{self.form.id(error.field)}" if error.field else "", f"{self.code}: {error.message}")
            for error in self.form.errors
        ]


@dataclass(frozen=True, slots=True)
class Several:
    """``errors``: all of them, with where they stand on the page."""

    rows: list[Row]
    errors: list[tuple[str, str]]

    @property
    def well_typed(self) -> bool:
        """Whether nothing is wrong but lines that came too late: the others may be sent."""
        return bool(self.answered) and all(row.form.ok for row in self.rows if not row.late)

    @property
    def answered(self) -> list[Row]:
        return [row for row in self.rows if row.answers]

    def lines(self) -> list[Line]:
        return [
            Line(
                row.id,
                row.form["answer"],
                RefusalReason(row.form["reason"]) if row.form["reason"] else None,
                row.form["note"],
            )
            for row in self.answered
        ]


FormOf = Callable[[str], Form]
"""The form of one line, by its key."""


async def blank(viewer: Viewer, form_of: FormOf) -> Several:
    return Several([_row(row, form_of) for row in await waiting_rows(viewer, MOST)], [])


async def typed(sent: FormInput, viewer: Viewer, form_of: FormOf) -> Several:
    """What was sent, checked line by line; a line that came too late says so."""
    rows = [_row(row, form_of) for row in await named_rows(viewer, _ids(sent))]
    errors = [error for row in rows for error in row.errors]
    if not errors and not any(row.answers for row in rows):
        errors = [("", "Scegli almeno una risposta.")]
    return Several(rows, errors)


def _ids(sent: FormInput) -> list[UUID]:
    found = []
    for text in sent.all("line")[:MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _row(row: ListRow, form_of: FormOf) -> Row:
    key = row.id.hex
    form = form_of(key)
    answers = bool(form.values.get("answer"))
    late = answers and row.state not in WITH_COMPANY
    if late:
        was_sent = row.sent_at is not None
        sentence = refusal(
            form["answer"], row.state, Actor.COMPANY, Facts(), code=row.code, was_sent=was_sent
        )
        form.fail("answer", sentence or "")
    label = company_label(row.state, was_sent=row.sent_at is not None)
    return Row(
        row.id,
        key,
        row.code,
        row.vacancy_title,
        f"{row.code}, {label.lower()} {date_it(row.state_since, 'dal')}",
        row.answer_due_on,
        form,
        _review(form) if form.ok and answers else (),
        late,
    )


def _review(form: Form) -> list[tuple[str, str]]:
    said = [("Risposta", ANSWER_LABELS[form["answer"]])]
    if form["answer"] == "refuse" and form["reason"]:
        said.append(("Motivo", REASON_LABELS[RefusalReason(form["reason"])]))
    return [*said, *([("Note", form["note"])] if form["note"] else [])]


@dataclass(frozen=True, slots=True)
class ResultLine:
    href: str
    code: str
    title: str
    done: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Results:
    lines: list[ResultLine]

    @property
    def done(self) -> int:
        return sum(one.done for one in self.lines)


def results(found: Several, told: Sequence[Result]) -> Results:
    rows = {row.id: row for row in found.rows}
    return Results(
        [
            ResultLine(
                f"/proposals/{one.proposal_id}",
                rows[one.proposal_id].code,
                rows[one.proposal_id].title,
                one.done,
                one.sentence,
            )
            for one in told
        ]
    )
