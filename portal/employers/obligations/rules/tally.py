"""A running count of figures: people come and go, one day after another."""

from portal.employers.obligations.rules.figures import (
    ZERO,
    Figures,
    Reductions,
    merged,
    sum_of_reductions,
)
from portal.employers.obligations.vocabulary import Group


class Tally:
    """The sum of what was added; ``times`` -1 takes away. Quicker than a new ``Figures`` a day and a worker."""

    __slots__ = (
        "_agency",
        "_art3_only",
        "_art18_for_base",
        "_art18_in_force",
        "_art18_only",
        "_art18_since_2000",
        "_covering_full",
        "_covering_part",
        "_covering_part_small",
        "_dependants",
        "_disabled_heads",
        "_excluded",
        "_framework",
        "_intermittent_heads",
        "_intermittent_sum",
        "_part_time_heads",
        "_part_time_sum",
        "_receiving_body",
        "_telework",
    )

    def __init__(self) -> None:
        self._dependants = self._agency = self._disabled_heads = self._telework = 0
        self._art18_for_base = self._art18_in_force = self._art18_since_2000 = 0
        self._part_time_heads = self._intermittent_heads = self._covering_full = 0
        self._part_time_sum = self._intermittent_sum = ZERO
        self._covering_part = self._covering_part_small = self._receiving_body = self._framework = ZERO
        self._excluded: dict[Group, int] = {}
        self._art3_only: Reductions | None = None
        self._art18_only: Reductions | None = None

    def add(self, one: Figures, times: int = 1) -> None:
        self._dependants += times * one.dependants
        if one.part_time_heads:
            self._part_time_heads += times * one.part_time_heads
            self._part_time_sum += times * one.part_time_sum
        if one.excluded:
            self._excluded = merged(self._excluded, one.excluded, times)
        self._agency += times * one.agency
        self._telework += times * one.telework
        if one.disabled_heads or one.covering_full or one.covering_part or one.covering_part_small:
            self._disabled_heads += times * one.disabled_heads
            self._covering_full += times * one.covering_full
            self._covering_part += times * one.covering_part
            self._covering_part_small += times * one.covering_part_small
            self._receiving_body += times * one.receiving_body
            self._framework += times * one.framework
        if one.art18_in_force:
            self._art18_for_base += times * one.art18_for_base
            self._art18_in_force += times * one.art18_in_force
            self._art18_since_2000 += times * one.art18_since_2000
        if one.intermittent_heads:
            self._intermittent_heads += times * one.intermittent_heads
            self._intermittent_sum += times * one.intermittent_sum
        if one.art3_only is not None:
            self._art3_only = sum_of_reductions(self._art3_only or Reductions(), one.art3_only, times)
        if one.art18_only is not None:
            self._art18_only = sum_of_reductions(self._art18_only or Reductions(), one.art18_only, times)

    def figures(self) -> Figures:
        return Figures(
            self._dependants,
            self._agency,
            self._disabled_heads,
            self._excluded,
            self._telework,
            self._art18_for_base,
            self._art18_in_force,
            self._part_time_heads,
            self._part_time_sum,
            self._covering_full,
            self._covering_part,
            self._covering_part_small,
            self._intermittent_heads,
            self._intermittent_sum,
            self._receiving_body,
            self._framework,
            self._art18_since_2000,
            self._art3_only,
            self._art18_only,
        )
