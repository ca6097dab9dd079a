"""Measures and conventions of a few companies at the edges of the law: one of each kind, one kept, one not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from portal.demo import codes
from portal.demo.chance import Chance
from portal.demo.days import working
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import EmployerKind, Protection
from portal.employers.measures.rules.agreements import ConvenzioneDraft
from portal.employers.measures.rules.drafts import (
    Act,
    CompensationDraft,
    EsoneroParzialeDraft,
    MeasureDraft,
    Period,
    RequestDraft,
    SuspensionDraft,
)
from portal.employers.measures.vocabulary import ConvenzioneKind, EsoneroParzialeGround
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.queries.standing import facts_of
from portal.employers.obligations.rules.avviamento import RequestKind
from portal.employers.obligations.rules.esonero import EsoneroSector, highest_units
from portal.employers.obligations.rules.position import Position, position
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.employers.obligations.vocabulary import Subject

Row = tuple[UUID, WorkerDraft]
GROUP_NUMBER = 99
"""Of the company of the group that is not in the portal."""
SHARE = 60
"""Per cent of the quota: the maximum of an ordinary sector."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Written on the evening of ``written_on``."""

    id: UUID
    draft: MeasureDraft
    written_on: date


@dataclass(frozen=True, slots=True)
class Agreement:
    """``hired``: rows of the workforce that fulfil it; ``commitments``: the ids of its dated commitments."""

    id: UUID
    draft: ConvenzioneDraft
    hired: tuple[UUID, ...]
    commitments: tuple[UUID, ...]
    written_on: date


@dataclass(frozen=True, slots=True)
class Asking:
    """A company as far as its measures depend on it."""

    base: int
    province: str
    employer: EmployerKind
    registered_on: date
    workers: Sequence[Row]

    def standing(self, on: date) -> Position:
        """As the rules count it, before any measure; every site of a company here is in one province."""
        return position(
            [facts_of(draft, self.province) for _, draft in self.workers], self.province, in_law(), on
        )


def measures_of(chance: Chance, asking: Asking, day: date) -> list[Measure]:
    """None for most companies, and none where the law gives no room for it."""
    kinds: dict[int, Callable[[Asking, date], MeasureDraft | None]] = {
        36: _asked, 50: _suspension, 51: _granted, 15: _requested, 35: _compensation,
    }  # fmt: skip
    if asking.base not in kinds or asking.employer is EmployerKind.PUBLIC:
        return []
    draft = kinds[asking.base](asking, day)
    if draft is None:
        return []
    written_on = (
        working(asking.registered_on + timedelta(days=21))
        if isinstance(draft, CompensationDraft)
        else working(day - timedelta(days=2))
    )
    return [Measure(chance.id(written_on), draft, written_on)]


def _granted(asking: Asking, day: date) -> MeasureDraft | None:
    asked_on, act_on = working(day - timedelta(days=210)), working(day - timedelta(days=130))
    first = working(day - timedelta(days=120))
    return _esonero_parziale(asking, asked_on, Period(first, first + timedelta(days=729)), act_on)


def _asked(asking: Asking, day: date) -> MeasureDraft | None:
    asked_on = working(day - timedelta(days=25))
    return _esonero_parziale(asking, asked_on, Period(asked_on, None), None)


def _esonero_parziale(
    asking: Asking, asked_on: date, period: Period, act_on: date | None
) -> MeasureDraft | None:
    there = asking.standing(period.starts_on)
    units, _ = highest_units(there.art3.quota, Fraction(SHARE), 0, period.starts_on, in_law())
    if not units:
        return None
    act = None if act_on is None else Act(act_on, f"Determina 118/{act_on.year}")
    return EsoneroParzialeDraft(
        asking.province, EsoneroSector.ORDINARY, (EsoneroParzialeGround.FATIGUE, EsoneroParzialeGround.DANGER),
        Decimal(SHARE), units, asked_on, period, act,
    )  # fmt: skip


def _requested(asking: Asking, day: date) -> MeasureDraft | None:
    """Presented a month ago, and nobody was sent yet."""
    asked_on = working(day - timedelta(days=30))
    gap = asking.standing(asked_on).art3.gap
    if gap < 1:
        return None
    reference, first = f"Prot. 214/{asked_on.year}", Period(asked_on, None)
    return RequestDraft(Subject.ART3, asking.province, RequestKind.NOMINATIVA, gap, first, reference)


def _suspension(asking: Asking, day: date) -> MeasureDraft:
    asked_on = working(day - timedelta(days=70))
    first = working(day - timedelta(days=60))
    there = asking.standing(first).dependants
    return SuspensionDraft(
        SuspensionCause.CIGS, asking.province, there // 2, there, asked_on,
        Period(first, day + timedelta(days=45)), Act(first, f"Decreto 41/{first.year}"),
    )  # fmt: skip


def _compensation(asking: Asking, day: date) -> MeasureDraft | None:
    """A company of the group, which is not in the portal, has somebody beyond its own quota."""
    first = working(asking.registered_on + timedelta(days=20))
    if asking.standing(first).art3.gap < 1:
        return None
    return CompensationDraft(
        Subject.ART3, None, asking.province, 1, Period(first, None), codes.vat_number(GROUP_NUMBER)
    )


def agreements_of(chance: Chance, asking: Asking, day: date) -> list[Agreement]:
    """At one edge a programme that is kept, at another one whose day has passed without anybody."""
    if asking.base == 151:
        return _kept(chance, asking, day)
    if asking.base == 150:
        first = working(day - timedelta(days=380))
        missed = TimedHires(working(day - timedelta(days=20)), 1)
        return [programme(chance, asking.province, first, [missed], (), day)]
    return []


def _kept(chance: Chance, asking: Asking, day: date) -> list[Agreement]:
    """Its commitment was kept by whoever of the reserved quota came last."""
    reserved = [
        (draft.starts_on, id)
        for id, draft in asking.workers
        if draft.protection is Protection.ART1 and draft.ends_on is None
    ]
    if not reserved:
        return []
    came_on, id = max(reserved)
    kept = TimedHires(came_on + timedelta(days=30), 1)
    return [programme(chance, asking.province, came_on - timedelta(days=60), [kept], (id,), day)]


def programme(
    chance: Chance,
    province: str,
    first: date,
    planned: Sequence[TimedHires],
    hired: tuple[UUID, ...],
    day: date,
) -> Agreement:
    """Of art. 11, signed on its first day and still running."""
    signed_on, written_on = working(first), working(day - timedelta(days=2))
    draft = ConvenzioneDraft(
        ConvenzioneKind.PROGRAMME,
        province,
        working(signed_on - timedelta(days=40)),
        Period(signed_on, day + timedelta(days=600)),
        tuple(planned),
        act=Act(signed_on, f"Convenzione {signed_on.month}/{signed_on.year}"),
    )
    return Agreement(
        chance.id(written_on), draft, hired, tuple(chance.id(written_on) for _ in planned), written_on
    )
