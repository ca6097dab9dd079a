"""The ordered ladder: which quasi-identifiers a card may show, so that she is one of at least k.

Source: anonymisation.md §3. Fields open one step after the other, always in the same order, from the coarsest
and most useful to the finest. Everybody in one class shows the same fields, and a class has at least k members,
because its members are told by their values alone: knowing the algorithm leaves k cards all the same.

- A value opens in an epoch run only, when 2k of the node share it and the guard accepts; it stays open while k do.
- Who has no open value forms the residual, which shows no label of that step; a residual of 1 to k-1 closes values.
- The result depends on the set of profiles, what was open before and the kind of run: not on order or ids.

Nodes do not touch each other, so every step is taken by all nodes at once, in columns.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from portal.candidates.profiles.blind_profile.groups import Groups
from portal.candidates.profiles.blind_profile.guard import Guard
from portal.candidates.profiles.blind_profile.seen import HiddenWhy, Seen
from portal.candidates.profiles.blind_profile.steps import RESIDUAL, STEPS, Labels, OpenKey
from portal.candidates.profiles.vocabulary import CardField

Integers = NDArray[np.int64]
Column = Sequence[str | None]

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Node:
    """``labels``: by field the level and the value shown so far."""

    path: str
    labels: dict[CardField, tuple[int, str]]

    @property
    def shown(self) -> Labels:
        return {name: value for name, (_, value) in self.labels.items()}

    def level(self, of: CardField) -> int:
        return self.labels[of][0] if of in self.labels else 0


@dataclass(slots=True)
class Partition:
    """``class_of``: for each profile the place of its class; empty when the scope is under k.

    ``seen``: the way of the traced profile.
    """

    class_of: Integers
    classes: list[Node] = field(default_factory=list)
    open_keys: set[OpenKey] = field(default_factory=set)
    seen: list[Seen] = field(default_factory=list)


def partition(
    columns: Sequence[Column],
    k: int,
    *,
    open_before: Collection[OpenKey] = (),
    epoch: bool,
    cohorts: Integers | None = None,
    trace: int | None = None,
) -> Partition:
    """Classes of one scope, from one column of values for each step.

    ``cohorts``: a number for those who were in one class in every release of the last 30 days, -1 for nobody's
    companion. ``trace``: the place of the profile whose way is to be told.
    """
    size = len(columns[0])
    if size < k:
        return Partition(np.zeros(0, np.int64))
    return _Run(columns, k, open_before, epoch, Guard(k, cohorts) if epoch else None, trace).all()


class _Run:
    def __init__(
        self,
        columns: Sequence[Column],
        k: int,
        open_before: Collection[OpenKey],
        epoch: bool,
        guard: Guard | None,
        trace: int | None,
    ) -> None:
        self._columns, self._k, self._epoch, self._guard, self._trace = columns, k, epoch, guard, trace
        self._open_before: dict[str, set[tuple[str, str]]] = {}
        for path, step, value in open_before:
            self._open_before.setdefault(step, set()).add((path, value))
        self._nodes = [Node("", {})]
        self._node_of: Integers = np.zeros(len(columns[0]), np.int64)
        self._live: Integers = np.arange(len(columns[0]))
        self._open_keys: set[OpenKey] = set()
        self._seen: list[Seen] = []

    def all(self) -> Partition:
        for place in range(len(STEPS)):
            # Under 2k members a node is a class: whatever opened next would leave some under k.
            sizes = np.bincount(self._node_of[self._live], minlength=len(self._nodes))
            self._live = self._live[sizes[self._node_of[self._live]] >= 2 * self._k]
            if not self._is_traced(self._live):
                self._note(place, HiddenWhy.CLASS_REACHED)
            if len(self._live):
                self._step(place)
        numbers, class_of = np.unique(self._node_of, return_inverse=True)
        classes = [self._nodes[number] for number in numbers]
        return Partition(class_of, classes, self._open_keys, self._seen)

    def _step(self, place: int) -> None:
        step = STEPS[place]
        members = self._live
        if step.level > 1:
            fits = np.fromiter(
                (node.level(step.field) == step.level - 1 for node in self._nodes), bool, len(self._nodes)
            )
            members = members[fits[self._node_of[members]]]
            if self._is_traced(self._live) and not self._is_traced(members):
                self._note(place, HiddenWhy.COARSER_HIDDEN)
        values, codes = coded(self._columns[place])
        if not values or not len(members):
            if self._is_traced(members):
                self._note(place, HiddenWhy.NOT_STATED)
            return
        groups = Groups.of_members(self._node_of[members], codes[members])
        kept = self._kept(step.name, groups, values)
        opened, refused = kept.copy(), np.zeros(len(kept), bool)
        if self._guard is not None:
            fresh = ~kept & (groups.code != UNKNOWN) & (groups.size >= 2 * self._k)
            refused = self._guard.refused(groups, kept, fresh, members)
            opened |= fresh & ~refused
        closed = self._close(groups, opened, kept)
        if self._is_traced(members):
            own = int(groups.of[np.flatnonzero(members == self._trace)[0]])
            self._tell(place, own, groups, values, opened, refused, closed)
        self._open(step.name, step.field, step.level, groups, opened, values, members)

    def _kept(self, step: str, groups: Groups, values: Sequence[str]) -> NDArray[np.bool_]:
        """Values that were open before and still have k."""
        kept = np.zeros(len(groups.size), bool)
        before = self._open_before.get(step)
        if before:
            for group in np.flatnonzero((groups.size >= self._k) & (groups.code != UNKNOWN)).tolist():
                path, value = self._nodes[groups.node[group]].path, values[groups.code[group]]
                kept[group] = (path, value) in before
        return kept

    def _close(self, groups: Groups, opened: NDArray[np.bool_], kept: NDArray[np.bool_]) -> set[int]:
        """Closes values until nobody's residual has 1 to k-1: newly opened first, then the smallest, then by code."""
        closed: set[int] = set()
        rest = groups.rest(opened)
        has_open = groups.rest(~opened) > 0
        for node in np.flatnonzero((rest > 0) & (rest < self._k) & has_open).tolist():
            left = int(rest[node])
            candidates = [one for one in groups.at(node) if opened[one]]
            candidates.sort(key=lambda one: (bool(kept[one]), int(groups.size[one]), int(groups.code[one])))
            for one in candidates:
                if left >= self._k:
                    break
                opened[one] = False
                closed.add(one)
                left += int(groups.size[one])
        return closed

    def _open(
        self,
        step: str,
        of: CardField,
        level: int,
        groups: Groups,
        opened: NDArray[np.bool_],
        values: Sequence[str],
        members: Integers,
    ) -> None:
        """Makes the open values and the residuals nodes of their own."""
        child = np.full(len(opened), -1)
        for group in np.flatnonzero(opened).tolist():
            parent, value = self._nodes[groups.node[group]], values[groups.code[group]]
            self._open_keys.add((parent.path, step, value))
            child[group] = len(self._nodes)
            self._nodes.append(Node(f"{parent.path}/{step}={value}", {**parent.labels, of: (level, value)}))
        residual: dict[int, int] = {}
        has_open = groups.rest(~opened) > 0
        for group in np.flatnonzero(~opened & has_open[groups.position]).tolist():
            at = int(groups.node[group])
            if at not in residual:
                residual[at] = len(self._nodes)
                parent = self._nodes[at]
                self._nodes.append(Node(f"{parent.path}/{step}={RESIDUAL}", parent.labels))
            child[group] = residual[at]
        moved = child[groups.of]
        self._node_of[members[moved >= 0]] = moved[moved >= 0]

    def _is_traced(self, members: Integers) -> bool:
        return self._trace is not None and bool((members == self._trace).any())

    def _tell(
        self,
        place: int,
        own: int,
        groups: Groups,
        values: Sequence[str],
        opened: NDArray[np.bool_],
        refused: NDArray[np.bool_],
        closed: set[int],
    ) -> None:
        sharing, needs = int(groups.size[own]), 2 * self._k
        if groups.code[own] == UNKNOWN:
            self._note(place, HiddenWhy.NOT_STATED)
            return
        why = HiddenWhy.NOT_YET
        if own in closed:
            why = HiddenWhy.PROTECTS_OTHERS
        elif sharing < needs:
            why = HiddenWhy.TOO_FEW
        elif refused[own]:
            why = HiddenWhy.GUARD
        hidden = None if opened[own] else why
        self._seen.append(Seen(STEPS[place], values[groups.code[own]], hidden, sharing, needs))

    def _note(self, place: int, why: HiddenWhy) -> None:
        if self._trace is None:
            return
        value = self._columns[place][self._trace]
        self._seen.append(Seen(STEPS[place], value, HiddenWhy.NOT_STATED if value is None else why))


def coded(column: Column) -> tuple[list[str], Integers]:
    """The values in order, and each profile's place among them; -1 for none."""
    values = sorted({value for value in column if value is not None})
    number: dict[str | None, int] = {value: place for place, value in enumerate(values)}
    number[None] = UNKNOWN
    return values, np.fromiter(map(number.__getitem__, column), np.int64, len(column))
