"""How a company answers the proposals it receives, for the services."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.foundation.web.italian import date_it, plural
from portal.foundation.web.pagination import Pages
from portal.matching.public import PROPOSAL_STATE_LABELS, REFUSAL_LABELS, AnswerRow, Answers


@dataclass(frozen=True, slots=True)
class Row:
    vacancy: str
    sent: str
    answer: str
    time: str


@dataclass(frozen=True, slots=True)
class AnswersPage:
    id: UUID
    company: str
    rate: str
    open_now: str
    most: int
    full: bool
    rows: Sequence[Row]
    pages: Pages


def rate_words(found: Answers) -> str:
    """«Nell’ultimo anno ha risposto a 8 proposte su 10 (80%), di solito in 4 giorni.»"""
    if found.asked == 0:
        return "Nell’ultimo anno non ha avuto proposte a cui rispondere."
    many = plural(found.answered, "proposta", "proposte")
    time = ""
    if found.days is not None:
        days = round(found.days)
        time = (
            ", di solito in giornata" if days == 0 else f", di solito in {plural(days, 'giorno', 'giorni')}"
        )
    return f"Nell’ultimo anno ha risposto a {many} su {found.asked} ({found.percent}%){time}."


def row(found: AnswerRow) -> Row:
    labels = {reason.value: label for reason, label in REFUSAL_LABELS.items()}
    answer = PROPOSAL_STATE_LABELS[found.state]
    if found.reason is not None:
        answer = f"{answer}: {labels.get(found.reason, found.reason).lower()}"
    return Row(found.vacancy, date_it(found.sent_on), answer, _time(found.days))


def _time(days: int | None) -> str:
    if days is None:
        return "–"
    return "in giornata" if days == 0 else plural(days, "giorno", "giorni")
