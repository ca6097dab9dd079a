"""A reasonable accommodation, step by step: request in writing, the person heard, a reasoned answer, measures, review.

Source: DLgs 216/2003 art. 3 c. 3-bis; L. 104/1992 art. 5-bis (DLgs 62/2024 art. 17). Only measures, never causes.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.employers.inclusion.vocabulary import AccommodationStatus, Answer, Ground
from portal.kernel.health_words import health_word
from portal.kernel.ladders import ladder
from portal.kernel.parameters import Parameters

ANSWER_RUNGS = ladder(-14, -3, 0, 7, 30)
REVIEW_RUNGS = ladder(-14, 0, 30)
ANSWER_DAYS = "accommodation.answer_days"


@dataclass(frozen=True, slots=True)
class Steps:
    """The days of one accommodation; each None until it happens."""

    requested_on: date
    answer_due_on: date
    heard_on: date | None = None
    answered_on: date | None = None
    answer: Answer | None = None
    in_place_on: date | None = None
    review_on: date | None = None
    ended_on: date | None = None


def answer_due(requested_on: date, parameters: Parameters) -> date:
    """The day by which the company means to answer: no law says it for private employers, so the figure is dated."""
    return requested_on + timedelta(days=int(parameters.value(ANSWER_DAYS, requested_on)))


def status(steps: Steps, today: date) -> AccommodationStatus:
    if steps.ended_on is not None:
        return AccommodationStatus.ENDED
    if steps.answer is Answer.REFUSED:
        return AccommodationStatus.REFUSED
    if steps.answer is None:
        if today > steps.answer_due_on:
            return AccommodationStatus.LATE
        return AccommodationStatus.TO_HEAR if steps.heard_on is None else AccommodationStatus.TO_ANSWER
    if steps.in_place_on is None:
        return AccommodationStatus.TO_PUT_IN_PLACE
    if steps.review_on is not None and today >= steps.review_on:
        return AccommodationStatus.TO_REVIEW
    return AccommodationStatus.IN_PLACE


def request_problem(requested_on: date, today: date) -> str | None:
    return "La richiesta non può essere nel futuro." if requested_on > today else None


def hearing_problem(steps: Steps, heard_on: date, today: date) -> str | None:
    if steps.ended_on is not None:
        return CLOSED
    if steps.answered_on is not None:
        return "La richiesta ha già una risposta: quando la persona è stata sentita non si cambia più."
    if heard_on > today:
        return "Scrivi il giorno in cui hai già sentito la persona."
    return "La persona si sente dopo la sua richiesta." if heard_on < steps.requested_on else None


def answer_problem(
    steps: Steps,
    answered_on: date,
    answer: Answer,
    *,
    granted: bool,
    ground: Ground | None,
    remedies_told: bool,
    today: date,
) -> tuple[str, str] | None:
    """Field and sentence of what is missing; ``granted``: some measure was chosen."""
    if steps.ended_on is not None:
        return "answered_on", CLOSED
    if steps.answered_on is not None:
        return (
            "answered_on",
            "La richiesta ha già una risposta. Se cambia qualcosa, registra una nuova richiesta.",
        )
    if steps.heard_on is None:
        return (
            "answered_on",
            "Prima di rispondere senti la persona, e scrivi quando: la sua parte è un diritto.",
        )
    if answered_on > today:
        return "answered_on", "Scrivi il giorno in cui hai già risposto."
    if answered_on < steps.heard_on:
        return "answered_on", "La risposta viene dopo che la persona è stata sentita."
    if answer is Answer.REFUSED:
        if granted:
            return "measures", "Hai scelto delle misure: allora la richiesta è accolta, almeno in altro modo."
        if ground is None:
            return (
                "ground",
                "Scegli perché non si può: senza un motivo previsto il rifiuto è discriminazione.",
            )
        if not remedies_told:
            return (
                "remedies_told",
                "Di’ alla persona a chi può rivolgersi (L. 67/2006 e Autorità garante), e spuntalo.",
            )
        return None
    return None if granted else ("measures", "Scegli le misure con cui accogli la richiesta.")


def in_place_problem(
    steps: Steps, in_place_on: date, review_on: date | None, today: date
) -> tuple[str, str] | None:
    if steps.ended_on is not None:
        return "in_place_on", CLOSED
    if steps.answer not in (Answer.GRANTED, Answer.OTHERWISE) or steps.answered_on is None:
        return "in_place_on", "Si attua solo ciò che è stato accolto: prima registra la risposta."
    if in_place_on > today:
        return "in_place_on", "Scrivi il giorno in cui la misura è già in atto."
    if in_place_on < steps.requested_on:
        return "in_place_on", "La misura è in atto dopo la richiesta."
    if review_on is not None and review_on <= in_place_on:
        return "review_on", "La verifica viene dopo l’inizio della misura."
    return None


def ending_problem(steps: Steps, ended_on: date, today: date) -> str | None:
    if steps.ended_on is not None:
        return CLOSED
    if ended_on > today:
        return "Scrivi un giorno già passato, o oggi."
    return "Si chiude dopo la richiesta." if ended_on < steps.requested_on else None


CLOSED = "Questa scheda è chiusa: si legge e non si cambia. Registra una nuova richiesta."


def words_problem(text: str) -> str | None:
    """Free text speaks of measures: a word of health, a number of the law on disability, a name of a drug stays out."""
    found = health_word(text)
    if found is None:
        return None
    return f"Scrivi la misura e il lavoro, non la causa: togli «{found}»."
