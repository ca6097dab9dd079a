"""Pure rules of the phases: what each move needs, when a phase is late (services.md §4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.rules import reopen_until
from portal.candidates.cases.vocabulary import PHASES, CaseState, CommitmentKind
from portal.candidates.phases.vocabulary import InterviewKind

LIGHT_PHASES = frozenset(PHASES[place] for place in (0, 2, 4, 6, 8))
"""Phases 1, 3, 5, 7 and 9: all that a light case has."""


@dataclass(frozen=True, slots=True)
class Running:
    """A proposal or a plan that has not ended; ``code`` is how its page calls it, where it is known."""

    kind: CommitmentKind
    code: str


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """What is known of a case on a day, and what the move brings with it."""

    today: date
    contact_known: bool = False
    evaluation_noted: bool = False
    interviews: frozenset[InterviewKind] = frozenset()
    skills_known: bool = False
    availability_known: bool = False
    service_consent: bool = False
    project_in_force: bool = False
    active_since_development: bool = False
    final_review: str | None = None
    handover_offered: bool = False
    has_term: bool = True
    running: tuple[Running, ...] = ()
    closed_on: date | None = None
    extension_requested: bool = False
    # what the move brings
    reason: str | None = None
    notice_on: date | None = None
    review_on: date | None = None
    months: int | None = None
    destination: str | None = None
    closing_reason: str | None = None
    agreed_on: date | None = None
    paper_on: date | None = None


def contact_is_known(facts: PhaseFacts) -> str | None:
    return None if facts.contact_known else "Per passare a Prima valutazione manca un telefono o un’e-mail."


def evaluation_is_noted(facts: PhaseFacts) -> str | None:
    return None if facts.evaluation_noted else "Per andare avanti manca la nota di prima valutazione."


def history_was_heard(facts: PhaseFacts) -> str | None:
    if InterviewKind.HISTORY in facts.interviews:
        return None
    return "Per passare a Colloquio con la persona manca il colloquio di anamnesi con il servizio inviante."


def person_was_heard(facts: PhaseFacts) -> str | None:
    if InterviewKind.WELCOME in facts.interviews:
        return None
    return "Per passare a Decisione manca un colloquio con la persona."


def experience_is_known(facts: PhaseFacts) -> str | None:
    return None if facts.skills_known else "Per passare a Decisione mancano esperienze o competenze."


def availability_is_known(facts: PhaseFacts) -> str | None:
    return None if facts.availability_known else "Per passare a Decisione manca la disponibilità."


def service_consent_in_force(facts: PhaseFacts) -> str | None:
    return (
        None
        if facts.service_consent
        else "Per ammettere la persona manca il suo consenso alla presa in carico."
    )


def project_is_in_force(facts: PhaseFacts) -> str | None:
    return (
        None
        if facts.project_in_force
        else "Per passare a Sviluppo manca il progetto concordato con la persona."
    )


def something_was_done(facts: PhaseFacts) -> str | None:
    if facts.active_since_development:
        return None
    return "Per passare a Valutazione finale manca almeno un’attività dello Sviluppo."


def final_review_is_written(facts: PhaseFacts) -> str | None:
    if facts.final_review is None:
        return "Per chiudere manca la verifica finale."
    if facts.final_review != "dismiss":
        return (
            "La verifica finale non ha deciso la dimissione: scrivine un’altra, o segui quello che ha deciso."
        )
    return None


def closing_note_is_written(facts: PhaseFacts) -> str | None:
    """Of a light case: a short note in place of the review."""
    return None if facts.reason else "Scrivi una breve nota di chiusura."


def no_handover_waits(facts: PhaseFacts) -> str | None:
    if facts.handover_offered:
        return "Il caso non si può chiudere: un passaggio di consegne aspetta risposta."
    return None


def term_is_running(facts: PhaseFacts) -> str | None:
    return (
        None
        if facts.has_term
        else "Il percorso socio-occupazionale non ha una scadenza: la proroga non serve."
    )


def destination_is_chosen(facts: PhaseFacts) -> str | None:
    return None if facts.destination else "Scegli verso dove va la persona dopo la dimissione."


def closing_reason_is_chosen(facts: PhaseFacts) -> str | None:
    return None if facts.closing_reason else "Scegli perché la persona non è ammessa."


def nothing_is_running(facts: PhaseFacts) -> str | None:
    for one in facts.running:
        code = f" {one.code}" if one.code else ""
        if one.kind is CommitmentKind.PLAN:
            return f"Il caso non si può chiudere: il percorso{code} è in corso."
        return f"Il caso non si può chiudere: la proposta{code} è aperta."
    return None


def reason_is_written(facts: PhaseFacts) -> str | None:
    return None if facts.reason else "Scrivi il motivo."


def notice_is_given(facts: PhaseFacts) -> str | None:
    if facts.notice_on is None:
        return "Indica quando hai informato la persona e chi l’ha segnalata."
    return None if facts.notice_on <= facts.today else "La data non può essere nel futuro."


def review_is_near(facts: PhaseFacts) -> str | None:
    longest = figure("case.suspension_days", facts.today)
    if facts.review_on is None:
        return "Indica quando riguardare la sospensione."
    if facts.review_on <= facts.today:
        return "La data di verifica della sospensione è già passata: scegline una futura."
    if facts.review_on > facts.today + timedelta(days=longest):
        return f"La sospensione va riguardata entro {longest} giorni."
    return None


def months_are_few(facts: PhaseFacts) -> str | None:
    longest = figure("case.extension_max_months", facts.today)
    if facts.months is None or not 1 <= facts.months <= longest:
        return f"Una proroga va da 1 a {longest} mesi."
    return None


def extension_was_asked(facts: PhaseFacts) -> str | None:
    return (
        None
        if facts.extension_requested
        else "L’operatore non ha ancora chiesto una proroga per questo caso."
    )


def extension_reason(facts: PhaseFacts) -> str | None:
    return None if facts.reason else "Scrivi perché servono altri mesi."


def person_agreed(facts: PhaseFacts) -> str | None:
    if facts.agreed_on is None:
        return "Indica quando la persona ha dato il suo accordo."
    return None if facts.agreed_on <= facts.today else "La data non può essere nel futuro."


def paper_is_signed(facts: PhaseFacts) -> str | None:
    if facts.paper_on is None:
        return "Indica la data della copia firmata del passaggio di consegne."
    return None if facts.paper_on <= facts.today else "La data non può essere nel futuro."


def may_still_reopen(facts: PhaseFacts) -> str | None:
    if facts.closed_on is None or facts.today <= reopen_until(facts.closed_on):
        return None
    months = figure("case.reopen_months", facts.closed_on)
    return f"Il caso è chiuso da più di {months} mesi: apri una nuova scheda."


IsWorkingDay = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Lateness:
    """The day after which a phase is late, and the rule in words."""

    last_day: date
    rule: str

    def late(self, today: date) -> bool:
        return today > self.last_day


def lateness(
    state: CaseState,
    since: date,
    is_working_day: IsWorkingDay,
    last_activity: date | None = None,
    review_on: date | None = None,
) -> Lateness | None:
    """When the phase that began on ``since`` becomes late; None for states without a term.

    Development counts idle days, from the last activity when there was one, and the project's next review.
    """
    if state in (CaseState.SUSPENDED, CaseState.DISMISSED):
        return None
    key = f"phase.days.{state.value}"
    try:
        days = figure(key, since)
    except LookupError:
        return None
    if state is CaseState.REFERRAL:
        return Lateness(
            _working_days_after(since, days, is_working_day), f"{days} giorni lavorativi dall’apertura"
        )
    if state is CaseState.DEVELOPMENT:
        start = max(since, last_activity) if last_activity else since
        idle = Lateness(start + timedelta(days=days), f"{days} giorni senza attività")
        if review_on is not None and review_on < idle.last_day:
            return Lateness(review_on, "verifica del progetto")
        return idle
    return Lateness(since + timedelta(days=days), f"{days} giorni dall’inizio della fase")


def _working_days_after(day: date, count: int, is_working_day: IsWorkingDay) -> date:
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def notice_missing(called_on: date | None, held_on: date, absent: list[str], today: date) -> str | None:
    """Why a final review without some services is refused: they are asked first, some days before."""
    if not absent:
        return None
    days = figure("final_review.notice_days", today)
    if called_on is None or (held_on - called_on).days < days:
        return f"Invita tutti i servizi attivi: manca {absent[0]}. Senza, servono {days} giorni di preavviso."
    return None


def check_due(phase: int, since: date | None, review_on: date | None, today: date) -> date:
    """The day a question of the evaluation plan is due: with the term of its phase, the seventh with the review."""
    if phase == 7 and review_on is not None:
        return review_on
    state = PHASES[phase - 1]
    return (since or today) + timedelta(days=figure(f"phase.days.{state.value}", since or today))
