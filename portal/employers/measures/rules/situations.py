"""The situation that measures and conventions make on a day, and the days on which it changes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from portal.employers.measures.rules.written import Written, WrittenMeasure
from portal.employers.measures.vocabulary import OWN_HIRES, ConvenzioneKind, MeasureKind, MeasureState
from portal.employers.obligations.rules.position import FIRST_DAY
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation, SituationFrom
from portal.employers.obligations.rules.sospensione import SuspensionCause, SuspensionReach, reach
from portal.employers.obligations.vocabulary import Subject

_NONE = ProvinceSituation()


def situation_on(employer: Situation, written: Written, on: date) -> Situation:
    """``employer`` says who asks, without measures; what is written is added as it holds on ``on``."""
    places: dict[str, ProvinceSituation] = {}
    dismissal = False
    for one in written.measures:
        if one.live and one.holds_on(on):
            dismissal = dismissal or _everywhere(one)
            for province, there in _effects(one, places).items():
                places[province] = there
    for agreement in written.of_conventions(*OWN_HIRES):
        waiting = agreement.open_places(on)
        if waiting:
            there = places.get(agreement.province, _NONE)
            places[agreement.province] = replace(there, in_convention=there.in_convention + waiting)
    caps = [
        Fraction(agreement.framework_cap) / 100
        for agreement in written.of_conventions(ConvenzioneKind.ART14)
        if agreement.framework_cap is not None and agreement.in_force_on(on)
    ]
    return replace(
        employer,
        provinces=places,
        collective_dismissal=dismissal,
        framework_cap=min(caps, default=employer.framework_cap),
    )


def situations(employer: Situation, written: Written, until: date) -> list[SituationFrom]:
    """From the first day of today's rule to ``until``: one for each day on which something changes."""
    days = sorted({FIRST_DAY, *(day for day in change_days(written) if FIRST_DAY < day <= until)})
    found: list[SituationFrom] = []
    for day in days:
        there = situation_on(employer, written, day)
        if not found or there != found[-1].situation:
            found.append(SituationFrom(day, there))
    return found


def change_days(written: Written) -> set[date]:
    days: set[date] = set()
    for measure in written.measures:
        days |= measure.change_days
    for agreement in written.conventions:
        days |= agreement.change_days
    return days


def next_change(written: Written, today: date) -> date | None:
    """The first day to come on which something starts, ends or falls due."""
    return min((day for day in change_days(written) if day > today), default=None)


def _everywhere(one: WrittenMeasure) -> bool:
    return (
        one.kind is MeasureKind.SOSPENSIONE
        and one.state is MeasureState.IN_FORCE
        and one.cause is not None
        and reach(SuspensionCause(one.cause)) is SuspensionReach.WHOLE
    )


def _effects(one: WrittenMeasure, places: dict[str, ProvinceSituation]) -> dict[str, ProvinceSituation]:
    """The provinces that a measure touches, as they are once it is added. A request alone lowers nothing."""
    granted = one.state is MeasureState.IN_FORCE
    here = places.get(one.province, _NONE) if one.province else _NONE
    match one.kind:
        case MeasureKind.COMPENSAZIONE_TERRITORIALE:
            moved = {one.province: -one.units, one.other_province: one.units}
            return {
                province: _compensated(places.get(province, _NONE), one.subject, units)
                for province, units in moved.items()
                if province is not None
            }
        case _ if one.province is None:
            return {}
        case MeasureKind.ESONERO_PARZIALE if granted:
            return {one.province: replace(here, exempted=here.exempted + one.units)}
        case MeasureKind.ESONERO_PARZIALE:
            return {one.province: replace(here, exemption_asked=here.exemption_asked + one.units)}
        case MeasureKind.ESONERO_60_PERMILLE:
            return {one.province: replace(here, self_certified=here.self_certified + one.units)}
        case MeasureKind.SOSPENSIONE if granted:
            share = min(Fraction(1), here.suspended_share + one.suspended_share)
            return {one.province: replace(here, suspended_share=share)}
        case MeasureKind.GRADUALITA:
            return {one.province: replace(here, gradual=here.gradual + one.units)}
    return {}


def _compensated(there: ProvinceSituation, subject: Subject | None, units: int) -> ProvinceSituation:
    if subject is Subject.ART18:
        return replace(there, compensated18=there.compensated18 + units)
    return replace(there, compensated3=there.compensated3 + units)
