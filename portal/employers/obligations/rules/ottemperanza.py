"""Whether a company may declare that it is in order with L. 68/1999 for a tender (art. 17); no office certifies it."""

from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.rules.steps import Step
from portal.kernel.italian_counts import count_it
from portal.kernel.italian_days import day_it
from portal.kernel.parameters import Evidence

ARTICLE = "L. 68/1999 art. 17; DL 112/2008 art. 40 c. 5"


@dataclass(frozen=True, slots=True)
class OttemperanzaFacts:
    """``gap3``, ``gap18``: places uncovered after every measure in force. ``due_on``: the earliest last day to ask for
    those not asked for.

    ``requested``: places for which the request was already presented in time.
    """

    gap3: int
    gap18: int
    due_on: date | None
    requested: int = 0
    prospetto_filed: bool = True
    prospetto_due: bool = True
    programme_respected: bool = True


@dataclass(frozen=True, slots=True)
class Ottemperanza:
    """The draft of the statement, never a certificate. ``reasons``: why it cannot be made as things stand;
    ``conditions``: on what it rests while it can, as a term that still runs."""

    in_order: bool
    reasons: tuple[str, ...]
    step: Step
    conditions: tuple[str, ...] = ()


def ottemperanza(facts: OttemperanzaFacts, on: date) -> Ottemperanza:
    """Uncovered places within the term of the request, or already requested, do not stand in the way."""
    gap = facts.gap3 + facts.gap18
    left = max(0, gap - facts.requested)
    due_on = facts.due_on
    in_time = due_on is not None and on <= due_on
    reasons, conditions = [], []
    if left and in_time and due_on is not None:
        places = count_it(left, "Resta # posto scoperto", "Restano # posti scoperti")
        conditions.append(
            f"{places}: il termine per la richiesta corre ancora, fino {day_it(due_on, 'al')} (L. 68/1999 art. 9 c. 1)."
            " Dopo quel giorno, senza richiesta, la dichiarazione non è più possibile."
        )
    if left and not in_time:
        reasons.append(
            f"{count_it(left, 'Manca # assunzione', 'Mancano # assunzioni')}, e i termini della richiesta sono passati."
        )
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
    return Ottemperanza(not reasons, tuple(reasons), step, () if reasons else tuple(conditions))
