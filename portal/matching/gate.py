"""The gate of what a company writes about an answer: nothing of health, family or origin, no contacts.

The full gate of the cards asks more; of a note only what tells of a person counts (anonymisation.md §6).
"""

from portal.kernel.refusals import Refused
from portal.reference.free_text.gate import check
from portal.reference.free_text.vocabulary import ABOUT_PEOPLE

NO_HEALTH = "Non scrivere dati sulla salute."
"""Above every field that passes the gate."""


def note_problem(text: str) -> str | None:
    """What has to go from the note, as a sentence; None when it may be kept."""
    found = [finding for finding in check(text, only=ABOUT_PEOPLE) if finding.rule.blocks]
    return " ".join(finding.sentence for finding in found) or None


def gated(text: str) -> str:
    """For the field of a form. Raises ValueError with the sentence."""
    problem = note_problem(text)
    if problem is not None:
        raise ValueError(problem)
    return text


def require_clean(note: str | None) -> None:
    """Raises Refused, on the field of the note."""
    problem = note_problem(note) if note else None
    if problem is not None:
        raise Refused(problem, field="note")
