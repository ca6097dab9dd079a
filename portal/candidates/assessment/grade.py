"""The employability grade: three factors, a suggestion, a judgement (services.md §5, matching.md §9).

Nothing follows from it by itself, companies never see any of it, and ranking never reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from portal.candidates.assessment.rules import LEVELS, Level

PRODUCTIVE = ("A1", "A2", "A3", "C1", "C2", "C3")
RELATION = ("A4", "B1", "B2", "B3")
"""Dimensions of the two factors that levels give; the third is the person's own word."""


class Grade(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


GRADE_LABELS: dict[Grade, str] = {Grade.LOW: "Bassa", Grade.MEDIUM: "Media", Grade.HIGH: "Alta"}
_ORDER = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Cuts:
    """Under ``low`` a factor is low, under ``medium`` medium, else high. Dated: the law does not fix them."""

    low: Fraction
    medium: Fraction


def mean(levels: Mapping[str, Level], codes: Iterable[str]) -> Fraction | None:
    """Mean of what the person does alone; None where under half of the dimensions are assessed."""
    asked = tuple(codes)
    seen = [levels[code].k for code in asked if code in levels]
    known = [k for k in seen if k is not None]
    if 2 * len(known) < len(asked) or not known:
        return None
    return Fraction(sum(known), len(known))


def of_factor(value: Fraction, cuts: Cuts) -> Grade:
    if value < cuts.low:
        return Grade.LOW
    return Grade.MEDIUM if value < cuts.medium else Grade.HIGH


def suggested(
    productive: Fraction | None, relation: Fraction | None, wellbeing: int, cuts: Cuts
) -> Grade | None:
    """The lower of the first two, one step lower when wellbeing is low, never under low."""
    if productive is None or relation is None:
        return None
    lower = min(_ORDER.index(of_factor(one, cuts)) for one in (productive, relation))
    if of_factor(Fraction(wellbeing), cuts) is Grade.LOW:
        lower = max(0, lower - 1)
    return _ORDER[lower]


def shown(value: Fraction | None) -> str | None:
    """Two decimals, as the page and the stored row have them."""
    if value is None:
        return None
    hundredths = int(value * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def judgement_problem(
    wellbeing: int, suggestion: Grade | None, judged: Grade, reason: str | None
) -> str | None:
    if wellbeing not in LEVELS:
        return "Il benessere riferito dalla persona va da 0 a 4."
    if judged is not suggestion and not reason:
        if suggestion is None:
            return "Le dimensioni rilevate non bastano per una proposta: scrivi il motivo del tuo giudizio."
        return "Il tuo giudizio è diverso da quello proposto: scrivi il motivo."
    return None


ACTIONS: dict[Grade, tuple[str, ...]] = {
    Grade.LOW: (
        "Ricostruire con lei la storia di lavoro e le esperienze di vita.",
        "Riconoscere risorse e abilità, e fissare un obiettivo di orientamento.",
        "Attività che aumentano l’occupabilità, e la loro verifica.",
        "Un piano realistico in obiettivi concreti, e azioni individuali di inserimento.",
        "Percorso socio-occupazionale o tirocinio di inclusione, con un contatto a settimana.",
    ),
    Grade.MEDIUM: (
        "Verificare che ci siano obiettivi professionali.",
        "Confrontare i bisogni con quello che il mercato chiede.",
        "Un programma di ricerca attiva e un piano di attività per l’inserimento.",
        "Tirocinio o assunzione con tutor, con un contatto ogni due settimane.",
    ),
    Grade.HIGH: (
        "Capire di quali informazioni ha bisogno, e dare informazioni mirate.",
        "Aiutarla a consultarle e a usarle.",
        "Scegliere lavoro, formazione o carriera.",
        "Assunzione, con un contatto al mese e poi su richiesta.",
    ),
}
"""What each grade proposes as actions of the project: proposals, nothing starts by itself."""
