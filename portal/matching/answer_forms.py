"""Forms of a company's answers, one at a time or several together. What is typed passes the gate."""

from collections.abc import Sequence

from portal.foundation.web.forms import Choice, Form, FormInput, LongText
from portal.matching.forms import NO_HEALTH
from portal.matching.gate import gated
from portal.matching.vocabulary import REASON_LABELS, RefusalReason

REASONS = [(reason.value, REASON_LABELS[reason]) for reason in RefusalReason]
ANSWER_LABELS = {"accept": "Accetto la proposta", "refuse": "Non è adatta alle mansioni"}
"""Answers that need no more than themselves and a reason: an interview has its own page."""


def company_note(label: str = "Note per l’operatore") -> LongText:
    return LongText(label, required=False, max_length=600, hint=NO_HEALTH, parse=gated)


class RefusalForm(Form):
    reason = Choice(
        "Perché non è adatta alle mansioni",
        choices=REASONS,
        missing="Scegli il motivo, legato alle mansioni.",
    )
    note = company_note()


class AcceptanceForm(Form):
    note = company_note()


class LineForm(Form):
    """One of several proposals answered on one page; left empty it is left alone."""

    answer = Choice(
        "Risposta", choices=list(ANSWER_LABELS.items()), required=False, missing="Scegli una risposta."
    )
    reason = Choice("Motivo, se non è adatta", choices=REASONS, required=False)
    note = company_note()

    code = ""
    """Of its proposal."""

    def check(self) -> None:
        answer = self.values.get("answer")
        if answer == "refuse" and self.error("reason") is None and not self.values.get("reason"):
            self.fail("reason", "Scegli il motivo, legato alle mansioni.")
        if answer is None and (self.values.get("reason") or self.values.get("note")):
            self.fail("answer", "Hai scritto un motivo o una nota: scegli anche la risposta.")

    @property
    def answers(self) -> bool:
        return bool(self.values.get("answer"))

    @classmethod
    def of_line(cls, sent: FormInput | None, key: str, code: str) -> "LineForm":
        """The fields of one proposal, kept apart from the others' by its ``key``. Errors say which ``code``."""
        own = {name: sent.all(f"{key}-{name}") for name in cls._fields} if sent is not None else {}
        form = cls.bind(FormInput(own)) if sent is not None else cls.blank()
        form.on_page, form.code = key, code
        return form


def told_of(lines: Sequence[LineForm]) -> list[tuple[str, str]]:
    """Every error of every line: where it stands on the page, and its sentence with the proposal's code."""
    return [
        (f"#{line.id(error.field)}" if error.field else "", f"{line.code}: {error.message}")
        for line in lines
        for error in line.errors
    ]
