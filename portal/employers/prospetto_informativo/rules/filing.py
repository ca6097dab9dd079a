"""Which communication may be made, and when it counts as sent (DI 02-11-2010; module UNIPI)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind, ProspettoInformativoState

FIRST_YEAR = 2018
_K, _S = CommunicationKind, ProspettoInformativoState


@dataclass(frozen=True, slots=True)
class Communication:
    """One of a company and a year, as the rules see it."""

    id: UUID
    kind: CommunicationKind
    state: ProspettoInformativoState
    previous: UUID | None


def in_force(year: Sequence[Communication]) -> Communication | None:
    """The communication that holds for the year: the last of a chain that was filed and not annulled."""
    answered = {one.previous for one in year if one.state is _S.FILED and one.previous is not None}
    return next(
        (
            one
            for one in year
            if one.state is _S.FILED and one.kind is not _K.ANNULMENT and one.id not in answered
        ),
        None,
    )


def opening_problem(
    year: int, there: Sequence[Communication], kind: CommunicationKind, today: date
) -> str | None:
    """Why a communication of that kind cannot be begun for that year; None when it can."""
    if year < FIRST_YEAR:
        return "La regola attuale vale dal 1 gennaio 2018: scegli il 31 dicembre 2018 o dopo."
    if year > today.year:
        return f"Il 31 dicembre {year} è troppo lontano: si prepara al più il prospetto di quest’anno."
    if any(one.state is _S.DRAFT for one in there):
        return f"C’è già un prospetto da completare al 31 dicembre {year}: continua quello."
    live = in_force(there)
    if kind is _K.PROSPETTO and live is not None:
        return f"Il prospetto al 31 dicembre {year} è già inviato: se è cambiato qualcosa, fai una rettifica."
    if kind is not _K.PROSPETTO and live is None:
        return (
            f"Al 31 dicembre {year} non c’è un prospetto inviato: non c’è niente da rettificare o annullare."
        )
    return None


def filing_problems(
    year: int, sent_on: date, code: str, protocol: str | None, today: date
) -> list[tuple[str, str]]:
    """Field and sentence of everything that keeps a communication from being recorded as sent."""
    found = []
    if sent_on > today:
        found.append(("sent_on", "Il giorno dell’invio non può essere nel futuro."))
    elif sent_on <= date(year, 12, 31):
        found.append(
            ("sent_on", f"La fotografia è al 31 dicembre {year}: il prospetto si invia dal giorno dopo.")
        )
    elif sent_on.year != year + 1:
        found.append(
            (
                "sent_on",
                f"Un prospetto inviato nel {sent_on.year} porta la data del 31 dicembre {sent_on.year - 1}: "
                "controlla l’anno.",
            )
        )
    if not shapes.COMMUNICATION_CODE.fullmatch(code):
        found.append(("code", "Il codice della comunicazione ha 16 lettere o cifre: copialo dalla ricevuta."))
    if protocol is not None and not shapes.PROTOCOL.fullmatch(protocol):
        found.append(("protocol", "Il protocollo ha 8 lettere o cifre: copialo dalla ricevuta."))
    return found
