"""Forms of a company's answers, one at a time or several together. What is typed passes the gate."""

from portal.foundation.web.forms import Choice, Form, FormInput, LongText
from portal.matching.actions.answering_several import ANSWER_LABELS
from portal.matching.gate import NO_HEALTH, gated
from portal.matching.vocabulary import REASON_LABELS, RefusalReason

REASONS = [(reason.value, REASON_LABELS[reason]) for reason in RefusalReason]


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

    def check(self) -> None:
        answer = self.values.get("answer")
        if answer == "refuse" and self.error("reason") is None and not self.values.get("reason"):
            self.fail("reason", "Scegli il motivo, legato alle mansioni.")
        if answer is None and (self.values.get("reason") or self.values.get("note")):
            self.fail("answer", "Hai scritto un motivo o una nota: scegli anche la risposta.")

    @classmethod
    def of_line(cls, sent: FormInput | None, key: str) -> "LineForm":
        """The fields of one proposal, kept apart from the others' by its ``key``."""
        own = {name: sent.all(f"{key}-{name}") for name in cls._fields} if sent is not None else {}
        form = cls.bind(FormInput(own)) if sent is not None else cls.blank()
        form.on_page = key
        return form
