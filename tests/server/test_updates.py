"""The update operation of the SPARQL 1.1 Protocol.

The cases are those of the W3C's test suite of the protocol, in other words.
Source: https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/index.html
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.server.running import FORM, JSON, TURTLE, UPDATE, Server, graph_path

INSERT = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"
DATA = 'GRAPH <urn:one> { <urn:a> <urn:p> "one" } GRAPH <urn:two> { <urn:b> <urn:p> "two" }'
COPY = "INSERT { ?s <urn:copied> ?o } WHERE { ?s <urn:p> ?o }"
COPY_NAMED = "INSERT { ?s <urn:copied> ?o } WHERE { GRAPH ?g { ?s <urn:p> ?o } }"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param(FORM, urlencode({"update": INSERT}), id="update via a form"),
        pytest.param(UPDATE, INSERT, id="update via POST directly"),
        pytest.param(
            {"Content-Type": "application/sparql-update; charset=utf-8"}, INSERT, id="a charset"
        ),
    ],
)
def test_an_update_is_seen_by_the_next_query(
    writable: Server, headers: dict[str, str], body: str
) -> None:
    assert writable.request("POST", "/sparql", body, headers).status == 204
    assert writable.ask("ASK { <urn:s> <urn:p> <urn:o> }")


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        pytest.param("GET", f"/sparql?{urlencode({'update': INSERT})}", {}, None, 400, id="GET"),
        pytest.param(
            "POST", "/sparql", FORM, urlencode([("update", INSERT)] * 2), 400, id="two updates"
        ),
        pytest.param(
            "POST",
            "/sparql",
            FORM,
            urlencode({"update": INSERT, "query": "ASK {}"}),
            400,
            id="an update and a query",
        ),
        pytest.param("POST", "/sparql", {"Content-Type": "text/plain"}, INSERT, 415, id="text"),
        pytest.param("POST", "/sparql", {}, urlencode({"update": INSERT}), 415, id="no media type"),
        pytest.param(
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-update; charset=UTF-16"},
            INSERT.encode("utf-16"),
            415,
            id="another charset",
        ),
        pytest.param("POST", "/sparql", UPDATE, b"\xff" + INSERT.encode(), 400, id="not UTF-8"),
        pytest.param("POST", "/sparql", UPDATE, INSERT[:-1], 400, id="a syntax error"),
        pytest.param(
            "POST",
            "/sparql?using-graph-uri=urn:one",
            UPDATE,
            "DELETE { ?s ?p ?o } USING <urn:two> WHERE { ?s ?p ?o }",
            400,
            id="a dataset in both places",
        ),
        pytest.param(
            "POST",
            "/sparql?using-graph-uri=urn:one",
            UPDATE,
            "WITH <urn:two> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            400,
            id="a dataset and WITH",
        ),
        pytest.param(
            "POST", "/sparql?default-graph-uri=urn:one", UPDATE, INSERT, 400, id="for queries"
        ),
        pytest.param("DELETE", "/sparql", {}, None, 405, id="another method"),
    ],
)
def test_an_update_that_is_wrong_changes_nothing(
    writable: Server,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes | str | None,
    status: int,
) -> None:
    reply = writable.request(method, path, body, headers)
    assert (reply.status, reply.kind) == (status, "text/plain")
    assert not writable.ask("ASK { ?s ?p ?o }")


def test_an_update_happens_whole_or_not_at_all(writable: Server) -> None:
    assert writable.update(f"{INSERT} ; DROP GRAPH <urn:nowhere>").status == 400
    assert not writable.ask("ASK { ?s ?p ?o }")


def test_relative_iris_are_relative_to_the_endpoint(writable: Server) -> None:
    assert writable.update("INSERT DATA { <urn:s> <urn:p> <test> }").status == 204
    assert writable.ask(f"ASK {{ <urn:s> <urn:p> <{writable.url}test> }}")
    assert writable.ask("ASK { <urn:s> <urn:p> <test> }")


def test_usual_prefixes_need_no_declaration(writable: Server) -> None:
    assert writable.update("INSERT DATA { <urn:s> a kg:Person }").status == 204
    assert writable.ask("ASK { <urn:s> a <https://w3id.org/claimkg/ontology#Person> }")


@pytest.mark.parametrize(
    ("dataset", "update", "copied"),
    [
        ([("using-graph-uri", "urn:one")], COPY, ["one"]),
        ([("using-graph-uri", "urn:one"), ("using-graph-uri", "urn:two")], COPY, ["one", "two"]),
        ([("using-named-graph-uri", "urn:two")], COPY_NAMED, ["two"]),
        (
            [("using-graph-uri", "urn:one"), ("using-named-graph-uri", "urn:two")],
            f"{COPY} ; {COPY_NAMED}",
            ["one", "two"],
        ),
        ([("using-named-graph-uri", "urn:two")], COPY, []),
    ],
)
def test_an_update_looks_into_the_graphs_of_the_request(
    writable: Server, dataset: list[tuple[str, str]], update: str, copied: list[str]
) -> None:
    writable.update(f"INSERT DATA {{ {DATA} }}")
    reply = writable.request("POST", f"/sparql?{urlencode(dataset)}", update, UPDATE)
    assert reply.status == 204, reply.text
    found = json.loads(writable.query("SELECT ?o { ?s <urn:copied> ?o } ORDER BY ?o").body)
    assert [row["o"]["value"] for row in found["results"]["bindings"]] == copied


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <file:///etc/hostname>",
        "LOAD SILENT <http://127.0.0.1:9/x> INTO GRAPH <urn:g>",
        "lOaD<http://127.0.0.1:9/x>",
        "\\u004cOAD <http://127.0.0.1:9/x>",
        "DROP ALL;LOAD <http://127.0.0.1:9/x>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
    ],
)
def test_an_update_does_not_leave_the_graph(writable: Server, update: str) -> None:
    reply = writable.update(update)
    assert (reply.status, "is not allowed" in reply.text) == (400, True)


def test_a_graph_that_is_read_only_takes_no_change(server: Server) -> None:
    before = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    for headers, body in ((UPDATE, "DROP ALL"), (FORM, urlencode({"update": "DROP ALL"}))):
        reply = server.request("POST", "/sparql", body, headers)
        assert (reply.status, "--writable" in reply.text) == (403, True)
    for method in ("PUT", "POST", "DELETE"):
        reply = server.request(method, graph_path("urn:g"), "<urn:s> <urn:p> 1 .", TURTLE)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", JSON).body == before


def test_the_description_says_that_updates_are_taken(writable: Server, server: Server) -> None:
    assert "SPARQL11Update" in writable.request("GET", "/sparql").text
    assert "SPARQL11Update" not in server.request("GET", "/sparql").text
