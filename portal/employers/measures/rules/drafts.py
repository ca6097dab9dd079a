"""What a company writes down of a measure, one shape for each kind."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.employers.measures.vocabulary import EsoneroParzialeGround, MeasureKind
from portal.employers.obligations.rules.avviamento import RequestKind
from portal.employers.obligations.rules.esonero import EsoneroSector
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.employers.obligations.vocabulary import Subject


@dataclass(frozen=True, slots=True)
class Act:
    """The decision of the office, or the declaration of the company: its day and how it is called."""

    decided_on: date
    act_ref: str


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; without a last day it goes on."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """``units`` places of ``subject`` asked for on the first day of ``period``, which ends when nothing is asked
    for any more. ``reference``: protocol of the office, if any."""

    subject: Subject
    province: str
    way: RequestKind
    units: int
    period: Period
    reference: str | None = None

    kind = MeasureKind.RICHIESTA_DI_AVVIAMENTO
    act: ClassVar[Act | None] = None


@dataclass(frozen=True, slots=True)
class EsoneroParzialeDraft:
    """``percentage`` of the quota, 0–100; ``units`` reserved places. With ``act`` it was granted already."""

    province: str
    sector: EsoneroSector
    grounds: tuple[EsoneroParzialeGround, ...]
    percentage: Decimal
    units: int
    requested_on: date
    period: Period
    act: Act | None = None

    kind = MeasureKind.ESONERO_PARZIALE


@dataclass(frozen=True, slots=True)
class SelfCertificationDraft:
    """``workers`` on tasks whose premium is ``premium_permille`` or more; ``units`` reserved places."""

    province: str
    premium_permille: Decimal
    workers: int
    units: int
    act: Act
    period: Period

    kind = MeasureKind.ESONERO_60_PERMILLE


@dataclass(frozen=True, slots=True)
class SuspensionDraft:
    """``province`` None for a cause that acts everywhere; else ``suspended`` people out of ``out_of``."""

    cause: SuspensionCause
    province: str | None
    suspended: int | None
    out_of: int | None
    requested_on: date
    period: Period
    act: Act | None = None

    kind = MeasureKind.SOSPENSIONE


@dataclass(frozen=True, slots=True)
class CompensationDraft:
    """``units`` over the quota in ``surplus`` set against as many missing in ``reduced``.

    Inside a group one of the two is None: it is of the company whose tax code is ``group_tax_code``.
    """

    subject: Subject
    surplus: str | None
    reduced: str | None
    units: int
    period: Period
    group_tax_code: str | None = None
    act: Act | None = None

    kind = MeasureKind.COMPENSAZIONE_TERRITORIALE


@dataclass(frozen=True, slots=True)
class GradualDraft:
    """``units`` not due yet; ``percentage`` of new hires reserved, 0–100; ``hired_before`` the transformation."""

    province: str
    percentage: Decimal
    hired_before: int
    units: int
    act: Act
    period: Period

    kind = MeasureKind.GRADUALITA


MeasureDraft = (
    RequestDraft
    | EsoneroParzialeDraft
    | SelfCertificationDraft
    | SuspensionDraft
    | CompensationDraft
    | GradualDraft
)


@dataclass(frozen=True, slots=True)
class Grant:
    """What the office gave, which may be less than what was asked."""

    act: Act
    period: Period
    percentage: Decimal | None = None
    units: int | None = None
