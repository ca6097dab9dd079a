"""What the public pages on the calculation receive: boundaries, one worked company, what the simulator found."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.documents.quota_answer import Places, QuotaAnswer
from portal.employers.obligations.pages.calculation import StepRow, exact, step_rows
from portal.employers.obligations.rules.quota_di_riserva import reserved_art3, reserved_art18
from portal.employers.obligations.rules.thresholds import thresholds
from portal.employers.obligations.vocabulary import COMPANY_CLASS_LABELS
from portal.kernel.parameters import Evidence, Parameters
from portal.reference import provinces

BASES_3 = (14, 15, 35, 36, 50, 51, 57, 64, 65, 107, 136, 150, 151, 250, 350, 364)
BASES_18 = (50, 51, 150, 151, 250, 251)

_FIGURES = {
    "quota.art3.15_35": "Posti da 15 a 35 dipendenti",
    "quota.art3.36_50": "Posti da 36 a 50 dipendenti",
    "quota.art3.gt50_pct": "Quota oltre 50 dipendenti",
    "quota.art18.51_150": "Posti dell’art. 18 da 51 a 150 dipendenti",
    "quota.art18.gt150_pct": "Quota dell’art. 18 oltre 150 dipendenti",
    "base.art18_cap_pct": "Persone dell’art. 18 che escono dalla base, in rapporto ai dipendenti",
    "fixed_term_excluded_max_months": "Mesi di un tempo determinato che non si conta",
    "seasonal_agricultural_max_days": "Giorni di uno stagionale agricolo che non si conta",
    "seasonal_max_days": "Giorni di un altro stagionale che non si conta",
    "coverage.part_time_whole_above": "Orario oltre il quale un part-time copre un posto intero",
    "request_deadline_days": "Giorni per la richiesta di avviamento",
}


@dataclass(frozen=True, slots=True)
class Boundary:
    base: int
    exact: str
    """The percentage of the base where the quota is one; empty where it is a number of places."""
    quota: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    value: str
    valid_from: date
    source: str
    to_verify: bool


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    name: str
    art3: Places
    art18: Places


@dataclass(frozen=True, slots=True)
class Found:
    """What came out for one company, with every line of it."""

    on: date
    class_label: str
    dependants: int
    art3: Places
    art18: Places
    provinces: list[ProvinceRow]
    steps: list[StepRow]
    province_steps: list[StepRow]

    @property
    def to_verify(self) -> int:
        return sum(row.to_verify for row in (*self.steps, *self.province_steps))


@dataclass(frozen=True, slots=True)
class HowWeCalculatePage:
    on: date
    art3: list[Boundary]
    art18: list[Boundary]
    figures: list[FigureRow]
    example: Found


@dataclass(frozen=True, slots=True)
class SimulatorPage:
    found: Found | None


def how_we_calculate_page(example: QuotaAnswer, parameters: Parameters, on: date) -> HowWeCalculatePage:
    limits = thresholds(parameters, on)
    return HowWeCalculatePage(
        on,
        [
            Boundary(
                base,
                exact(base * limits.class_a_share) if base >= limits.class_a_from else "",
                reserved_art3(base, limits),
            )
            for base in BASES_3
        ],
        [
            Boundary(
                base,
                exact(base * limits.art18_share) if base >= limits.art18_share_from else "",
                reserved_art18(base, limits),
            )
            for base in BASES_18
        ],
        [_figure(key, label, parameters, on) for key, label in _FIGURES.items()],
        found(example),
    )


def _figure(key: str, label: str, parameters: Parameters, on: date) -> FigureRow:
    row = parameters.row(key, on)
    value = f"{exact(row.value * 100)}%" if row.value.denominator != 1 else exact(Fraction(row.value))
    return FigureRow(label, value, row.valid_from, row.source, row.evidence is Evidence.UNVERIFIED)


def found(one: QuotaAnswer) -> Found:
    return Found(
        one.on,
        COMPANY_CLASS_LABELS[one.company_class],
        one.dependants,
        one.art3,
        one.art18,
        [ProvinceRow(provinces.name(there.province), there.art3, there.art18) for there in one.provinces],
        step_rows(one.steps),
        step_rows(one.province_steps),
    )
