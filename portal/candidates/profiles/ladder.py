"""The ordered ladder: which quasi-identifiers a card may show, so that she is one of at least k. Pure.

Source: anonymisation.md §3. Fields open one step after the other, always in the same order, from the coarsest
and most useful to the finest. Everybody in one class shows the same fields, and a class has at least k members,
because its members are told by their values alone: knowing the algorithm leaves k cards all the same.

- A value opens in an epoch run only, when 2k of the node share it and the guard accepts; it stays open while k do.
- Who has no open value forms the residual, which shows no label of that step; a residual of 1 to k-1 closes values.
- The result depends on the set of profiles, what was open before and the kind of run: not on order or ids.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

OpenKey = tuple[str, str, str]
"""Path of the node, name of the step, value."""

RESIDUAL = "–"
"""In a path: those without a label of that step."""


@dataclass(frozen=True, slots=True)
class Step:
    """``level`` 1 is the coarsest of its field; a finer level is shown only where the coarser one is."""

    name: str
    field: str
    level: int


STEPS: tuple[Step, ...] = (
    Step("region", "area", 1),
    Step("profession_macro", "profession", 1),
    Step("province", "area", 2),
    Step("reserved_quota", "reserved_quota", 1),
    Step("working_time", "working_time", 1),
    Step("profession_1", "profession", 2),
    Step("education_3", "education", 1),
    Step("licence", "licence", 1),
    Step("basin", "area", 3),
    Step("experience_2", "experience", 1),
    Step("age_3", "age", 1),
    Step("profession_2", "profession", 3),
    Step("education_4", "education", 2),
    Step("experience_4", "experience", 2),
    Step("age_5", "age", 2),
)

Values = Sequence[str | None]
"""One for each step; None where nothing is known, or the field is switched off."""


class HiddenWhy(StrEnum):
    NOT_STATED = "not_stated"
    TOO_FEW = "too_few"
    """Fewer of the node share it than a value needs to stay, or to open."""
    NOT_YET = "not_yet"
    """Enough share it, but values open at the beginning of an epoch only."""
    GUARD = "guard"
    """It would leave some who were alike for the last weeks with fewer than k."""
    PROTECTS_OTHERS = "protects_others"
    """Enough share it, but those without it would be fewer than k."""
    COARSER_HIDDEN = "coarser_hidden"
    """The coarser level of the same field is not shown."""
    CLASS_REACHED = "class_reached"
    """Those who show the same so far are fewer than 2k: nothing finer is tried."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One step on a profile's way: whether its value shows, or why not. ``sharing`` of the node, needed ``needs``."""

    step: Step
    value: str | None
    hidden: HiddenWhy | None
    sharing: int = 0
    needs: int = 0


@dataclass(frozen=True, slots=True)
class Class:
    """Profiles that show the same. ``labels``: by field the level and the value; absent is «non indicato»."""

    path: str
    labels: Mapping[str, tuple[int, str]]
    members: tuple[UUID, ...]


@dataclass(slots=True)
class Partition:
    """``classes`` empty: the scope is under k. ``seen``: the way of the traced profile."""

    classes: list[Class] = field(default_factory=list)
    open_keys: set[OpenKey] = field(default_factory=set)
    seen: list[Seen] = field(default_factory=list)


def partition(
    profiles: Mapping[UUID, Values],
    k: int,
    *,
    open_before: Iterable[OpenKey] = (),
    epoch: bool,
    cohorts: Mapping[UUID, Hashable] | None = None,
    trace: UUID | None = None,
) -> Partition:
    """Classes of one scope. ``cohorts``: who was in one class with whom in every release of the last 30 days."""
    done = Partition()
    if len(profiles) < k:
        return done
    _Run(profiles, k, frozenset(open_before), epoch, cohorts or {}, trace, done).all()
    return done


