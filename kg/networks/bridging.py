"""What two entities, or two groups of them, have between them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from kg.networks.links import Link, known, links_between


@dataclass(frozen=True, slots=True)
class Bridge:
    """What connects two groups: an entity of neither with its links to both, or, where `node` is
    None, the links of one pair."""

    node: str | None
    left: tuple[Link, ...]
    right: tuple[Link, ...]

    @property
    def weight(self) -> float:
        """How well it is attested: by documents, on the side where they are fewer."""
        sides = [side for side in (self.left, self.right) if side]
        return min(sum(link.weight for link in side) for side in sides)


def common_neighbours(graph: nx.MultiDiGraph[str], one: str, other: str) -> list[Bridge]:
    """Return the entities that two are both linked with, the best attested first.

    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:c", "urn:b")])
    >>> [found.node for found in common_neighbours(graph, "urn:a", "urn:c")]
    ['urn:b']

    Raises:
        NotFoundError: the network does not hold one of them.
    """
    return [found for found in bridges(graph, {one}, {other}) if found.node is not None]


def bridges(
    graph: nx.MultiDiGraph[str], left: Collection[str], right: Collection[str]
) -> list[Bridge]:
    """Return what connects two groups: pairs that are linked, then entities linked with both.

    Of each, the best attested come first. Who is in both groups is no bridge, but one of each. An
    entity that is linked with members of the two groups stands in neither.

    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b"), ("urn:a", "urn:c"), ("urn:c", "urn:b")])
    >>> [found.node for found in bridges(graph, {"urn:a"}, {"urn:b"})]
    [None, 'urn:c']

    Raises:
        NotFoundError: the network does not hold one of them.
    """
    known(graph, *left, *right)
    one, other = frozenset(left), frozenset(right)
    between = _around(graph, one) & _around(graph, other)
    found = [
        Bridge(node, _links(graph, node, one), _links(graph, node, other))
        for node in between - one - other
    ]
    return [*_pairs(graph, one, other), *sorted(found, key=_place)]


def _pairs(
    graph: nx.MultiDiGraph[str], left: frozenset[str], right: frozenset[str]
) -> list[Bridge]:
    pairs = {
        (node, each)
        for node in left
        for each in _around(graph, frozenset({node})) & right
        if node != each and not (each in left and node in right and each < node)
    }
    found = [Bridge(None, links_between(graph, *pair), ()) for pair in sorted(pairs)]
    return sorted(found, key=lambda each: -each.weight)


def _place(bridge: Bridge) -> tuple[float, str]:
    return -bridge.weight, bridge.node or ""


def _around(graph: nx.MultiDiGraph[str], nodes: frozenset[str]) -> set[str]:
    return {
        other for node in nodes for other in (*graph.successors(node), *graph.predecessors(node))
    }


def _links(graph: nx.MultiDiGraph[str], node: str, group: frozenset[str]) -> tuple[Link, ...]:
    near = sorted(_around(graph, frozenset({node})) & group)
    return tuple(link for each in near for link in links_between(graph, node, each))
