"""What a change would do: the same day, the same rules, a workforce that is not there yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import CoverageTitle, ProtectedCategory, Protection, WorkContract
from portal.employers.obligations.rules.position import Position, position
from portal.employers.obligations.rules.titles import counts_for_coverage
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """Heads and weekly hours. ``province`` is where the new people would work.

    ``hire_reserved`` are people with a disability hired through the targeted channel, ``hire_other`` all
    others on permanent contracts; ``end_*`` are contracts that end; ``to_part_time`` people at full time,
    not of the reserved quota, who would pass to ``part_time_hours``.
    """

    province: str
    full_time_hours: Fraction = Fraction(40)
    hire_reserved: int = 0
    hire_reserved_hours: Fraction = Fraction(40)
    hire_other: int = 0
    hire_other_hours: Fraction = Fraction(40)
    end_reserved: int = 0
    end_other: int = 0
    to_part_time: int = 0
    part_time_hours: Fraction = Fraction(20)

    @property
    def empty(self) -> bool:
        return not (
            self.hire_reserved or self.hire_other or self.end_reserved or self.end_other or self.to_part_time
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    today: Position
    then: Position


def what_if(
    workers: Sequence[WorkerFacts], change: Change, head_office: str, parameters: Parameters, on: date
) -> Comparison:
    """Side by side. Raises Refused when more contracts would end than there are."""
    return Comparison(
        position(workers, head_office, parameters, on),
        position(_changed(workers, change, parameters, on), head_office, parameters, on),
    )


def _changed(
    workers: Iterable[WorkerFacts], change: Change, parameters: Parameters, on: date
) -> list[WorkerFacts]:
    present = [worker for worker in workers if worker.works_on(on)]
    reserved = [i for i, worker in enumerate(present) if counts_for_coverage(worker, parameters, on)]
    other = [i for i, worker in enumerate(present) if worker.protection is Protection.NONE]
    _enough(change.end_reserved, len(reserved), "end_reserved", "persone con disabilità")
    _enough(change.end_other, len(other), "end_other", "altre persone")
    gone = {*reserved[: change.end_reserved], *other[: change.end_other]}
    able = [i for i in other if i not in gone and not present[i].part_time]
    _enough(change.to_part_time, len(able), "to_part_time", "persone a tempo pieno")
    shorter = set(able[: change.to_part_time])
    result = [
        replace(worker, weekly_hours=change.part_time_hours) if i in shorter else worker
        for i, worker in enumerate(present)
        if i not in gone
    ]
    result += [_hired_reserved(change, on)] * change.hire_reserved
    result += [_hired(change, on)] * change.hire_other
    return result


def _enough(asked: int, there: int, field: str, who: str) -> None:
    if asked > there:
        raise Refused(f"In organico risultano {there} {who}: non puoi toglierne {asked}.", field=field)


def _hired(change: Change, on: date) -> WorkerFacts:
    return WorkerFacts(
        change.province,
        on,
        contract=WorkContract.PERMANENT,
        weekly_hours=change.hire_other_hours,
        full_time_hours=change.full_time_hours,
    )


def _hired_reserved(change: Change, on: date) -> WorkerFacts:
    """Someone hired through the targeted channel, whatever the category: only the hours make a difference."""
    return replace(
        _hired(change, on),
        weekly_hours=change.hire_reserved_hours,
        protection=Protection.ART1,
        category=ProtectedCategory.D1B,
        coverage_title=CoverageTitle.TARGETED_HIRE,
    )
