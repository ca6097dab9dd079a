"""The whole prospetto as it is checked, shown, exported and frozen: the three quadri of the module.

Hours are text as the module writes them («38:30»). Provinces are the letters of their plates; exports turn them
into the three digits. Empty text means that something is missing.
"""

from datetime import date
from uuid import UUID

import msgspec

from portal.employers.companies.vocabulary import EmployerKind, ExclusionScope
from portal.employers.measures.vocabulary import ConvenzioneKind
from portal.employers.obligations.vocabulary import CompanyClass, Group
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, ProvinceSheet


class HoursRow(msgspec.Struct, frozen=True):
    """So many people with the same hours: those of the collective agreement, and their own."""

    heads: int
    full_time: str
    own: str


class Staff(msgspec.Struct, frozen=True):
    full_time: int = 0
    part_time: tuple[HoursRow, ...] = ()

    @property
    def heads(self) -> int:
        return self.full_time + sum(row.heads for row in self.part_time)


class ExcludedRow(msgspec.Struct, frozen=True):
    """``code`` is the company's word for the category of the module."""

    group: Group
    scope: ExclusionScope
    heads: int
    code: str = ""

    @property
    def word(self) -> str:
        return excluded_word(self.group, self.scope)


def excluded_word(group: Group, scope: ExclusionScope) -> str:
    return str(group) if scope is ExclusionScope.BOTH else f"{group}.{scope}"


class Person(msgspec.Struct, frozen=True):
    """A worker who covers a quota. ``subject`` is D or C, ``channel`` NO or NU; ``own_hours`` only part-time."""

    staff_number: str
    tax_code: str
    surname: str
    name: str
    sex: str
    born_on: date | None
    birthplace: str
    percentage: int | None
    starts_on: date
    ends_on: date | None
    contract_code: str
    profession_code: str
    hire_kind: str
    full_time_hours: str
    own_hours: str
    subject: str
    channel: str


class Post(msgspec.Struct, frozen=True):
    vacancy_id: UUID
    title: str
    profession_code: str
    task: str
    places: int
    subject: str
    comune_code: str
    capacities: str
    barriers: bool | None
    night_shifts: bool | None
    public_transport: bool | None
    channel: str


class Compensation(msgspec.Struct, frozen=True):
    """``province`` is the other one; ``kind`` E where people are over, R where they are under."""

    province: str
    kind: str
    units: int
    subject: str
    group_tax_code: str = ""


class Suspension(msgspec.Struct, frozen=True):
    granted: bool
    cause: str
    code: str
    ends_on: date | None
    workers: int


class Esonero(msgspec.Struct, frozen=True):
    granted: bool
    decided_on: date | None
    act_ref: str
    ends_on: date | None
    percentage: int | None
    units: int | None


class SelfCertified(msgspec.Struct, frozen=True):
    declared_on: date | None
    workers: int
    units: int
    percentage: int | None


class Agreement(msgspec.Struct, frozen=True):
    granted: bool
    kind: ConvenzioneKind
    code: str
    act_on: date | None
    act_ref: str
    people: int
    signed_on: date | None
    granted_on: date | None


class Transformation(msgspec.Struct, frozen=True):
    """Gradualità of an employer that passed from public to private."""

    decided_on: date | None
    act_ref: str
    hires_before: int | None
    transformed_on: date
    percentage: int | None


class Province(msgspec.Struct, frozen=True):
    """Quadro 2."""

    province: str
    answers: ProvinceSheet
    workers: int
    disabled: Staff = Staff()
    switchboard: Staff = Staff()
    therapists: Staff = Staff()
    telework: Staff = Staff()
    excluded: tuple[ExcludedRow, ...] = ()
    part_time: tuple[HoursRow, ...] = ()
    intermittent: tuple[HoursRow, ...] = ()
    protected: int = 0
    protected_since_2000: int = 0
    agency: Staff = Staff()
    receiving_body: Staff = Staff()
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    compensations: tuple[Compensation, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    hires_of_transformation: int | None = None
    esoneri: tuple[Esonero, ...] = ()
    self_certified: tuple[SelfCertified, ...] = ()
    agreements: tuple[Agreement, ...] = ()


class Totals(msgspec.Struct, frozen=True):
    """Quadro 3, the nation. Scoperture are never below zero: the module has no sign."""

    base3: int
    base18: int
    quota3: int
    quota18: int
    exempted: int
    in_force3: int
    in_force18: int
    transitional: int
    gap3: int
    gap18: int
    suspended: bool


class ProvinceTotals(msgspec.Struct, frozen=True):
    """Quadro 3, one province; ``compensated`` is positive where less is due, negative where more."""

    province: str
    base3: int
    base18: int
    quota3: int
    quota18: int
    exempted: int
    in_force3: int
    in_force18: int
    gap3: int
    gap18: int
    suspended: bool
    compensated3: int = 0
    compensated18: int = 0


class Document(msgspec.Struct, frozen=True):
    year: int
    kind: str
    tax_code: str
    name: str
    employer: EmployerKind
    head_office_comune: str
    answers: EmployerSheet
    workers: int
    company_class: CompanyClass
    provinces: tuple[Province, ...]
    totals: Totals
    province_totals: tuple[ProvinceTotals, ...]
    transformation: Transformation | None = None
    collective_dismissal: bool = False
    collective_dismissal_ends_on: date | None = None

    @property
    def reference_on(self) -> date:
        """The day of the picture (L. 68/1999 art. 9 c. 6)."""
        return date(self.year, 12, 31)

    def people(self) -> list[Person]:
        return [person for province in self.provinces for person in province.people]

    @property
    def obliged(self) -> bool:
        return self.company_class is not CompanyClass.NONE
