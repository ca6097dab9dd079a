"""Pure rules of the person's file."""

from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

IN_THE_FUTURE = "La data non può essere nel futuro."
STALE = "Questa pagina è stata cambiata nel frattempo. Ricaricala e riscrivi le modifiche."

# No place has this cadastral code, so no living person has such a tax code: sample data uses it.
SAMPLE_PLACE = "Z000"


def future(day: date, today: date) -> str | None:
    """Facts are never in the future (services.md, rule C3)."""
    return IN_THE_FUTURE if day > today else None


def in_force(given_on: date, expires_on: date | None, revoked_on: date | None, on: date) -> bool:
    """Whether a consent counts on a day. The day it is revoked it counts no more."""
    return (
        given_on <= on
        and (expires_on is None or on <= expires_on)
        and (revoked_on is None or on < revoked_on)
    )


def tax_code(typed: str, *, sample_data: bool) -> str:
    """The codice fiscale in capitals. Raises ValueError with the sentence for the field.

    ``sample_data``: this installation holds invented people, whose codes carry a place that does not exist.
    """
    try:
        code = codicefiscale.validate(typed)
    except ValidationError:
        raise ValueError("Il codice fiscale non è valido. Controlla lettere e numeri.") from None
    if len(code) != 16:
        raise ValueError("Scrivi il codice fiscale della persona: 16 lettere e numeri.")
    if code[11:15] == SAMPLE_PLACE and not sample_data:
        raise ValueError("Il codice fiscale indica un comune che non esiste.")
    return str(code)
