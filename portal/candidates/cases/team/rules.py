"""Pure rules of the shared case: how long a mandate lasts, what a hand-over needs, who may be what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.rules import add_months
from portal.candidates.cases.vocabulary import CaseState, Weight
from portal.candidates.people.file_access import COLUMN_OF_ROLE, LIGHT_PARTS, PART_LABELS, Part
from portal.kernel.roles import OrganisationKind, Role

SENDING_PHASES = frozenset(
    {
        CaseState.FIRST_EVALUATION,
        CaseState.INTERVIEW_WITH_SENDER,
        CaseState.INTERVIEW_WITH_PERSON,
        CaseState.DECISION,
        CaseState.ACCEPTANCE,
        CaseState.DEVELOPMENT,
        CaseState.FINAL_EVALUATION,
    }
)
"""Phases 2 to 8: a case in one of them may be handed over."""

KINDS_THAT_SHARE = frozenset(
    {
        OrganisationKind.PLACEMENT_SERVICE,
        OrganisationKind.REFERRING_SOCIAL_SERVICE,
        OrganisationKind.HEALTH_SERVICE,
        OrganisationKind.EMPLOYMENT_CENTRE,
        OrganisationKind.HOST,
        OrganisationKind.PROVIDER,
        OrganisationKind.ASSOCIATION,
    }
)
"""Kinds of organisation with a role that has a column of the file."""


def mandate_problem(starts_on: date, ends_on: date, today: date) -> str | None:
    longest = figure("case_service.max_months", today)
    if ends_on < starts_on:
        return "L’incarico finisce prima di iniziare. Controlla le due date."
    if ends_on < today:
        return "L’incarico è già finito: scegli un ultimo giorno da oggi in poi."
    if ends_on > add_months(starts_on, longest):
        return f"Un incarico dura al massimo {longest} mesi. Poi si può rinnovare."
    return None


def parts_problem(parts: Iterable[Part], *, light: bool) -> str | None:
    chosen = frozenset(parts)
    if not chosen:
        return "Indica almeno una parte della scheda."
    if light and not chosen <= LIGHT_PARTS:
        return "In un accompagnamento questa parte della scheda non c’è: togli la spunta."
    return None


def parts_words(parts: Iterable[Part]) -> str:
    """«Recapiti e attività e diario», in the order of the file."""
    chosen = set(parts)
    names = [label.lower() for part, label in PART_LABELS.items() if part in chosen]
    if len(names) == len(PART_LABELS):
        return "Tutta la scheda"
    return ", ".join(names).capitalize()


def team_roles(roles: Iterable[Role], *, leads: bool) -> list[Role]:
    """In which of these roles one may join a team; who counsels in the service that leads holds or stands in."""
    held = frozenset(roles)
    return [role for role in COLUMN_OF_ROLE if role in held and not (leads and role is Role.JOB_COUNSELLOR)]


def leading_role(weight: Weight) -> Role:
    """Who leads full cases and light ones."""
    return Role.REFERRING_SOCIAL_WORKER if weight is Weight.LIGHT else Role.JOB_COUNSELLOR


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What a move of a service looks at."""

    purpose: str | None = None
    parts: frozenset[Part] = frozenset()
    consented: bool = False
    reason: str | None = None


def purpose_and_parts(facts: ServiceFacts) -> str | None:
    if not facts.purpose:
        return "Scrivi lo scopo: perché serve questo servizio."
    return None if facts.parts else "Indica almeno una parte della scheda."


def sharing_is_agreed(facts: ServiceFacts) -> str | None:
    if facts.consented:
        return None
    return "Manca l’accordo della persona alla condivisione: lo registra chi segue il caso."


def ending_has_a_reason(facts: ServiceFacts) -> str | None:
    return None if facts.reason else "Scrivi perché l’incarico finisce."


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """``new_to_her``: the receiver's service does not work with her yet."""

    progress: str | None = None
    actions: str | None = None
    helps: str | None = None
    contacts: str | None = None
    new_to_her: bool = False
    agreed_on: date | None = None
    today: date | None = None
    reason: str | None = None


def four_texts(facts: HandoverFacts) -> str | None:
    titles = (
        ("A che punto è il progetto", facts.progress),
        ("Azioni aperte", facts.actions),
        ("Che cosa aiuta", facts.helps),
        ("Contatti utili", facts.contacts),
    )
    missing = [title for title, text in titles if not text]
    return f"Prima di offrire il passaggio scrivi: {', '.join(missing)}." if missing else None


def she_agreed(facts: HandoverFacts) -> str | None:
    if not facts.new_to_her:
        return None
    if facts.agreed_on is None:
        return "Questo servizio è nuovo per la persona: indica quando ha dato il suo accordo."
    if facts.today is not None and facts.agreed_on > facts.today:
        return "La data non può essere nel futuro."
    return None


def refusal_has_a_reason(facts: HandoverFacts) -> str | None:
    return None if facts.reason else "Scrivi perché non accetti: lo legge chi ti offre il caso."
