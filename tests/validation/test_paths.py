from __future__ import annotations

import pytest
from rdflib import SH, BNode, Graph, URIRef

from kg.validation.paths import path_text
from kg.validation.stable_terms import StableTerms


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("<urn:p>", "<urn:p>"),
        ("[ sh:inversePath <urn:p> ]", "^<urn:p>"),
        ("( <urn:p> [ sh:inversePath <urn:q> ] )", "<urn:p>/^<urn:q>"),
        ("[ sh:alternativePath ( <urn:p> <urn:q> ) ]", "(<urn:p>|<urn:q>)"),
        ("[ sh:zeroOrMorePath <urn:p> ]", "<urn:p>*"),
        ("[ sh:oneOrMorePath ( <urn:p> <urn:q> ) ]", "(<urn:p>/<urn:q>)+"),
        ("[ sh:zeroOrOnePath <urn:p> ]", "<urn:p>?"),
        ("[]", ""),
    ],
)
def test_path_is_written_as_in_sparql(path: str, text: str) -> None:
    turtle = f"@prefix sh: <{SH}> . <urn:s> sh:path {path} ."
    graph = Graph().parse(data=turtle, format="turtle")
    node = graph.value(URIRef("urn:s"), SH.path)
    assert node is not None
    assert path_text(graph, node) == text


def test_blank_nodes_of_which_different_things_are_said_have_different_names() -> None:
    graph = Graph().parse(data="[] <urn:p> [ <urn:q> 1 ], [ <urn:q> 2 ] .", format="turtle")
    names = StableTerms(graph)
    blank = [node for node in graph.subjects() if isinstance(node, BNode)]
    assert len({names.term(node) for node in blank}) == 3


def test_blank_nodes_that_point_at_each_other_can_be_named() -> None:
    graph = Graph()
    graph.add((BNode("a"), URIRef("urn:p"), BNode("b")))
    graph.add((BNode("b"), URIRef("urn:p"), BNode("a")))
    assert StableTerms(graph).term(BNode("a")).startswith("_:b")
