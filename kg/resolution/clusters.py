"""Clusters: nodes that are one entity, joined pair by pair, under what must not be joined.

A union-find over numbered nodes (Tarjan 1975), with pairs that may never come into one cluster.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence


class Clusters:
    """Nodes from 0, each at first alone; the least node of a cluster stands for it."""

    def __init__(self, size: int) -> None:
        self._parent = array("q", range(size))
        self._members: dict[int, list[int]] = {}
        self._foes: dict[int, set[int]] = {}

    def find(self, node: int) -> int:
        """Return the node that stands for a node's cluster."""
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def members(self, node: int) -> Sequence[int]:
        """Return the nodes of a node's cluster, sorted."""
        root = self.find(node)
        return self._members.get(root, (root,))

    def part(self, left: int, right: int) -> bool:
        """Keep two nodes apart from now on; return False where they are one already."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return False
        self._foes.setdefault(one, set()).add(other)
        self._foes.setdefault(other, set()).add(one)
        return True

    def are_apart(self, left: int, right: int) -> bool:
        """Tell whether two nodes' clusters are to be kept apart."""
        return self.find(right) in self._foes.get(self.find(left), ())

    def join(self, left: int, right: int) -> bool:
        """Make two nodes' clusters one; return False where they are to be kept apart."""
        one, other = self.find(left), self.find(right)
        if one == other:
            return True
        if other in self._foes.get(one, ()):
            return False
        kept, lost = min(one, other), max(one, other)
        joined = sorted((*self.members(kept), *self.members(lost)))
        self._members.pop(lost, None)
        self._members[kept] = joined
        self._parent[lost] = kept
        for foe in self._foes.pop(lost, set()):
            self._foes[foe].discard(lost)
            self._foes[foe].add(kept)
            self._foes.setdefault(kept, set()).add(foe)
        return True

    def joined(self) -> Iterator[Sequence[int]]:
        """Yield the clusters of two nodes or more, by their least nodes."""
        for root in sorted(self._members):
            yield self._members[root]
