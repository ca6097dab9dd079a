"""The reserved places of art. 3 by how they are met, adding up to the quota."""

from dataclasses import dataclass

from portal.employers.obligations.rules.scopertura import Scopertura


@dataclass(frozen=True, slots=True)
class MetBy:
    """``planned``: scheduled by a convention or not yet due under the gradualità; ``relieved``: exempted, suspended,
    or covered by another province, another company of the group or art. 18 surplus."""

    in_force: int
    planned: int
    relieved: int
    uncovered: int


def met_by(there: Scopertura) -> MetBy:
    uncovered = min(there.gap, there.quota)
    planned = min(there.in_convention + there.gradual, there.quota - uncovered)
    in_force = min(there.in_force, there.quota - uncovered - planned)
    return MetBy(in_force, planned, there.quota - uncovered - planned - in_force, uncovered)
