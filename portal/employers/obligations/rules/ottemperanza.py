"""Whether a company may declare that it is in order with L. 68/1999 for a tender (art. 17); no office certifies it."""

from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.rules.deadlines import request_due_on
from portal.employers.obligations.rules.steps import Step
from portal.kernel.parameters import Evidence, Parameters

ARTICLE = "L. 68/1999 art. 17; DL 112/2008 art. 40 c. 5"


@dataclass(frozen=True, slots=True)
class OttemperanzaFacts:
    """``gap3``, ``gap18``: places uncovered after every measure in force. ``uncovered_since``: the earliest day.

    ``requested``: places for which the request was already presented in time.
    """

    gap3: int
    gap18: int
    uncovered_since: date | None
    requested: int = 0
    prospetto_filed: bool = True
    prospetto_due: bool = True
    programme_respected: bool = True


@dataclass(frozen=True, slots=True)
class Ottemperanza:
    """The draft of the statement, never a certificate. ``reasons``: why it cannot be made as things stand."""

    in_order: bool
    reasons: tuple[str, ...]
    step: Step


def ottemperanza(facts: OttemperanzaFacts, on: date, parameters: Parameters) -> Ottemperanza:
    """Uncovered places within the term of the request, or already requested, do not stand in the way."""
    gap = facts.gap3 + facts.gap18
    left = max(0, gap - facts.requested)
    in_time = facts.uncovered_since is not None and on <= request_due_on(facts.uncovered_since, parameters)
    reasons = []
    if left and not in_time:
        reasons.append(f"Mancano {left} assunzioni, e i termini della richiesta sono passati.")
    if facts.prospetto_due and not facts.prospetto_filed:
        reasons.append("Il prospetto informativo dovuto non è stato inviato.")
    if not facts.programme_respected:
        reasons.append("Un programma di assunzioni in convenzione non è rispettato.")
    step = Step(
        "ottemperanza.declaration",
        "Dichiarazione possibile" if not reasons else "Dichiarazione non ancora possibile",
        ARTICLE,
        (("posti scoperti", gap), ("già richiesti", facts.requested)),
        left,
        Evidence.TWO_SOURCES,
    )
    return Ottemperanza(not reasons, tuple(reasons), step)
