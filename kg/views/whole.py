"""The whole graph as a network: every node and every link, nothing folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import networkx as nx

from kg.triples import DEFAULT_GRAPH, Quad, Term
from kg.triples.terms import iri_value, literal_value
from kg.vocab import terms
from kg.vocab.ontology import local_name


def full_network(quads: Iterable[Quad]) -> nx.MultiDiGraph[str]:
    """Return every node and link of the default graph as a `networkx.MultiDiGraph`.

    Nodes are IRIs, with the attributes `label` (the rdfs:label, else the end of the IRI), `kind`
    (their classes, joined by "; "), and each property that has literal values, by its local name,
    the values joined by "; ". Edges are keyed by the predicate's IRI, with the attributes `kind`
    and `label` (its local name). Claims, mentions, evidence and documents are nodes too; what a
    claim denies is there only as that claim.

    >>> from kg.triples import iri, literal
    >>> triple = iri("urn:x/a"), iri("urn:x/name"), literal("A")
    >>> dict(full_network([Quad(*triple, DEFAULT_GRAPH)]).nodes(data=True))
    {'urn:x/a': {'label': 'a', 'name': 'A', 'kind': ''}}
    """
    texts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, set[str]] = defaultdict(set)
    links: set[tuple[str, str, str]] = set()
    for subject, predicate, value, graph in quads:
        if graph != DEFAULT_GRAPH:
            continue
        start, kind = _node(subject), iri_value(predicate)
        kinds[start]
        if value.startswith('"'):
            texts[start][local_name(kind)].add(literal_value(value)[0])
        elif kind == terms.TYPE:
            kinds[start].add(local_name(iri_value(value)))
        else:
            links.add((start, _node(value), kind))
    return _network(texts, kinds, links)


def _node(term: Term) -> str:
    return iri_value(term) if term.startswith("<") else str(term)


def _network(
    texts: dict[str, dict[str, set[str]]],
    kinds: dict[str, set[str]],
    links: set[tuple[str, str, str]],
) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ends = {end for _, end, _ in links}
    for node in sorted(kinds.keys() | ends):
        told = {name: "; ".join(sorted(values)) for name, values in sorted(texts[node].items())}
        kind = "; ".join(sorted(kinds[node]))
        graph.add_node(node, **{"label": local_name(node), **told, "kind": kind})
    for start, end, predicate in sorted(links):
        name = local_name(predicate)
        graph.add_edge(start, end, predicate, kind=name, label=name)
    return graph
