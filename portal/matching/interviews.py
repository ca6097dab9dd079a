"""The interview: days the company proposes, the one that is chosen, what helps the person to be there, how it went."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

MOST_DATES = 3
"""Days proposed at one time: enough to choose from, few enough to be kept free."""
LENGTHS = (30, 45, 60, 90)
"""Minutes."""
USUAL_LENGTH = 45
NO_DATE = "none"
"""What is chosen where none of the days suits her."""


class DateState(StrEnum):
    PROPOSED = "proposed"
    CHOSEN = "chosen"
    DROPPED = "dropped"


class InterviewOutcome(StrEnum):
    HELD = "held"
    PERSON_ABSENT = "person_absent"
    COMPANY_ABSENT = "company_absent"
    POSTPONED = "postponed"


OUTCOME_LABELS: dict[InterviewOutcome, str] = {
    InterviewOutcome.HELD: "Il colloquio c’è stato",
    InterviewOutcome.PERSON_ABSENT: "La persona non è potuta venire",
    InterviewOutcome.COMPANY_ABSENT: "L’azienda non ha potuto tenerlo",
    InterviewOutcome.POSTPONED: "Rimandato: servono altre date",
}


class InterviewNeed(StrEnum):
    """What makes an interview accessible, said as something to do: never a cause, never a diagnosis."""

    STEP_FREE = "step_free"
    QUIET_ROOM = "quiet_room"
    QUESTIONS_BEFORE = "questions_before"
    MORE_TIME = "more_time"
    BREAKS = "breaks"
    PRACTICAL_TRIAL = "practical_trial"
    WRITTEN_TALK = "written_talk"
    READABLE_TEXTS = "readable_texts"
    COUNSELLOR_THERE = "counsellor_there"
    VIDEO = "video"


NEED_LABELS: dict[InterviewNeed, str] = {
    InterviewNeed.STEP_FREE: "Un ingresso e una stanza senza gradini",
    InterviewNeed.QUIET_ROOM: "Una stanza tranquilla, una persona che parla alla volta",
    InterviewNeed.QUESTIONS_BEFORE: "Le domande scritte, inviate prima",
    InterviewNeed.MORE_TIME: "Più tempo per rispondere",
    InterviewNeed.BREAKS: "Una pausa quando serve",
    InterviewNeed.PRACTICAL_TRIAL: "Una prova pratica al posto di molte domande",
    InterviewNeed.WRITTEN_TALK: "Uno scambio per iscritto, oppure un interprete",
    InterviewNeed.READABLE_TEXTS: "Testi in formato digitale, a caratteri grandi",
    InterviewNeed.COUNSELLOR_THERE: "L’operatore presente al colloquio",
    InterviewNeed.VIDEO: "Il colloquio in video",
}


def moments_problem(moments: Sequence[datetime], now: datetime) -> tuple[int, str] | None:
    """Which of the days proposed cannot be, and why; None when all of them can."""
    for place, moment in enumerate(moments):
        if moment <= now:
            return place, "La data del colloquio è già passata: scegline una futura."
        if moment in moments[:place]:
            return place, "Hai già proposto questo giorno a quest’ora: scegline un altro."
    if len(moments) > MOST_DATES:
        return MOST_DATES, f"Le date da proporre sono al massimo {MOST_DATES}: togline una."
    return None
