"""Quadro 1: what the company and its contact must say."""

import re

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.prospetto_informativo.rules import shapes
from portal.employers.prospetto_informativo.rules.answers import Contact, EmployerSheet
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.problems import Problems, error, warning
from portal.employers.prospetto_informativo.vocabulary import Section

_E = Section.EMPLOYER


def _asked(value: str, shape: re.Pattern[str] | None, missing: str, wrong: str) -> Problems:
    if not value:
        yield error(_E, missing)
    elif shape is not None and not shape.fullmatch(value):
        yield error(_E, wrong)


def employer_problems(document: Document) -> Problems:
    said = document.answers
    if not shapes.TAX_CODE.fullmatch(document.tax_code):
        yield error(_E, "Il codice fiscale dell’azienda non ha la forma che il modulo chiede.")
    if len(document.name) > shapes.LONGEST_LINE:
        yield error(_E, "La denominazione supera i 100 caratteri del modulo: chiedi di abbreviarla.")
    yield from _asked(
        said.ateco,
        shapes.ATECO,
        "Manca il settore: il codice ATECO con sei cifre.",
        "Scrivi il settore come 25.62.00.",
    )
    yield from _asked(
        said.ccnl,
        shapes.CCNL,
        "Manca il codice del CCNL.",
        "Il codice del CCNL ha tre lettere o cifre, oppure due lettere.",
    )
    yield from _asked(said.cap, shapes.CAP, "Manca il CAP della sede legale.", "Il CAP ha cinque cifre.")
    yield from _asked(said.address, None, "Manca l’indirizzo della sede legale.", "")
    yield from _asked(
        said.pec,
        shapes.EMAIL,
        "Manca la PEC: senza, il prospetto è rifiutato.",
        "La PEC non è un indirizzo di posta.",
    )
    yield from _asked(
        said.sender_email,
        shapes.EMAIL,
        "Manca la mail di chi invia il prospetto.",
        "La mail di chi invia non è un indirizzo di posta.",
    )
    yield from _contact(said.contact)
    yield from _group(document, said)
    if said.delegate and not shapes.TAX_CODE.fullmatch(said.delegate):
        yield error(_E, "Il codice fiscale del delegato non è valido.")
    if bool(said.delegate) != bool(said.delegate_kind):
        yield error(_E, "Del delegato servono codice fiscale e tipo: scrivili tutti e due, o nessuno.")
    if document.employer is EmployerKind.PUBLIC and not said.public_balances:
        yield warning(
            _E,
            "Sei un datore di lavoro pubblico: controlla se dichiarare i saldi delle assunzioni per concorso.",
        )


def _contact(contact: Contact) -> Problems:
    yield from _asked(
        contact.tax_code,
        shapes.TAX_CODE,
        "Manca il codice fiscale del referente.",
        "Il codice fiscale del referente non è valido.",
    )
    if not (contact.surname and contact.name):
        yield error(_E, "Mancano cognome e nome del referente.")
    if not (contact.address and contact.comune_code):
        yield error(_E, "Mancano indirizzo e comune del referente.")
    yield from _asked(
        contact.cap, shapes.CAP, "Manca il CAP del referente.", "Il CAP del referente ha cinque cifre."
    )


def _group(document: Document, said: EmployerSheet) -> Problems:
    code = said.group_head_tax_code
    in_group = document.employer is EmployerKind.PRIVATE_IN_GROUP
    if in_group and not said.group_head and not code:
        yield error(_E, "L’azienda è in un gruppo: scrivi il codice fiscale della capogruppo.")
    if code and not shapes.FOREIGN_TAX_CODE.fullmatch(code):
        yield error(_E, "Il codice fiscale della capogruppo non è valido.")
    if said.group_head_foreign and _compensates_in_group(document):
        yield error(
            _E,
            "Con una capogruppo estera il modulo rifiuta le compensazioni nel gruppo: toglile dalle misure.",
        )


def _compensates_in_group(document: Document) -> bool:
    return any(one.group_tax_code for province in document.provinces for one in province.compensations)
