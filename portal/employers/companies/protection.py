"""Pure decisions about somebody of a reserved quota: category, degree, title (L. 68/1999 art. 1, 4 and 18)."""

from dataclasses import dataclass
from datetime import date

from portal.employers.companies.problems import Problem
from portal.employers.companies.vocabulary import (
    RECEIVING_BODY_TITLES,
    CoverageTitle,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.kernel.parameters import Parameters

_IN_SERVICE = frozenset({CoverageTitle.BECAME_UNABLE, CoverageTitle.WORK_INJURY})
_FIRST_PERCENTAGE = {
    ProtectedCategory.D1: "protected.civil_first_pct",
    ProtectedCategory.D2: "protected.work_first_pct",
}
NO_TITLE = "Il titolo serve solo per chi copre la quota dell’art. 3."


@dataclass(frozen=True, slots=True)
class ProtectionDetails:
    """Category and degree of someone of a reserved quota: special-category data, sealed wherever it rests.

    ``percentage`` in whole points; ``war_category`` 1–8, of the tables of DPR 915/1978. ``covers_since``: the first
    day on which the title holds, for those who became disabled in service; ``breach``: a court found that the
    employer's breach of the safety rules caused it (art. 4 c. 4).
    """

    category: ProtectedCategory
    percentage: int | None = None
    mental_or_intellectual: bool = False
    war_category: int | None = None
    covers_since: date | None = None
    breach: bool = False


def protection_problems(
    protection: Protection,
    details: ProtectionDetails | None,
    title: CoverageTitle | None,
    contract: WorkContract,
    starts_on: date,
    parameters: Parameters,
    today: date,
) -> list[Problem]:
    found: list[Problem] = []
    if protection is Protection.NONE:
        if details is not None:
            found.append(
                Problem("protection", "Hai scritto una categoria: indica anche di quale quota si tratta.")
            )
        if title is not None:
            found.append(Problem("coverage_title", NO_TITLE))
        return found
    if details is None:
        found.append(Problem("category", "Scegli la categoria: senza, la persona non si può contare."))
    elif details.category.protection is not protection:
        found.append(Problem("category", "La categoria non è di questa quota: controlla la protezione."))
    else:
        found += _category_problems(details, parameters, today)
        found += _in_service_problems(details, title, starts_on, today)
    if title is not None and protection is Protection.ART18:
        found.append(Problem("coverage_title", NO_TITLE))
    return found + _contract_problems(title, contract)


def _contract_problems(title: CoverageTitle | None, contract: WorkContract) -> list[Problem]:
    """Some titles belong to workers who are not employees of the company, and only those do."""
    agency = contract is WorkContract.AGENCY
    received = contract is WorkContract.RECEIVING_BODY
    if agency and title not in (None, CoverageTitle.AGENCY_TWELVE_MONTHS):
        return [
            Problem(
                "coverage_title", "Chi è in somministrazione copre solo con una missione di almeno 12 mesi."
            )
        ]
    if not agency and title is CoverageTitle.AGENCY_TWELVE_MONTHS:
        return [Problem("coverage_title", "Questo titolo vale solo per chi è in somministrazione.")]
    if received != (title in RECEIVING_BODY_TITLES):
        return [
            Problem(
                "coverage_title",
                "Chi lavora presso l’ente che accoglie copre con la convenzione art. 12-bis o art. 14, e solo così.",
            )
        ]
    return []


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


def _in_service_problems(
    details: ProtectionDetails, title: CoverageTitle | None, starts_on: date, today: date
) -> list[Problem]:
    """What is asked only of those who became disabled while they worked here (art. 4 c. 4)."""
    found: list[Problem] = []
    since = details.covers_since
    if since is not None:
        if title not in _IN_SERVICE:
            found.append(
                Problem("covers_since", "Questa data serve solo per chi è diventato disabile in servizio.")
            )
        elif since < starts_on or since > today:
            found.append(Problem("covers_since", "La data sta fra l’inizio della riga e oggi."))
    if details.breach and title is not CoverageTitle.BECAME_UNABLE:
        found.append(
            Problem("breach", "Questa risposta serve solo per l’inabilità sopravvenuta (art. 4 c. 4).")
        )
    return found
