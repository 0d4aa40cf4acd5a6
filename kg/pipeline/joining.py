"""The joining of nodes by their likeliest pairs, under what speaks against it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product

from kg.pipeline.entities import Names
from kg.pipeline.knowing import Known
from kg.pipeline.naming import Union
from kg.pipeline.nodes import Nodes
from kg.pipeline.weighing import Edge
from kg.resolution.clusters import Clusters
from kg.resolution.evidence import MERGED, SHORTENING, Evidence, probability
from kg.resolution.likeness import compare, parse_name

_NEARLY = 1.5  # of log odds: a rival that is less likely by more than that is none
_MOST_COMPARED = 12  # names of a cluster that are held against those of another
_AGAINST = 0.25  # names that are less alike than this are of two entities


class Joining:
    """The joining of nodes by their likeliest pairs, under what speaks against it."""

    def __init__(
        self, names: Names, nodes: Nodes, clusters: Clusters, known: Iterable[Known]
    ) -> None:
        self._names = names
        self._nodes = nodes
        self._clusters = clusters
        # Which known entity a cluster is, by the node that stands for it.
        self._known = {clusters.find(each.nodes[0]): number for number, each in enumerate(known)}
        # For every node whose name is the shorter of a pair: what it may stand for, and the odds.
        self._longer: dict[int, list[tuple[int, float]]] = defaultdict(list)

    def noted(self, found: Iterable[Edge]) -> Iterator[Edge]:
        """Yield edges as they come, having noted what short names may stand for."""
        for edge in found:
            if edge.evidence.kind in SHORTENING:
                shorter, longer = self._shorter_first(edge)
                self._longer[shorter].append((longer, _odds(edge.evidence)))
            yield edge

    def join(self, found: Iterable[Edge]) -> Iterator[tuple[Edge, Union | Evidence]]:
        """Yield edges, which come with the likeliest first, with the union that was made of each,
        or with what there is for and against it; those of one entity already are left out."""
        for edge in found:
            if self._clusters.find(edge.left) == self._clusters.find(edge.right):
                continue
            if self._are_known_apart(edge):
                continue
            evidence = replace(edge.evidence, rivals=self._rivals(edge))
            sure = probability(evidence)
            if sure >= MERGED and self._agree(edge) and self._join(edge):
                yield edge, Union(edge.left, edge.right, evidence, sure)
            elif not self._clusters.are_apart(edge.left, edge.right):
                yield edge, evidence  # a person can tell which of several it is

    def _are_known_apart(self, edge: Edge) -> bool:
        """Tell whether the two are entities that a list knows as two."""
        one, other = (
            self._known.get(self._clusters.find(node)) for node in (edge.left, edge.right)
        )
        return one is not None and other is not None and one != other

    def _join(self, edge: Edge) -> bool:
        find = self._clusters.find
        known = [self._known.get(find(node)) for node in (edge.left, edge.right)]
        joined = self._clusters.join(edge.left, edge.right)
        for number in known:
            if joined and number is not None:
                self._known[find(edge.left)] = number
        return joined

    def _name(self, node: int) -> tuple[str, str, str]:
        return self._names.name(self._nodes.rank(node))

    def _shorter_first(self, edge: Edge) -> tuple[int, int]:
        (_, left, one), (_, right, other) = map(self._name, (edge.left, edge.right))
        if (len(one), left) <= (len(other), right):
            return edge.left, edge.right
        return edge.right, edge.left

    def _rivals(self, edge: Edge) -> int:
        """Count the other entities that the shorter name of a pair may as well stand for."""
        if edge.evidence.kind not in SHORTENING:
            return 0
        find = self._clusters.find
        shorter, longer = self._shorter_first(edge)
        if self._nodes.is_loose(self._nodes.rank(shorter)) and not _is_supported(edge.evidence):
            return 1  # what else it stands for need not be in any document
        odds = _odds(edge.evidence)
        meant = {find(longer), find(shorter)}
        return len(
            {
                find(other)
                for other, rival in self._longer[shorter]
                if rival >= odds - _NEARLY and find(other) not in meant
            }
        )

    def _agree(self, edge: Edge) -> bool:
        """Tell whether no name of the one cluster speaks against one of the other."""
        one, other = (
            islice(self._clusters.members(node), _MOST_COMPARED) for node in (edge.left, edge.right)
        )
        return not any(
            self._oppose(left, right)
            for left, right in product(list(one), list(other))
            if not self._is_edge(edge, left, right)
        )

    def _is_edge(self, edge: Edge, left: int, right: int) -> bool:
        """Tell whether two nodes have the very names of a pair, as one or another spells them.

        What one name means in two ways stands apart however it is spelt.
        """
        if self._nodes.rank(left) == self._nodes.rank(right):
            return False
        written = [
            self._names.provisional(self._nodes.rank(node))
            for node in (left, right, edge.left, edge.right)
        ]
        return written[:2] in (written[2:], written[:1:-1])

    def _oppose(self, left: int, right: int) -> bool:
        (root, key, one), (_, other_key, other) = self._name(left), self._name(right)
        if key == other_key:
            return not self._nodes.is_loose(self._nodes.rank(left))
        if not (_is_full(one) and _is_full(other)):
            return False
        likeness = compare(parse_name(root, one), parse_name(root, other))
        return likeness is None or likeness.score < _AGAINST


def _is_supported(evidence: Evidence) -> bool:
    return bool(evidence.ties or evidence.company or evidence.places or evidence.defined)


def _is_full(label: str) -> bool:
    """Tell whether a name is written out, so that another that differs is another's."""
    return " " in label.strip() and label != label.upper()


def _odds(evidence: Evidence) -> float:
    sure = probability(evidence)
    return math.log(sure / (1 - sure))
