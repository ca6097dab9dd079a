"""Quadro 2: the measures and conventions of the day, as the module lists them by province."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from portal.employers.measures.rules.written import Written, WrittenConvenzione, WrittenMeasure
from portal.employers.measures.vocabulary import ConvenzioneState, MeasureKind, MeasureState
from portal.employers.obligations.rules.sospensione import SuspensionCause, SuspensionReach, reach
from portal.employers.obligations.vocabulary import Subject
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet
from portal.employers.prospetto_informativo.rules.document import (
    Agreement,
    Compensation,
    Esonero,
    Province,
    SelfCertified,
    Suspension,
    Transformation,
)
from portal.employers.prospetto_informativo.vocabulary import CodeList
from portal.kernel.numbers import round_half_down
from portal.reference import unipi

MOST_PEOPLE_OF_AN_AGREEMENT = 99


def holding(written: Written, on: date) -> list[WrittenMeasure]:
    """Institutes of the day: the module has no place for requests of avviamento, it is one itself."""
    return [
        one
        for one in written.measures
        if one.live and one.holds_on(on) and one.kind is not MeasureKind.RICHIESTA_DI_AVVIAMENTO
    ]


def agreements_on(written: Written, on: date) -> list[WrittenConvenzione]:
    """In force that day, or asked for and not answered yet."""
    return [
        one
        for one in written.conventions
        if one.in_force_on(on) or (one.state is ConvenzioneState.REQUESTED and one.requested_on <= on)
    ]


def provinces_measured(written: Written, on: date) -> set[str]:
    found = {place for one in holding(written, on) for place in (one.province, one.other_province) if place}
    return found | {one.province for one in agreements_on(written, on)}


def with_measures(province: Province, written: Written, on: date, employer: EmployerSheet) -> Province:
    there = holding(written, on)
    here = [one for one in there if one.province == province.province]
    return msgspec.structs.replace(
        province,
        compensations=tuple(_compensations(there, province.province, employer)),
        suspensions=tuple(
            Suspension(
                _granted(one),
                one.cause or "",
                employer.code(CodeList.SUSPENSION, one.cause or ""),
                one.ends_on,
                one.workers or 0,
            )
            for one in _first_that_counts(here, MeasureKind.SOSPENSIONE)
        ),
        hires_of_transformation=next(
            (one.units for one in _first_that_counts(here, MeasureKind.GRADUALITA)), None
        ),
        esoneri=tuple(
            Esonero(
                _granted(one),
                one.decided_on,
                one.act_ref or "",
                one.ends_on,
                _whole(one.percentage),
                one.units,
            )
            for one in _first_that_counts(here, MeasureKind.ESONERO_PARZIALE)
        ),
        self_certified=tuple(
            SelfCertified(
                one.decided_on or one.requested_on or one.starts_on,
                one.workers or 0,
                one.units,
                _whole(one.percentage),
            )
            for one in _first_that_counts(here, MeasureKind.ESONERO_60_PERMILLE)
        ),
        agreements=tuple(
            _agreement(one, employer)
            for one in sorted(
                agreements_on(written, on), key=lambda one: (one.signed, one.starts_on), reverse=True
            )
            if one.province == province.province
        ),
    )


def _first_that_counts(there: Iterable[WrittenMeasure], kind: MeasureKind) -> list[WrittenMeasure]:
    """Those granted before those asked for, then the latest: the module takes one, which must be what counts."""
    own = (one for one in there if one.kind is kind)
    return sorted(own, key=lambda one: (_granted(one), one.starts_on), reverse=True)


def _granted(one: WrittenMeasure) -> bool:
    return one.state is MeasureState.IN_FORCE


def _whole(percentage: Decimal | None) -> int | None:
    """The module has no decimals."""
    return None if percentage is None else round_half_down(Fraction(percentage))


def _compensations(
    there: Iterable[WrittenMeasure], province: str, employer: EmployerSheet
) -> Iterable[Compensation]:
    for one in there:
        if one.kind is not MeasureKind.COMPENSAZIONE_TERRITORIALE:
            continue
        subject = unipi.PROTECTED if one.subject is Subject.ART18 else unipi.DISABLED
        group = one.group_tax_code or ""
        elsewhere = employer.code(CodeList.GROUP_PROVINCE, group) if group else ""
        if one.province == province:
            other = one.other_province or elsewhere
            yield Compensation(other, unipi.SURPLUS, one.units, subject, group)
        elif one.other_province == province:
            yield Compensation(one.province or elsewhere, unipi.REDUCTION, one.units, subject, group)


def _agreement(one: WrittenConvenzione, employer: EmployerSheet) -> Agreement:
    people = sum(promised.people for promised in one.commitments) or one.units or 0
    return Agreement(
        one.signed,
        one.kind,
        employer.code(CodeList.CONVENTION, one.kind),
        one.granted_on or one.signed_on,
        one.act_ref or "",
        min(people, MOST_PEOPLE_OF_AN_AGREEMENT),
        one.signed_on,
        one.granted_on,
    )


def transformation_on(written: Written, on: date) -> Transformation | None:
    one = next(iter(_first_that_counts(holding(written, on), MeasureKind.GRADUALITA)), None)
    if one is None:
        return None
    return Transformation(
        one.decided_on, one.act_ref or "", one.workers, one.starts_on, _whole(one.percentage)
    )


def collective_dismissal_on(written: Written, on: date) -> WrittenMeasure | None:
    """The suspension that stops the duty everywhere, when there is one."""
    return next(
        (
            one
            for one in holding(written, on)
            if one.kind is MeasureKind.SOSPENSIONE
            and _granted(one)
            and one.cause is not None
            and reach(SuspensionCause(one.cause)) is SuspensionReach.WHOLE
        ),
        None,
    )