class _Run:
    """Profiles are numbers here: hashing their ids at every step would cost most of the time."""

    def __init__(
        self,
        profiles: Mapping[UUID, Values],
        k: int,
        open_before: frozenset[OpenKey],
        epoch: bool,
        cohorts: Mapping[UUID, Hashable],
        trace: UUID | None,
        done: Partition,
    ) -> None:
        self._ids = list(profiles)
        self._columns = list(zip(*profiles.values(), strict=True))
        self._k, self._open_before, self._epoch = k, open_before, epoch
        self._cohorts = [cohorts.get(one) for one in self._ids] if cohorts else []
        sizes = Counter(one for one in self._cohorts if one is not None)
        self._whole = frozenset(cohort for cohort, size in sizes.items() if size >= k)
        self._trace = self._ids.index(trace) if trace is not None else None
        self._done = done

    def all(self) -> None:
        self._node("", {}, list(range(len(self._ids))), 0, traced=self._trace is not None)

    def _node(
        self, path: str, labels: dict[str, tuple[int, str]], members: list[int], place: int, *, traced: bool
    ) -> None:
        groups: dict[str | None, list[int]] = {}
        opened: set[str] = set()
        while not opened:
            if len(members) < 2 * self._k or place == len(STEPS):
                self._close(path, labels, members, place, traced=traced)
                return
            step = STEPS[place]
            if step.level > 1 and labels.get(step.field, (0, ""))[0] != step.level - 1:
                if traced:
                    self._note(place, HiddenWhy.COARSER_HIDDEN)
            else:
                groups = self._groups(members, place)
                opened = self._opened(path, place, groups, len(members), traced=traced)
            place += 1
        own = self._columns[place - 1][self._trace] if traced and self._trace is not None else None
        for value in sorted(opened):
            self._done.open_keys.add((path, step.name, value))
            shown = {**labels, step.field: (step.level, value)}
            self._node(
                f"{path}/{step.name}={value}", shown, groups[value], place, traced=traced and own == value
            )
        residual = [one for value, some in groups.items() if value not in opened for one in some]
        if residual:
            self._node(
                f"{path}/{step.name}={RESIDUAL}", labels, residual, place, traced=traced and own not in opened
            )

    def _close(
        self, path: str, labels: dict[str, tuple[int, str]], members: list[int], place: int, *, traced: bool
    ) -> None:
        self._done.classes.append(Class(path, labels, tuple(self._ids[one] for one in members)))
        if traced:
            for finer in range(place, len(STEPS)):
                self._note(finer, HiddenWhy.CLASS_REACHED)

    def _groups(self, members: list[int], place: int) -> dict[str | None, list[int]]:
        column = self._columns[place]
        groups: dict[str | None, list[int]] = defaultdict(list)
        for one in members:
            groups[column[one]].append(one)
        return groups

    def _opened(
        self, path: str, place: int, groups: dict[str | None, list[int]], total: int, *, traced: bool
    ) -> set[str]:
        """Values of the node that show; for the traced profile also why its own does not."""
        k, name = self._k, STEPS[place].name
        why: dict[str, HiddenWhy] = {}
        values = sorted(value for value in groups if value is not None)
        kept = {one for one in values if len(groups[one]) >= k and (path, name, one) in self._open_before}
        fresh: set[str] = set()
        remaining: Counter[Hashable] | None = None
        for value in values:
            members = groups[value]
            if value in kept:
                continue
            if len(members) < (2 * k if self._epoch else k):
                why[value] = HiddenWhy.TOO_FEW
            elif not self._epoch:
                why[value] = HiddenWhy.NOT_YET
            elif not self._whole:
                fresh.add(value)
            else:
                if remaining is None:
                    remaining = self._of_cohorts(
                        one for other, some in groups.items() if other not in kept for one in some
                    )
                mine = self._of_cohorts(members)
                if self._splits(mine, remaining):
                    why[value] = HiddenWhy.GUARD
                else:
                    fresh.add(value)
                    remaining -= mine
        opened = kept | fresh
        rest = total - sum(len(groups[value]) for value in opened)
        while 0 < rest < k and opened:
            closing = min(opened, key=lambda one: (one not in fresh, len(groups[one]), one))
            opened.remove(closing)
            why[closing] = HiddenWhy.PROTECTS_OTHERS
            rest += len(groups[closing])
        if traced and self._trace is not None:
            own = self._columns[place][self._trace]
            reason = None if own in opened else why.get(own or "", HiddenWhy.NOT_STATED)
            needs = 2 * k if reason is HiddenWhy.TOO_FEW and self._epoch else k
            self._done.seen.append(Seen(STEPS[place], own, reason, len(groups[own]), needs))
        return opened

    def _of_cohorts(self, members: Iterable[int]) -> Counter[Hashable]:
        """How many of each cohort of k or more are among them."""
        of = (self._cohorts[one] for one in members)
        return Counter(cohort for cohort in of if cohort in self._whole)

    def _splits(self, mine: Counter[Hashable], remaining: Counter[Hashable]) -> bool:
        """Whether opening would leave a part under k of some cohort that is still k together in this node."""
        for cohort, inside in mine.items():
            together = remaining[cohort]
            if together >= self._k and (inside < self._k or 0 < together - inside < self._k):
                return True
        return False

    def _note(self, place: int, why: HiddenWhy) -> None:
        assert self._trace is not None
        value = self._columns[place][self._trace]
        reason = HiddenWhy.NOT_STATED if value is None else why
        self._done.seen.append(Seen(STEPS[place], value, reason))
