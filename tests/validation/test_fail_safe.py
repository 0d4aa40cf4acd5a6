"""What the screen does not know is left to pyshacl, and the report stays the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

from kg.errors import ConfigurationError, InputError
from kg.resources import shapes_path
from kg.triples import Minter, Triple, claims_triples
from kg.triples.terms import Term, iri, literal
from kg.validation import (
    Shapes,
    load_shapes,
    validate,
    validate_exactly,
    validate_files,
    validate_files_exactly,
)
from kg.validation.graphs import graph_triples, term_node
from kg.validation.screen import screen_of
from kg.vocab.ontology import default_ontology
from tests.claim_strategies import claims
from tests.validation.comparing import outcomes
from tests.validation.shacl_strategies import EX, RELAXED, TIMES, data_graphs

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TYPE = iri(str(RDF.type))
A, B, P, Q = (iri(EX + name) for name in "abpq")
SHAPES = load_shapes([shapes_path()])

ODD_SHAPES = {
    "own constraint component": """
        ex:Longest a sh:ConstraintComponent ; sh:parameter [ sh:path ex:longest ] ;
            sh:validator [ a sh:SPARQLAskValidator ;
                sh:ask "ASK { FILTER (STRLEN(STR($value)) <= $longest) }" ] .
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property ex:T .
        ex:T a sh:PropertyShape ; sh:path ex:p ; ex:longest 3 .""",
    "own constraint component under sh:not": """
        ex:Longest a sh:ConstraintComponent ; sh:parameter [ sh:path ex:longest ] ;
            sh:validator [ a sh:SPARQLAskValidator ;
                sh:ask "ASK { FILTER (STRLEN(STR($value)) <= $longest) }" ] .
        ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:not [ ex:longest 3 ] .""",
    "JavaScript": """
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:class ex:Owl ;
            sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ] .""",
    "SPARQL target": """
        ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:class ex:Owl ;
            sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this ?p ?o }" ] .""",
    "shapes in a ring": """
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property ex:T .
        ex:T a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 ; sh:node ex:S .""",
    "qualified shape of a node shape": """
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ;
            sh:qualifiedValueShape [ sh:class ex:Owl ] ; sh:qualifiedMinCount 1 .""",
    "two lists": """
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ;
            sh:or ( [ sh:class ex:Owl ] [ sh:class ex:Tree ] ) , ( [ sh:class ex:Bird ] ) ;
            sh:xone ( [ sh:class ex:Owl ] [ sh:class ex:Owl ] ) .""",
    "class that is its own shape": """
        ex:Bird a sh:NodeShape, rdfs:Class ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] .""",
    "severity of one's own": """
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:class ex:Owl ; sh:severity ex:Bad .""",
    "shape that is off within another": """
        ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:not ex:T ; sh:property ex:U .
        ex:T a sh:NodeShape ; sh:class ex:Owl ; sh:deactivated true .
        ex:U a sh:PropertyShape ; sh:path ex:p ; sh:minCount 9 ; sh:deactivated true .""",
}
ILL_FORMED = {
    "count that is no number": 'sh:property [ sh:path ex:p ; sh:minCount "x" ]',
    "count of a node": "sh:minCount 1",
    "two datatypes": "sh:datatype xsd:string, xsd:integer",
    "bound that is a node": "sh:minInclusive ex:a",
    "comparison with text": 'sh:property [ sh:path ex:p ; sh:lessThan "p" ]',
    "path of one step": "sh:property [ sh:path ( ex:p ) ; sh:minCount 1 ]",
    "path of an unknown kind": "sh:property [ sh:path [ ex:far ex:p ] ; sh:minCount 1 ]",
    "pattern": 'sh:pattern "("',
    "language": "sh:languageIn ( ex:a )",
    "node that is a property": "sh:node [ sh:path ex:p ]",
    "query": 'sh:sparql [ sh:select "SELECT ?this { ?this" ]',
    "query with MINUS": 'sh:sparql [ sh:select "SELECT $this { $this ?p ?o MINUS { ?o ?p ?o } }" ]',
    "ignored without closed": "sh:ignoredProperties ( ex:p )",
    "depth": "sh:not [ sh:not [" * 8 + "sh:class ex:Owl" + "] ]" * 8,
}
QUERIES = {
    "plain": "SELECT $this ?value { $this ex:p ?value . ?value ex:q ?more }",
    "constant": "SELECT $this { $this ex:p ex:a . ?other ex:q $this }",
    "filter": "SELECT $this ?value { $this ex:p ?value FILTER (isLiteral(?value)) }",
    "bind": "SELECT $this ?value { $this ex:p ?p BIND (STR(?p) AS ?value) FILTER (?value > 'b') }",
    "optional": "SELECT $this { $this ex:p ?x OPTIONAL { ?x ex:q ?y } FILTER (!BOUND(?y)) }",
    "not exists": "SELECT $this { FILTER NOT EXISTS { $this ex:q ?x } }",
    "union": "SELECT $this ?value { { $this ex:p ?value } UNION { ?value ex:q $this } }",
    "count": "SELECT $this (COUNT(?x) AS ?value) { $this ex:p ?x } GROUP BY $this",
    "count of all": "SELECT (COUNT(?x) AS ?value) { $this ex:p ?x }",
    "path": "SELECT $this ?value { $this ex:p+ ?value . ?value ex:q/ex:p ?x }",
    "own path": "SELECT $this ?value { $this $PATH ?value . ?value ex:r ?x }",
    "nothing of its own": "SELECT ?x { $this ex:p ?x }",
    "subquery": "SELECT $this ?value { { SELECT $this ?value { $this ex:p ?value } } }",
    "without focus": "SELECT ?value { ?value ex:p ?x . ?x ex:p ?value }",
    "blank": "SELECT $this { $this ex:p [ ex:q ?x ] }",
    "from the far end": "SELECT $this ?value { ?x ex:q ?value . ?value ex:r ex:a . $this ex:p ?value }",
    "in a ring": "SELECT $this ?x { $this ex:p ?x . ?x ex:q ?y . ?y ex:r $this . ?x ex:p ?x }",
    "apart": "SELECT $this { $this ex:p ?x . ?y ex:q ?z FILTER (?y != ?x) }",
    "exists within": "SELECT $this { $this ex:p ?x FILTER (?x = ex:a || EXISTS { ?x ex:q ?y }) }",
    "any property": "SELECT $this ?value { $this ?value ex:a . ex:b ?value ?x }",
}


