"""The blind profile: which fields of a person a card may show, so that she is one of at least k.

Source: anonymisation.md §3, first steps of its ladder: the scope (a region), then the occupation group, then
the families of skills. Guarantees, for the cards of one scope together:

- under k profiles nothing is published;
- every filter on fields, alone or joined, finds no card or at least k: each shown set of families is, within
  its occupation group, on at least k cards, and so is each of its subsets;
- the result depends on the set of traits only: neither order nor ids matter.

Coarsening after a withdrawal is the same function fed with what the cards showed: a label not shown before
is not there to open again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from uuid import UUID

MAX_FAMILIES = 5

Families = frozenset[str]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a card is computed from, and nothing else. ``group`` None: may not be shown any more."""

    profile_id: UUID
    group: str | None
    families: Families


class HiddenWhy(StrEnum):
    TOO_FEW = "too_few"
    """Fewer than k profiles of the scope share it."""
    PROTECTS_OTHERS = "protects_others"
    """Enough share it, but those without it would be fewer than k."""
    OVER_LIMIT = "over_limit"
    """A card holds five families at most; the commonest stay."""
    TELLS_APART = "tells_apart"
    """Together with the other families of the card, fewer than k share it."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """One trait that the card leaves out. ``sharing``: how many profiles of the scope have it, this one included."""

    field: str
    value: str
    why: HiddenWhy
    sharing: int


@dataclass(frozen=True, slots=True)
class BlindCard:
    profile_id: UUID
    group: str | None
    families: tuple[str, ...]
    hidden: tuple[Hidden, ...]


def build_cards(profiles: Iterable[Traits], k: int) -> tuple[BlindCard, ...]:
    """The cards of one scope, in the order of the profiles' ids; none when the scope is under ``k``."""
    traits = sorted(profiles, key=lambda one: one.profile_id)
    if len(traits) < k:
        return ()
    groups = Counter(one.group for one in traits if one.group is not None)
    shown = _open_groups(groups, len(traits), k)
    commonness = Counter(family for one in traits for family in one.families)
    started = {one.families: _commonest(one.families, commonness) for one in traits}
    kept = _keep_families(
        Counter((one.group if one.group in shown else None, started[one.families]) for one in traits),
        commonness,
        k,
    )
    return tuple(_card(one, shown, groups, started[one.families], kept, commonness, k) for one in traits)


def _open_groups(groups: Mapping[str, int], total: int, k: int) -> frozenset[str]:
    """Groups that may be shown: each on k cards, and those without a group none, or k."""
    opened = {group for group, count in groups.items() if count >= k}
    rest = total - sum(groups[group] for group in opened)
    while 0 < rest < k and opened:
        smallest = min(opened, key=lambda group: (groups[group], group))
        opened.remove(smallest)
        rest += groups[smallest]
    return frozenset(opened)


def _commonest(families: Families, commonness: Mapping[str, int]) -> Families:
    ordered = sorted(families, key=lambda family: (-commonness[family], family))
    return frozenset(ordered[:MAX_FAMILIES])


Kind = tuple[str | None, Families]
"""A shown group and the families a card starts from: cards of one kind are treated alike."""


def _keep_families(kinds: Mapping[Kind, int], commonness: Mapping[str, int], k: int) -> dict[Kind, Families]:
    """The families each kind of card keeps. Every round drops at most one family from each failing kind, all at
    once, so the outcome does not depend on which is looked at first; labels only vanish, so rounds end."""
    kept = {kind: kind[1] for kind in kinds}
    while True:
        counts = _subset_counts(kinds, kept)
        changed = False
        for kind, families in kept.items():
            failing = [subset for subset in _subsets(families) if counts[kind[0], subset] < k]
            if failing:
                kept[kind] = families - {_most_failing(families, failing, commonness)}
                changed = True
        if not changed:
            return kept


def _subset_counts(
    kinds: Mapping[Kind, int], kept: Mapping[Kind, Families]
) -> Counter[tuple[str | None, Families]]:
    """On how many cards of a group each set of families stands, alone or within a larger one."""
    alike: Counter[tuple[str | None, Families]] = Counter()
    for kind, count in kinds.items():
        alike[kind[0], kept[kind]] += count
    counts: Counter[tuple[str | None, Families]] = Counter()
    for (group, families), count in alike.items():
        for subset in _subsets(families):
            counts[group, subset] += count
    return counts


def _subsets(families: Families) -> Iterable[Families]:
    ordered = sorted(families)
    for size in range(1, len(ordered) + 1):
        for subset in combinations(ordered, size):
            yield frozenset(subset)


def _most_failing(families: Families, failing: list[Families], commonness: Mapping[str, int]) -> str:
    """The family in most failing sets; then the rarest in the scope; then the last by code."""
    return max(
        families, key=lambda family: (sum(family in one for one in failing), -commonness[family], family)
    )


def _card(
    one: Traits,
    shown: frozenset[str],
    groups: Mapping[str, int],
    started: Families,
    kept: Mapping[Kind, Families],
    commonness: Mapping[str, int],
    k: int,
) -> BlindCard:
    group = one.group if one.group in shown else None
    families = kept[group, started]
    hidden: list[Hidden] = []
    if one.group is not None and group is None:
        why = HiddenWhy.TOO_FEW if groups[one.group] < k else HiddenWhy.PROTECTS_OTHERS
        hidden.append(Hidden("profession_group", one.group, why, groups[one.group]))
    for family in sorted(one.families - families):
        if family not in started:
            why = HiddenWhy.OVER_LIMIT
        else:
            why = HiddenWhy.TOO_FEW if commonness[family] < k else HiddenWhy.TELLS_APART
        hidden.append(Hidden("families", family, why, commonness[family]))
    # In the order of their codes: an order by commonness would tell of labels that no card shows.
    return BlindCard(one.profile_id, group, tuple(sorted(families)), tuple(hidden))
