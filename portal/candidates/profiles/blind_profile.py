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
    traits = sorted(profiles, key=lambda one: one.profile_id.int)
    if len(traits) < k:
        return ()
    # Whoever has the same traits has the same card: each is worked out once.
    alike = Counter((one.group, one.families) for one in traits)
    groups: Counter[str] = Counter()
    commonness: Counter[str] = Counter()
    for (group, families), count in alike.items():
        if group is not None:
            groups[group] += count
        commonness.update(dict.fromkeys(families, count))
    shown = _open_groups(groups, len(traits), k)
    started = {families: _commonest(families, commonness) for _, families in alike}
    kinds: Counter[Kind] = Counter()
    for (group, families), count in alike.items():
        kinds[group if group in shown else None, started[families]] += count
    kept = _keep_families(kinds, commonness, k)
    drawn = {}
    for group, families in alike:
        label = group if group in shown else None
        stays = kept[label, started[families]]
        reasons = _hidden(group, label, families, started[families], stays, groups, commonness, k)
        # In the order of their codes: an order by commonness would tell of labels that no card shows.
        drawn[group, families] = (label, tuple(sorted(stays)), reasons)
    return tuple(BlindCard(one.profile_id, *drawn[one.group, one.families]) for one in traits)


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
    """The families each kind of card keeps.

    Every round drops at most one family from each failing set, all at once, so the outcome does not depend on
    which is looked at first; labels only vanish, so rounds end. Sets are bits of a number, for speed.
    """
    # The last to be dropped has the lowest bit: the commonest, then the first by code.
    order = sorted(commonness, key=lambda family: (-commonness[family], family))
    bit = {family: 1 << place for place, family in enumerate(order)}
    by_group: dict[str | None, dict[int, int]] = {}
    for (group, families), count in kinds.items():
        by_group.setdefault(group, {})[sum(bit[family] for family in families)] = count
    settled = {group: _settle(counts, k) for group, counts in by_group.items()}
    kept = {}
    for group, families in kinds:
        mask = settled[group][sum(bit[family] for family in families)]
        kept[group, families] = frozenset(family for family in families if mask & bit[family])
    return kept


def _settle(counts: Mapping[int, int], k: int) -> dict[int, int]:
    """Within one group: the set each set of families ends as."""
    kept = {mask: mask for mask in counts}
    while True:
        standing: Counter[int] = Counter()
        for start, count in counts.items():
            standing[kept[start]] += count
        on_cards: Counter[int] = Counter()
        for mask, count in standing.items():
            for subset in _subsets(mask):
                on_cards[subset] += count
        smaller = {mask: _without_the_worst(mask, on_cards, k) for mask in standing}
        if all(mask == less for mask, less in smaller.items()):
            return kept
        kept = {start: smaller[mask] for start, mask in kept.items()}


def _subsets(mask: int) -> Iterable[int]:
    subset = mask
    while subset:
        yield subset
        subset = (subset - 1) & mask


def _without_the_worst(mask: int, on_cards: Mapping[int, int], k: int) -> int:
    """The set less the family in most of its subsets under ``k``; of several, the rarest, then the last by code."""
    failing = [subset for subset in _subsets(mask) if on_cards[subset] < k]
    if not failing:
        return mask
    worst, most = 0, 0
    for place in range(mask.bit_length()):
        one = 1 << place
        if mask & one:
            among = sum(1 for subset in failing if subset & one)
            if among >= most:
                worst, most = one, among
    return mask & ~worst


def _hidden(
    group: str | None,
    label: str | None,
    families: Families,
    started: Families,
    stays: Families,
    groups: Mapping[str, int],
    commonness: Mapping[str, int],
    k: int,
) -> tuple[Hidden, ...]:
    hidden: list[Hidden] = []
    if group is not None and label is None:
        why = HiddenWhy.TOO_FEW if groups[group] < k else HiddenWhy.PROTECTS_OTHERS
        hidden.append(Hidden("profession_group", group, why, groups[group]))
    for family in sorted(families - stays):
        if family not in started:
            why = HiddenWhy.OVER_LIMIT
        else:
            why = HiddenWhy.TOO_FEW if commonness[family] < k else HiddenWhy.TELLS_APART
        hidden.append(Hidden("families", family, why, commonness[family]))
    return tuple(hidden)
