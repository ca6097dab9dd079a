"""Pure decisions about who a worker is, as the prospetto asks it (quadro 2, «lavoratori computabili»)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

from portal.employers.companies.problems import Problem
from portal.employers.companies.vocabulary import Sex

YOUNGEST, OLDEST = 15, 100
_OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
NOBODY_S_PLACE = "Z000"
"""No place has this cadastral code: sample data uses it."""


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Sealed wherever it rests. Sex, day and place of birth are there only when the tax code does not tell them.

    ``born_in`` is the cadastral code of a comune, or of a state (Z and three digits).
    """

    last_name: str | None = None
    first_name: str | None = None
    sex: Sex | None = None
    born_on: date | None = None
    born_in: str | None = None

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class Born:
    sex: Sex | None
    on: date | None
    at: str | None


@lru_cache(maxsize=1)
def normal_tax_code(typed: str) -> str:
    """In capitals, without spaces. Raises ValueError with the sentence for the field; it never repeats the code.

    One row asks several times for the same one, and never again after: only the last is remembered.
    Sixteen letters and digits, or the eleven digits given until the final code is there.
    """
    try:
        return str(codicefiscale.validate(typed))
    except ValidationError:
        raise ValueError("Il codice fiscale non è valido. Controlla lettere e numeri.") from None


def born(tax_code: str | None, person: PersonDetails | None, today: date) -> Born:
    """Sex, day and place of birth: as written, else as the tax code tells them.

    A tax code has two digits for the year: the latest century in which the person is old enough to work.
    """
    known = person or PersonDetails()
    if tax_code is None or len(tax_code) != 16:
        return Born(known.sex, known.born_on, known.born_in)
    year = int(tax_code[6:8].translate(_OMOCODIA))
    month = "ABCDEHLMPRST".index(tax_code[8]) + 1
    day = int(tax_code[9:11].translate(_OMOCODIA))
    century = today.year - today.year % 100
    full = century + year if century + year <= today.year - YOUNGEST else century - 100 + year
    place = tax_code[11] + tax_code[12:15].translate(_OMOCODIA)
    return Born(
        known.sex or (Sex.FEMALE if day > 40 else Sex.MALE),
        known.born_on or date(full, month, day - 40 if day > 40 else day),
        known.born_in or (None if place == NOBODY_S_PLACE else place),
    )


def identity_problems(tax_code: str | None, person: PersonDetails | None, today: date) -> list[Problem]:
    found: list[Problem] = []
    if tax_code is not None:
        try:
            normal_tax_code(tax_code)
        except ValueError as problem:
            return [Problem("tax_code", str(problem))]
    if person is None:
        return found
    if bool(person.last_name) != bool(person.first_name):
        field = "first_name" if person.last_name else "last_name"
        found.append(Problem(field, "Scrivi sia il nome sia il cognome, o nessuno dei due."))
    told = born(tax_code, None, today)
    if person.born_on is not None:
        if not YOUNGEST <= _years(person.born_on, today) <= OLDEST:
            found.append(
                Problem("born_on", "La data di nascita non è di una persona che lavora: controlla l’anno.")
            )
        elif told.on is not None and _shown(told.on) != _shown(person.born_on):
            found.append(Problem("born_on", "La data di nascita non è quella del codice fiscale."))
    if person.sex is not None and told.sex not in (None, person.sex):
        found.append(Problem("sex", "Il sesso non è quello del codice fiscale."))
    return found


def _shown(day: date) -> tuple[int, int, int]:
    """As far as a tax code tells a day: the century is left out."""
    return day.year % 100, day.month, day.day


def _years(since: date, today: date) -> int:
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))
