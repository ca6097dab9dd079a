"""How a place may be filled, and until when the company chooses whom (L. 68/1999 art. 7, 9 and 10)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.months import add_months
from portal.kernel.parameters import Evidence, Parameters


class Channel(StrEnum):
    NOMINATIVA = "nominativa"
    CONVENZIONE = "convenzione"
    GRADUATORIA = "graduatoria"
    NUMERICA = "numerica"
    CONCORSO = "concorso"


class RequestKind(StrEnum):
    """How places are asked for: by name, by name after the office chose among those who adhere, by number."""

    NOMINATIVA = "nominativa"
    PRESELEZIONE = "preselezione"
    NUMERICA = "numerica"


REQUEST_KIND_LABELS: dict[RequestKind, str] = {
    RequestKind.NOMINATIVA: "Richiesta nominativa",
    RequestKind.PRESELEZIONE: "Richiesta nominativa con preselezione dell’ufficio",
    RequestKind.NUMERICA: "Richiesta numerica",
}


@dataclass(frozen=True, slots=True)
class ChannelWords:
    label: str
    note: str
    article: str
    evidence: Evidence


_E = Evidence
CHANNEL_WORDS: dict[Channel, ChannelWords] = {
    Channel.NOMINATIVA: ChannelWords(
        "Richiesta nominativa",
        "Scegli tu la persona; l’ufficio può fare prima una preselezione.",
        "L. 68/1999 art. 7 c. 1",
        _E.TWO_SOURCES,
    ),
    Channel.CONVENZIONE: ChannelWords(
        "Convenzione", "Programmi le assunzioni con l’ufficio.", "L. 68/1999 art. 11", _E.TWO_SOURCES
    ),
    Channel.GRADUATORIA: ChannelWords(
        "Avviamento da graduatoria",
        "Passati i termini sceglie l’ufficio, per la qualifica richiesta o un’altra concordata.",
        "L. 68/1999 art. 7 c. 1-bis",
        _E.TWO_SOURCES,
    ),
    Channel.NUMERICA: ChannelWords(
        "Richiesta numerica",
        "Per le pubbliche amministrazioni: si segue la graduatoria.",
        "L. 68/1999 art. 7 c. 2; DLgs 165/2001 art. 35 e 39",
        _E.TWO_SOURCES,
    ),
    Channel.CONCORSO: ChannelWords(
        "Concorso con riserva di posti",
        "Per le qualifiche che chiedono un concorso.",
        "L. 68/1999 art. 7 c. 2; DLgs 165/2001 art. 35 e 39",
        _E.TWO_SOURCES,
    ),
}


def channels(employer: EmployerKind, due_on: date, on: date) -> tuple[Channel, ...]:
    """The channels of a place to be asked for by ``due_on``, the ordinary one first.

    After the term of the request a private employer loses, for that place, nominativa and conventions. A public
    one names a person only inside a convention.
    """
    if employer is EmployerKind.PUBLIC:
        return Channel.NUMERICA, Channel.CONCORSO, Channel.CONVENZIONE
    if on <= due_on:
        return Channel.NOMINATIVA, Channel.CONVENZIONE
    return (Channel.GRADUATORIA,)


def request_problem(employer: EmployerKind, kind: RequestKind) -> str | None:
    """Why an employer of that kind cannot ask so; None when it can."""
    if employer is EmployerKind.PUBLIC and kind is not RequestKind.NUMERICA:
        return (
            "Un datore pubblico chiede per numero, dalla graduatoria; per nome solo dentro una convenzione"
            " (L. 68/1999 art. 7 c. 2): scegli la richiesta numerica."
        )
    if employer is not EmployerKind.PUBLIC and kind is RequestKind.NUMERICA:
        return (
            "La richiesta numerica è dei datori pubblici (L. 68/1999 art. 7 c. 2):"
            " scegli quella nominativa, anche con la preselezione."
        )
    return None


def struck_off_until(unjustified_refusals: int, last_refusal: date, parameters: Parameters) -> date | None:
    """The last day off the list after refusals without a reason (art. 10 c. 6, to be verified), if any."""
    if unjustified_refusals < parameters.value("refusal.unjustified_count", last_refusal):
        return None
    months = int(parameters.value("refusal.cancellation_months", last_refusal))
    return add_months(last_refusal, months) - timedelta(days=1)


def dismissal_voidable(quota: int, in_force_after: int) -> bool:
    """A dismissal for reasons of the company, when too few people of the quota would remain (art. 10 c. 4)."""
    return in_force_after < quota
