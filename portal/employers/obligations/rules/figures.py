"""Figures of a province: what the workforce comes to, before any threshold is asked."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

from portal.employers.obligations.vocabulary import Group, Subject

ZERO = Fraction(0)


class Reductions(msgspec.Struct, frozen=True):
    """What leaves a base: heads by group, and hours whose exact sums are rounded once over the nation.

    ``art18_for_base`` are the art. 18 workers nothing else takes out. Sums are whole-worker units: hours over
    the full-time hours of the collective agreement.
    """

    excluded: dict[Group, int] = {}
    telework: int = 0
    art18_for_base: int = 0
    part_time_heads: int = 0
    part_time_sum: Fraction = ZERO
    intermittent_heads: int = 0
    intermittent_sum: Fraction = ZERO


class Figures(msgspec.Struct, frozen=True):
    """Heads are whole persons; sums are exact fractions, rounded only where the law rounds.

    ``excluded`` … ``intermittent_sum`` leave both bases, as in ``Reductions``; ``art3_only`` and ``art18_only``
    are what leaves one base alone (exclusions by sector). ``dependants`` is the headcount; ``agency`` those who
    work here and are not employees. ``disabled_heads`` are employees counted for the quota.

    ``covering_full`` counts whole workers who cover, ``covering_part`` sums the values of part-time ones;
    ``covering_part_small`` is the same sum under the rule of companies from 15 to 35 (DPR 333/2000 art. 3 c. 5).
    All three hold also ``receiving_body`` (art. 12-bis) and ``framework`` (art. 14), the values of those a
    receiving body employs, which cover up to a cap. ``art18_since_2000``: art. 18 workers in force since
    17 January 2000.
    """

    dependants: int = 0
    agency: int = 0
    disabled_heads: int = 0
    excluded: dict[Group, int] = {}
    telework: int = 0
    art18_for_base: int = 0
    art18_in_force: int = 0
    part_time_heads: int = 0
    part_time_sum: Fraction = ZERO
    covering_full: int = 0
    covering_part: Fraction = ZERO
    covering_part_small: Fraction = ZERO
    intermittent_heads: int = 0
    intermittent_sum: Fraction = ZERO
    receiving_body: Fraction = ZERO
    framework: Fraction = ZERO
    art18_since_2000: int = 0
    art3_only: Reductions | None = None
    art18_only: Reductions | None = None

    @property
    def bases_differ(self) -> bool:
        """Whether someone leaves the base of art. 3 or that of art. 18 alone."""
        return self.art3_only is not None or self.art18_only is not None

    def leaving(self, subject: Subject) -> Reductions:
        """All that leaves the base of that subject."""
        only = self.art3_only if subject is Subject.ART3 else self.art18_only
        both = Reductions(
            self.excluded,
            self.telework,
            self.art18_for_base,
            self.part_time_heads,
            self.part_time_sum,
            self.intermittent_heads,
            self.intermittent_sum,
        )
        return both if only is None else sum_of_reductions(both, only, 1)

    def __add__(self, other: "Figures") -> "Figures":
        return combined(self, other, 1)

    def __sub__(self, other: "Figures") -> "Figures":
        return combined(self, other, -1)


def combined(one: Figures, other: Figures, times: int) -> Figures:
    """``one`` and so many times ``other``; the sums of a field nobody fills stay as they are."""
    return Figures(
        one.dependants + times * other.dependants,
        one.agency + times * other.agency,
        one.disabled_heads + times * other.disabled_heads,
        merged(one.excluded, other.excluded, times) if other.excluded else one.excluded,
        one.telework + times * other.telework,
        one.art18_for_base + times * other.art18_for_base,
        one.art18_in_force + times * other.art18_in_force,
        one.part_time_heads + times * other.part_time_heads,
        _plus(one.part_time_sum, other.part_time_sum, times) if other.part_time_heads else one.part_time_sum,
        one.covering_full + times * other.covering_full,
        _plus(one.covering_part, other.covering_part, times) if other.covering_part else one.covering_part,
        _plus(one.covering_part_small, other.covering_part_small, times)
        if other.covering_part_small
        else one.covering_part_small,
        one.intermittent_heads + times * other.intermittent_heads,
        _plus(one.intermittent_sum, other.intermittent_sum, times)
        if other.intermittent_heads
        else one.intermittent_sum,
        _plus(one.receiving_body, other.receiving_body, times)
        if other.receiving_body
        else one.receiving_body,
        _plus(one.framework, other.framework, times) if other.framework else one.framework,
        one.art18_since_2000 + times * other.art18_since_2000,
        _only(one.art3_only, other.art3_only, times),
        _only(one.art18_only, other.art18_only, times),
    )


def _plus(one: Fraction, other: Fraction, times: int) -> Fraction:
    return one + other if times == 1 else one + times * other


def _only(one: Reductions | None, other: Reductions | None, times: int) -> Reductions | None:
    return one if other is None else sum_of_reductions(one or Reductions(), other, times)


def sum_of_reductions(one: Reductions, other: Reductions, times: int) -> Reductions:
    return Reductions(
        merged(one.excluded, other.excluded, times),
        one.telework + times * other.telework,
        one.art18_for_base + times * other.art18_for_base,
        one.part_time_heads + times * other.part_time_heads,
        one.part_time_sum + times * other.part_time_sum,
        one.intermittent_heads + times * other.intermittent_heads,
        one.intermittent_sum + times * other.intermittent_sum,
    )


def merged(one: Mapping[Group, int], other: Mapping[Group, int], times: int) -> dict[Group, int]:
    heads = dict(one)
    for group, count in other.items():
        heads[group] = heads.get(group, 0) + times * count
    return heads


def total(provinces: Iterable[Figures]) -> Figures:
    sum_: Figures | None = None
    for figures in provinces:
        sum_ = figures if sum_ is None else combined(sum_, figures, 1)
    return Figures() if sum_ is None else sum_
