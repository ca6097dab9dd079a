"""The columns of a workforce file: name, reader, whether it must be there, words for the template."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.employers.companies.vocabulary import (
    COVERAGE_TITLE_LABELS,
    EXCLUSION_LABELS,
    PROTECTED_CATEGORY_LABELS,
    PROTECTION_LABELS,
    WORK_CONTRACT_LABELS,
    CoverageTitle,
    Exclusion,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.companies.workforce_cells import (
    folded,
    one_of,
    read_date,
    read_hours,
    read_text,
    read_whole,
    read_yes_no,
)


@dataclass(frozen=True, slots=True)
class Column:
    """``field`` is the field of the draft, ``header`` the name in the first line of the file."""

    field: str
    header: str
    read: Callable[[str], Any]
    meaning: str
    required: bool = False
    example: str = ""


_SEALED = "È conservata cifrata."
_CATEGORIES = ", ".join(one.value for one in ProtectedCategory)
_TITLES = "; ".join(f"{one.value} {COVERAGE_TITLE_LABELS[one].lower()}" for one in CoverageTitle)
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
    ),
    Column("name", "nome e cognome", read_text, "Facoltativo. È conservato cifrato.", False, "Anna Esempio"),
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
        one_of(Exclusion, EXCLUSION_LABELS, "Il motivo", ("estero", Exclusion.WORK_ABROAD)),
        "«Estero» per chi è assunto per attività all’estero.",
    ),
    Column(
        "seasonal_days",
        "giorni stagionali",
        read_whole("Il numero di giorni"),
        "Giorni lavorati nell’anno, solo per gli stagionali.",
    ),
)

BY_HEADER = {folded(column.header): column for column in COLUMNS}
BY_FIELD = {column.field: column for column in COLUMNS}
