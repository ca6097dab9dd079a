"""How an assessment moves (services.md §5)."""

from dataclasses import dataclass
from datetime import date

from portal.candidates.assessment.vocabulary import ASSESSMENT_STATE_LABELS, AssessmentState
from portal.candidates.events import (
    AssessmentCompared,
    AssessmentDropped,
    SheetSubmitted,
    SynthesisAgreed,
    SynthesisPartSigned,
    SynthesisSigned,
)
from portal.kernel.italian_days import day_it
from portal.kernel.states import T, Table, table

HOLDER = "holder"
RATER = "rater"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """``submitted`` and ``raters`` count sheets; ``problem``: what the content still lacks, as a sentence."""

    today: date
    close_by: date | None = None
    submitted: int = 0
    raters: int = 0
    own_sheet_submitted: bool = False
    signed_already: bool = False
    trained: bool = False
    problem: str | None = None


def own_sheet_is_open(facts: AssessmentFacts) -> str | None:
    return "Hai già consegnato la tua scheda: non si cambia più." if facts.own_sheet_submitted else None


def sheets_are_in(facts: AssessmentFacts) -> str | None:
    """All of them, or the term past and at least one."""
    if facts.submitted == facts.raters and facts.submitted:
        return None
    if facts.submitted == 0:
        return "Nessuna scheda è stata consegnata: non c’è ancora niente da confrontare."
    if facts.close_by is not None and facts.today > facts.close_by:
        return None
    missing = facts.raters - facts.submitted
    wait = "Manca una scheda" if missing == 1 else f"Mancano {missing} schede"
    until = f" o passa {day_it(facts.close_by, 'il')}" if facts.close_by else ""
    return f"{wait}: il confronto si apre quando arrivano tutte{until}."


def content_is_whole(facts: AssessmentFacts) -> str | None:
    return facts.problem


def own_sheet_counts(facts: AssessmentFacts) -> str | None:
    return None if facts.own_sheet_submitted else "Firma solo chi ha consegnato la sua scheda."


def not_signed_yet(facts: AssessmentFacts) -> str | None:
    return "Hai già firmato questa sintesi." if facts.signed_already else None


def method_training_is_valid(facts: AssessmentFacts) -> str | None:
    if facts.trained:
        return None
    return "Per firmare serve la formazione sul metodo. Chiedi al coordinatore."


_A = AssessmentState

ASSESSMENT: Table = table(
    "La valutazione",
    AssessmentState,
    ASSESSMENT_STATE_LABELS,
    T("submit", _A.COLLECTING, None, RATER, "Consegna la scheda",
      own_sheet_is_open, content_is_whole, then=SheetSubmitted),
    T("compare", _A.COLLECTING, _A.COMPARED, HOLDER, "Apri il confronto", sheets_are_in, then=AssessmentCompared),
    T("agree", _A.COMPARED, None, {HOLDER, RATER}, "Concorda la sintesi", content_is_whole, then=SynthesisAgreed),
    T("sign", _A.COMPARED, None, RATER, "Firma la sintesi",
      own_sheet_counts, not_signed_yet, method_training_is_valid, content_is_whole, then=SynthesisPartSigned),
    T("close", _A.COMPARED, _A.SIGNED, SYSTEM, "Chiudi con l’ultima firma", then=SynthesisSigned),
    T("drop", {_A.COLLECTING, _A.COMPARED}, _A.DROPPED, HOLDER, "Annulla la valutazione", then=AssessmentDropped),
)  # fmt: skip
