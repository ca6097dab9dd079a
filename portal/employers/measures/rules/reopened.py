"""Places that the end of a suspension uncovers again (L. 68/1999 art. 3 c. 5; DPR 333/2000 art. 4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from portal.employers.measures.rules.situations import situation_on
from portal.employers.measures.rules.written import Written, WrittenMeasure
from portal.employers.measures.vocabulary import MeasureKind, MeasureState
from portal.employers.obligations.rules.position import FIRST_DAY, position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.spells import DAY
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused


def after_suspensions(
    places: Sequence[OpenPlace],
    employer: Situation,
    written: Written,
    workers: Sequence[WorkerFacts],
    parameters: Parameters,
) -> list[OpenPlace]:
    """The same places, with the last day of the suspension for those that its end uncovered.

    Of the places that opened the day after it, as many as would have been uncovered on its last day already, had
    work not been suspended: the others opened for another reason. Only art. 3 is suspended.
    """
    hidden = {
        day: _uncovered_without(day, employer, written, workers, parameters)
        for day in {place.since - DAY for place in places if place.subject is Subject.ART3}
        if day >= FIRST_DAY and any(_ended(one, day) for one in written.measures)
    }
    return [
        replace(place, suspended_until=place.since - DAY)
        if place.subject is Subject.ART3 and place.number <= hidden.get(place.since - DAY, 0)
        else place
        for place in places
    ]


def _ended(one: WrittenMeasure, day: date) -> bool:
    return one.kind is MeasureKind.SOSPENSIONE and one.state is MeasureState.IN_FORCE and one.ends_on == day


def _uncovered_without(
    day: date, employer: Situation, written: Written, workers: Sequence[WorkerFacts], parameters: Parameters
) -> int:
    """Places of art. 3 uncovered on ``day`` if the suspensions that end then had not been there."""
    others = replace(written, measures=tuple(one for one in written.measures if not _ended(one, day)))
    try:
        return position(workers, situation_on(employer, others, day), parameters, day).art3.gap
    except Refused:
        return 0  # that day the workforce makes no sense: the general term holds
