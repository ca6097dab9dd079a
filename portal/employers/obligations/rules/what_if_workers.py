"""The workforce of a day after a change that has not happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import CoverageTitle, ProtectedCategory, Protection, WorkContract
from portal.employers.obligations.rules.change import Change
from portal.employers.obligations.rules.titles import counts_for_coverage
from portal.employers.obligations.rules.treatments import NOT_IN_THE_HEADCOUNT, group_of
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

_WEIGHT = {Group.COUNTED: 0, Group.PART_TIME: 1, Group.INTERMITTENT: 1}
_OUT_OF_THE_BASE = 2
"""In which order people are thought of: whole heads of the base, heads by their hours, all others."""


def changed_workers(
    workers: Iterable[WorkerFacts], change: Change, parameters: Parameters, on: date
) -> list[WorkerFacts]:
    """People of the change's province go, or change hours, first; among them those the base counts, since an
    executive or an apprentice would move no figure.

    Raises Refused when more contracts would end, or change hours, than there are.
    """
    present = [worker for worker in workers if worker.works_on(on)]
    groups = [group_of(worker, parameters, on) for worker in present]
    reserved = [i for i, worker in enumerate(present) if counts_for_coverage(worker, parameters, on)]
    other = [
        i
        for i, worker in enumerate(present)
        if worker.protection is Protection.NONE and groups[i] not in NOT_IN_THE_HEADCOUNT
    ]
    reserved.sort(key=lambda i: present[i].province != change.province)
    other.sort(
        key=lambda i: (present[i].province != change.province, _WEIGHT.get(groups[i], _OUT_OF_THE_BASE))
    )
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
    result += [_reserved(change, change.hire_reserved_hours, on)] * change.hire_reserved
    result += [_other(change, change.hire_other_hours, on)] * change.hire_other
    result += [_reserved(change, change.tis_hours, on)] * change.tis_reserved
    result += [_other(change, change.tis_hours, on)] * change.tis_other
    result += [_at_a_body(change, on)] * change.receiving_body
    return result


def _enough(asked: int, there: int, field: str, who: str) -> None:
    if asked > there:
        raise Refused(f"In organico risultano {there} {who}: non puoi toglierne {asked}.", field=field)


def _other(change: Change, hours: Fraction, on: date) -> WorkerFacts:
    return WorkerFacts(
        change.province,
        on,
        contract=WorkContract.PERMANENT,
        weekly_hours=hours,
        full_time_hours=change.full_time_hours,
    )


def _reserved(change: Change, hours: Fraction, on: date) -> WorkerFacts:
    """Someone hired through the targeted channel, whatever the category: only the hours make a difference."""
    return replace(
        _other(change, hours, on),
        protection=Protection.ART1,
        category=ProtectedCategory.D1B,
        coverage_title=CoverageTitle.TARGETED_HIRE,
    )


def _at_a_body(change: Change, on: date) -> WorkerFacts:
    """Someone employed by the receiving body of a convention: covers here, is an employee there (art. 12-bis)."""
    return replace(
        _reserved(change, change.full_time_hours, on),
        contract=WorkContract.RECEIVING_BODY,
        coverage_title=CoverageTitle.RECEIVING_BODY,
    )
