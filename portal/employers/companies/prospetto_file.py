"""An existing prospetto (UNIPI, XML) read into rows of the workforce: its «lavoratori computabili».

The other employees stand in it as numbers only, so they cannot become rows. Entities, document types and
everything fetched from elsewhere are refused before anything is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar
from uuid import UUID

from lxml import etree

from portal.employers.companies.prospetto_codes import (
    CONTRACT_OF_CODE,
    TITLE_OF_HIRE_KIND,
    category_of,
)
from portal.employers.companies.prospetto_xml import child, children, document_of, line_of, value_of
from portal.employers.companies.rules import (
    PersonDetails,
    ProtectionDetails,
    WorkerDraft,
    worker_problems,
)
from portal.employers.companies.sealing import tax_code_index
from portal.employers.companies.vocabulary import (
    CONTRACTS_WITH_AN_END,
    CoverageTitle,
    HireChannel,
    Protection,
    Sex,
    WorkContract,
)
from portal.employers.companies.workforce_cells import (
    WrongCell,
    read_birthplace,
    read_date,
    read_hours,
    read_tax_code,
    read_text,
)
from portal.employers.companies.workforce_columns import BY_FIELD
from portal.employers.companies.workforce_report import RowError
from portal.employers.companies.workforce_rows import Reading
from portal.employers.companies.workforce_table import UnreadableFile
from portal.kernel.parameters import Parameters
from portal.reference import municipalities, provinces
from portal.reference.register import UnknownCode

_Value = TypeVar("_Value")
NO_PLACE = "0000"
GIVEN = frozenset(
    {
        "site", "ends_on", "contract", "weekly_hours", "full_time_hours", "protection", "category", "percentage",
        "coverage_title", "tax_code", "last_name", "first_name", "sex", "born_on", "born_in", "profession_code",
        "contract_code", "hire_kind", "hire_channel",
    }
)  # fmt: skip
"""What such a file speaks of: the rest of a row stays as it was."""


class Place(Protocol):
    """A site of the company."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def comune_code(self) -> str: ...
    @property
    def province(self) -> str: ...


def read_prospetto(
    content: bytes, sites: Sequence[Place], company_id: UUID, parameters: Parameters, today: date
) -> Reading:
    """``line`` of an error is the line of the XML. Raises UnreadableFile for what is no prospetto."""
    root = document_of(content)
    rows: list[tuple[int, WorkerDraft]] = []
    errors: list[RowError] = []
    guessed = 0
    for province_part in children(root, "quadro2"):
        try:
            site = _site(province_part, sites)
        except WrongCell as problem:
            errors.append(RowError(line_of(province_part), "sede", str(problem)))
            site = None
        for worker, relation in _workers(province_part):
            line = line_of(worker)
            try:
                draft, was_guessed = _draft(worker, relation, site, company_id)
            except _Wrong as problem:
                errors.append(RowError(line, problem.column, problem.sentence))
                continue
            guessed += was_guessed
            if site is None:
                continue
            found = worker_problems(draft, parameters, today)
            errors += [RowError(line, BY_FIELD[one.field].header, one.sentence) for one in found]
            rows.append((line, draft))
    if not rows and not errors:
        raise UnreadableFile(
            "Nel prospetto non ci sono lavoratori computabili: non c’è niente da caricare nell’organico."
        )
    return Reading(tuple(rows), tuple(errors), GIVEN, _notes(root, len(rows), guessed))


class _Wrong(Exception):
    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


