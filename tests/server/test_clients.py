"""Programs of other people that speak to the server: SPARQLWrapper, and the stores of rdflib."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from tests.server.running import Server

KG = "https://w3id.org/claimkg/ontology#"
COMPANIES = f"SELECT ?company {{ ?company a <{KG}Company> }} ORDER BY ?company"
FOUND = [
    "https://w3id.org/claimkg/id/organization/corvid-systems",
    "https://w3id.org/claimkg/id/organization/tern-analytics",
]
SUBJECT, PREDICATE = URIRef("urn:s"), URIRef("urn:p")
# SPARQLWrapper is W3C-licensed, which is permissive, and needed for tests alone.
wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")


@pytest.mark.parametrize(
    ("method", "request_method"),
    [("GET", "urlencoded"), ("POST", "urlencoded"), ("POST", "postdirectly")],
)
def test_sparqlwrapper_reads_solutions(server: Server, method: str, request_method: str) -> None:
    client = wrapper.SPARQLWrapper(f"{server.url}sparql", returnFormat="json")
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setQuery(COMPANIES)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["company"]["value"] for row in rows] == FOUND


def test_sparqlwrapper_reads_triples(server: Server) -> None:
    client = wrapper.SPARQLWrapper(f"{server.url}sparql", returnFormat="turtle")
    client.setQuery(f"CONSTRUCT WHERE {{ ?company a <{KG}Company> }}")
    graph = Graph().parse(data=client.queryAndConvert())
    assert sorted(map(str, graph.subjects())) == FOUND


@pytest.mark.parametrize("request_method", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_updates(writable: Server, request_method: str) -> None:
    client = wrapper.SPARQLWrapper(f"{writable.url}sparql")
    client.setMethod("POST")
    client.setRequestMethod(request_method)
    client.setQuery("INSERT DATA { <urn:s> <urn:p> 'naïve' }")
    client.query()
    assert writable.ask("ASK { <urn:s> <urn:p> 'naïve' }")


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_solutions(server: Server, form: str, method: str) -> None:
    store = SPARQLStore(f"{server.url}sparql", returnFormat=form, method=method)
    assert [str(row[0]) for row in Graph(store).query(COMPANIES)] == FOUND  # type: ignore[index]  # rows of a SELECT


def test_rdflib_reads_triples(server: Server) -> None:
    graph = Graph(SPARQLStore(f"{server.url}sparql"))
    found = sorted(map(str, graph.subjects(RDF.type, URIRef(f"{KG}Company"))))
    assert found == FOUND


@pytest.mark.parametrize("method", ["POST", "POST_FORM"])
def test_rdflib_adds_and_removes(writable: Server, method: str) -> None:
    endpoint = f"{writable.url}sparql"
    store = SPARQLUpdateStore(endpoint, endpoint, method=method)
    graph = Graph(store, URIRef("urn:g"))
    graph.add((SUBJECT, PREDICATE, Literal("“é”\n\\ 'x'")))
    graph.add((SUBJECT, PREDICATE, Literal("other")))
    assert set(graph.objects(SUBJECT, PREDICATE)) == {Literal("“é”\n\\ 'x'"), Literal("other")}
    graph.remove((SUBJECT, PREDICATE, Literal("other")))
    assert [*graph.objects(SUBJECT, PREDICATE)] == [Literal("“é”\n\\ 'x'")]
    graph.update("DELETE WHERE { ?s ?p ?o }")
    assert not writable.ask("ASK { GRAPH ?g { ?s ?p ?o } }")
