"""The cards of one scope: classes by the ladder, then labels of skills, put together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple
from uuid import UUID

import numpy as np

from portal.candidates.profiles.blind_profile import families, reserved_quota, single_skills
from portal.candidates.profiles.blind_profile.ladder import Integers, Partition, partition
from portal.candidates.profiles.blind_profile.seen import Seen
from portal.candidates.profiles.blind_profile.single_skills import NONE, Skill
from portal.candidates.profiles.blind_profile.steps import PLACE, Labels, OpenKey, Values


class Traits(NamedTuple):
    """What a card is computed from, and nothing else. ``families``: beside those of the ``skills``."""

    profile_id: UUID
    values: Values
    families: Collection[str]
    skills: Collection[str]


class BlindCard(NamedTuple):
    """``families``: shown without a single skill of theirs."""

    profile_id: UUID
    labels: Labels
    families: tuple[str, ...]
    skills: tuple[str, ...]


class LabelHiddenWhy(StrEnum):
    TOO_FEW = "too_few"
    """Fewer than k profiles of the scope share it."""
    OVER_LIMIT = "over_limit"
    """A card holds five labels at most, three of them single skills; the commonest stay."""
    TELLS_APART = "tells_apart"
    """Together with the other labels of the card, too few share it."""


@dataclass(frozen=True, slots=True)
class HiddenLabel:
    """A family, or a skill whose family shows in its place. ``sharing``: profiles of the scope that have it."""

    code: str
    why: LabelHiddenWhy
    sharing: int


@dataclass(frozen=True, slots=True)
class Built:
    """``cards`` in the order of the profiles; none when the scope is under k.

    ``seen`` and ``hidden`` tell of the traced profile only.
    """

    cards: tuple[BlindCard, ...] = ()
    open_keys: frozenset[OpenKey] = frozenset()
    seen: tuple[Seen, ...] = ()
    hidden: tuple[HiddenLabel, ...] = ()
    quota_held_back: bool = False
    """Fitness for the reserved quota was asked for, but would have told too much."""


def build_cards(
    profiles: Sequence[Traits],
    k: int,
    *,
    family_of: Mapping[str, str],
    open_before: Collection[OpenKey] = (),
    epoch: bool,
    cohorts: Mapping[UUID, int] | None = None,
    trace: UUID | None = None,
) -> Built:
    """``family_of``: of every skill. ``cohorts``: by profile the crowd it could not be told from for 30 days."""
    if len(profiles) < k:
        return Built()
    place = next((at for at, one in enumerate(profiles) if one.profile_id == trace), None)
    crowds = None
    if cohorts:
        crowds = np.array([cohorts.get(one.profile_id, -1) for one in profiles], np.int64)
    columns = list(zip(*(one.values for one in profiles), strict=True))
    found = partition(columns, k, open_before=open_before, epoch=epoch, cohorts=crowds, trace=place)
    held_back = reserved_quota.tells_too_much(columns, found)
    if held_back:
        columns[PLACE["reserved_quota"]] = (None,) * len(profiles)
        found = partition(columns, k, open_before=open_before, epoch=epoch, cohorts=crowds, trace=place)
    labels = _Labels(profiles, found.class_of, family_of, k)
    return Built(
        labels.cards(profiles, found),
        frozenset(found.open_keys),
        tuple(found.seen),
        labels.hidden(profiles[place], place) if place is not None else (),
        held_back,
    )


class _Labels:
    def __init__(
        self, profiles: Sequence[Traits], class_of: Integers, family_of: Mapping[str, str], k: int
    ) -> None:
        self._k, self._family_of = k, family_of
        self._codes = sorted(set(family_of.values()))
        self._bit = {code: 1 << place for place, code in enumerate(self._codes)}
        self._holders = _holders([one.skills for one in profiles])
        self._masks = np.zeros(len(profiles), np.int64)
        for code, some in self._holders.items():
            self._masks[some] |= self._bit[family_of[code]]
        for code, some in _holders([one.families for one in profiles]).items():
            self._masks[some] |= self._bit[code]
        self._common = families.Commonness.among(self._masks)
        self._start = families.start(self._masks, self._common)
        self._kept = families.keep(class_of, self._start, self._common, k)
        self._skills = [
            Skill(code, self._codes.index(family_of[code]), some) for code, some in self._holders.items()
        ]
        self._single = single_skills.refine(class_of, self._kept, self._skills, k)

    def cards(self, profiles: Sequence[Traits], found: Partition) -> tuple[BlindCard, ...]:
        shown = [one.shown for one in found.classes]
        first, kind = single_skills.alike(self._kept, self._single)
        drawn = [self._drawn(int(self._kept[at]), self._single[at].tolist()) for at in first.tolist()]
        return tuple(
            BlindCard(one.profile_id, shown[number], *drawn[which])
            for one, number, which in zip(profiles, found.class_of.tolist(), kind.tolist(), strict=True)
        )

    def _drawn(self, mask: int, single: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """In the order of their codes: an order by commonness would tell of labels that no card shows."""
        skills = sorted(self._skills[place].code for place in single if place != NONE)
        replaced = {self._family_of[code] for code in skills}
        alone = [code for code in self._codes if mask & self._bit[code] and code not in replaced]
        return tuple(alone), tuple(skills)

    def hidden(self, one: Traits, at: int) -> tuple[HiddenLabel, ...]:
        kept, start = int(self._kept[at]), int(self._start[at])
        told = []
        for family in (code for code in self._codes if self._masks[at] & self._bit[code]):
            sharing = int(self._common.of[self._codes.index(family)])
            if not kept & self._bit[family]:
                why = self._why(sharing, over=not start & self._bit[family])
                told.append(HiddenLabel(family, why, sharing))
        _, shown = self._drawn(kept, self._single[at].tolist())
        for code in sorted(set(one.skills) - set(shown)):
            family = self._family_of[code]
            if kept & self._bit[family]:
                sharing = len(self._holders[code])
                full = len(shown) == single_skills.MOST_SKILLS or family in map(self._family_of.get, shown)
                told.append(HiddenLabel(code, self._why(sharing, over=full), sharing))
        return tuple(told)

    def _why(self, sharing: int, *, over: bool) -> LabelHiddenWhy:
        if sharing < self._k:
            return LabelHiddenWhy.TOO_FEW
        return LabelHiddenWhy.OVER_LIMIT if over else LabelHiddenWhy.TELLS_APART


def _holders(lists: Sequence[Collection[str]]) -> dict[str, Integers]:
    """By code, in their order, the places of those that list it."""
    codes = sorted(set(chain.from_iterable(lists)))
    number = {code: place for place, code in enumerate(codes)}
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    # small numbers, which are sorted by their digits
    listed = np.fromiter(map(number.__getitem__, chain.from_iterable(lists)), np.int16, int(sizes.sum()))
    places = np.repeat(np.arange(len(lists)), sizes)[np.argsort(listed, kind="stable")]
    ends = np.cumsum(np.bincount(listed, minlength=len(codes)))
    return dict(zip(codes, np.split(places, ends[:-1]), strict=True)) if codes else {}
