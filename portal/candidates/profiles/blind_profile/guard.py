"""The guard: no value opens if it would tell apart people who were alike for the last 30 days.

A cohort is people who were in one class together in every release of those days. Whoever kept the releases knows
them as one crowd; a value that splits k or more of them, so that a part is under k, is refused (anonymisation.md
§3). Candidates are tried one by one, in the order of their codes; what the values kept from before split already
is not held against them, and those who are still k together are protected.
"""

import numpy as np
from numpy.typing import NDArray

from portal.candidates.profiles.blind_profile.groups import Groups

Integers = NDArray[np.int64]
NOBODY = -1


class Guard:
    def __init__(self, k: int, cohorts: Integers | None) -> None:
        """``cohorts``: a number for each profile, -1 for who was not there or has no companion."""
        self._k = k
        self._cohort: Integers | None = None
        if cohorts is None or not len(cohorts):
            return
        sizes = np.bincount(cohorts + 1)
        whole = sizes >= k
        whole[0] = False
        if whole.any():
            self._cohort = np.where(whole[cohorts + 1], cohorts, NOBODY)

    def refused(
        self, groups: Groups, kept: NDArray[np.bool_], fresh: NDArray[np.bool_], members: Integers
    ) -> NDArray[np.bool_]:
        """Which of the candidates ``fresh`` may not open beside the values ``kept`` from before."""
        refused = np.zeros(len(fresh), bool)
        if self._cohort is None or not fresh.any():
            return refused
        tried = np.zeros(len(groups.first), bool)
        tried[groups.position[fresh]] = True
        cohort = self._cohort[members]
        there = (cohort != NOBODY) & tried[groups.position[groups.of]] & ~kept[groups.of]
        if not there.any():
            return refused
        parts = self._parts(groups.of[there], cohort[there])
        for position in np.flatnonzero(tried).tolist():
            own = {group: parts[group] for group in groups.at(position) if group in parts}
            together: dict[int, int] = {}
            for part in own.values():
                for number, count in part:
                    together[number] = together.get(number, 0) + count
            for group in groups.at(position):
                if not fresh[group] or group not in own:
                    continue
                if self._splits(own[group], together):
                    refused[group] = True
                    continue
                for number, count in own[group]:
                    together[number] -= count
        return refused

    def _splits(self, part: list[tuple[int, int]], together: dict[int, int]) -> bool:
        k = self._k
        return any(
            together[number] >= k and (inside < k or 0 < together[number] - inside < k)
            for number, inside in part
        )

    @staticmethod
    def _parts(group: Integers, cohort: Integers) -> dict[int, list[tuple[int, int]]]:
        """By group, how many of each cohort are in it."""
        width = int(cohort.max()) + 1
        keys, counts = np.unique(group * width + cohort, return_counts=True)
        parts: dict[int, list[tuple[int, int]]] = {}
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
            parts.setdefault(key // width, []).append((key % width, count))
        return parts
