"""Measures and conventions as they are written down, with what each day makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from portal.employers.measures.vocabulary import (
    LIVE,
    OWN_HIRES,
    BodyKind,
    ConvenzioneKind,
    ConvenzioneState,
    MeasureKind,
    MeasureState,
)
from portal.employers.obligations.rules.answered import Answer
from portal.employers.obligations.rules.programma_di_assunzioni import (
    ProgrammeStanding,
    TimedHires,
    programme_standing,
)
from portal.employers.obligations.rules.spells import DAY
from portal.employers.obligations.vocabulary import Subject


@dataclass(frozen=True, slots=True)
class WrittenMeasure:
    """One row of ``measure``; what its columns mean stands with the table."""

    id: UUID
    kind: MeasureKind
    state: MeasureState
    starts_on: date
    ends_on: date | None = None
    province: str | None = None
    other_province: str | None = None
    subject: Subject | None = None
    group_tax_code: str | None = None
    cause: str | None = None
    grounds: tuple[str, ...] = ()
    units: int = 0
    workers: int | None = None
    of_workers: int | None = None
    premium_permille: Decimal | None = None
    percentage: Decimal | None = None
    requested_on: date | None = None
    decided_on: date | None = None
    act_ref: str | None = None
    version: int = 1

    @property
    def live(self) -> bool:
        return self.state in LIVE

    def holds_on(self, day: date) -> bool:
        """Whether the period has the day, whatever the state."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def waits_on(self, day: date) -> bool:
        """Of a request: whether it still runs. On the day it is closed it does not any more."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether the period has a day in common with this one."""
        return (last is None or self.starts_on <= last) and (self.ends_on is None or first <= self.ends_on)

    @property
    def suspended_share(self) -> Fraction:
        """The part of the work that stopped, 0 to 1: by heads, which are exact."""
        if self.workers is None or not self.of_workers:
            return Fraction(0)
        return Fraction(self.workers, self.of_workers)

    @property
    def change_days(self) -> set[date]:
        """Days from which the figures are others; none while it does not count."""
        if not self.live or self.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO:
            return set()
        return {self.starts_on, *({self.ends_on + DAY} if self.ends_on else ())}


@dataclass(frozen=True, slots=True)
class Commitment:
    """«``people`` persone entro il ``due_on``»."""

    id: UUID
    due_on: date
    people: int


@dataclass(frozen=True, slots=True)
class Hire:
    """A row of the workforce hired in fulfilment of a convention: from its first to its last day."""

    worker_id: UUID
    starts_on: date
    ends_on: date | None = None

    def lasts_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class WrittenConvenzione:
    """One row of ``convenzione`` with its commitments and the people hired for it.

    What is sealed of it, the terms and who receives the orders, is there when one is read by itself.
    """

    id: UUID
    kind: ConvenzioneKind
    state: ConvenzioneState
    province: str
    requested_on: date
    starts_on: date
    ends_on: date
    signed_on: date | None = None
    granted_on: date | None = None
    ended_on: date | None = None
    act_ref: str | None = None
    body_name: str | None = None
    body_tax_code: str | None = None
    body_kind: BodyKind | None = None
    orders_value: Decimal | None = None
    unit_value: Decimal | None = None
    units: int | None = None
    framework_cap: Decimal | None = None
    terms: str | None = None
    version: int = 1
    commitments: tuple[Commitment, ...] = ()
    hires: tuple[Hire, ...] = ()

    @property
    def signed(self) -> bool:
        return self.state in _SIGNED

    @property
    def last_day(self) -> date:
        return min(self.ends_on, self.ended_on) if self.ended_on else self.ends_on

    def in_force_on(self, day: date) -> bool:
        """Whether it held that day; what became of it since does not matter."""
        return self.signed and self.starts_on <= day <= self.last_day

    def programme(self, day: date) -> ProgrammeStanding:
        """Its timed hires on a day, whether or not it is in force then."""
        return programme_standing(
            [TimedHires(one.due_on, one.people) for one in self.commitments],
            [one.starts_on for one in self.hires if one.lasts_on(day)],
            day,
        )

    def open_places(self, day: date) -> int:
        """Places that wait for their day and so are not uncovered."""
        if self.kind not in OWN_HIRES or not self.in_force_on(day):
            return 0
        return self.programme(day).open_places

    @property
    def change_days(self) -> set[date]:
        if not self.signed:
            return set()
        days = {self.starts_on, self.last_day + DAY, *(one.due_on + DAY for one in self.commitments)}
        days |= {hire.starts_on for hire in self.hires}
        return days | {hire.ends_on + DAY for hire in self.hires if hire.ends_on}


_SIGNED = frozenset({ConvenzioneState.IN_FORCE, ConvenzioneState.CONCLUDED, ConvenzioneState.REVOKED})


@dataclass(frozen=True, slots=True)
class Written:
    """All that a company wrote of both."""

    measures: tuple[WrittenMeasure, ...] = ()
    conventions: tuple[WrittenConvenzione, ...] = ()

    def answers(self, on: date) -> list[Answer]:
        """What the company did, by then, for the places it lacks: requests that still run, esoneri not decided."""
        return [one for measure in self.measures if (one := _answer(measure, on)) is not None]

    def live(self, kind: MeasureKind) -> list[WrittenMeasure]:
        return [one for one in self.measures if one.kind is kind and one.live]

    def of_conventions(self, *kinds: ConvenzioneKind) -> Iterable[WrittenConvenzione]:
        return (one for one in self.conventions if one.kind in kinds)


def _answer(one: WrittenMeasure, on: date) -> Answer | None:
    if one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO and one.live and one.waits_on(on):
        return Answer(one.subject or Subject.ART3, one.units, one.starts_on)
    waits = one.kind is MeasureKind.ESONERO_PARZIALE and one.state is MeasureState.REQUESTED
    if waits and one.requested_on is not None and one.requested_on <= on:
        return Answer(Subject.ART3, one.units, one.requested_on, of_esonero=True)
    return None
