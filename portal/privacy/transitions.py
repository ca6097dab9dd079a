"""How a request of the person moves (Regolamento UE 2016/679, art. 12)."""

from dataclasses import dataclass
from datetime import date

from portal.kernel.states import T, Table, table
from portal.privacy import rules
from portal.privacy.events import (
    DataRequestExtended,
    DataRequestGranted,
    DataRequestRefused,
    DataRequestWithdrawn,
)
from portal.privacy.vocabulary import STATE_LABELS, Actor, RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """``running_plan``: code of a plan of hers that is not over; ``answered_by``: who grants it."""

    kind: RequestKind
    received_on: date
    today: date
    answered_by: Actor
    running_plan: str | None = None


def first_month_runs(facts: RequestFacts) -> str | None:
    return rules.may_be_extended(facts.received_on, facts.today)


def in_the_right_hands(facts: RequestFacts) -> str | None:
    """A correction is for who knows the file; a copy or an erasure for the officer, who decides and reads nothing."""
    if facts.kind is RequestKind.RECTIFICATION and facts.answered_by is not Actor.COUNSELLOR:
        return "La correzione la fa chi segue la persona: aspetta la sua risposta."
    if facts.kind is not RequestKind.RECTIFICATION and facts.answered_by is not Actor.OFFICER:
        return "Su questa richiesta decide il responsabile della protezione dei dati."
    return None


def no_plan_runs(facts: RequestFacts) -> str | None:
    if facts.kind is RequestKind.ERASURE and facts.running_plan is not None:
        return (
            f"La scheda non si può cancellare ora: il percorso {facts.running_plan} non è chiuso."
            " Prima va concluso o interrotto."
        )
    return None


_S = RequestState
_OPEN = {_S.RECEIVED, _S.EXTENDED}

REQUEST: Table = table(
    "La richiesta",
    RequestState,
    STATE_LABELS,
    # name       from         to            who                                label             needs …  then
    T("extend", _S.RECEIVED, _S.EXTENDED, Actor.OFFICER, "Proroga la risposta",
      first_month_runs, then=DataRequestExtended),
    T("grant", _OPEN, _S.GRANTED, {Actor.OFFICER, Actor.COUNSELLOR}, "Accogli la richiesta",
      in_the_right_hands, no_plan_runs, then=DataRequestGranted),
    T("refuse", _OPEN, _S.REFUSED, {Actor.OFFICER, Actor.COUNSELLOR}, "Non accogliere la richiesta",
      in_the_right_hands, then=DataRequestRefused),
    T("withdraw", _OPEN, _S.WITHDRAWN, Actor.PERSON, "Ritira la richiesta", then=DataRequestWithdrawn),
)  # fmt: skip
