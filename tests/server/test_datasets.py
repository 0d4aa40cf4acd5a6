"""The graphs that a query is about: those that the request names, or the query itself.

The cases are those of the W3C's test suite of the protocol, in other words.
Source: https://www.w3.org/TR/sparql11-protocol/#dataset
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.queries import graphs
from tests.server.running import FORM, JSON, QUERY, Server

ASK = "ASK {}"
FIRST, SECOND = (document.id for document in graphs.DOCUMENTS[:2])


def form(*pairs: tuple[str, str]) -> str:
    return urlencode(pairs)


@pytest.mark.parametrize(
    ("parameters", "documents"),
    [
        ((("default-graph-uri", FIRST),), [FIRST]),
        ((("default-graph-uri", SECOND),), [SECOND]),
        ((("default-graph-uri", FIRST), ("default-graph-uri", SECOND)), [FIRST, SECOND]),
        ((("named-graph-uri", FIRST),), []),
    ],
)
@pytest.mark.parametrize("way", ["GET", "form", "POST"])
def test_the_default_graph_is_that_of_the_request(
    server: Server, parameters: tuple[tuple[str, str], ...], documents: list[str], way: str
) -> None:
    query = "SELECT DISTINCT ?d { ?d a kg:Document } ORDER BY ?d"
    both = form(("query", query), *parameters)
    if way == "GET":
        reply = server.request("GET", f"/sparql?{both}", headers=JSON)
    elif way == "form":
        reply = server.request("POST", "/sparql", both, {**JSON, **FORM})
    else:
        reply = server.request("POST", f"/sparql?{form(*parameters)}", query, {**JSON, **QUERY})
    rows = json.loads(reply.body)["results"]["bindings"]
    assert [row["d"]["value"] for row in rows] == sorted(documents)


def test_named_graphs_are_those_of_the_request(server: Server) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    both = form(("query", query), ("default-graph-uri", FIRST), ("named-graph-uri", SECOND))
    rows = json.loads(server.request("GET", f"/sparql?{both}").body)["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == [SECOND]


def test_the_dataset_of_the_request_comes_before_that_of_the_query(server: Server) -> None:
    query = f"DESCRIBE ?d FROM <{FIRST}> {{ ?d a kg:Document }}"
    lines = {"Accept": "application/n-triples"}
    reply = server.query(query, lines, dataset={"default-graph-uri": SECOND})
    assert {line.split()[0] for line in reply.text.splitlines()} == {f"<{SECOND}>"}


def test_a_triple_of_two_graphs_counts_once_in_their_union(server: Server) -> None:
    pairs = [("default-graph-uri", document.id) for document in graphs.DOCUMENTS]
    count = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT CONCAT(STR(?s), STR(?p), STR(?o))) AS ?m) "
    both = form(("query", count + "{ ?s ?p ?o }"), *pairs)
    clauses = "".join(f"FROM <{graph}> " for _, graph in pairs)
    inside = form(("query", f"{count}{clauses}{{ ?s ?p ?o }}"))
    found = [json.loads(server.request("GET", f"/sparql?{way}").body) for way in (both, inside)]
    assert found[0] == found[1]
    (row,) = found[0]["results"]["bindings"]
    assert row["n"]["value"] == row["m"]["value"]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["urn:nowhere", "http://127.0.0.1:9/x", "relative", ""])
def test_a_graph_that_is_not_here_is_no_dataset(server: Server, name: str, graph: str) -> None:
    reply = server.query(ASK, dataset={name: graph})
    assert reply.status == 400
    assert "graph" in reply.text or "IRI" in reply.text
