"""The links of a network as they are met from either end, and the network with one link a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

import networkx as nx

from kg.errors import NotFoundError
from kg.vocab import default_ontology

Attributes = Mapping[str, str | int | float]
_JOINED = "; "


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of a network, from `subject` to `object`, with its key and its attributes.

    `kg.views.network` says what the attributes are.
    """

    subject: str
    object: str
    label: str
    attributes: Attributes = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def documents(self) -> tuple[str, ...]:
        """The IRIs of the documents that say so."""
        return _parts(self.attributes.get("documents"))

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The ids of the claims that say so."""
        return _parts(self.attributes.get("claim_ids"))

    @property
    def weight(self) -> float:
        """How many documents say so; 1 where the network does not tell."""
        return float(self.attributes.get("weight", 1))


def _parts(joined: object) -> tuple[str, ...]:
    return tuple(part for part in str(joined or "").split(_JOINED) if part)


def links_between(graph: nx.MultiDiGraph[str], one: str, other: str) -> tuple[Link, ...]:
    """Return the links between two nodes in both directions, those from `one` first.

    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("urn:a", "urn:b", "makes")
    >>> links_between(graph, "urn:b", "urn:a")
    (Link(subject='urn:a', object='urn:b', label='makes', attributes=mappingproxy({})),)
    """
    ends = ((one, other),) if one == other else ((one, other), (other, one))
    return tuple(chain.from_iterable(_links(graph, *pair) for pair in ends))


def _links(graph: nx.MultiDiGraph[str], start: str, end: str) -> Iterator[Link]:
    found = graph.get_edge_data(start, end, default={})
    for key in sorted(found):
        yield Link(start, end, str(key), MappingProxyType(found[key]))


def simple_graph(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return a network with one link for each pair of nodes, whatever its kind and direction.

    The attribute `weight` of a link is the number of documents that tell of any between the two,
    `cost` is 1 through that number. Links of a node with itself are left out. Nodes and links come
    in the order of the alphabet, in whatever order they came to the network.

    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("urn:b", "urn:a", "makes", documents="urn:d; urn:e")
    >>> _ = graph.add_edge("urn:a", "urn:b", "deploys", documents="urn:d")
    >>> simple_graph(graph).get_edge_data("urn:a", "urn:b")
    {'weight': 2.0, 'cost': 0.5}
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    pairs = sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b})
    for one, other in pairs:
        weight = _weight(links_between(graph, one, other))
        simple.add_edge(one, other, weight=weight, cost=1 / weight)
    return simple


def _weight(links: tuple[Link, ...]) -> float:
    documents = {document for link in links for document in link.documents}
    return max(float(len(documents)), *(link.weight for link in links))


def known(graph: nx.MultiDiGraph[str], *nodes: str) -> None:
    """See to it that nodes are in a network.

    Raises:
        NotFoundError: one is not.
    """
    for node in nodes:
        if node not in graph:
            raise NotFoundError(
                f"the network does not hold {node!r}",
                remedy="give the IRI of an entity that a claim of this network names",
            )


def nodes_of_kind(graph: nx.MultiDiGraph[str], kind: str) -> frozenset[str]:
    """Return the nodes of a class, by its local name, or of one below it.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", kind="Company")
    >>> sorted(nodes_of_kind(graph, "Organization"))
    ['urn:a']
    """
    roots = default_ontology().roots
    return frozenset(
        node
        for node, found in graph.nodes(data="kind")
        if found == kind or roots.get(str(found)) == kind
    )
