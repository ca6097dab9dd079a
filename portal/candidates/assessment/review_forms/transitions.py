"""How a form moves: written, discussed with the person, closed, replaced by a version."""

from dataclasses import dataclass

from portal.candidates.assessment.review_forms.vocabulary import FORM_STATE_LABELS, FormState
from portal.candidates.events import (
    ReviewFormClosed,
    ReviewFormDiscussed,
    ReviewFormReplaced,
    ReviewFormWritten,
)
from portal.kernel.states import T, Table, table

WRITER = "writer"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class FormFacts:
    """``written``: how many of the six sections say something."""

    written: int = 0


def something_is_written(facts: FormFacts) -> str | None:
    return None if facts.written else "Scrivi almeno una parte prima di discuterla con la persona."


_S = FormState

REVIEW_FORM: Table = table(
    "Il documento",
    FormState,
    FORM_STATE_LABELS,
    T("write", {_S.DRAFT, _S.DISCUSSED}, _S.DRAFT, WRITER, "Salva", then=ReviewFormWritten),
    T("discuss", _S.DRAFT, _S.DISCUSSED, WRITER, "Discusso con la persona",
      something_is_written, then=ReviewFormDiscussed),
    T("close", _S.DISCUSSED, _S.CLOSED, WRITER, "Concludi", then=ReviewFormClosed),
    T("replace", _S.CLOSED, _S.REPLACED, SYSTEM, "Sostituisci", then=ReviewFormReplaced),
)  # fmt: skip