def _workers(part: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    for worker in children(part, "lavoratore"):
        parent = worker.getparent()
        following = worker.getnext()
        if following is not None and etree.QName(following).localname == "rapportolavoro":
            yield worker, following
        else:
            yield worker, child(parent, "rapportolavoro")


def _site(part: etree._Element, sites: Sequence[Place]) -> Place:
    """The company's site of that province: the one in the comune of the sede di riferimento, else the only one."""
    written = value_of(child(part, "datiprovinciali"), "provincia") or value_of(part, "provincia")
    province = _province(written)
    comune = value_of(child(part, "sederiferimento"), "comune").upper()
    if comune not in ("", NO_PLACE):
        try:
            municipalities.by_code(comune)
        except UnknownCode:
            raise WrongCell(
                f"Il comune con codice «{comune[:8]}» non c’è: controlla il codice catastale."
            ) from None
    there = [site for site in sites if site.province == province]
    exact = [site for site in there if site.comune_code == comune]
    if exact:
        return exact[0]
    if len(there) == 1:
        return there[0]
    if not there:
        raise WrongCell(
            f"In provincia di {provinces.name(province)} non hai una sede: aggiungila, poi carica di nuovo il file."
        )
    names = ", ".join(f"«{site.name}»" for site in there)
    raise WrongCell(
        f"In provincia di {provinces.name(province)} hai più sedi ({names}), nessuna in quel comune."
    )


def _province(written: str) -> str:
    code = written.strip().upper()
    for province in provinces.entries():
        if code in (province.code, province.istat):
            return province.code
    raise WrongCell(f"La provincia «{code[:8]}» non c’è fra quelle dell’Istat.")


def _read(column: str, reader: Callable[[str], _Value], text: str) -> _Value:
    try:
        return reader(text)
    except WrongCell as problem:
        raise _Wrong(column, str(problem)) from None


def _draft(
    worker: etree._Element, relation: etree._Element | None, site: Place | None, company_id: UUID
) -> tuple[WorkerDraft, bool]:
    """The row, and whether its category had to be guessed. Raises _Wrong for what cannot be read."""

    tax_code = _read("codice fiscale", read_tax_code, value_of(worker, "codicefiscale"))
    starts_on = _day(relation, "datainizio", "data inizio")
    if starts_on is None:
        raise _Wrong("data inizio", "Nel prospetto manca la data di inizio del rapporto.")
    full_time, weekly = _hours(relation)
    code, kind = value_of(relation, "tipologiacontr").upper(), value_of(relation, "tipoassunzione").upper()
    protection = Protection.ART18 if value_of(relation, "categoriasogg").upper() == "C" else Protection.ART1
    percentage = value_of(worker, "percentualedisabilita")
    if percentage and not _is_number(percentage):
        raise _Wrong("percentuale", "La percentuale è un numero intero.")
    title = TITLE_OF_HIRE_KIND.get(kind, CoverageTitle.TARGETED_HIRE)
    category = category_of(protection, int(percentage) if percentage else None, title)
    ends_on = _day(relation, "datafine", "data fine")
    contract = CONTRACT_OF_CODE.get(code[:4], WorkContract.FIXED_TERM if ends_on else WorkContract.PERMANENT)
    if title is CoverageTitle.AGENCY_TWELVE_MONTHS:
        contract = WorkContract.AGENCY
    if contract in CONTRACTS_WITH_AN_END and ends_on is None:
        raise _Wrong("data fine", "Nel prospetto manca la data di fine di un contratto a termine.")
    channel = {"NO": HireChannel.NOMINATIVE, "NU": HireChannel.NUMERIC}.get(
        value_of(relation, "categoriaass").upper()
    )
    draft = WorkerDraft(
        code=f"P-{tax_code_index(tax_code, company_id).hex()[:10].upper()}",
        site_id=site.id if site is not None else company_id,
        starts_on=starts_on,
        ends_on=ends_on,
        contract=contract,
        weekly_hours=weekly,
        full_time_hours=full_time,
        protection=protection,
        details=ProtectionDetails(category, int(percentage) if percentage else None),
        coverage_title=title if protection is Protection.ART1 else None,
        profession_code=value_of(relation, "qualifica") or None,
        contract_code=code or None,
        hire_kind=kind or None,
        hire_channel=channel,
        tax_code=tax_code,
        person=_person(worker, tax_code),
    )
    return draft, not percentage or protection is Protection.ART18


def _is_number(text: str) -> bool:
    """Of the digits that the module takes, six at most: others read as digits too."""
    return text.isascii() and text.isdecimal() and len(text) <= 6


def _day(node: etree._Element | None, name: str, column: str) -> date | None:
    text = value_of(node, name)
    return _read(column, read_date, text[:10]) if text else None


def _person(worker: etree._Element, tax_code: str) -> PersonDetails:
    """Sex, day and place of birth stay with the tax code, unless it does not tell them."""
    names = {field: _read(field, read_text, value_of(worker, field)) or None for field in ("cognome", "nome")}
    if len(tax_code) == 16:
        return PersonDetails(names["cognome"], names["nome"])
    sex, place = value_of(worker, "sesso").upper(), value_of(worker, "comunenascita").upper()
    known = place not in ("", NO_PLACE)
    return PersonDetails(
        names["cognome"],
        names["nome"],
        Sex(sex) if sex in set(Sex) else None,
        _day(worker, "datanascita", "data nascita"),
        _read("comune nascita", read_birthplace, place) if known else None,
    )


def _hours(relation: etree._Element | None) -> tuple[Decimal, Decimal]:
    """Weekly hours of the full time and of the person."""
    full = value_of(relation, "orariosettimanale")
    part = value_of(relation, "orariosettimanaleparttime")
    if not full:
        raise _Wrong("ore tempo pieno", "Nel prospetto manca l’orario settimanale del contratto.")
    full_time = _read("ore tempo pieno", read_hours, full)
    weekly = _read("ore settimanali", read_hours, part) if part else full_time
    return full_time, weekly if weekly > 0 else full_time


def with_known_codes(
    rows: Sequence[tuple[int, WorkerDraft]], known: Iterable[WorkerDraft]
) -> list[tuple[int, WorkerDraft]]:
    """A person who is in the workforce already, by her tax code, keeps the staff number she has there."""
    codes = {draft.tax_code: draft.code for draft in known if draft.tax_code}
    return [(line, replace(draft, code=codes.get(draft.tax_code or "", draft.code))) for line, draft in rows]


def _notes(root: etree._Element, rows: int, guessed: int) -> tuple[str, ...]:
    """What the prospetto says and rows cannot hold: worth a look before and after loading."""
    notes = []
    national = value_of(child(root, "datiprospetto"), "nlavoratorinazionali")
    if _is_number(national):
        notes.append(
            f"Il prospetto dichiara {int(national)} lavoratori in tutto e ne nomina {rows}:"
            " gli altri caricali con il modello dell’organico."
        )
    if guessed:
        people = "1 persona" if guessed == 1 else f"{guessed} persone"
        notes.append(
            f"Per {people} il prospetto non dice la categoria esatta:"
            " il portale ha scritto la più comune. Controllala nella loro riga."
        )
    measures = [
        label
        for name, label in (
            ("esoneri", "esoneri"),
            ("esoneri60permille", "autocertificazioni 60 per mille"),
            ("sospensioni", "sospensioni"),
            ("compensazioni", "compensazioni"),
            ("convenzione", "convenzioni"),
        )
        if any(child(part, name) is not None for part in children(root, "quadro2"))
    ]
    if measures:
        notes.append(
            f"Nel prospetto ci sono anche {', '.join(measures)}: scrivili in «Convenzioni e misure»."
        )
    return tuple(notes)
