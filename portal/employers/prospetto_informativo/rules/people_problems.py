"""Quadro 2: who is listed, and who must look again."""

from datetime import date

from portal.employers.obligations.rules.thresholds import Thresholds
from portal.employers.obligations.vocabulary import CompanyClass
from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.rules.document import Document, Person
from portal.employers.prospetto_informativo.rules.people import FULL_TIME
from portal.employers.prospetto_informativo.rules.problems import Problems, error, warning
from portal.employers.prospetto_informativo.vocabulary import Section
from portal.reference import unipi

YOUNGEST, OLDEST = 16, 75
_P = Section.PROTECTED


def people_problems(document: Document, limits: Thresholds) -> Problems:
    seen: dict[str, str] = {}
    for person in document.people():
        yield from _person(person, document, limits)
        if person.tax_code and person.tax_code in seen:
            yield error(
                _P,
                f"Le matricole «{seen[person.tax_code]}» e «{person.staff_number}» hanno lo stesso codice fiscale.",
                person.staff_number,
            )
        seen.setdefault(person.tax_code, person.staff_number)


def _person(person: Person, document: Document, limits: Thresholds) -> Problems:
    number = person.staff_number
    who = f"Matricola «{number}»"
    if not shapes.TAX_CODE.fullmatch(person.tax_code):
        yield error(_P, f"{who}: manca il codice fiscale.", number)
    if not (person.surname and person.name):
        yield error(_P, f"{who}: mancano cognome e nome.", number)
    if not person.sex or person.born_on is None:
        yield error(_P, f"{who}: mancano sesso e data di nascita.", number)
    else:
        age = _age(person.born_on, document.reference_on)
        if not YOUNGEST <= age <= OLDEST:
            yield warning(
                _P, f"{who}: al 31 dicembre risulta avere {age} anni. Controlla la nascita.", number
            )
    if not person.birthplace:
        yield warning(_P, f"{who}: manca il luogo di nascita. Nel file va il codice 0000.", number)
    if not shapes.QUALIFICATION.fullmatch(person.profession_code):
        yield error(_P, f"{who}: manca la qualifica professionale (classificazione CP2021).", number)
    if len(person.hire_kind) != 1:
        yield error(_P, f"{who}: manca il tipo di assunzione (una lettera).", number)
    if person.contract_code and not shapes.CONTRACT.fullmatch(person.contract_code):
        yield error(_P, f"{who}: la tipologia contrattuale si scrive come A.01.00.", number)
    yield from _percentage(person, document, limits)


def _percentage(person: Person, document: Document, limits: Thresholds) -> Problems:
    number, percentage = person.staff_number, person.percentage
    who = f"Matricola «{number}»"
    if percentage is None:
        return
    if person.subject != unipi.DISABLED:
        yield error(_P, f"{who}: la percentuale vale solo per le persone con disabilità.", number)
    elif not 0 <= percentage <= 100:
        yield error(_P, f"{who}: la percentuale va da 0 a 100.", number)
    elif (
        document.company_class is CompanyClass.C
        and person.own_hours != FULL_TIME
        and percentage > limits.small_company_pct_above
    ):
        yield warning(
            _P,
            f"{who}: part-time con percentuale sopra {limits.small_company_pct_above} in un’azienda da 15 a 35. "
            "Vale una unità intera, qualunque sia l’orario (DPR 333/2000 art. 3 c. 5).",
            number,
        )


def _age(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
