"""Pure decisions about a row of the workforce: what it may say about the period, the contract and the hours."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.identity import PersonDetails, identity_problems
from portal.employers.companies.problems import Problem
from portal.employers.companies.protection import ProtectionDetails, protection_problems
from portal.employers.companies.vocabulary import (
    CONTRACTS_WITH_AN_END,
    SEASONAL_CONTRACTS,
    SECTOR_EXCLUSIONS,
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    Protection,
    WorkContract,
)
from portal.kernel.italian_days import day_it
from portal.kernel.parameters import Parameters

__all__ = [
    "MOST_HOURS",
    "PersonDetails",
    "Problem",
    "ProtectionDetails",
    "WorkerDraft",
    "end_problem",
    "overlap_sentence",
    "worker_problems",
]

OLDEST_START = date(1950, 1, 1)
FARTHEST_START = timedelta(days=366)
MOST_HOURS = Decimal(48)
MOST_SEMESTER_HOURS = Decimal(27 * 48)


@dataclass(frozen=True, slots=True)
class WorkerDraft:
    """A row as somebody wants it, by hand or by file: one period of one person at one place.

    ``ends_on`` is the last day; hours are weekly, ``semester_hours`` those an intermittent worker really worked in
    the semester. ``contract_starts_on`` and ``contract_ends_on`` are those of the whole contract, extensions
    included, where the row is only a part of it. ``exclusion_scope`` narrows an exclusion by sector to one base.
    ``profession_code`` is of CP2021; ``contract_code`` and ``hire_kind`` are the codes the prospetto writes.
    """

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
    exclusion_scope: ExclusionScope | None = None
    exclusion_ends_on: date | None = None
    semester_hours: Decimal | None = None
    extra_hours: Decimal | None = None
    contract_starts_on: date | None = None
    contract_ends_on: date | None = None
    duties: Duties | None = None
    agile_work: bool = False
    inail_60_permille: bool = False
    profession_code: str | None = None
    contract_code: str | None = None
    hire_kind: str | None = None
    hire_channel: HireChannel | None = None
    tax_code: str | None = None
    person: PersonDetails | None = None

    @property
    def shown_name(self) -> str | None:
        """How a list calls the person."""
        return self.person.full_name if self.person is not None and self.person.full_name else self.name

    def overlaps(self, other: "WorkerDraft") -> bool:
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )


def worker_problems(draft: WorkerDraft, parameters: Parameters, today: date) -> list[Problem]:
    """Everything that is wrong with a row, at once; empty when it may be saved."""
    return [
        *_period_problems(draft, today),
        *_contract_problems(draft),
        *_hours_problems(draft),
        *_exclusion_problems(draft),
        *protection_problems(
            draft.protection,
            draft.details,
            draft.coverage_title,
            draft.contract,
            draft.starts_on,
            parameters,
            today,
        ),
        *identity_problems(draft.tax_code, draft.person, today),
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
    return found


def _contract_problems(draft: WorkerDraft) -> list[Problem]:
    found: list[Problem] = []
    if draft.contract_starts_on is not None and draft.contract_starts_on > draft.starts_on:
        found.append(
            Problem("contract_starts_on", "Il contratto comincia dopo la riga: controlla le due date.")
        )
    if draft.contract_ends_on is not None and draft.contract_ends_on < draft.starts_on:
        found.append(Problem("contract_ends_on", "Il contratto finisce prima della riga: controlla le date."))
    if draft.seasonal_days is not None:
        if draft.contract not in SEASONAL_CONTRACTS:
            found.append(
                Problem("seasonal_days", "I giorni lavorati servono solo per i contratti stagionali.")
            )
        elif not 0 <= draft.seasonal_days <= 366:
            found.append(Problem("seasonal_days", "I giorni lavorati nell’anno vanno da 0 a 366."))
    if draft.telework and draft.agile_work:
        found.append(
            Problem("agile_work", "Telelavoro e lavoro agile si contano in modo diverso: scegline uno.")
        )
    return found


def _hours_problems(draft: WorkerDraft) -> list[Problem]:
    found: list[Problem] = []
    if not 0 < draft.full_time_hours <= MOST_HOURS:
        found.append(Problem("full_time_hours", "Le ore del tempo pieno vanno da 1 a 48."))
    if not 0 < draft.weekly_hours <= MOST_HOURS:
        found.append(Problem("weekly_hours", "Le ore settimanali vanno da 1 a 48."))
    elif draft.weekly_hours > draft.full_time_hours:
        found.append(Problem("weekly_hours", "Le ore settimanali superano quelle del tempo pieno."))
    if draft.semester_hours is not None:
        if draft.contract is not WorkContract.INTERMITTENT:
            found.append(
                Problem("semester_hours", "Le ore del semestre servono solo per il lavoro intermittente.")
            )
        elif not 0 <= draft.semester_hours <= MOST_SEMESTER_HOURS:
            found.append(Problem("semester_hours", "Le ore lavorate nel semestre vanno da 0 a 1.296."))
    extra = draft.extra_hours
    if extra is not None and (extra < 0 or draft.weekly_hours + extra > draft.full_time_hours):
        found.append(Problem("extra_hours", "Con le ore in più si supera il tempo pieno: controlla le ore."))
    return found


def _exclusion_problems(draft: WorkerDraft) -> list[Problem]:
    found: list[Problem] = []
    if draft.exclusion_scope is not None and draft.exclusion not in SECTOR_EXCLUSIONS:
        found.append(
            Problem("exclusion_scope", "La base da cui esce si sceglie solo per le esclusioni di settore.")
        )
    if draft.exclusion_ends_on is not None:
        if draft.exclusion is None:
            found.append(
                Problem("exclusion_ends_on", "Hai scritto fino a quando è escluso: scegli anche il motivo.")
            )
        elif draft.exclusion_ends_on < draft.starts_on:
            found.append(Problem("exclusion_ends_on", "L’esclusione finisce prima della riga."))
    return found


def end_problem(starts_on: date, ends_on: date, today: date) -> str | None:
    """Why a relationship cannot end on that day."""
    if ends_on < starts_on:
        return "La data di fine viene prima della data di inizio."
    if ends_on > today + FARTHEST_START:
        return "La data di fine è fra più di un anno: controlla l’anno."
    return None


def overlap_sentence(code: str, other_code: str, starts_on: date, ends_on: date | None) -> str:
    """Two rows of one person on the same days; the other has its staff number and its days."""
    period = day_it(starts_on, "dal") + (f" {day_it(ends_on, 'al')}" if ends_on else ", senza fine")
    if other_code != code:
        return f"La persona con questo codice fiscale è già in organico con la matricola «{other_code}», {period}."
    return (
        f"La matricola «{code}» ha già una riga {period}: i periodi non si sovrappongono."
        " Chiudi quella, oppure correggi le date."
    )
