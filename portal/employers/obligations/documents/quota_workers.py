"""A company as the rows of its workforce: one row a relationship, or a part of it with other hours or place."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from portal.employers.companies.rules import (
    OLDEST_START,
    ProtectionDetails,
    WorkerDraft,
    worker_problems,
)
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.obligations.documents.document import Document, Fault, readable, was_read
from portal.employers.obligations.documents.fields import Hours, ProvinceCode, far_day_problem, minutes
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.workers import WorkerFacts

Day = Annotated[date, Meta(extra={"among": far_day_problem})]
MinutesOrHours = Annotated[
    Annotated[int, Meta(ge=0, le=4_500)] | Annotated[str, Meta(pattern=r"^[0-9]{1,4}:[0-5][0-9]$")],
    Meta(extra={"wrong": 'Scrivi le ore intere, come 400, oppure ore e minuti, come "400:30".'}),
]


class WorkerRow(Document, frozen=True):
    province: Annotated[ProvinceCode, Meta(description="Provincia in cui lavora.")]
    starts_on: Annotated[Day, Meta(description="Primo giorno della riga.")]
    ends_on: Annotated[Day, Meta(description="Ultimo giorno della riga.")] | None = None
    code: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=40,
                description="Matricola tua: righe con la stessa non si sovrappongono. Non scrivere nomi.",
            ),
        ]
        | None
    ) = None
    contract: Annotated[WorkContract, Meta(description="Contratto.")] = WorkContract.PERMANENT
    weekly_hours: Annotated[Hours, Meta(description="Ore del contratto ogni settimana.")] = 40
    full_time_hours: Annotated[Hours, Meta(description="Ore del tempo pieno nel contratto collettivo.")] = 40
    extra_hours: Annotated[
        MinutesOrHours, Meta(description="Ore in più lavorate in media ogni settimana.")
    ] = 0
    semester_hours: (
        Annotated[MinutesOrHours, Meta(description="Ore lavorate nel semestre, per gli intermittenti.")]
        | None
    ) = None
    seasonal_days: (
        Annotated[int, Meta(ge=0, le=366, description="Giorni lavorati nell’anno, per gli stagionali.")]
        | None
    ) = None
    telework: Annotated[bool, Meta(description="In telelavoro. Il lavoro agile non è telelavoro.")] = False
    agile_work: Annotated[bool, Meta(description="In lavoro agile: si conta come gli altri.")] = False
    category: Annotated[
        ProtectedCategory | None, Meta(description="Categoria: D per l’art. 1, C per l’art. 18.")
    ] = None
    percentage: (
        Annotated[int, Meta(ge=0, le=100, description="Percentuale di invalidità, solo per le categorie D.")]
        | None
    ) = None
    mental_or_intellectual: Annotated[bool, Meta(description="Disabilità intellettiva o psichica.")] = False
    war_category: (
        Annotated[int, Meta(ge=1, le=8, description="Categoria di guerra o per servizio, da 1 a 8.")] | None
    ) = None
    coverage_title: Annotated[
        CoverageTitle | None, Meta(description="Perché copre la quota dell’art. 3.")
    ] = None
    covers_since: (
        Annotated[Day, Meta(description="Primo giorno in cui il titolo vale, se viene dopo l’assunzione.")]
        | None
    ) = None
    breach: Annotated[
        bool, Meta(description="Un giudice ha accertato che l’inabilità viene da norme di sicurezza violate.")
    ] = False
    exclusion: Annotated[Exclusion | None, Meta(description="Perché non si conta, oltre al contratto.")] = (
        None
    )
    exclusion_scope: (
        Annotated[ExclusionScope, Meta(description="Da quale base esce: solo per le esclusioni di settore.")]
        | None
    ) = None
    exclusion_ends_on: Annotated[Day, Meta(description="Ultimo giorno dell’esclusione.")] | None = None
    contract_starts_on: (
        Annotated[Day, Meta(description="Primo giorno dell’intero contratto, se la riga ne è una parte.")]
        | None
    ) = None
    contract_ends_on: (
        Annotated[Day, Meta(description="Ultimo giorno dell’intero contratto, proroghe comprese.")] | None
    ) = None
    duties: Annotated[Duties | None, Meta(description="Funzioni, per i datori dell’art. 3 c. 3 e c. 4.")] = (
        None
    )

    @property
    def protection(self) -> Protection:
        return Protection.NONE if self.category is None else self.category.protection


def worker_faults(rows: Iterable[WorkerRow], on: date | None) -> Iterator[Fault]:
    """The questions asked of a row typed or loaded in the portal, and those that only several fields answer.

    A field that could not be read counts as a harmless value, and nothing is said of it twice.
    """
    for index, row in enumerate(rows):
        for problem in worker_problems(_draft(row), in_law(), on or OLDEST_START):
            field = _NAMES.get(problem.field, problem.field)
            if was_read(row, field):
                yield Fault(("workers", index, field), problem.sentence)


_NAMES = {"protection": "category"}


def _draft(row: WorkerRow) -> WorkerDraft:
    category = readable(row, "category")
    starts_on = readable(row, "starts_on")
    return WorkerDraft(
        code=readable(row, "code") or "",
        site_id=_NO_SITE,
        starts_on=starts_on or OLDEST_START,
        ends_on=readable(row, "ends_on"),
        contract=readable(row, "contract") or WorkContract.PERMANENT,
        weekly_hours=_hours(readable(row, "weekly_hours") or "0:01"),
        full_time_hours=_hours(readable(row, "full_time_hours") or 40, ROUND_CEILING),
        telework=readable(row, "telework") or False,
        protection=Protection.NONE if category is None else category.protection,
        details=None
        if category is None
        else ProtectionDetails(
            category,
            readable(row, "percentage"),
            readable(row, "mental_or_intellectual") or False,
            readable(row, "war_category"),
            covers_since=readable(row, "covers_since"),
            breach=readable(row, "breach") or False,
        ),
        coverage_title=readable(row, "coverage_title"),
        exclusion=readable(row, "exclusion"),
        seasonal_days=readable(row, "seasonal_days"),
        exclusion_scope=readable(row, "exclusion_scope"),
        exclusion_ends_on=readable(row, "exclusion_ends_on"),
        semester_hours=_some_hours(readable(row, "semester_hours")),
        extra_hours=_some_hours(readable(row, "extra_hours") or None),
        contract_starts_on=readable(row, "contract_starts_on"),
        contract_ends_on=readable(row, "contract_ends_on"),
        duties=readable(row, "duties"),
        agile_work=readable(row, "agile_work") or False,
    )


_NO_SITE = UUID(int=0)


def _hours(hours: int | str, rounding: str = ROUND_FLOOR) -> Decimal:
    """Minutes in thirds of an hour have no decimals: rounded so that the hours of nobody seem too many."""
    return (Decimal(minutes(hours)) / 60).quantize(Decimal("1e-9"), rounding)


def _some_hours(hours: int | str | None) -> Decimal | None:
    return None if hours is None else _hours(hours)


def overlaps(rows: Iterable[WorkerRow]) -> Iterator[Fault]:
    """Two periods of one person may not share a day."""
    periods: dict[str, list[tuple[date, date, int]]] = {}
    for index, row in enumerate(rows):
        code, starts_on = readable(row, "code"), readable(row, "starts_on")
        if code is not None and starts_on is not None:
            periods.setdefault(code, []).append((starts_on, readable(row, "ends_on") or date.max, index))
    for code, found in periods.items():
        if len(found) < 2:
            continue
        found.sort()
        last = found[0][1]
        for starts_on, ends_on, index in found[1:]:
            if starts_on <= last:
                yield Fault(
                    ("workers", index, "starts_on"),
                    f"Il periodo si sovrappone a un altro della matricola «{code}»: un giorno sta in una riga sola.",
                )
            last = max(last, ends_on)


def facts(row: WorkerRow) -> WorkerFacts:
    return WorkerFacts(
        province=row.province,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        contract=row.contract,
        weekly_hours=Fraction(minutes(row.weekly_hours), 60),
        full_time_hours=Fraction(minutes(row.full_time_hours), 60),
        telework=row.telework,
        protection=row.protection,
        category=row.category,
        percentage=row.percentage,
        mental_or_intellectual=row.mental_or_intellectual,
        war_category=row.war_category,
        coverage_title=row.coverage_title,
        exclusion=row.exclusion,
        seasonal_days=row.seasonal_days,
        exclusion_scope=row.exclusion_scope,
        exclusion_ends_on=row.exclusion_ends_on,
        semester_hours=None if row.semester_hours is None else Fraction(minutes(row.semester_hours), 60),
        extra_hours=Fraction(minutes(row.extra_hours), 60),
        contract_starts_on=row.contract_starts_on,
        contract_ends_on=row.contract_ends_on,
        covers_since=row.covers_since,
        breach=row.breach,
        duties=row.duties,
    )
