"""Pure rules of the case: months, terms, who stands in for whom."""

import calendar
from datetime import date, timedelta

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.vocabulary import (
    CARD_STATES,
    CASE_STATE_LABELS,
    CLOSED,
    CaseState,
    Track,
    Weight,
)
from portal.kernel.italian_days import day_it


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_on(admitted_on: date) -> date:
    """Last day of a placement case, counted from the decision to admit."""
    return add_months(admitted_on, figure("case.max_months", admitted_on))


def term_on_other_track(
    due: date | None, days_left: int | None, track: Track, on: date
) -> tuple[date | None, int | None]:
    """Last day and days kept when a case goes to ``track``: only days in placement count (services.md §4)."""
    if track is Track.SOCIO_OCCUPATIONAL:
        return None, None if due is None else max(0, (due - on).days)
    if days_left is not None:
        return on + timedelta(days=days_left), None
    return due_on(on), None


def reopen_until(closed_on: date) -> date:
    return add_months(closed_on, figure("case.reopen_months", closed_on))


def substitution_problem(starts_on: date, ends_on: date, today: date) -> str | None:
    """Why these days are refused, as a sentence."""
    longest = figure("substitution.max_days", today)
    if ends_on < starts_on:
        return "La sostituzione finisce prima di iniziare. Controlla le due date."
    if ends_on < today:
        return "La sostituzione è già finita: scegli giorni da oggi in poi."
    if ends_on - starts_on >= timedelta(days=longest):
        return f"Una sostituzione dura al massimo {longest} giorni. Per più tempo assegna i casi."
    return None


def keeps_card(state: CaseState, track: Track, weight: Weight, due: date | None, today: date) -> bool:
    """Whether a card of this case may be shown: full placement case, phase 6 or 7, not past its term."""
    return (
        state in CARD_STATES
        and track is Track.PLACEMENT
        and weight is Weight.FULL
        and (due is None or today <= due)
    )


def closed_sentence(state: CaseState, closed_on: date | None, to_do: str) -> str | None:
    """Why nothing new may be written, when the case is over; ``to_do`` as in «registrare un colloquio»."""
    if state not in CLOSED or closed_on is None:
        return None
    return f"Il caso è chiuso {day_it(closed_on, 'dal')}. Riaprilo prima di {to_do}."


def proposal_problem(state: CaseState | None, due: date | None, consented: bool, today: date) -> str | None:
    """Why no proposal may be opened for a person now (matching.md §3, X01); None when one may."""
    if state is None or state in CLOSED:
        return "Questa persona non ha un caso aperto: non si può proporre."
    if state not in CARD_STATES:
        return f"Il caso è in «{CASE_STATE_LABELS[state]}»: si propone in «Accettazione» o «Sviluppo»."
    if due is not None and today > due:
        return f"Il caso è scaduto {day_it(due, 'il')}: chiedi una proroga prima di proporre."
    if not consented:
        return "Manca il consenso della persona alle proposte di lavoro: registralo in «Consensi»."
    return None
