from __future__ import annotations

from kg.triples import DEFAULT_GRAPH, Quad, iri, literal
from kg.views import full_network
from kg.vocab import terms
from tests.views import samples


def test_every_node_of_the_default_graph_is_there() -> None:
    quads = samples.quads()
    graph = full_network(quads)
    wanted = {quad.subject[1:-1] for quad in quads if quad.graph == DEFAULT_GRAPH}
    assert wanted <= set(graph)


def test_every_link_of_the_default_graph_is_an_edge() -> None:
    quads = samples.quads()
    links = {
        (quad.subject, quad.object, quad.predicate)
        for quad in quads
        if quad.graph == DEFAULT_GRAPH
        and quad.object.startswith("<")
        and quad.predicate != iri(terms.TYPE)
    }
    assert full_network(quads).number_of_edges() == len(links)


def test_literals_become_attributes_joined_in_order() -> None:
    triples = [
        Quad(iri("urn:a"), iri("urn:x/size"), literal(value), DEFAULT_GRAPH) for value in "ba"
    ]
    assert full_network(triples).nodes["urn:a"]["size"] == "a; b"


def test_named_graphs_are_left_out() -> None:
    assert len(full_network([Quad(iri("urn:a"), iri("urn:p"), iri("urn:b"), iri("urn:g"))])) == 0
