"""Pure decisions about a row of the workforce: what it may say, and whether it says what it said before."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.vocabulary import (
    CONTRACTS_WITH_AN_END,
    SEASONAL_CONTRACTS,
    CoverageTitle,
    Exclusion,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.kernel.parameters import Parameters

OLDEST_START = date(1950, 1, 1)
FARTHEST_START = timedelta(days=366)
MOST_HOURS = Decimal(48)


@dataclass(frozen=True, slots=True)
class ProtectionDetails:
    """Category and degree of someone of a reserved quota: special-category data, sealed wherever it rests.

    ``percentage`` in whole points; ``war_category`` 1–8, of the tables of DPR 915/1978.
    """

    category: ProtectedCategory
    percentage: int | None = None
    mental_or_intellectual: bool = False
    war_category: int | None = None


@dataclass(frozen=True, slots=True)
class WorkerDraft:
    """A row as somebody wants it, by hand or by file. ``ends_on`` is the last day; hours are weekly."""

    code: str
    site_id: UUID
    starts_on: date
    contract: WorkContract
    weekly_hours: Decimal
    full_time_hours: Decimal
    name: str | None = None
    ends_on: date | None = None
    telework: bool = False
    protection: Protection = Protection.NONE
    details: ProtectionDetails | None = None
    coverage_title: CoverageTitle | None = None
    exclusion: Exclusion | None = None
    seasonal_days: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` is the name of the question in the form and of the column in the file."""

    field: str
    sentence: str


def worker_problems(draft: WorkerDraft, parameters: Parameters, today: date) -> list[Problem]:
    """Everything that is wrong with a row, at once; empty when it may be saved."""
    return [
        *_period_problems(draft, today),
        *_hours_problems(draft),
        *_protection_problems(draft, parameters, today),
    ]


def _period_problems(draft: WorkerDraft, today: date) -> list[Problem]:
    found: list[Problem] = []
    if draft.starts_on < OLDEST_START:
        found.append(
            Problem("starts_on", "La data di inizio è troppo lontana nel passato: controlla l’anno.")
        )
    if draft.starts_on > today + FARTHEST_START:
        found.append(Problem("starts_on", "La data di inizio è fra più di un anno: controlla l’anno."))
    if draft.ends_on is not None and draft.ends_on < draft.starts_on:
        found.append(Problem("ends_on", "La data di fine viene prima della data di inizio."))
    if draft.ends_on is None and draft.contract in CONTRACTS_WITH_AN_END:
        found.append(Problem("ends_on", "Per un contratto a termine scrivi la data di fine."))
    if draft.seasonal_days is not None:
        if draft.contract not in SEASONAL_CONTRACTS:
            found.append(
                Problem("seasonal_days", "I giorni lavorati servono solo per i contratti stagionali.")
            )
        elif not 0 <= draft.seasonal_days <= 366:
            found.append(Problem("seasonal_days", "I giorni lavorati nell’anno vanno da 0 a 366."))
    return found


def _hours_problems(draft: WorkerDraft) -> list[Problem]:
    found: list[Problem] = []
    if not 0 < draft.full_time_hours <= MOST_HOURS:
        found.append(Problem("full_time_hours", "Le ore del tempo pieno vanno da 1 a 48."))
    if not 0 < draft.weekly_hours <= MOST_HOURS:
        found.append(Problem("weekly_hours", "Le ore settimanali vanno da 1 a 48."))
    elif draft.weekly_hours > draft.full_time_hours:
        found.append(Problem("weekly_hours", "Le ore settimanali superano quelle del tempo pieno."))
    return found


def _protection_problems(draft: WorkerDraft, parameters: Parameters, today: date) -> list[Problem]:
    found: list[Problem] = []
    if draft.protection is Protection.NONE:
        if draft.details is not None:
            found.append(
                Problem("protection", "Hai scritto una categoria: indica anche di quale quota si tratta.")
            )
        if draft.coverage_title is not None:
            found.append(
                Problem("coverage_title", "Il titolo serve solo per chi copre la quota dell’art. 3.")
            )
        return found
    if draft.details is None:
        found.append(Problem("category", "Scegli la categoria: senza, la persona non si può contare."))
    elif draft.details.category.protection is not draft.protection:
        found.append(Problem("category", "La categoria non è di questa quota: controlla la protezione."))
    else:
        found += _category_problems(draft.details, parameters, today)
    if draft.coverage_title is not None and draft.protection is Protection.ART18:
        found.append(Problem("coverage_title", "Il titolo serve solo per chi copre la quota dell’art. 3."))
    agency = draft.contract is WorkContract.AGENCY
    if agency and draft.coverage_title not in (None, CoverageTitle.AGENCY_TWELVE_MONTHS):
        found.append(
            Problem(
                "coverage_title", "Chi è in somministrazione copre solo con una missione di almeno 12 mesi."
            )
        )
    if not agency and draft.coverage_title is CoverageTitle.AGENCY_TWELVE_MONTHS:
        found.append(Problem("coverage_title", "Questo titolo vale solo per chi è in somministrazione."))
    return found


def _category_problems(details: ProtectionDetails, parameters: Parameters, today: date) -> list[Problem]:
    """Whether category and degree agree (art. 1 c. 1; art. 18 c. 2)."""
    category, percentage, war = details.category, details.percentage, details.war_category
    if category.protection is Protection.ART18 and percentage is not None:
        return [
            Problem(
                "percentage", "Le categorie dell’art. 18 non hanno una percentuale: lascia il campo vuoto."
            )
        ]
    if category is ProtectedCategory.D4:
        if war is None or not 1 <= war <= 8:
            return [
                Problem(
                    "war_category", "Per l’invalidità di guerra o per servizio scrivi la categoria, da 1 a 8."
                )
            ]
    elif war is not None:
        return [
            Problem(
                "war_category", "La categoria da 1 a 8 vale solo per l’invalidità di guerra o per servizio."
            )
        ]
    if percentage is not None and not 0 <= percentage <= 100:
        return [Problem("percentage", "La percentuale va da 0 a 100.")]
    key = _FIRST_PERCENTAGE.get(category)
    if key is not None:
        first = int(parameters.value(key, today))
        if percentage is None:
            return [Problem("percentage", f"Per questa categoria scrivi la percentuale, da {first} a 100.")]
        if percentage < first:
            return [Problem("percentage", f"Per questa categoria la percentuale parte da {first}.")]
    return []


_FIRST_PERCENTAGE = {
    ProtectedCategory.D1: "protected.civil_first_pct",
    ProtectedCategory.D2: "protected.work_first_pct",
}


def end_problem(starts_on: date, ends_on: date, today: date) -> str | None:
    """Why a relationship cannot end on that day."""
    if ends_on < starts_on:
        return "La data di fine viene prima della data di inizio."
    if ends_on > today + FARTHEST_START:
        return "La data di fine è fra più di un anno: controlla l’anno."
    return None
