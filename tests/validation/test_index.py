from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl import ShapesGraph
from pyshacl.helper.expression_helper import value_nodes_from_path
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from kg.triples import Triple
from kg.triples.terms import Term, iri
from kg.validation.graphs import node_term, term_node, triples_graph
from kg.validation.index import Index
from kg.validation.routes import route_of
from kg.validation.view import index_graph
from tests.validation.shacl_strategies import CLASSES, NODES, RELAXED, data_graphs, paths

P = iri("https://example.org/p")
ALL = [node_term(node) for node in NODES]
some_nodes = st.frozensets(st.sampled_from(ALL))


def values(triples: Sequence[Triple], node: Term, *, inverse: bool) -> set[Term]:
    found = [(s, o) for s, p, o in triples if p == P]
    return {s if inverse else o for s, o in found if (o if inverse else s) == node}


@settings(deadline=None, suppress_health_check=RELAXED)
@given(data_graphs, st.booleans(), some_nodes, some_nodes, st.integers(0, 3))
def test_relation_answers_as_its_triples_do(
    triples: list[Triple], inverse: bool, nodes: frozenset[Term], some: frozenset[Term], count: int
) -> None:
    relation = Index(triples).relation(P, inverse=inverse)
    of = {node: values(triples, node, inverse=inverse) for node in nodes}
    assert {node: relation.values(node) for node in nodes} == of
    assert relation.image(nodes) == set().union(*of.values())
    assert relation.holders(nodes, some) == {node for node in nodes if of[node] & some}
    assert relation.more(nodes, count) == {node for node in nodes if len(of[node]) > count}
    assert relation.fewer(nodes, 1) == {node for node in nodes if not of[node]}


@settings(deadline=None, suppress_health_check=RELAXED)
@given(paths(), data_graphs)
def test_route_leads_where_pyshacl_goes(
    described: tuple[Graph, Node], triples: list[Triple]
) -> None:
    shapes, path = described
    graph, index = triples_graph(triples), Index(triples)
    links = route_of(shapes, path)(index)
    for node in NODES:
        found = value_nodes_from_path(ShapesGraph(shapes), node, path, graph)
        assert links.values(node_term(node)) == {node_term(value) for value in found}


@settings(max_examples=40, deadline=None, suppress_health_check=RELAXED)
@given(data_graphs)
def test_view_holds_the_triples_of_the_index(triples: list[Triple]) -> None:
    graph, view = triples_graph(triples), index_graph(Index(triples))
    assert set(view) == set(graph)
    assert bool(view) == bool(graph)
    for node in map(term_node, ALL):
        assert set(view.predicate_objects(node)) == set(graph.predicate_objects(node))
        assert set(view.subject_predicates(node)) == set(graph.subject_predicates(node))
        assert set(view.subjects(RDF.type, node)) == set(graph.subjects(RDF.type, node))
    assert list(view.namespaces()) == list(graph.namespaces())


@settings(deadline=None, suppress_health_check=RELAXED)
@given(data_graphs)
def test_instances_are_those_of_the_classes_below(triples: list[Triple]) -> None:
    graph, index = triples_graph(triples), Index(triples)
    for kind in CLASSES:
        below = graph.transitive_subjects(
            URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"), kind
        )
        expected = {node_term(n) for one in below for n in graph.subjects(RDF.type, one)}
        assert index.instances(node_term(kind)) == expected


def test_ontology_triples_are_not_counted_as_own() -> None:
    own = Triple(iri("urn:a"), P, iri("urn:b"))
    index = Index([own], [Triple(iri("urn:c"), P, iri("urn:d"))])
    assert index.own == {P: 1}
    assert index.groups[P][:1] == [own]
    assert len(Graph() + index_graph(index)) == 2
