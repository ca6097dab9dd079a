"""The columns of a workforce file: name, reader, whether it must be there, words for the template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.employers.companies.vocabulary import (
    COVERAGE_TITLE_LABELS,
    DUTIES_LABELS,
    EXCLUSION_LABELS,
    EXCLUSION_SCOPE_LABELS,
    HIRE_CHANNEL_LABELS,
    PROTECTED_CATEGORY_LABELS,
    PROTECTION_LABELS,
    SEX_LABELS,
    WORK_CONTRACT_LABELS,
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    ProtectedCategory,
    Protection,
    Sex,
    WorkContract,
)
from portal.employers.companies.workforce_cells import (
    folded,
    one_of,
    read_birthplace,
    read_code,
    read_date,
    read_hours,
    read_profession,
    read_semester_hours,
    read_tax_code,
    read_text,
    read_whole,
    read_yes_no,
)


@dataclass(frozen=True, slots=True)
class Column:
    """``field`` is the field of the draft, ``header`` the name in the first line of the file.

    ``personal``: a row has its own, so nothing is gained by remembering how a cell was read.
    """

    field: str
    header: str
    read: Callable[[str], Any]
    meaning: str
    required: bool = False
    example: str = ""
    personal: bool = False


_SEALED = "È conservata cifrata."
_CATEGORIES = ", ".join(one.value for one in ProtectedCategory)
_TITLES = "; ".join(f"{one.value} {COVERAGE_TITLE_LABELS[one].lower()}" for one in CoverageTitle)
_EXCLUSIONS = "; ".join(label.lower() for label in EXCLUSION_LABELS.values())
_CONTRACTS = ", ".join(WORK_CONTRACT_LABELS.values())
_read_protection = one_of(
    Protection,
    PROTECTION_LABELS,
    "La protezione",
    ("art. 1", Protection.ART1),
    ("art. 3", Protection.ART1),
    ("art. 18", Protection.ART18),
)

COLUMNS: tuple[Column, ...] = (
    Column(
        "code",
        "matricola",
        read_text,
        "Il numero con cui riconosci la persona. Non cambia mai.",
        True,
        "0001",
        True,
    ),
    Column(
        "name", "nome e cognome", read_text, "Facoltativo. È conservato cifrato.", False, "Anna Esempio", True
    ),
    Column("site", "sede", read_text, "Il nome di una sede che hai già inserito.", True, "Lecco"),
    Column("starts_on", "data inizio", read_date, "Primo giorno di lavoro, gg/mm/aaaa.", True, "01/03/2021"),
    Column("ends_on", "data fine", read_date, "Ultimo giorno. Obbligatoria per i contratti a termine."),
    Column(
        "contract",
        "contratto",
        one_of(WorkContract, WORK_CONTRACT_LABELS, "Il contratto"),
        f"{_CONTRACTS}.",
        True,
        WORK_CONTRACT_LABELS[WorkContract.PERMANENT],
    ),
    Column("weekly_hours", "ore settimanali", read_hours, "Ore del contratto della persona.", True, "24"),
    Column("full_time_hours", "ore tempo pieno", read_hours, "Ore del contratto collettivo.", True, "40"),
    Column(
        "telework", "telelavoro", read_yes_no, "«Sì» con un accordo di telelavoro, non per il lavoro agile."
    ),
    Column(
        "protection",
        "protezione",
        _read_protection,
        "«art. 1» o «art. 18» per chi è in una quota di riserva.",
    ),
    Column(
        "category",
        "categoria",
        one_of(ProtectedCategory, PROTECTED_CATEGORY_LABELS, "La categoria"),
        f"Codice della categoria protetta: {_CATEGORIES}. {_SEALED}",
    ),
    Column("percentage", "percentuale", read_whole("La percentuale"), f"Numero intero da 0 a 100. {_SEALED}"),
    Column(
        "mental_or_intellectual",
        "mentale o intellettiva",
        read_yes_no,
        f"«Sì» se la disabilità è mentale o intellettiva. {_SEALED}",
    ),
    Column(
        "war_category",
        "categoria di guerra",
        read_whole("La categoria di guerra"),
        f"Da 1 a 8, solo per D4. {_SEALED}",
    ),
    Column(
        "coverage_title",
        "titolo copertura",
        one_of(CoverageTitle, COVERAGE_TITLE_LABELS, "Il titolo"),
        f"Perché la persona conta per la quota: {_TITLES}.",
    ),
    Column(
        "exclusion",
        "escluso perché",
        one_of(
            Exclusion,
            EXCLUSION_LABELS,
            "Il motivo",
            ("estero", Exclusion.WORK_ABROAD),
            ("cambio appalto", Exclusion.CONTRACTOR_CHANGE),
            ("LSU", Exclusion.SOCIALLY_USEFUL),
            ("viaggiante", Exclusion.TRAVELLING),
            ("autotrasporto", Exclusion.ROAD_HAULAGE),
            ("cantiere", Exclusion.BUILDING_SITE),
            ("sottosuolo", Exclusion.UNDERGROUND),
            ("impianti a fune", Exclusion.CABLEWAY),
        ),
        f"Il motivo per cui esce dalla base: {_EXCLUSIONS}.",
    ),
    Column(
        "seasonal_days",
        "giorni stagionali",
        read_whole("Il numero di giorni"),
        "Giorni lavorati nell’anno, solo per gli stagionali.",
    ),
    Column(
        "exclusion_scope",
        "escluso da",
        one_of(
            ExclusionScope,
            EXCLUSION_SCOPE_LABELS,
            "La base",
            ("entrambe", ExclusionScope.BOTH),
            ("art. 3", ExclusionScope.ART3),
            ("art. 18", ExclusionScope.ART18),
        ),
        "Solo per le esclusioni di settore: «entrambe», «art. 3» o «art. 18».",
    ),
    Column(
        "exclusion_ends_on", "escluso fino al", read_date, "Ultimo giorno, per esempio la fine dell’appalto."
    ),
    Column(
        "semester_hours",
        "ore semestre",
        read_semester_hours,
        "Ore lavorate nel semestre, solo per gli intermittenti.",
    ),
    Column(
        "extra_hours", "ore in più", read_hours, "Ore settimanali lavorate oltre il part-time, se le conti."
    ),
    Column(
        "contract_starts_on",
        "contratto dal",
        read_date,
        "Inizio di tutto il contratto, se la riga è una sua parte.",
    ),
    Column(
        "contract_ends_on",
        "contratto al",
        read_date,
        "Fine prevista di tutto il contratto, proroghe comprese, se la riga finisce prima.",
    ),
    Column(
        "agile_work",
        "lavoro agile",
        read_yes_no,
        "«Sì» con un accordo di lavoro agile: la persona resta nella base.",
    ),
    Column(
        "inail_60_permille",
        "premio 60 per mille",
        read_yes_no,
        "«Sì» per chi ha mansioni con premio INAIL dal 60 per mille.",
    ),
    Column(
        "duties",
        "funzioni",
        one_of(
            Duties,
            DUTIES_LABELS,
            "La funzione",
            ("tecnico esecutivo", Duties.TECHNICAL_EXECUTIVE),
            ("amministrative", Duties.ADMINISTRATIVE),
            ("altro", Duties.OTHER),
        ),
        "Solo per partiti, sindacati, enti senza scopo di lucro, polizia e protezione civile (art. 3 c. 3 e 4).",
    ),
    Column(
        "covers_since",
        "conta dal",
        read_date,
        f"Per chi è diventato disabile in servizio: da quando. {_SEALED}",
    ),
    Column(
        "breach",
        "colpa accertata",
        read_yes_no,
        f"«Sì» se un giudice ha accertato la violazione della sicurezza (art. 4 c. 4). {_SEALED}",
    ),
    Column(
        "tax_code",
        "codice fiscale",
        read_tax_code,
        "Serve per il prospetto. È conservato cifrato.",
        personal=True,
    ),
    Column("last_name", "cognome", read_text, "Serve per il prospetto. È conservato cifrato.", personal=True),
    Column("first_name", "nome", read_text, "Serve per il prospetto. È conservato cifrato.", personal=True),
    Column(
        "sex",
        "sesso",
        one_of(Sex, SEX_LABELS, "Il sesso"),
        "M o F, se il codice fiscale non lo dice.",
    ),
    Column("born_on", "data nascita", read_date, "Se il codice fiscale non la dice."),
    Column(
        "born_in",
        "comune nascita",
        read_birthplace,
        "Comune o codice catastale, se il codice fiscale non lo dice.",
    ),
    Column(
        "profession_code",
        "qualifica",
        read_profession,
        "Codice CP2021 della professione, per il prospetto.",
        False,
        "4.1.1.2.0",
    ),
    Column(
        "contract_code",
        "tipologia contratto",
        read_code(r"[A-Z]\.\d{2}\.\d{2}", "Il codice si scrive come A.01.00."),
        "Codice delle comunicazioni obbligatorie, come A.01.00.",
    ),
    Column(
        "hire_kind",
        "tipo assunzione",
        read_code(r"[A-Z]", "Il codice è una lettera."),
        "Lettera del prospetto, per esempio A.",
    ),
    Column(
        "hire_channel",
        "richiesta",
        one_of(
            HireChannel,
            HIRE_CHANNEL_LABELS,
            "La richiesta",
            ("NO", HireChannel.NOMINATIVE),
            ("NU", HireChannel.NUMERIC),
            ("nominativa", HireChannel.NOMINATIVE),
            ("numerica", HireChannel.NUMERIC),
        ),
        "«Nominativa» o «numerica», per chi copre la quota.",
    ),
)

BY_HEADER = {folded(column.header): column for column in COLUMNS}
BY_FIELD = {column.field: column for column in COLUMNS}
LABELS: dict[type[StrEnum], Mapping[Any, str]] = {
    WorkContract: WORK_CONTRACT_LABELS,
    Protection: PROTECTION_LABELS,
    Exclusion: EXCLUSION_LABELS,
    ExclusionScope: EXCLUSION_SCOPE_LABELS,
    Duties: DUTIES_LABELS,
    HireChannel: HIRE_CHANNEL_LABELS,
}
"""How a file says the words that a column takes from a list; the others are said by their code."""
