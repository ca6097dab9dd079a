"""The members of every node of one step, grouped by their value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """A group for each node and value, ordered by both; code -1 are those without a value.

    ``of``: each member's group. ``position``: of each group, its node's place among the nodes of the step;
    ``first``: of each such place, its first group.
    """

    node: Integers
    code: Integers
    size: Integers
    of: Integers
    position: Integers
    first: Integers

    @classmethod
    def of_members(cls, node_of: Integers, codes: Integers) -> "Groups":
        width = int(codes.max()) + 2
        keys, of, size = np.unique(node_of * width + (codes + 1), return_inverse=True, return_counts=True)
        node = keys // width
        first = np.flatnonzero(np.r_[True, node[1:] != node[:-1]])
        position = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(node)]))
        return cls(node, keys % width - 1, size, of, position, first)

    def rest(self, without: NDArray[np.bool_]) -> Integers:
        """For each place of a node, how many of its members are in none of these groups."""
        return np.bincount(
            self.position, weights=np.where(without, 0, self.size), minlength=len(self.first)
        ).astype(np.int64)

    def at(self, position: int) -> range:
        """The groups of a node."""
        end = self.first[position + 1] if position + 1 < len(self.first) else len(self.node)
        return range(int(self.first[position]), int(end))
