"""What the pages on which a company answers several proposals together receive. No person is named on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation.web.forms import FormInput
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer
from portal.matching.actions.answering_several import Line, Result
from portal.matching.answer_forms import ANSWER_LABELS, LineForm, told_of
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
    form: LineForm
    review: Sequence[tuple[str, str]]
    late: bool


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
        return [row for row in self.rows if row.form.answers]

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


async def blank(viewer: Viewer) -> Several:
    return Several([_row(row, None) for row in await waiting_rows(viewer, MOST)], [])


async def typed(sent: FormInput, viewer: Viewer) -> Several:
    """What was sent, checked line by line; a line that came too late says so."""
    rows = [_row(row, sent) for row in await named_rows(viewer, _ids(sent))]
    errors = told_of([row.form for row in rows])
    if not errors and not any(row.form.answers for row in rows):
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


def _row(row: ListRow, sent: FormInput | None) -> Row:
    key = row.id.hex
    form = LineForm.of_line(sent, key, row.code)
    late = form.answers and row.state not in WITH_COMPANY
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
        _review(form) if form.ok and form.answers else (),
        late,
    )


def _review(form: LineForm) -> list[tuple[str, str]]:
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