def shapes_of(text: str) -> Shapes:
    graph = Graph("SimpleMemory").parse(data=PREFIXES + text, format="turtle")
    return Shapes(graph, Graph(), frozenset(), ())


def focused(constraint: str) -> Shapes:
    return shapes_of(f"ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; {constraint} .")


@pytest.mark.parametrize("text", ODD_SHAPES.values(), ids=ODD_SHAPES)
@pytest.mark.filterwarnings("ignore")  # pyshacl warns of recursive shapes
@settings(max_examples=15 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(data_graphs)
def test_odd_shapes_give_the_same_report(text: str, triples: list[Triple]) -> None:
    shapes = shapes_of(text)
    screened, exact = outcomes(triples, shapes)
    assert screened == exact


@pytest.mark.parametrize("constraint", ILL_FORMED.values(), ids=ILL_FORMED)
def test_ill_formed_shape_is_an_error_where_it_has_a_target(constraint: str) -> None:
    shapes = focused(constraint)
    for run in (validate, validate_exactly):
        assert run([Triple(A, Q, B)], shapes).conforms
        with pytest.raises(ConfigurationError, match="the shapes cannot be run"):
            run([Triple(A, P, B)], shapes)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@settings(max_examples=12 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(data_graphs)
def test_queries_give_the_same_report(query: str, triples: list[Triple]) -> None:
    prefixed = query.replace("ex:", EX).replace(EX, "ex:")
    shapes = shapes_of(f"""
        ex:S a sh:PropertyShape ; sh:path ex:q ; sh:targetSubjectsOf ex:p, ex:q ; sh:prefixes ex:o ;
            sh:targetObjectsOf ex:p ;
            sh:sparql [ sh:prefixes ex:o ; sh:message "{{?value}}" ; sh:select "{prefixed}" ] .
        ex:o sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ] .""")
    screened, exact = outcomes(triples, shapes)
    assert screened == exact


@settings(max_examples=15 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(data_graphs)
def test_graph_of_rdflib_gives_the_same_report_as_its_triples(triples: list[Triple]) -> None:
    shapes = focused("sh:nodeKind sh:IRI ; sh:property [ sh:path ex:p ; sh:maxLength 2 ]")
    graph = Graph()
    for triple in triples:
        subject, predicate, value = map(term_node, triple)
        graph.add((subject, predicate, value))
    assert outcomes(graph, shapes) == outcomes(triples, shapes)
    screened, exact = outcomes(graph, shapes)
    assert screened == exact


def test_blank_nodes_of_a_file_are_named_by_what_the_whole_file_says(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        f"@prefix ex: <{EX}> . ex:a ex:p [ ex:q 1 ] , [ ex:q [ ex:r 'x' ] ] . [] ex:p [] .",
        encoding="utf-8",
    )
    shapes = focused("sh:nodeKind sh:Literal ; sh:property [ sh:path ex:p ; sh:class ex:Owl ]")
    report = validate_files([path], shapes)
    assert report == validate_files([path], shapes) == validate_files_exactly([path], shapes)
    assert len({result.value for result in report.results}) == 5


def test_file_with_a_triple_term_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(f"{A} {P} <<( {A} {P} {B} )>> .\n", encoding="utf-8")
    for run in (validate_files, validate_files_exactly):
        with pytest.raises(InputError, match="triple term"):
            run([path], SHAPES)


@settings(max_examples=20 * TIMES, deadline=None, suppress_health_check=RELAXED)
@given(st.lists(claims, min_size=1, max_size=2))
def test_of_many_claims_only_the_wrong_one_is_suspected(some: Sequence[object]) -> None:
    triples = claims_triples(some, Minter(default_ontology()))  # type: ignore[arg-type]
    screen = screen_of(SHAPES)
    before = screen.suspects(screen.index(triples))
    wrong = iri("urn:claim")
    triples.append(Triple(wrong, TYPE, iri("https://w3id.org/claimkg/ontology#Claim")))
    triples.append(
        Triple(wrong, iri(str(RDF.predicate)), iri("https://w3id.org/claimkg/ontology#makes"))
    )
    after = screen.suspects(screen.index(triples))
    added = {(shape, term) for shape, terms in after.items() for term in terms}
    added -= {(shape, term) for shape, terms in before.items() for term in terms}
    assert {term for _, term in added} == {wrong}
    assert len(added) > 5


def test_same_language_in_other_letters_is_one_language() -> None:
    graph = Graph()
    for tag in ("en-GB", "en-gb"):
        graph.parse(data=f'{A} {P} "a"@{tag} .', format="nt")
    assert list(graph_triples(graph)) == [Triple(A, P, Term('"a"@en-gb'))]


def test_triples_that_come_twice_count_once() -> None:
    shapes = focused("sh:property [ sh:path ex:p ; sh:minCount 2 ]")
    triple = Triple(A, P, literal("x"))
    assert len(validate([triple, triple], shapes).results) == 1


def test_shapes_are_compiled_once() -> None:
    assert screen_of(SHAPES) is screen_of(SHAPES)
    assert URIRef(EX + "S") in screen_of(focused("sh:class ex:Owl")).shapes.graph.subjects()
