"""How a version of the project moves (services.md §6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.vocabulary import Track
from portal.candidates.events import ProjectAgreed, ProjectPutToAgreement, ProjectRefused
from portal.candidates.projects.vocabulary import PROJECT_STATE_LABELS, ProjectState
from portal.kernel.states import T, Table, table

HOLDER = "holder"
PERSON = "person"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    today: date
    track: Track = Track.PLACEMENT
    aim: str | None = None
    wishes: str | None = None
    next_review_on: date | None = None
    agreed_on: date | None = None
    remarks: str | None = None


def wishes_and_aim_are_written(facts: ProjectFacts) -> str | None:
    if not facts.wishes:
        return "Scrivi che cosa desidera la persona, con le sue parole."
    return None if facts.aim else "Scrivi almeno un obiettivo con la prima azione."


def review_is_set(facts: ProjectFacts) -> str | None:
    longest = figure(f"project.review_days.{facts.track.value}", facts.today)
    if facts.next_review_on is None:
        return "Indica quando riguardare il progetto."
    if facts.next_review_on <= facts.today:
        return "La prossima verifica del progetto deve essere nel futuro."
    if facts.next_review_on > facts.today + timedelta(days=longest):
        return f"Il progetto va riguardato entro {longest} giorni."
    return None


def agreement_is_dated(facts: ProjectFacts) -> str | None:
    if facts.agreed_on is None:
        return "Indica quando la persona ha dato il suo accordo."
    return None if facts.agreed_on <= facts.today else "La data non può essere nel futuro."


def remarks_are_written(facts: ProjectFacts) -> str | None:
    return None if facts.remarks else "Scrivi che cosa non va bene alla persona."


_P = ProjectState

PROJECT: Table = table(
    "Il progetto",
    ProjectState,
    PROJECT_STATE_LABELS,
    T("put_to_agreement", _P.DRAFT, _P.TO_AGREE, HOLDER, "Proponi alla persona",
      wishes_and_aim_are_written, review_is_set, then=ProjectPutToAgreement),
    T("agree", _P.TO_AGREE, _P.IN_FORCE, PERSON, "Registra l’accordo della persona",
      agreement_is_dated, then=ProjectAgreed),
    T("refuse", _P.TO_AGREE, _P.DRAFT, PERSON, "La persona non è d’accordo", remarks_are_written, then=ProjectRefused),
    T("supersede", {_P.DRAFT, _P.TO_AGREE, _P.IN_FORCE}, _P.SUPERSEDED, {HOLDER, SYSTEM},
      "Sostituisci con una nuova versione"),
    T("close", {_P.DRAFT, _P.TO_AGREE, _P.IN_FORCE}, _P.CLOSED, SYSTEM, "Chiudi con il caso"),
)  # fmt: skip
