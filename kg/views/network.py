"""The network of entities: who is linked to whom, by which predicate, on how many sources.

Deployments, affiliations and statements are folded into edges, so that a picture shows people,
organisations, products and places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import networkx as nx

from kg.model import Modality
from kg.triples import DEFAULT_GRAPH, Quad, Term, Triple
from kg.views.merging import Edge, Node, merged_records
from kg.views.records import ASSERTED, WORDS, record_lines

_TOLD = frozenset(Edge._fields) - {"words"}


def network(
    quads: Iterable[Quad], *, modalities: Collection[Modality] = ASSERTED
) -> nx.MultiDiGraph[str]:
    """Return the network of entities as a `networkx.MultiDiGraph`.

    The documents' graphs are read, which the default graph repeats; where there are none, the
    default graph. Claims of other modalities than those asked for are left out, so that what is
    denied, planned or possible does not look like a fact; the entities that they name stay.

    Nodes are IRIs, with the attributes `label` (the name that most documents give it; of those
    with as many, the first), `kind` (the most telling class), `sources` (how many documents name
    it), `claims` and `statements` (how many it is the subject of).

    Edges are keyed by predicate, and by modality where that is not "asserted" ("deploys
    (denied)"). Their attributes: `kind` (the predicate), `label` (the key), `modality`, `weight`
    (how many documents say so), `claims` (how many claims), `claim_ids` and `documents` (joined by
    "; "), `evidence` (the words of the claims, joined by " | "), and, where a claim has them,
    `confidence` (the highest), each qualifier of `kg.views.records.WORDS` in the words of the text
    (`status` in those of the ontology), and `start` and `end` as EDTF dates. A claim with a place
    also gives an edge `place` from its subject.

    Raises:
        ClaimError: a claim in the graph lacks what the network needs of it.
    """
    lines = sorted(
        line
        for triples in _documents(quads)
        for line in record_lines(triples, modalities=modalities)
    )
    nodes, edges = merged_records(lines)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node.iri, node.attributes()) for node in nodes)
    graph.add_edges_from(
        (edge.subject, edge.object, edge.label, edge.attributes()) for edge in edges
    )
    return graph


def network_parts(graph: nx.MultiDiGraph[str]) -> tuple[list[Node], list[Edge]]:
    """Return a network of entities as the nodes and links of which it was made, in order.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", label="A", kind="Person", sources=1, claims=0, statements=0)
    >>> network_parts(graph)
    ([Node(iri='urn:a', label='A', kind='Person', sources=1, claims=0, statements=0)], [])
    """
    nodes = [Node(node, **values) for node, values in sorted(graph.nodes(data=True))]
    return nodes, [_edge(graph, *edge) for edge in sorted(graph.edges(keys=True))]


def _edge(graph: nx.MultiDiGraph[str], subject: str, target: str, key: str) -> Edge:
    values = graph.edges[subject, target, key]
    words = {name: value for name, value in values.items() if name in WORDS}
    told = {name: value for name, value in values.items() if name in _TOLD}
    return Edge(subject, target, words=words, **told)


def _documents(quads: Iterable[Quad]) -> Iterable[Iterable[Triple]]:
    """Return the triples of every named graph; of the default graph where there is none other."""
    graphs: dict[Term, dict[Triple, None]] = {DEFAULT_GRAPH: {}}
    for subject, predicate, value, graph in quads:
        if graph != DEFAULT_GRAPH or len(graphs) == 1:
            graphs.setdefault(graph, {})[Triple(subject, predicate, value)] = None
            if graph != DEFAULT_GRAPH:
                graphs[DEFAULT_GRAPH].clear()
    merged = graphs.pop(DEFAULT_GRAPH)
    return graphs.values() or [merged]
